package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The way out. */
@Controller
class SignOutController {
    private final Sessions sessions;
    private final OneTimeLinks links;

    SignOutController(Sessions sessions, OneTimeLinks links) {
        this.sessions = sessions;
        this.links = links;
    }

    @PostMapping("/sign-out")
    String create(SignedIn reader, HttpServletRequest request, HttpServletResponse response) {
        switch (reader.entry()) {
            case Entry.ByAccount(var session) -> sessions.end(reader.actor(), session.id(), Ending.SIGNED_OUT);
            case Entry.ByLink(var visit) -> links.leave(visit);
            case Entry.ByTrust() -> {}
        }
        Browser.SESSION.forget(request, response);
        Browser.VISIT.forget(request, response);
        return "redirect:/sign-in?out";
    }
}
