package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Saying;
import org.schoolgate.cases.Shown;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A step of a case is done, or marked as not necessary; the procedure that asks for it. */
@Controller
class StepController {
    private static final String WHY_NOT = "why-not";

    private final Cases cases;
    private final CaseRegister register;
    private final CasePages pages;

    StepController(Cases cases, CaseRegister register, CasePages pages) {
        this.cases = cases;
        this.register = register;
        this.pages = pages;
    }

    /** The procedure by which a case goes, as it was when that began. */
    @GetMapping("/cases/{id}/walks/{walk}")
    ModelAndView drawn(Actor.Somebody actor, @PathVariable CaseId id, @PathVariable int walk) {
        var procedure = register.read(actor, id) instanceof Shown.Whole whole
                ? whole.one().walk(walk).map(one -> one.walk().procedure()).orElse(null)
                : null;
        if (procedure == null) {
            throw new NotFound("walk " + walk + " of case " + id);
        }
        return new ModelAndView("cases/web/walk")
                .addObject("id", id)
                .addObject("procedure", procedure)
                .addObject("drawing", Drawing.of(procedure));
    }

    @PostMapping("/cases/{id}/walks/{walk}/steps/{step}")
    ModelAndView answer(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable int walk,
            @PathVariable String step,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var said = CasePages.mine(register.show(actor, id), walk, step)
                .map(mine -> StepForm.said(mine.open().step().act(), typed))
                .orElse(Map.of());
        var saying =
                cases.answer(actor, id, walk, step, said, StepForm.whom(typed).orElse(null));
        return after(actor, id, walk, step, typed, saying, flash);
    }

    @PostMapping("/cases/{id}/walks/{walk}/steps/{step}/left-out")
    ModelAndView leaveOut(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable int walk,
            @PathVariable String step,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var saying = cases.leaveOut(actor, id, walk, step, typed.getOrDefault(WHY_NOT, ""));
        return after(
                actor,
                id,
                walk,
                step,
                typed,
                saying instanceof Saying.NotLikeThat(var problems)
                        ? new Saying.NotLikeThat(inItsField(problems))
                        : saying,
                flash);
    }

    /** The reason for leaving a step out has a field of its own, beside that of a reason within the step. */
    private static Problems inItsField(Problems problems) {
        var moved = Problems.none();
        problems.all().values().forEach(sentence -> moved.add(WHY_NOT, sentence));
        return moved;
    }

    private ModelAndView after(
            Actor.Somebody actor,
            CaseId id,
            int walk,
            String step,
            Map<String, String> typed,
            Saying saying,
            RedirectAttributes flash) {
        return switch (saying) {
            case Saying.WentOn(var file, var sight) ->
                CasePages.to(
                        file.id(),
                        sight,
                        Notice.done(say(file.isClosed() ? "cases.step.closed" : "cases.step.done", file.number())),
                        flash);
            case Saying.NotOpen() -> CasePages.to(id, Notice.info(say("cases.step.not-open")), flash);
            case Saying.NeedsFirst(var first) ->
                CasePages.to(id, Notice.waiting(say("cases.step.needs", CaseWords.steps(first))), flash);
            case Saying.NotLikeThat(var problems) ->
                pages.page(actor, register.read(actor, id), walk, step, typed, problems);
        };
    }
}
