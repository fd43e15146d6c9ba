package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignIns;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The password once more: where a session locked itself, and before acts that ask for it afresh. */
@Controller
class AgainController {
    private final SignIns signIns;
    private final Sessions sessions;
    private final KeptForms kept;

    AgainController(SignIns signIns, Sessions sessions, KeptForms kept) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.kept = kept;
    }

    /** Somebody who shows once more who they are; locked: because nobody touched anything for a while. */
    private record Held(Actor.Somebody who, Session session, boolean locked) {}

    @GetMapping("/sign-in/locked")
    String form(@RequestParam(defaultValue = "/") String to, HttpServletRequest request, Model model) {
        return held(request).map(held -> page(held, to, Problems.none(), model)).orElse("redirect:/sign-in");
    }

    @PostMapping("/sign-in/locked")
    String create(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var found = held(request);
        if (found.isEmpty()) {
            return "redirect:/sign-in";
        }
        var held = found.get();
        var problem = switch (signIns.again(held.who(), held.session(), password, Browser.where(request, response))) {
            case SignIns.Outcome.Welcome _ -> Problems.none();
            case SignIns.Outcome.Wrong() -> Problems.of("password", say("signin.locked.wrong"));
            case SignIns.Outcome.Shut(var until) -> Problems.of("password", say("signin.door.shut", Dates.time(until)));
        };
        if (!problem.any()) {
            return kept.take(held.session().id())
                    .map(form -> {
                        model.addAttribute("form", form);
                        return "signin/web/kept";
                    })
                    .orElse("redirect:" + Paths.safe(to));
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(held, to, problem, model);
    }

    private static String page(Held held, String to, Problems problems, Model model) {
        model.addAttribute("name", held.who().name());
        model.addAttribute("locked", held.locked());
        model.addAttribute("to", Paths.safe(to));
        model.addAttribute("problems", problems);
        return "signin/web/locked";
    }

    private Optional<Held> held(HttpServletRequest request) {
        return Browser.SESSION.read(request).map(sessions::known).flatMap(known -> switch (known) {
            case Sessions.Known.Live(var who, var session) -> Optional.of(new Held(who, session, false));
            case Sessions.Known.Locked(var who, var session) -> Optional.of(new Held(who, session, true));
            case Sessions.Known.Nobody() -> Optional.empty();
        });
    }
}
