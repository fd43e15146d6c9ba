package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Classes;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Classes made, renamed, staffed and closed by hand. */
@Controller
class ClassController {
    private static final int LONGEST = 60;

    private final Classes classes;
    private final Roster roster;
    private final Settings settings;

    ClassController(Classes classes, Roster roster, Settings settings) {
        this.classes = classes;
        this.roster = roster;
        this.settings = settings;
    }

    @GetMapping("/classes/new")
    ModelAndView form(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        return newPage(actor, Typed.of(Map.of("kind", ClassKind.FORM.name())), Problems.none());
    }

    @PostMapping("/classes/new")
    ModelAndView create(Actor actor, @RequestParam MultiValueMap<String, String> fields, RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var form = new Typed(fields);
        var year = form.number("inYear").filter(offset -> offset == 0 || offset == 1);
        var problems = problems(form)
                .when(form.one(ClassKind.class, "kind").isEmpty(), "kind", say("roster.class.kind.choose"))
                .when(year.isEmpty(), "inYear", say("roster.class.in-year.choose"));
        if (problems.any()) {
            return newPage(actor, form, problems);
        }
        var made = classes.make(
                actor,
                new AcademicYear(thisYear().startYear() + year.orElseThrow()),
                form.one(ClassKind.class, "kind").orElseThrow(),
                said(form),
                form.id("teacher").map(PersonId::new).orElse(null));
        return switch (made) {
            case Classes.Outcome.Done(var id) -> done(id, "roster.class.made", flash);
            case Classes.Outcome.NameTaken() ->
                newPage(actor, form, Problems.of("name", say("roster.class.name.taken")));
            case Classes.Outcome.NotStaff() ->
                newPage(actor, form, Problems.of("teacher", say("roster.class.not-staff")));
            case Classes.Outcome.Unchanged() -> newPage(actor, form, Problems.none());
        };
    }

    @GetMapping("/classes/{id}/details")
    ModelAndView details(Actor actor, @PathVariable UUID id) {
        var shown = classes.show(actor, new ClassId(id));
        var one = shown.schoolClass();
        var fields = new HashMap<String, List<String>>();
        fields.put("name", List.of(one.name()));
        fields.put("room", List.of(one.room()));
        fields.put("years", one.yearGroups().stream().map(String::valueOf).toList());
        return page(actor, shown, new Typed(fields), Problems.none());
    }

    @PostMapping("/classes/{id}/details")
    ModelAndView update(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var shown = classes.show(actor, new ClassId(id));
        var form = new Typed(fields);
        var problems = problems(form);
        if (problems.any()) {
            return page(actor, shown, form, problems);
        }
        return switch (classes.change(actor, new ClassId(id), said(form))) {
            case Classes.Outcome.Done(var same) -> done(same, "roster.form.kept", flash);
            case Classes.Outcome.Unchanged() -> done(new ClassId(id), "roster.role.already", flash);
            case Classes.Outcome.NameTaken() ->
                page(actor, shown, form, Problems.of("name", say("roster.class.name.taken")));
            case Classes.Outcome.NotStaff() -> page(actor, shown, form, Problems.none());
        };
    }

    @PostMapping("/classes/{id}/adults")
    ModelAndView staff(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var shown = classes.show(actor, new ClassId(id));
        var form = new Typed(fields);
        var adult = form.id("adult").map(PersonId::new);
        var part = form.one(ClassPart.class, "part").filter(one -> one != ClassPart.PUPIL);
        var problems = form.near(Problems.none(), "from", roster.today())
                .when(adult.isEmpty(), "adult", say("roster.class.adult.choose"))
                .when(part.isEmpty(), "part", say("roster.class.part.choose"));
        if (problems.any()) {
            return page(actor, shown, withDetails(shown, form), problems);
        }
        var outcome = classes.staff(
                actor,
                new ClassId(id),
                adult.orElseThrow(),
                part.orElseThrow(),
                form.day("from").orElseThrow());
        return switch (outcome) {
            case Classes.Outcome.Done(var same) -> done(same, "roster.form.kept", flash);
            case Classes.Outcome.Unchanged() -> done(new ClassId(id), "roster.role.already", flash);
            case Classes.Outcome.NotStaff() ->
                page(actor, shown, withDetails(shown, form), Problems.of("adult", say("roster.class.not-staff")));
            case Classes.Outcome.NameTaken() -> page(actor, shown, withDetails(shown, form), Problems.none());
        };
    }

    @PostMapping("/classes/{id}/adults/end")
    String unstaff(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String adult,
            RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        Typed.of(Map.of("adult", adult)).id("adult").ifPresent(who -> {
            classes.unstaff(
                    actor, new ClassId(id), new PersonId(who), roster.today().minusDays(1));
            flash.addFlashAttribute(Notice.FLASH, Notice.done(say("roster.form.kept")));
        });
        return "redirect:/classes/" + id + "/details";
    }

    @PostMapping("/classes/{id}/closing")
    ModelAndView close(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var shown = classes.show(actor, new ClassId(id));
        var form = new Typed(fields);
        var problems = form.near(Problems.none(), "closing", roster.today());
        if (problems.any()) {
            return page(actor, shown, withDetails(shown, form), problems);
        }
        classes.close(actor, new ClassId(id), form.day("closing").orElseThrow());
        flash.addFlashAttribute(
                Notice.FLASH,
                Notice.done(
                        say("roster.class.closed", Dates.day(form.day("closing").orElseThrow()))));
        return new ModelAndView("redirect:/classes/" + id);
    }

    /** The other forms of the page keep what they would have shown. */
    private static Typed withDetails(Classes.Staffed shown, Typed form) {
        var one = shown.schoolClass();
        var fields = new HashMap<>(form.fields());
        fields.put("name", List.of(one.name()));
        fields.put("room", List.of(one.room()));
        fields.put("years", one.yearGroups().stream().map(String::valueOf).toList());
        return new Typed(fields);
    }

    private static ModelAndView done(ClassId id, String words, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say(words)));
        return new ModelAndView("redirect:/classes/" + id);
    }

    private static Problems problems(Typed form) {
        return new Problems()
                .when(form.text("name").isEmpty(), "name", say("roster.class.name.write"))
                .when(form.text("name").length() > LONGEST, "name", say("roster.form.long", LONGEST))
                .when(form.text("room").length() > LONGEST, "room", say("roster.form.long", LONGEST));
    }

    private Classes.Said said(Typed form) {
        return new Classes.Said(form.text("name"), years(form), form.text("room"));
    }

    /** The year groups that were chosen. */
    static List<Integer> years(Typed form) {
        return form.texts("years").stream()
                .filter(text -> text.matches("-?\\d{1,2}"))
                .map(Integer::valueOf)
                .filter(year -> year >= -2 && year <= 13)
                .distinct()
                .sorted()
                .toList();
    }

    private AcademicYear thisYear() {
        return AcademicYear.of(roster.today());
    }

    private ModelAndView newPage(Actor actor, Typed form, Problems problems) {
        var years = List.of(
                Option.of("0", thisYear().toString()),
                Option.of("1", thisYear().next().toString()));
        return common(actor, "roster/web/newClass", form, problems).addObject("inYears", years);
    }

    private ModelAndView page(Actor actor, Classes.Staffed shown, Typed form, Problems problems) {
        return common(actor, "roster/web/classDetails", form, problems)
                .addObject("page", shown)
                .addObject("today", Dates.iso(roster.today()));
    }

    private ModelAndView common(Actor actor, String view, Typed form, Problems problems) {
        var page = new ModelAndView(view, problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page.addObject("form", form)
                .addObject("problems", problems)
                .addObject("adults", FormOptions.people(classes.whoMayTeach(actor)))
                .addObject("years", FormOptions.yearGroups(settings.get(actor.school(), RosterSettings.LAST_YEAR)));
    }
}
