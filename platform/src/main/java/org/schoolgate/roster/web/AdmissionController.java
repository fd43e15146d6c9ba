package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Admissions;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Kept;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.Newcomer;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Newcomers: pupils and adults who are written down by hand. */
@Controller
class AdmissionController {
    private final Admissions admissions;
    private final Lists lists;
    private final Roster roster;
    private final Settings settings;

    AdmissionController(Admissions admissions, Lists lists, Roster roster, Settings settings) {
        this.admissions = admissions;
        this.lists = lists;
        this.roster = roster;
        this.settings = settings;
    }

    @GetMapping("/people/new/pupil")
    ModelAndView pupil(Actor actor) {
        return pupilForm(actor, today(), List.of(), Problems.none());
    }

    @PostMapping("/people/new/pupil")
    ModelAndView createPupil(
            Actor actor, @RequestParam MultiValueMap<String, String> fields, RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var form = new Typed(fields);
        var problems = form.near(form.born(form.pupilName(), roster.today()), "from", roster.today())
                .when(form.number("year").isEmpty(), "year", say("roster.form.year"));
        if (problems.any()) {
            return pupilForm(actor, form, List.of(), problems);
        }
        var kept = admissions.pupil(
                actor, form.person(), place(form), form.day("from").orElseThrow(), form.newcomer());
        return done(
                kept,
                form,
                flash,
                pupilForm(actor, form, FormOptions.same(kept, actor, lists), KeptWords.problems(kept)));
    }

    @GetMapping("/people/new/adult")
    ModelAndView adult(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.GIVE_ROLES);
        return adultForm(actor, today(), List.of(), Problems.none());
    }

    @PostMapping("/people/new/adult")
    ModelAndView createAdult(
            Actor actor, @RequestParam MultiValueMap<String, String> fields, RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.GIVE_ROLES);
        var form = new Typed(fields);
        var role = form.one(Role.class, "role").filter(one -> isOffered(actor, one));
        var problems = form.near(form.reach(form.adultName()), "from", roster.today())
                .when(role.isEmpty(), "role", say("roster.form.role"));
        SpanFields.check(form, problems);
        if (problems.any()) {
            return adultForm(actor, form, List.of(), problems);
        }
        var kept = admissions.adult(actor, form.person(), role.orElseThrow(), SpanFields.span(form), form.newcomer());
        return done(
                kept,
                form,
                flash,
                adultForm(actor, form, FormOptions.same(kept, actor, lists), KeptWords.problems(kept)));
    }

    private static boolean isOffered(Actor actor, Role role) {
        return FormOptions.roles(actor).stream()
                .anyMatch(option -> option.value().equals(role.name()));
    }

    private static ModelAndView done(Kept kept, Typed form, RedirectAttributes flash, ModelAndView again) {
        return switch (kept) {
            case Kept.Done(var id) -> {
                flash.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(say(
                                form.newcomer() instanceof Newcomer.Known
                                        ? "roster.form.came-back"
                                        : "roster.form.added",
                                form.name().full())));
                yield new ModelAndView("redirect:/people/" + id);
            }
            case Kept.Unchanged(var id) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("roster.role.already")));
                yield new ModelAndView("redirect:/people/" + id);
            }
            case Kept.WrongUpn _, Kept.UpnTaken _, Kept.Alike _, Kept.OtherKind _, Kept.OrderTaken _, Kept.NoRole _ ->
                again;
        };
    }

    static Admissions.Place place(Typed form) {
        return new Admissions.Place(
                form.number("year").orElseThrow(),
                form.id("form").map(ClassId::new).orElse(null));
    }

    private Typed today() {
        return Typed.of(Map.of("from", Dates.iso(roster.today())));
    }

    private ModelAndView pupilForm(Actor actor, Typed form, List<Option> same, Problems problems) {
        return page("roster/web/newPupil", form, same, problems)
                .addObject("years", FormOptions.years(settings.get(actor.school(), RosterSettings.LAST_YEAR)))
                .addObject("forms", FormOptions.forms(lists.forms(actor)));
    }

    private static ModelAndView adultForm(Actor actor, Typed form, List<Option> same, Problems problems) {
        return page("roster/web/newAdult", form, same, problems).addObject("roles", FormOptions.roles(actor));
    }

    private static ModelAndView page(String view, Typed form, List<Option> same, Problems problems) {
        var page = new ModelAndView(view, problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page.addObject("form", form).addObject("same", same).addObject("problems", problems);
    }
}
