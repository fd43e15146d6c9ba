package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.SanctionId;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Sanctions.Telling;
import org.schoolgate.kernel.Actor;
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

/** Sanctions in force and past, and what parents hear of one. */
@Controller
class SanctionsController {
    private final Sanctions sanctions;

    SanctionsController(Sanctions sanctions) {
        this.sanctions = sanctions;
    }

    @GetMapping("/sanctions")
    ModelAndView index(Actor.Somebody actor) {
        return new ModelAndView("cases/web/sanctions")
                .addObject("lists", sanctions.all(actor))
                .addObject("changes", Ladders.ACCESS.allows(actor, Ladders.Operation.CHANGE));
    }

    @GetMapping("/sanctions/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable SanctionId id) {
        return page(actor, id, Problems.none(), "", "");
    }

    @PostMapping("/sanctions/{id}/letters")
    ModelAndView write(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @RequestParam(defaultValue = "") String more,
            RedirectAttributes flash) {
        return switch (sanctions.write(actor, id, more)) {
            case Telling.NotLikeThat(var problems) -> page(actor, id, problems, more, "");
            case Telling.Done() -> back(id, "cases.parents.written", flash);
        };
    }

    @PostMapping("/sanctions/{id}/held-back")
    ModelAndView holdBack(
            Actor.Somebody actor,
            @PathVariable SanctionId id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        return switch (sanctions.holdBack(actor, id, reason)) {
            case Telling.NotLikeThat(var problems) -> page(actor, id, problems, "", reason);
            case Telling.Done() -> back(id, "cases.parents.held-back", flash);
        };
    }

    private ModelAndView page(Actor.Somebody actor, SanctionId id, Problems problems, String more, String reason) {
        return new ModelAndView("cases/web/sanction", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("whole", sanctions.one(actor, id))
                .addObject("problems", problems)
                .addObject("more", more)
                .addObject("reason", reason);
    }

    private static ModelAndView back(SanctionId id, String said, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say(said)));
        return new ModelAndView("redirect:/sanctions/" + id);
    }
}
