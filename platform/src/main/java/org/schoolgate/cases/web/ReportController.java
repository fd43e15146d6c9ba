package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.cases.Taking;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An adult tells, and those who hear read and take. */
@Controller
class ReportController {
    private static final Set<Matter> CHOICES = Matter.OFFERED_TO_ADULTS;

    private final Reports reports;
    private final CaseRegister register;

    ReportController(Reports reports, CaseRegister register) {
        this.reports = reports;
        this.register = register;
    }

    @GetMapping("/report")
    String form(Actor.Somebody actor, @RequestParam(required = false) @Nullable String page, Model model) {
        Reports.ACCESS.require(actor, Reports.Operation.TELL);
        if (actor.is(Role.PUPIL)) {
            return "redirect:/tell";
        }
        fill(model, ReportForm.empty(page), Problems.none());
        return "cases/web/form";
    }

    @PostMapping("/report")
    ModelAndView create(Actor.Somebody actor, @ModelAttribute ReportForm form) {
        Reports.ACCESS.require(actor, Reports.Operation.TELL);
        var problems = form.problems();
        if (problems.any()) {
            var again = new ModelAndView("cases/web/form", HttpStatus.UNPROCESSABLE_CONTENT);
            again.addObject("form", form);
            again.addObject("problems", problems);
            again.addObject("choices", CHOICES);
            return again;
        }
        var report = reports.tell(actor, Matter.valueOf(form.chosen()), form.said(), form.page(), false);
        return new ModelAndView("redirect:/tell/" + report.id());
    }

    @GetMapping("/reports")
    String index(Actor.Somebody actor, Model model) {
        Reports.ACCESS.require(actor, Reports.Operation.READ);
        model.addAttribute("waiting", reports.waiting(actor));
        model.addAttribute("taken", reports.taken(actor));
        return "cases/web/index";
    }

    @GetMapping("/reports/{id}")
    String show(Actor.Somebody actor, @PathVariable UUID id, Model model) {
        var report = new ReportId(id);
        model.addAttribute("report", reports.read(actor, report));
        model.addAttribute("following", register.following(actor, report).orElse(null));
        model.addAttribute("opens", CasePolicy.ACCESS.allows(actor, CasePolicy.Operation.OPEN));
        return "cases/web/show";
    }

    @PostMapping("/reports/{id}/take")
    String take(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice(reports.take(actor, new ReportId(id))));
        return "redirect:/reports/" + id;
    }

    private static Notice notice(Taking taking) {
        return switch (taking) {
            case Taking.Yours() -> Notice.done(say("cases.take.yours"));
            case Taking.AlreadyTaken(var by, var at) -> Notice.info(say("cases.take.already", by, Dates.moment(at)));
        };
    }

    private static void fill(Model model, ReportForm form, Problems problems) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("choices", CHOICES);
    }
}
