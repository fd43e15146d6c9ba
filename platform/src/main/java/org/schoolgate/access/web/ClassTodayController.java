package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.access.AccessRegister;
import org.schoolgate.access.GoingOnline;
import org.schoolgate.access.SessionOpening;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Decision;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.ClassId;
import org.schoolgate.ui.Dates;
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

/** A class today: who may go online, and the time online that an adult holds open. */
@Controller
class ClassTodayController {
    private final AccessRegister register;
    private final SupervisedTime time;
    private final PermissionRegister permissions;
    private final GoingOnline asking;

    ClassTodayController(
            AccessRegister register, SupervisedTime time, PermissionRegister permissions, GoingOnline asking) {
        this.register = register;
        this.time = time;
        this.permissions = permissions;
        this.asking = asking;
    }

    @GetMapping("/classes/{id}/today")
    ModelAndView show(Actor.Somebody actor, @PathVariable ClassId id) {
        return page(actor, id, "", "", Problems.none());
    }

    @GetMapping("/classes/{id}/who-is-in")
    ModelAndView whoIsIn(Actor.Somebody actor, @PathVariable ClassId id) {
        return new ModelAndView("access/web/whoIsIn").addObject("who", register.whoIsIn(actor, id));
    }

    @PostMapping("/classes/{id}/session")
    ModelAndView open(
            Actor.Somebody actor,
            @PathVariable ClassId id,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String room,
            @RequestParam(defaultValue = "") String minutes,
            RedirectAttributes flash) {
        var opening = time.open(actor, new SupervisedTime.Wish(id, room, about, number(minutes)));
        if (opening instanceof SessionOpening.NotLikeThat(var problems)) {
            return page(actor, id, about, minutes, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, notice(opening));
        return new ModelAndView("redirect:/classes/" + id + "/today");
    }

    /** What was typed, or no minutes at all, of which the page says what to choose. */
    private static int number(String typed) {
        return typed.strip().matches("\\d{1,4}") ? Integer.parseInt(typed.strip()) : 0;
    }

    @PostMapping("/classes/{id}/session/{session}/extension")
    String extend(
            Actor.Somebody actor, @PathVariable ClassId id, @PathVariable UUID session, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice(time.extend(actor, session)));
        return "redirect:/classes/" + id + "/today";
    }

    @PostMapping("/classes/{id}/session/{session}/closing")
    String close(Actor.Somebody actor, @PathVariable ClassId id, @PathVariable UUID session, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                time.close(actor, session)
                        ? Notice.done(say("access.today.closed"))
                        : Notice.info(say("access.today.over")));
        return "redirect:/classes/" + id + "/today";
    }

    /** A pupil asked: yes or not now. */
    @PostMapping("/classes/{id}/going-online/{permission}")
    String answer(
            Actor.Somebody actor,
            @PathVariable ClassId id,
            @PathVariable PermissionId permission,
            @RequestParam(defaultValue = "") String answer,
            RedirectAttributes flash) {
        var decision = answer.equals("yes") ? asking.yes(actor, permission) : asking.notNow(actor, permission);
        flash.addFlashAttribute(
                Notice.FLASH,
                switch (decision) {
                    case Decision.Granted(var granted) ->
                        Notice.done(say(
                                "access.go.granted",
                                granted.request().byName(),
                                granted.grant()
                                        .map(grant -> Dates.time(grant.until()))
                                        .orElse("")));
                    case Decision.Refused(var refused) ->
                        Notice.info(say("access.go.refused", refused.request().byName()));
                    case Decision.AlreadyDecided _, Decision.TooLate _, Decision.OwnRequest _ ->
                        Notice.info(say("access.go.over"));
                    case Decision.NotLikeThat refused ->
                        Notice.info(String.join(" ", refused.problems().all().values()));
                });
        return "redirect:/classes/" + id + "/today";
    }

    /** Yes to everybody: the lesson opens. */
    @PostMapping("/classes/{id}/going-online")
    String everybody(Actor.Somebody actor, @PathVariable ClassId id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice(asking.everybody(actor, id)));
        return "redirect:/classes/" + id + "/today";
    }

    private static Notice notice(SessionOpening opening) {
        return switch (opening) {
            case SessionOpening.Open(var session) ->
                Notice.done(say("access.today.opened", Dates.time(session.closesAt())));
            case SessionOpening.HeldByAnother(var session) ->
                Notice.info(say("access.today.held", session.adultName()));
            case SessionOpening.LongEnough _ -> Notice.info(say("access.today.long-enough"));
            case SessionOpening.Over _ -> Notice.info(say("access.today.over"));
            case SessionOpening.NotLikeThat refused ->
                Notice.info(String.join(" ", refused.problems().all().values()));
        };
    }

    private ModelAndView page(Actor.Somebody actor, ClassId id, String about, String minutes, Problems problems) {
        return new ModelAndView("access/web/today", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("today", register.classToday(actor, id))
                .addObject("who", register.whoIsIn(actor, id))
                .addObject("about", about)
                .addObject("minutes", minutes.isEmpty() ? String.valueOf(time.usualMinutes(actor.school())) : minutes)
                .addObject("mine", permissions.mine(actor))
                .addObject("asked", permissions.waiting(actor))
                .addObject("problems", problems);
    }
}
