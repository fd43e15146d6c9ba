package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The way out: ends everything by which this browser is somebody. */
@Controller
class SignOutController {
    private final Sessions sessions;
    private final OneTimeLinks links;

    SignOutController(Sessions sessions, OneTimeLinks links) {
        this.sessions = sessions;
        this.links = links;
    }

    @PostMapping("/sign-out")
    String create(HttpServletRequest request, HttpServletResponse response) {
        Browser.SESSION.read(request).map(sessions::known).ifPresent(known -> {
            switch (known) {
                case Sessions.Known.Live(var who, var session) -> end(who, session);
                case Sessions.Known.Locked(var who, var session) -> end(who, session);
                case Sessions.Known.Nobody() -> {}
            }
        });
        Browser.VISIT
                .read(request)
                .flatMap(links::visit)
                .ifPresent(visit -> Tenants.within(visit.school(), () -> links.leave(visit)));
        Browser.leave(request, response);
        return "redirect:/sign-in?out";
    }

    private void end(Actor.Somebody who, Session session) {
        Tenants.within(who.school(), () -> sessions.end(who, session.id(), Ending.SIGNED_OUT));
    }
}
