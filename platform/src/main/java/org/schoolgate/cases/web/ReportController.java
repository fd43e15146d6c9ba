package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.schoolgate.cases.Answering;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.cases.Routes;
import org.schoolgate.cases.Taking;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
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

/** Those who hear what was told read it and take it. */
@Controller
class ReportController {
    private final Reports reports;
    private final CaseRegister register;
    private final Routes routes;

    ReportController(Reports reports, CaseRegister register, Routes routes) {
        this.reports = reports;
        this.register = register;
        this.routes = routes;
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
        model.addAttribute("typed", "");
        model.addAttribute("problems", Problems.none());
        return show(actor, new ReportId(id), model);
    }

    private String show(Actor.Somebody actor, ReportId report, Model model) {
        var read = reports.read(actor, report);
        model.addAttribute("report", read);
        model.addAttribute("trusted", reports.trusted(read).orElse(""));
        model.addAttribute("kind", routes.kind(actor, read.latestMatter()));
        model.addAttribute("hearing", reports.hearing(actor, report));
        model.addAttribute("following", register.following(actor, report).orElse(null));
        model.addAttribute("opens", CasePolicy.ACCESS.allows(actor, CasePolicy.Operation.OPEN));
        return "cases/web/show";
    }

    @PostMapping("/reports/{id}/take")
    String take(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice(reports.take(actor, new ReportId(id))));
        return "redirect:/reports/" + id;
    }

    @PostMapping("/reports/{id}/danger")
    String danger(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        reports.isDanger(actor, new ReportId(id));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.show.rings")));
        return "redirect:/reports/" + id;
    }

    @PostMapping("/reports/{id}/answer")
    String answer(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        var report = new ReportId(id);
        return switch (reports.answer(actor, report, words)) {
            case Answering.Kept() -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.answer.kept")));
                yield "redirect:/reports/" + id;
            }
            case Answering.NotLikeThat(var problems) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("typed", words);
                model.addAttribute("problems", problems);
                yield show(actor, report, model);
            }
        };
    }

    private static Notice notice(Taking taking) {
        return switch (taking) {
            case Taking.Yours() -> Notice.done(say("cases.take.yours"));
            case Taking.AlreadyTaken(var by, var at) -> Notice.info(say("cases.take.already", by, Dates.moment(at)));
        };
    }
}
