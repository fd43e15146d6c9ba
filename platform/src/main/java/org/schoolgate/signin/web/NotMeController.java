package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A station that is left signed in as somebody else: anyone who finds it ends it, and may say where (PWD-11). */
@Controller
class NotMeController {
    private static final int MOST_NOTE = 200;

    private final Sessions sessions;
    private final Accounts accounts;

    NotMeController(Sessions sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    private record Found(Actor.Somebody owner, Session session) {}

    @GetMapping("/not-me")
    String form(HttpServletRequest request, Model model) {
        var found = found(request);
        if (found.isEmpty()) {
            return "redirect:/sign-in";
        }
        model.addAttribute("name", found.get().owner().name());
        return "signin/web/notMe";
    }

    @PostMapping("/not-me")
    String create(
            @RequestParam(defaultValue = "") String note, HttpServletRequest request, HttpServletResponse response) {
        var cut = note.strip().substring(0, Math.min(note.strip().length(), MOST_NOTE));
        found(request)
                .ifPresent(found -> Tenants.within(found.owner().school(), () -> {
                    accounts.foundOpen(found.owner(), found.session(), Browser.where(request, response), cut);
                    return true;
                }));
        Browser.leave(request, response);
        return "redirect:/not-me/thank-you";
    }

    @GetMapping("/not-me/thank-you")
    String thanks() {
        return "signin/web/notMeThanks";
    }

    private Optional<Found> found(HttpServletRequest request) {
        return Browser.SESSION.read(request).map(sessions::known).flatMap(known -> switch (known) {
            case Sessions.Known.Live(var who, var session) -> Optional.of(new Found(who, session));
            case Sessions.Known.Locked(var who, var session) -> Optional.of(new Found(who, session));
            case Sessions.Known.Nobody() -> Optional.empty();
        });
    }
}
