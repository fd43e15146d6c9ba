package org.schoolgate.activity.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Activity;
import org.schoolgate.activity.Activity.Operation;
import org.schoolgate.activity.LookUp;
import org.schoolgate.activity.LookUpId;
import org.schoolgate.activity.LookUps;
import org.schoolgate.activity.Purpose;
import org.schoolgate.activity.Subject;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
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

/** Asking to look at what somebody did, agreeing that somebody looks, and looking. */
@Controller
class LookUpsController {
    private static final int MOST_FOUND = 20;

    private final LookUps lookUps;
    private final Roster roster;
    private final Clock clock;

    LookUpsController(LookUps lookUps, Roster roster, Clock clock) {
        this.lookUps = lookUps;
        this.roster = roster;
        this.clock = clock;
    }

    @GetMapping("/look-ups")
    String index(Actor.Somebody actor, Model model) {
        boolean looks = Activity.ACCESS.allows(actor, Operation.LOOK_UP);
        boolean agrees = Activity.ACCESS.allows(actor, Operation.AGREE_TO_LOOK_UPS);
        boolean watches = Activity.ACCESS.allows(actor, Operation.SEE_LOOK_UPS);
        if (!looks && !agrees && !watches) {
            throw new Forbidden(actor, Operation.LOOK_UP.name());
        }
        var mine = looks ? lookUps.mine(actor) : List.<LookUp>of();
        var waiting = agrees ? lookUps.waiting(actor) : List.<LookUp>of();
        var all = watches ? lookUps.all(actor) : List.<LookUp>of();
        var named = new ArrayList<>(mine);
        named.addAll(waiting);
        named.addAll(all);
        model.addAttribute("mine", mine);
        model.addAttribute("waiting", waiting);
        model.addAttribute("all", all);
        model.addAttribute("subjects", lookUps.subjects(actor.school(), named));
        model.addAttribute("mayLook", lookUps.mayLook(actor));
        model.addAttribute("watches", watches);
        model.addAttribute("now", clock.instant());
        return "activity/web/lookUps";
    }

    @GetMapping("/look-ups/new")
    ModelAndView form(Actor.Somebody actor) {
        requireLooker(actor);
        return form(LookUpForm.on(roster.today()), Problems.none(), List.of());
    }

    @PostMapping("/look-ups")
    ModelAndView create(Actor.Somebody actor, @ModelAttribute LookUpForm form, RedirectAttributes flash) {
        requireLooker(actor);
        var problems = form.problems();
        if (problems.any()) {
            return form(form, problems, List.of());
        }
        return switch (found(actor, form)) {
            case Found.One(var subject) -> ask(actor, form, subject, flash);
            case Found.Several(var people) ->
                form(form, Problems.of("person", say("activity.look-ups.person.choose")), people);
            case Found.Nobody() ->
                form(form, Problems.of("what", say("activity.look-ups.what.nobody", form.sought())), List.of());
        };
    }

    private ModelAndView ask(Actor.Somebody actor, LookUpForm form, Subject subject, RedirectAttributes flash) {
        var wish = new LookUps.Wish(form.why().orElseThrow(), form.reason(), subject, form.from(), form.until());
        return switch (lookUps.ask(actor, wish)) {
            case LookUps.Asking.Open(var lookUp) -> new ModelAndView("redirect:/look-ups/" + lookUp.id());
            case LookUps.Asking.ForASecond _ -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("activity.look-ups.asked-second")));
                yield new ModelAndView("redirect:/look-ups");
            }
            case LookUps.Asking.NotLikeThat(var wrong) -> {
                var period = wrong.with("from");
                yield form(form, period == null ? wrong : Problems.of("first", period), List.of());
            }
        };
    }

    @GetMapping("/look-ups/{id}")
    String show(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant before,
            Model model) {
        return switch (lookUps.read(actor, new LookUpId(id), before)) {
            case LookUps.Reading.Shown shown -> {
                model.addAttribute("shown", shown);
                yield "activity/web/lookUp";
            }
            case LookUps.Reading.Waiting(var lookUp, var subject) -> shut(model, lookUp, subject, "waiting");
            case LookUps.Reading.Refused(var lookUp, var subject) -> shut(model, lookUp, subject, "refused");
            case LookUps.Reading.Over(var lookUp, var subject) -> shut(model, lookUp, subject, "over");
        };
    }

    private static String shut(Model model, LookUp lookUp, String subject, String word) {
        model.addAttribute("lookUp", lookUp);
        model.addAttribute("subject", subject);
        model.addAttribute("word", word);
        return "activity/web/lookUpShut";
    }

    @PostMapping("/look-ups/{id}/agree")
    String agree(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH, notice(lookUps.agree(actor, new LookUpId(id)), "activity.look-ups.agreed"));
        return "redirect:/look-ups";
    }

    @PostMapping("/look-ups/{id}/refuse")
    String refuse(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String why,
            RedirectAttributes flash) {
        Activity.ACCESS.require(actor, Operation.AGREE_TO_LOOK_UPS);
        var said = why == null || why.isBlank() ? say("activity.look-ups.no-reason") : why;
        flash.addFlashAttribute(
                Notice.FLASH, notice(lookUps.refuse(actor, new LookUpId(id), said), "activity.look-ups.not-agreed"));
        return "redirect:/look-ups";
    }

    private static Notice notice(LookUp.Decision decision, String done) {
        return switch (decision) {
            case LookUp.Decision.Done(var lookUp) -> Notice.done(say(done, lookUp.askedByName()));
            case LookUp.Decision.NotYou() -> Notice.info(say("activity.look-ups.not-you"));
            case LookUp.Decision.AlreadyDecided _ -> Notice.info(say("activity.look-ups.decided"));
        };
    }

    /** Whom or what the words of a form mean. */
    private sealed interface Found {
        record One(Subject subject) implements Found {}

        record Several(List<Person> people) implements Found {}

        record Nobody() implements Found {}
    }

    private Found found(Actor actor, LookUpForm form) {
        return switch (form.kind().orElseThrow()) {
            case SITE -> new Found.One(new Subject.OfSite(site(form.sought())));
            case ADDRESS -> new Found.One(new Subject.OfAddress(form.sought()));
            case PERSON -> person(actor, form);
        };
    }

    private Found person(Actor actor, LookUpForm form) {
        var people = roster.search(actor.school(), form.sought(), Arrays.asList(Role.values()), MOST_FOUND);
        var chosen = people.stream()
                .map(Person::id)
                .filter(id -> people.size() == 1 || id.toString().equals(form.chosenPerson()))
                .findFirst();
        if (chosen.isPresent()) {
            return new Found.One(new Subject.OfPerson(chosen.get()));
        }
        return people.isEmpty() ? new Found.Nobody() : new Found.Several(people);
    }

    /** The host of whatever somebody pasted. */
    private static String site(String typed) {
        return typed.replaceFirst("^[a-zA-Z]+://", "")
                .replaceFirst("[/?#:].*$", "")
                .replaceFirst("^\\.+", "")
                .replaceFirst("\\.+$", "")
                .toLowerCase(Locale.ROOT);
    }

    private void requireLooker(Actor actor) {
        if (!lookUps.mayLook(actor)) {
            throw new Forbidden(actor, Operation.LOOK_UP.name());
        }
    }

    private static ModelAndView form(LookUpForm form, Problems problems, List<Person> people) {
        return new ModelAndView("activity/web/form", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject(
                        "people",
                        people.stream()
                                .map(person -> Option.of(
                                        person.id().toString(), person.name().full()))
                                .toList())
                .addObject(
                        "abouts",
                        Option.of(
                                Arrays.asList(LookUpForm.About.values()),
                                about -> say("activity.look-ups.about." + about.name())))
                .addObject(
                        "purposes",
                        Option.of(
                                Arrays.asList(Purpose.values()), purpose -> say("activity.purpose." + purpose.name())));
    }
}
