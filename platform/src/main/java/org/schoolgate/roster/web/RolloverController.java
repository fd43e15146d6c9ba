package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Classes;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.roster.rollover.Choice;
import org.schoolgate.roster.rollover.PlannedClass;
import org.schoolgate.roster.rollover.Rollover;
import org.schoolgate.roster.rollover.Rollover.Outcome;
import org.schoolgate.roster.rollover.Rollover.State;
import org.schoolgate.roster.rollover.RolloverPreview;
import org.schoolgate.roster.rollover.Rollovers;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The step into the next school year, from the first look to the day on which it is done. */
@Controller
@RequestMapping("/roster/rollover")
class RolloverController {
    private static final ModelAndView BACK = new ModelAndView("redirect:/roster/rollover");
    private static final int LONGEST = 60;

    private final Rollovers rollovers;
    private final Classes classes;
    private final Settings settings;

    RolloverController(Rollovers rollovers, Classes classes, Settings settings) {
        this.rollovers = rollovers;
        this.classes = classes;
        this.settings = settings;
    }

    @GetMapping
    ModelAndView index(Actor actor, HttpServletResponse response) {
        var shown = rollovers.show(actor);
        return switch (shown.state()) {
            case State.Open open -> open(actor, shown, open, Dates.iso(open.earliest()), Problems.none());
            case State.Planned planned ->
                page("rolloverPlanned").addObject("rollover", shown).addObject("planned", planned);
            case State.Running running -> {
                response.setHeader("Refresh", "1");
                yield page("rolloverRunning").addObject("rollover", shown).addObject("running", running);
            }
        };
    }

    private ModelAndView open(Actor actor, Rollover shown, State.Open open, String on, Problems problems) {
        var names = new HashMap<UUID, String>();
        classes.whoMayTeach(actor)
                .forEach(adult -> names.put(adult.id().value(), adult.name().shown()));
        var page = page("rollover")
                .addObject("rollover", shown)
                .addObject("open", open)
                .addObject("teachers", names)
                .addObject("on", on)
                .addObject("problems", problems);
        if (problems.any()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @PostMapping("/groups")
    ModelAndView send(Actor actor, @RequestParam MultiValueMap<String, String> fields, RedirectAttributes flash) {
        var form = new Typed(fields);
        var groups = new HashMap<String, Optional<UUID>>();
        fields.keySet().stream()
                .filter(field -> field.startsWith("group-"))
                .forEach(field -> groups.put(field.substring("group-".length()), form.id(field)));
        return after(rollovers.send(actor, groups), flash);
    }

    @GetMapping("/pupils/{id}")
    ModelAndView pupil(Actor actor, @PathVariable UUID id) {
        var line = rollovers.pupil(actor, new PersonId(id));
        var what = !line.chosen() ? "rule" : line.goes() ? "leaves" : "place";
        return pupil(
                actor,
                line,
                Typed.of(Map.of(
                        "what",
                        what,
                        "year",
                        line.year() == null ? "" : line.year().toString(),
                        "form",
                        line.form() == null ? "" : line.form().toString())),
                Problems.none());
    }

    private ModelAndView pupil(Actor actor, RolloverPreview.Line line, Typed form, Problems problems) {
        var page = page("rolloverPupil")
                .addObject("line", line)
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("years", FormOptions.years(settings.get(actor.school(), RosterSettings.LAST_YEAR)))
                .addObject("forms", RolloverOptions.forms(open(actor)));
        if (problems.any()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private RolloverPreview open(Actor actor) {
        return switch (rollovers.show(actor).state()) {
            case State.Open open -> open.preview();
            case State.Planned planned -> planned.preview();
            case State.Running _ -> throw new IllegalStateException("a step that is being done is not changed");
        };
    }

    @PostMapping("/pupils/{id}")
    ModelAndView choose(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var line = rollovers.pupil(actor, new PersonId(id));
        var form = new Typed(fields);
        return switch (form.text("what")) {
            case "rule" -> after(rollovers.choose(actor, line.id(), null), flash);
            case "leaves" -> after(rollovers.choose(actor, line.id(), Choice.leaving()), flash);
            case "place" ->
                form.number("year")
                        .map(year -> after(
                                rollovers.choose(
                                        actor,
                                        line.id(),
                                        Choice.placed(year, form.id("form").orElse(null))),
                                flash))
                        .orElseGet(() -> pupil(actor, line, form, Problems.of("year", say("roster.form.year"))));
            default -> pupil(actor, line, form, Problems.of("what", say("roster.rollover.what.choose")));
        };
    }

    @GetMapping("/classes/new")
    ModelAndView newClass(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        return classPage(actor, null, new Typed(Map.of()), Problems.none());
    }

    @PostMapping("/classes/new")
    ModelAndView add(Actor actor, @RequestParam MultiValueMap<String, String> fields, RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        var form = new Typed(fields);
        var problems = problems(form);
        if (problems.any()) {
            return classPage(actor, null, form, problems);
        }
        return after(actor, null, form, rollovers.add(actor, wanted(form)), flash);
    }

    @GetMapping("/classes/{id}")
    ModelAndView showClass(Actor actor, @PathVariable UUID id) {
        var one = rollovers.plannedClass(actor, id);
        var fields = new HashMap<String, List<String>>();
        fields.put("name", List.of(one.name()));
        fields.put("room", List.of(one.room()));
        fields.put("years", one.yearGroups().stream().map(String::valueOf).toList());
        fields.put("teacher", one.teachers().stream().map(UUID::toString).toList());
        fields.put("leftOut", one.leftOut() ? List.of("true") : List.of());
        return classPage(actor, one, new Typed(fields), Problems.none());
    }

    @PostMapping("/classes/{id}")
    ModelAndView change(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var one = rollovers.plannedClass(actor, id);
        var form = new Typed(fields);
        var problems = problems(form);
        if (problems.any()) {
            return classPage(actor, one, form, problems);
        }
        var outcome =
                rollovers.change(actor, id, wanted(form), form.text("leftOut").equals("true"));
        return after(actor, one, form, outcome, flash);
    }

    private static Problems problems(Typed form) {
        return new Problems()
                .when(form.text("name").isEmpty(), "name", say("roster.class.name.write"))
                .when(form.text("name").length() > LONGEST, "name", say("roster.form.long", LONGEST))
                .when(ClassController.years(form).isEmpty(), "years", say("roster.rollover.class.years"))
                .when(form.text("room").length() > LONGEST, "room", say("roster.form.long", LONGEST));
    }

    private static Rollovers.Wanted wanted(Typed form) {
        return new Rollovers.Wanted(
                form.text("name"),
                ClassController.years(form),
                form.text("room"),
                form.id("teacher").map(PersonId::new).orElse(null));
    }

    private ModelAndView classPage(Actor actor, @Nullable PlannedClass one, Typed form, Problems problems) {
        var page = page("rolloverClass")
                .addObject("id", one == null ? "new" : one.id().toString())
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("adults", FormOptions.people(classes.whoMayTeach(actor)))
                .addObject("years", FormOptions.yearGroups(settings.get(actor.school(), RosterSettings.LAST_YEAR)));
        if (problems.any()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private ModelAndView after(
            Actor actor, @Nullable PlannedClass one, Typed form, Outcome outcome, RedirectAttributes flash) {
        return outcome instanceof Outcome.NameTaken
                ? classPage(actor, one, form, Problems.of("name", say("roster.class.name.taken")))
                : after(outcome, flash);
    }

    @PostMapping("/application")
    ModelAndView apply(
            Actor actor,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String fingerprint,
            RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        var day = Dates.read(on);
        if (day.isEmpty()) {
            return again(actor, on, say("roster.rollover.day.write"));
        }
        var outcome = rollovers.tell(actor, day.orElseThrow(), fingerprint);
        return outcome instanceof Outcome.TooEarly(var earliest)
                ? again(actor, on, say("roster.rollover.day.early", Dates.day(earliest)))
                : after(outcome, flash);
    }

    private ModelAndView again(Actor actor, String on, String problem) {
        var shown = rollovers.show(actor);
        return shown.state() instanceof State.Open open
                ? open(actor, shown, open, on, Problems.of("on", problem))
                : BACK;
    }

    @PostMapping("/taking-back")
    ModelAndView takeBack(Actor actor, RedirectAttributes flash) {
        return after(rollovers.takeBack(actor), flash);
    }

    private static ModelAndView after(Outcome outcome, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                switch (outcome) {
                    case Outcome.Done() -> Notice.done(say("roster.form.kept"));
                    case Outcome.Planned(var on) -> Notice.done(say("roster.rollover.planned", Dates.weekday(on)));
                    case Outcome.LookAgain() -> Notice.waiting(say("roster.rollover.look-again"));
                    case Outcome.NothingToDo() -> Notice.info(say("roster.rollover.nothing"));
                    case Outcome.TooEarly(var earliest) ->
                        Notice.waiting(say("roster.rollover.day.early", Dates.day(earliest)));
                    case Outcome.NameTaken() -> Notice.waiting(say("roster.class.name.taken"));
                });
        return BACK;
    }

    private static ModelAndView page(String name) {
        return new ModelAndView("roster/web/" + name);
    }
}
