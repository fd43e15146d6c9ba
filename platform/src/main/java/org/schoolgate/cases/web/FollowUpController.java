package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.ActionId;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.FollowUps;
import org.schoolgate.cases.ReviewId;
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

/** What follows from cases: on the page of each, for whoever is to do it, and for the head who looks at policies. */
@Controller
class FollowUpController {
    private final FollowUps followUps;
    private final CaseRegister register;
    private final CasePages pages;

    FollowUpController(FollowUps followUps, CaseRegister register, CasePages pages) {
        this.followUps = followUps;
        this.register = register;
        this.pages = pages;
    }

    @GetMapping("/cases/{id}/actions/new")
    ModelAndView form(Actor.Somebody actor, @PathVariable CaseId id) {
        return form(actor, id, Map.of(), Problems.none());
    }

    private ModelAndView form(Actor.Somebody actor, CaseId id, Map<String, String> typed, Problems problems) {
        return new ModelAndView("cases/web/newAction", status(problems))
                .addObject("file", register.cover(actor, id))
                .addObject("desk", followUps.desk(actor, id))
                .addObject("typed", typed)
                .addObject("problems", problems);
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    @PostMapping("/cases/{id}/actions")
    ModelAndView set(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = followUps.set(
                actor,
                id,
                new FollowUps.Wish(
                        typed.getOrDefault("what", ""),
                        Ids.read(typed.getOrDefault("owner", ""))
                                .map(PersonId::new)
                                .orElse(null),
                        Dates.read(typed.getOrDefault("due", "")).orElse(null)));
        return problems.any()
                ? form(actor, id, typed, problems)
                : CasePages.to(id, Notice.done(say("cases.follow.kept")), flash);
    }

    @PostMapping("/cases/{id}/reviews")
    ModelAndView want(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = followUps.want(actor, id, typed.getOrDefault("review", ""));
        return problems.any()
                ? pages.page(actor, register.show(actor, id), typed, problems)
                : CasePages.to(id, Notice.done(say("cases.follow.wanted")), flash);
    }

    @GetMapping("/actions")
    ModelAndView mine(Actor.Somebody actor) {
        return mine(actor, "", "", Problems.none());
    }

    @PostMapping("/actions/{action}")
    ModelAndView end(
            Actor.Somebody actor,
            @PathVariable ActionId action,
            @RequestParam(defaultValue = "") String became,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String back,
            RedirectAttributes flash) {
        var ended = followUps.end(actor, action, became.equals("done"), words);
        var onCase = back.startsWith("/cases/");
        if (ended.problems().any()) {
            return onCase
                    ? pages.page(actor, register.show(actor, ended.action().of()), Map.of(), ended.problems())
                    : mine(actor, action.toString(), words, ended.problems());
        }
        if (onCase) {
            return CasePages.to(ended.action().of(), Notice.done(say("cases.follow.end.kept")), flash);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.follow.end.kept")));
        return new ModelAndView("redirect:/actions");
    }

    private ModelAndView mine(Actor.Somebody actor, String ending, String words, Problems problems) {
        return page("cases/web/actions", ending, words, problems)
                .addObject("actions", followUps.mine(actor))
                .addObject("today", followUps.today());
    }

    @GetMapping("/policy-reviews")
    ModelAndView reviews(Actor.Somebody actor) {
        return reviews(actor, "", "", Problems.none());
    }

    @PostMapping("/policy-reviews/{review}")
    ModelAndView reviewed(
            Actor.Somebody actor,
            @PathVariable ReviewId review,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes flash) {
        var problems = followUps.reviewed(actor, review, words);
        if (problems.any()) {
            return reviews(actor, review.toString(), words, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.follow.reviewed")));
        return new ModelAndView("redirect:/policy-reviews");
    }

    private ModelAndView reviews(Actor.Somebody actor, String ending, String words, Problems problems) {
        return page("cases/web/policyReviews", ending, words, problems).addObject("wanted", followUps.reviews(actor));
    }

    private static ModelAndView page(String template, String ending, String words, Problems problems) {
        return new ModelAndView(template, status(problems))
                .addObject("ending", ending)
                .addObject("words", words)
                .addObject("problems", problems);
    }
}
