package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import org.schoolgate.access.AccessPolicies;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.HoldId;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Holds: whose access is held and until when, what a new one would take from somebody, and giving it back. */
@Controller
class HoldsController {
    private final Holds holds;
    private final HoldRegister register;
    private final Roster roster;

    HoldsController(Holds holds, HoldRegister register, Roster roster) {
        this.holds = holds;
        this.register = register;
        this.roster = roster;
    }

    @GetMapping("/holds")
    ModelAndView index(Actor.Somebody actor, @RequestParam(defaultValue = "") String q) {
        var lists = register.all(actor);
        return new ModelAndView("access/web/holds")
                .addObject("lists", lists)
                .addObject("q", q)
                .addObject(
                        "found",
                        AccessPolicies.ACCESS.allows(actor, Operation.HOLD) ? register.find(actor, q) : List.of())
                .addObject("today", roster.today());
    }

    @GetMapping("/holds/new")
    ModelAndView add(Actor.Somebody actor, HoldForm form) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        return form(actor, form, Problems.none());
    }

    @PostMapping("/holds")
    ModelAndView create(Actor.Somebody actor, HoldForm form, RedirectAttributes flash) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        var problems = form.problems();
        var wish = form.wish();
        if (problems.any() || wish == null) {
            return form(actor, form, problems);
        }
        return switch (holds.place(actor, wish)) {
            case Holding.NotLikeThat(var wrong) -> form(actor, form, wrong);
            case Holding.Placed(var hold) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(HoldWords.done(hold)));
                yield new ModelAndView("redirect:/holds/" + hold.id());
            }
        };
    }

    @GetMapping("/holds/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable HoldId id) {
        return page(actor, id, Problems.none(), "");
    }

    @PostMapping("/holds/{id}/lifting")
    ModelAndView lift(
            Actor.Somebody actor,
            @PathVariable HoldId id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        return switch (holds.lift(actor, id, reason)) {
            case NO_REASON -> page(actor, id, Problems.of("reason", say("access.hold.lift.no-reason")), reason);
            case OVER_ALREADY -> back(id, Notice.info(say("access.hold.over-already")), flash);
            case LIFTED -> back(id, Notice.done(say("access.hold.lifted")), flash);
        };
    }

    @PostMapping("/holds/{id}/files")
    ModelAndView filesDone(Actor.Somebody actor, @PathVariable HoldId id, RedirectAttributes flash) {
        holds.filesDone(actor, id);
        return back(id, Notice.done(say("access.hold.files.thanks")), flash);
    }

    private static ModelAndView back(HoldId id, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView("redirect:/holds/" + id);
    }

    private ModelAndView page(Actor.Somebody actor, HoldId id, Problems problems, String reason) {
        return new ModelAndView("access/web/hold", status(problems))
                .addObject("one", register.one(actor, id))
                .addObject("problems", problems)
                .addObject("reason", reason)
                .addObject("today", roster.today());
    }

    private ModelAndView form(Actor.Somebody actor, HoldForm form, Problems problems) {
        var person = form.personId();
        if (person == null) {
            throw new NotFound("person " + form.person());
        }
        return new ModelAndView("access/web/newHold", status(problems))
                .addObject("preview", register.preview(actor, person))
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("today", roster.today());
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem holdsEntry() {
            return MenuItem.in(MenuItem.Place.ACCESS, 30, "/holds", "access.holds.menu")
                    .forRoles(AccessPolicies.ACCESS.rolesFor(Operation.SEE_HOLDS));
        }
    }
}
