package org.schoolgate.alerts.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import org.schoolgate.alerts.AlertPolicy;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.alerts.Grade;
import org.schoolgate.alerts.Gradings;
import org.schoolgate.alerts.Gradings.Changing;
import org.schoolgate.alerts.Sort;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How what the filter sees is graded: what holds, what a school may make of it, and what it said before. */
@Controller
class GradesController {
    private final Gradings gradings;

    GradesController(Gradings gradings) {
        this.gradings = gradings;
    }

    @GetMapping("/alerts/grades")
    ModelAndView index(Actor.Somebody actor) {
        return page(actor, GradeForm.EMPTY, Problems.none());
    }

    @PostMapping("/alerts/grades")
    ModelAndView change(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String grade,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        AlertPolicy.ACCESS.require(actor, Operation.CHANGE_GRADES);
        var form = new GradeForm(sort, grade, reason);
        var wanted = Sort.named(sort);
        var chosen = Arrays.stream(Grade.values())
                .filter(one -> one.name().equals(grade))
                .findFirst();
        if (wanted.isEmpty() || chosen.isEmpty()) {
            return page(
                    actor,
                    form,
                    Problems.none()
                            .when(wanted.isEmpty(), "sort", say("alerts.grades.choose.sort"))
                            .when(chosen.isEmpty(), "grade", say("alerts.grades.choose.grade")));
        }
        return switch (gradings.change(actor, wanted.get(), chosen.get(), reason)) {
            case Changing.NotLikeThat(var problems) -> page(actor, form, problems);
            case Changing.AsBefore() -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("alerts.grades.as-before")));
                yield new ModelAndView("redirect:/alerts/grades");
            }
            case Changing.Changed(var changed, var to) -> {
                flash.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(say("alerts.grades.changed", changed.label(), say("alerts.grade." + to.name()))));
                yield new ModelAndView("redirect:/alerts/grades");
            }
        };
    }

    private ModelAndView page(Actor.Somebody actor, GradeForm form, Problems problems) {
        return new ModelAndView("alerts/web/grades", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("inForce", gradings.all(actor))
                .addObject("history", gradings.history(actor))
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
