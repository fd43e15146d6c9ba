package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Map;
import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.SanctionId;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Sanctions.Telling;
import org.schoolgate.cases.Talk.Came;
import org.schoolgate.cases.TalkId;
import org.schoolgate.cases.Talks;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sanctions in force and past, the talks that go with one, and what parents hear of it. */
@Controller
class SanctionsController {
    private final Sanctions sanctions;
    private final Talks talks;

    SanctionsController(Sanctions sanctions, Talks talks) {
        this.sanctions = sanctions;
        this.talks = talks;
    }

    @GetMapping("/sanctions")
    ModelAndView index(Actor.Somebody actor) {
        return new ModelAndView("cases/web/sanctions")
                .addObject("lists", sanctions.all(actor))
                .addObject("changes", Ladders.ACCESS.allows(actor, Ladders.Operation.CHANGE));
    }

    @GetMapping("/sanctions/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable SanctionId id) {
        return page(actor, id, Problems.none(), Map.of());
    }

    @PostMapping("/sanctions/{id}/letters")
    ModelAndView write(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        return switch (sanctions.write(actor, id, typed.getOrDefault("more", ""))) {
            case Telling.NotLikeThat(var problems) -> page(actor, id, problems, typed);
            case Telling.Done() -> back(id, "cases.parents.written", flash);
        };
    }

    @PostMapping("/sanctions/{id}/held-back")
    ModelAndView holdBack(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        return switch (sanctions.holdBack(actor, id, typed.getOrDefault("reason", ""))) {
            case Telling.NotLikeThat(var problems) -> page(actor, id, problems, typed);
            case Telling.Done() -> back(id, "cases.parents.held-back", flash);
        };
    }

    @PostMapping("/sanctions/{id}/talks")
    ModelAndView arrange(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = talks.arrange(
                actor,
                id,
                Ids.read(typed.getOrDefault("with", "")).map(PersonId::new).orElse(null),
                Dates.readMoment(typed.getOrDefault("at", "")).orElse(null),
                typed.getOrDefault("place", ""));
        return problems.any() ? page(actor, id, problems, typed) : back(id, "cases.talk.arranged", flash);
    }

    @PostMapping("/sanctions/{id}/talks/{talk}/outcome")
    ModelAndView note(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @PathVariable TalkId talk,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var came = Arrays.stream(Came.values())
                .filter(one -> one.name().equals(typed.get("came")))
                .findFirst()
                .orElse(null);
        var problems = talks.note(actor, id, talk, came, typed.getOrDefault("words", ""));
        return problems.any() ? page(actor, id, problems, typed) : back(id, "cases.talk.noted", flash);
    }

    private ModelAndView page(Actor.Somebody actor, SanctionId id, Problems problems, Map<String, String> typed) {
        return new ModelAndView("cases/web/sanction", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("whole", sanctions.one(actor, id))
                .addObject("talks", talks.beside(actor, id))
                .addObject("problems", problems)
                .addObject("typed", typed);
    }

    private static ModelAndView back(SanctionId id, String said, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say(said)));
        return new ModelAndView("redirect:/sanctions/" + id);
    }
}
