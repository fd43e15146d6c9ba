package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.SiteReport;
import org.schoolgate.filtering.SiteReports;
import org.schoolgate.filtering.SiteReports.Deciding;
import org.schoolgate.filtering.SiteReports.Finding;
import org.schoolgate.filtering.SiteReports.Reporting;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reports of unsuitable sites: telling of one, and deciding about it. */
@Controller
class SiteReportController {
    private final SiteReports reports;

    SiteReportController(SiteReports reports) {
        this.reports = reports;
    }

    @GetMapping("/report-site")
    ModelAndView form(Actor.Somebody actor, @RequestParam(defaultValue = "") String site) {
        FilteringAccess.ACCESS.require(actor, Operation.REPORT);
        return form(actor, new Finding(site, "", ""), Problems.none());
    }

    @PostMapping("/report-site")
    ModelAndView create(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(defaultValue = "") String device,
            RedirectAttributes flash) {
        var finding = new Finding(url, content, device);
        return switch (reports.report(actor, finding)) {
            case Reporting.Reported(var report) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(thanks(report)));
                yield new ModelAndView("redirect:/");
            }
            case Reporting.NotLikeThat(var problems) -> form(actor, finding, problems);
        };
    }

    private static String thanks(SiteReport report) {
        if (!report.blocks()) {
            return say("filtering.report.thanks.open", report.reference());
        }
        if (report.byPupil()) {
            return say("filtering.report.thanks.pupil");
        }
        var thanks = say("filtering.report.thanks.staff", report.site(), report.reference());
        return report.isOfPart() ? thanks + " " + say("filtering.report.part") : thanks;
    }

    @GetMapping("/site-reports")
    String index(Actor.Somebody actor, Model model) {
        model.addAttribute("reports", reports.all(actor));
        return "filtering/web/reports";
    }

    @GetMapping("/site-reports/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable UUID id) {
        return page(actor, reports.find(actor, id), "", Problems.none());
    }

    @PostMapping("/site-reports/{id}/decision")
    ModelAndView decide(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var deciding =
                decision.equals("dismiss") ? reports.dismiss(actor, id, reason) : reports.confirm(actor, id, reason);
        switch (deciding) {
            case Deciding.NotLikeThat(var report, var problems) -> {
                return page(actor, report, reason, problems);
            }
            case Deciding.Decided(var report) ->
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.report.decided", report.reference())));
            case Deciding.AlreadyDecided _ ->
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("filtering.report.already")));
        }
        return new ModelAndView("redirect:/site-reports/" + id);
    }

    @PostMapping("/site-reports/{id}/answer")
    String answer(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String reference,
            RedirectAttributes flash) {
        reports.answered(actor, id, answer, reference);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.report.answer.kept")));
        return "redirect:/site-reports/" + id;
    }

    private static ModelAndView form(Actor actor, Finding finding, Problems problems) {
        var page = actor.is(Role.PUPIL) ? "filtering/web/reportChild" : "filtering/web/report";
        return new ModelAndView(page, status(problems))
                .addObject("finding", finding)
                .addObject("problems", problems);
    }

    private ModelAndView page(Actor actor, SiteReport report, String reason, Problems problems) {
        return new ModelAndView("filtering/web/siteReport", status(problems))
                .addObject("report", report)
                .addObject("reason", reason)
                .addObject("mayDecide", reports.mayDecide(actor))
                .addObject("problems", problems);
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem siteReportsEntry(SiteReports reports) {
            return MenuItem.in(Place.SITES, 30, "/site-reports", "filtering.report.menu")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.DECIDE_REPORTS))
                    .counting(reports::waiting);
        }

        @Bean
        MenuItem reportSiteEntry() {
            return MenuItem.in(Place.SITES, 25, "/report-site", "filtering.report.title")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.REPORT));
        }
    }
}
