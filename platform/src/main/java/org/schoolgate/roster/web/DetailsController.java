package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Admissions;
import org.schoolgate.roster.Kept;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.People;
import org.schoolgate.roster.RoleOutcome;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is written of somebody, put right by hand: names and numbers, year and class, the day on which they leave. */
@Controller
class DetailsController {
    private final Admissions admissions;
    private final People people;
    private final Lists lists;
    private final Roster roster;
    private final Settings settings;

    DetailsController(Admissions admissions, People people, Lists lists, Roster roster, Settings settings) {
        this.admissions = admissions;
        this.people = people;
        this.lists = lists;
        this.roster = roster;
        this.settings = settings;
    }

    @GetMapping("/people/{id}/details")
    ModelAndView details(Actor actor, @PathVariable UUID id) {
        var details = lists.details(actor, new PersonId(id));
        var person = details.line().person();
        var fields = new HashMap<String, String>();
        fields.put("title", person.name().title());
        fields.put("given", person.name().given());
        fields.put("family", person.name().family());
        fields.put("knownAs", person.name().knownAs());
        fields.put("born", person.born() == null ? "" : Dates.iso(person.born()));
        fields.put("email", Objects.requireNonNullElse(person.email(), ""));
        fields.put("phone", Objects.requireNonNullElse(person.phone(), ""));
        fields.put("upn", Objects.requireNonNullElse(details.upn(), ""));
        return page("roster/web/details", details, Typed.of(fields), Problems.none());
    }

    @PostMapping("/people/{id}/details")
    ModelAndView update(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var details = lists.details(actor, new PersonId(id));
        var form = new Typed(fields);
        var problems = details.isPupil()
                ? form.reach(form.born(form.pupilName(), roster.today()))
                : form.reach(form.adultName());
        if (problems.any()) {
            return page("roster/web/details", details, form, problems);
        }
        var kept = admissions.correct(actor, new PersonId(id), form.person());
        return after(kept, id, flash, page("roster/web/details", details, form, KeptWords.problems(kept)));
    }

    @GetMapping("/people/{id}/place")
    ModelAndView place(Actor actor, @PathVariable UUID id) {
        return placePage(actor, id, false);
    }

    @PostMapping("/people/{id}/place")
    ModelAndView move(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        return placed(actor, id, new Typed(fields), false, flash);
    }

    @GetMapping("/people/{id}/return")
    ModelAndView comingBack(Actor actor, @PathVariable UUID id) {
        return placePage(actor, id, true);
    }

    @PostMapping("/people/{id}/return")
    ModelAndView comeBack(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        return placed(actor, id, new Typed(fields), true, flash);
    }

    private ModelAndView placePage(Actor actor, UUID id, boolean back) {
        var details = lists.details(actor, new PersonId(id));
        var pupil = details.pupil();
        var fields = new HashMap<String, String>();
        fields.put("from", Dates.iso(roster.today()));
        if (pupil != null && pupil.yearGroup() != null) {
            fields.put("year", pupil.yearGroup().toString());
        }
        if (pupil != null && pupil.form() != null) {
            fields.put("form", pupil.form().toString());
        }
        return placePage(actor, details, Typed.of(fields), back, Problems.none());
    }

    private ModelAndView placePage(Actor actor, Lists.Details details, Typed form, boolean back, Problems problems) {
        return page("roster/web/place", details, form, problems)
                .addObject("back", back)
                .addObject("years", FormOptions.years(settings.get(actor.school(), RosterSettings.LAST_YEAR)))
                .addObject("forms", FormOptions.forms(lists.forms(actor)));
    }

    private ModelAndView placed(Actor actor, UUID id, Typed form, boolean back, RedirectAttributes flash) {
        var details = lists.details(actor, new PersonId(id));
        var problems = form.near(Problems.none(), "from", roster.today())
                .when(form.number("year").isEmpty(), "year", say("roster.form.year"));
        if (problems.any()) {
            return placePage(actor, details, form, back, problems);
        }
        var from = form.day("from").orElseThrow();
        var place = AdmissionController.place(form);
        var kept = back
                ? admissions.comeBack(actor, new PersonId(id), place, from)
                : admissions.move(actor, new PersonId(id), place, from);
        if (kept instanceof Kept.OtherKind) {
            return placePage(actor, details, form, back, Problems.of("from", say("roster.form.not-here-then")));
        }
        return after(kept, id, flash, placePage(actor, details, form, back, KeptWords.problems(kept)));
    }

    @GetMapping("/people/{id}/leaving")
    ModelAndView leaving(Actor actor, @PathVariable UUID id) {
        var details = lists.details(actor, new PersonId(id));
        return leavingPage(actor, details, Typed.of(Map.of("lastDay", Dates.iso(roster.today()))), Problems.none());
    }

    @PostMapping("/people/{id}/leaving")
    ModelAndView leave(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var details = lists.details(actor, new PersonId(id));
        var form = new Typed(fields);
        var role = form.one(Role.class, "role")
                .filter(one -> rolesToEnd(actor, details).contains(one));
        var problems = form.near(Problems.none(), "lastDay", roster.today())
                .when(role.isEmpty(), "role", say("roster.leave.role"));
        if (problems.any()) {
            return leavingPage(actor, details, form, problems);
        }
        var last = form.day("lastDay").orElseThrow();
        return switch (people.partWith(actor, new PersonId(id), role.orElseThrow(), last)) {
            case RoleOutcome.Done() -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("roster.leave.done", Dates.day(last))));
                yield new ModelAndView("redirect:/people/" + id);
            }
            case RoleOutcome other -> leavingPage(actor, details, form, Problems.of("role", KeptWords.role(other)));
        };
    }

    /** What somebody is here as, today or on a day to come, and which of it this reader may end. */
    private List<Role> rolesToEnd(Actor actor, Lists.Details details) {
        return details.memberships().stream()
                .filter(one -> !one.span().isOverBefore(roster.today()))
                .map(one -> one.role())
                .filter(role -> RosterAccess.mayGive(actor, role))
                .distinct()
                .toList();
    }

    private ModelAndView leavingPage(Actor actor, Lists.Details details, Typed form, Problems problems) {
        return page("roster/web/leaving", details, form, problems)
                .addObject("roles", Option.of(rolesToEnd(actor, details), name -> say("roster.role." + name)));
    }

    private static ModelAndView after(Kept kept, UUID id, RedirectAttributes flash, ModelAndView again) {
        return switch (kept) {
            case Kept.Done _ -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("roster.form.kept")));
                yield new ModelAndView("redirect:/people/" + id);
            }
            case Kept.Unchanged _ -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("roster.role.already")));
                yield new ModelAndView("redirect:/people/" + id);
            }
            case Kept.WrongUpn _, Kept.UpnTaken _, Kept.Alike _, Kept.OtherKind _, Kept.OrderTaken _, Kept.NoRole _ ->
                again;
        };
    }

    private static ModelAndView page(String view, Lists.Details details, Typed form, Problems problems) {
        var page = new ModelAndView(view, problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page.addObject("details", details).addObject("form", form).addObject("problems", problems);
    }
}
