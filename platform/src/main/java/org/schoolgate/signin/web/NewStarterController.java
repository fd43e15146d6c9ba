package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.NewStarters;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Accounts for new starters: adults get a link, pupils a first password on a sheet that is shown once. */
@Controller
class NewStarterController {
    private final NewStarters starters;

    NewStarterController(NewStarters starters) {
        this.starters = starters;
    }

    @GetMapping("/accounts/new")
    String form(Actor actor, @RequestParam(defaultValue = "") String group, Model model) {
        return form(actor, group, Problems.none(), model);
    }

    private String form(Actor actor, String group, Problems problems, Model model) {
        var groups = starters.waiting(actor);
        model.addAttribute("groups", groups);
        model.addAttribute(
                "chosen",
                groups.stream()
                        .filter(one -> one.id().equals(group))
                        .findFirst()
                        .orElse(groups.isEmpty() ? null : groups.getFirst()));
        model.addAttribute("problems", problems);
        return "signin/web/newStarters";
    }

    /** The passwords stand on the answer itself and nowhere else. */
    @PostMapping("/accounts/new")
    String create(
            Actor actor,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(required = false) @Nullable List<UUID> people,
            HttpServletResponse response,
            Model model) {
        Set<PersonId> chosen =
                people == null ? Set.of() : people.stream().map(PersonId::new).collect(Collectors.toSet());
        var started = starters.open(actor, chosen);
        if (started.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(actor, group, Problems.of("people", say("signin.new.choose")), model);
        }
        model.addAttribute("started", started);
        model.addAttribute("left", chosen.size() - started.size());
        return "signin/web/started";
    }
}
