package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SharedUse;
import org.schoolgate.signin.SignIns;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Signs that two people use one account, for somebody to look at. */
@Controller
class SharedUseController {
    private static final int MOST = 300;

    private final Sessions sessions;
    private final SignIns signIns;
    private final Clock clock;

    SharedUseController(Sessions sessions, SignIns signIns, Clock clock) {
        this.sessions = sessions;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** A sign and whose account it is about. */
    public record Row(SharedUse sign, String name) {}

    @GetMapping("/shared-use")
    String index(Actor actor, Model model) {
        return page(actor, Problems.none(), model);
    }

    @PostMapping("/shared-use/{id}/looked-at")
    String create(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String outcome,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        var said = outcome.strip();
        if (said.isEmpty() || said.length() > MOST) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(actor, Problems.of("outcome-" + id, say("signin.shared.outcome-missing")), model);
        }
        sessions.lookedAt(actor, id, said);
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.shared.done")));
        return "redirect:/shared-use";
    }

    private String page(Actor actor, Problems problems, Model model) {
        List<Row> rows = sessions.sharedUse(actor).stream()
                .map(sign -> new Row(
                        sign,
                        signIns.find(actor.school(), sign.person())
                                .map(Actor.Somebody::name)
                                .orElse(say("signin.shared.left"))))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("problems", problems);
        model.addAttribute("now", clock.instant());
        return "signin/web/sharedUse";
    }
}
