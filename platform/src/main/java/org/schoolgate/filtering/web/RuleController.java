package org.schoolgate.filtering.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.SchoolRule;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.filtering.SchoolRules.Ending;
import org.schoolgate.filtering.SchoolRules.Making;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Paging;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** The school's own sites: what it said of single sites, for whom, until when and why. */
@Controller
class RuleController {
    private static final String HERE = "/filter/sites";
    private static final int A_PAGE = 50;

    private final SchoolRules rules;
    private final Clock clock;

    RuleController(SchoolRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping(HERE)
    String index(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        boolean ahead = !show.equals("ended");
        var found = rules.search(actor, q, ahead);
        var paging = new Paging(
                page.matches("[0-9]{1,4}") ? Integer.parseInt(page) : 1,
                A_PAGE,
                found.size(),
                HERE + "?q=" + UriUtils.encode(q, StandardCharsets.UTF_8) + (ahead ? "" : "&show=ended"));
        model.addAttribute(
                "rows",
                found.stream()
                        .skip(paging.offset())
                        .limit(A_PAGE)
                        .map(RuleRow::new)
                        .toList());
        model.addAttribute("paging", paging);
        model.addAttribute("q", q);
        model.addAttribute("ahead", ahead);
        model.addAttribute("mayChange", rules.mayChange(actor));
        return "filtering/web/rules";
    }

    @GetMapping(HERE + ".csv")
    ResponseEntity<byte[]> csv(Actor.Somebody actor) {
        var heads = List.of(
                say("filtering.rule.site"),
                say("filtering.rule.reason"),
                say("filtering.rule.effect"),
                say("filtering.rule.readers"),
                say("filtering.rule.from"),
                say("filtering.rule.until"),
                say("filtering.rule.number"),
                say("filtering.rule.by"),
                say("filtering.rule.ended"),
                say("filtering.rule.ended-by"),
                say("filtering.rule.ended-why"));
        var file = Csv.of(
                heads,
                rules.all(actor).stream().map(rule -> new RuleRow(rule).cells()).toList());
        var day = LocalDate.ofInstant(clock.instant(), LONDON);
        return Csv.file("own-sites-" + day + ".csv", file);
    }

    @GetMapping(HERE + "/new")
    ModelAndView form(Actor.Somebody actor, @ModelAttribute RuleForm form) {
        requireChanger(actor);
        return form(actor, form, HERE, null, Problems.none());
    }

    @PostMapping(HERE)
    ModelAndView create(Actor.Somebody actor, @ModelAttribute RuleForm form, RedirectAttributes flash) {
        requireChanger(actor);
        var problems = form.problems();
        return problems.any()
                ? form(actor, form, HERE, null, problems)
                : made(actor, form, HERE, null, rules.make(actor, form.wish()), flash);
    }

    @GetMapping(HERE + "/{number}")
    ModelAndView show(Actor.Somebody actor, @PathVariable String number) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return show(actor, number(number), "", Problems.none());
    }

    @GetMapping(HERE + "/{number}/change")
    ModelAndView changeForm(Actor.Somebody actor, @PathVariable String number) {
        requireChanger(actor);
        var rule = rules.find(actor, number(number)).rule();
        return form(actor, RuleForm.of(rule), HERE + "/" + number, new RuleRow(rule), Problems.none());
    }

    @PostMapping(HERE + "/{number}")
    ModelAndView change(
            Actor.Somebody actor,
            @PathVariable String number,
            @ModelAttribute RuleForm form,
            RedirectAttributes flash) {
        requireChanger(actor);
        var before = new RuleRow(rules.find(actor, number(number)).rule());
        var problems = form.problems();
        return problems.any()
                ? form(actor, form, before.href(), before, problems)
                : made(actor, form, before.href(), before, rules.change(actor, number(number), form.wish()), flash);
    }

    @PostMapping(HERE + "/{number}/end")
    ModelAndView end(
            Actor.Somebody actor,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        requireChanger(actor);
        return switch (rules.end(actor, number(number), reason)) {
            case Ending.Done(var rule) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.rule.ended-now", rule.site())));
                yield new ModelAndView("redirect:" + HERE);
            }
            case Ending.AlreadyOver(var rule) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("filtering.rule.already-over")));
                yield new ModelAndView("redirect:" + HERE + "/" + rule.number());
            }
            case Ending.NotLikeThat(var rule, var problems) -> show(actor, rule.number(), reason, problems);
        };
    }

    private ModelAndView made(
            Actor.Somebody actor,
            RuleForm form,
            String action,
            @Nullable RuleRow before,
            Making making,
            RedirectAttributes flash) {
        return switch (making) {
            case Making.Made(var rule) -> {
                flash.addFlashAttribute(
                        Notice.FLASH, Notice.done(say("filtering.rule.made", new RuleRow(rule).name(), rule.site())));
                yield new ModelAndView("redirect:" + HERE + "/" + rule.number());
            }
            case Making.Over(SchoolRule rule) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("filtering.rule.already-over")));
                yield new ModelAndView("redirect:" + HERE + "/" + rule.number());
            }
            case Making.NotLikeThat(var problems) -> form(actor, form, action, before, problems);
        };
    }

    private ModelAndView form(
            Actor.Somebody actor, RuleForm form, String action, @Nullable RuleRow before, Problems problems) {
        return new ModelAndView("filtering/web/ruleForm", status(problems))
                .addObject("form", form)
                .addObject("action", action)
                .addObject("before", before)
                .addObject("choices", RuleChoices.of(rules, actor))
                .addObject("problems", problems);
    }

    private ModelAndView show(Actor.Somebody actor, int number, String reason, Problems problems) {
        var found = rules.find(actor, number);
        return new ModelAndView("filtering/web/rule", status(problems))
                .addObject("row", new RuleRow(found.rule()))
                .addObject("isAhead", found.isAhead())
                .addObject(
                        "overlaps",
                        found.overlaps().stream().map(OverlapView::of).toList())
                .addObject("mayChange", rules.mayChange(actor))
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    private void requireChanger(Actor actor) {
        if (!rules.mayChange(actor)) {
            throw new Forbidden(actor, Operation.CHANGE.name());
        }
    }

    private static int number(String typed) {
        if (!typed.matches("[0-9]{1,9}")) {
            throw new NotFound("rule " + typed);
        }
        return Integer.parseInt(typed);
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem ownSitesEntry() {
            return MenuItem.in(Place.SITES, 60, HERE, "filtering.menu.sites")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.SEE));
        }
    }
}
