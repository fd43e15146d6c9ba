package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.Kept;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who stands for a child, written down by hand. */
@Controller
@RequestMapping("/people/{id}/guardians")
class GuardianController {
    private static final int MOST = 20;
    private static final int LONGEST_NOTE = 1_000;

    private final Guardianships guardianships;
    private final Lists lists;
    private final Roster roster;

    GuardianController(Guardianships guardianships, Lists lists, Roster roster) {
        this.guardianships = guardianships;
        this.lists = lists;
        this.roster = roster;
    }

    @GetMapping("/new")
    ModelAndView form(Actor actor, @PathVariable UUID id) {
        var free = lists.freePlace(actor, new PersonId(id));
        var fields = Map.of(
                "order", String.valueOf(free.order()),
                "from", Dates.iso(roster.today()));
        return page(free.child().name().full(), id, null, Typed.of(fields), List.of(), Problems.none());
    }

    @PostMapping
    ModelAndView create(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var child = lists.freePlace(actor, new PersonId(id)).child().name().full();
        var form = new Typed(fields);
        var problems = problems(form);
        if (problems.any()) {
            return page(child, id, null, form, List.of(), problems);
        }
        var kept = guardianships.stand(
                actor,
                new PersonId(id),
                form.person(),
                facts(form),
                form.day("from").orElseThrow(),
                form.newcomer());
        return after(
                actor,
                kept,
                id,
                flash,
                page(child, id, null, form, FormOptions.same(kept, actor, lists), KeptWords.problems(kept)));
    }

    @GetMapping("/{guardian}")
    ModelAndView show(Actor actor, @PathVariable UUID id, @PathVariable UUID guardian) {
        var found = lists.guardian(actor, new PersonId(id), new PersonId(guardian));
        return page(found.person().name().full(), id, guardian, typed(found), List.of(), Problems.none());
    }

    private Typed typed(Guardian found) {
        var fields = new HashMap<String, String>();
        var person = found.person();
        fields.put("title", person.name().title());
        fields.put("given", person.name().given());
        fields.put("family", person.name().family());
        fields.put("knownAs", person.name().knownAs());
        fields.put("email", Objects.requireNonNullElse(person.email(), ""));
        fields.put("phone", Objects.requireNonNullElse(person.phone(), ""));
        fields.put("relation", found.relation().name());
        fields.put("responsibility", found.responsibility().name());
        fields.put("order", String.valueOf(found.order()));
        fields.put("livesWith", found.livesWith() == null ? "" : found.livesWith() ? "yes" : "no");
        fields.put("caution", found.caution().name());
        fields.put("note", found.note());
        fields.put("cautionUntil", found.cautionUntil() == null ? "" : Dates.iso(found.cautionUntil()));
        fields.put("from", Dates.iso(roster.today()));
        return Typed.of(fields);
    }

    @PostMapping("/{guardian}")
    ModelAndView update(
            Actor actor,
            @PathVariable UUID id,
            @PathVariable UUID guardian,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        var before = lists.guardian(actor, new PersonId(id), new PersonId(guardian));
        var form = new Typed(fields);
        var problems = problems(form);
        if (problems.any()) {
            return page(before.person().name().full(), id, guardian, form, List.of(), problems);
        }
        var kept = guardianships.correct(
                actor, new PersonId(id), new PersonId(guardian), form.person(), facts(form), roster.today());
        return after(
                actor,
                kept,
                id,
                flash,
                page(before.person().name().full(), id, guardian, form, List.of(), KeptWords.problems(kept)));
    }

    @PostMapping("/{guardian}/end")
    String end(Actor actor, @PathVariable UUID id, @PathVariable UUID guardian, RedirectAttributes flash) {
        lists.guardian(actor, new PersonId(id), new PersonId(guardian));
        boolean ended = guardianships.end(
                actor,
                new PersonId(id),
                new PersonId(guardian),
                Source.HAND,
                roster.today().minusDays(1));
        flash.addFlashAttribute(
                Notice.FLASH,
                ended ? Notice.done(say("roster.guardian.ended")) : Notice.info(say("roster.role.already")));
        return "redirect:/people/" + id;
    }

    private Problems problems(Typed form) {
        var problems = form.near(form.reach(form.adultName()), "from", roster.today())
                .when(
                        form.one(Relation.class, "relation").isEmpty(),
                        "relation",
                        say("roster.guardian.relation.choose"))
                .when(
                        form.one(Responsibility.class, "responsibility").isEmpty(),
                        "responsibility",
                        say("roster.guardian.responsibility.choose"))
                .when(
                        form.number("order").filter(at -> at > 0 && at <= MOST).isEmpty(),
                        "order",
                        say("roster.guardian.order.write", MOST))
                .when(form.one(Caution.class, "caution").isEmpty(), "caution", say("roster.guardian.caution.choose"));
        var caution = form.one(Caution.class, "caution").orElse(Caution.NONE);
        var until = form.day("cautionUntil");
        return problems.when(
                        caution != Caution.NONE && form.text("note").isEmpty(),
                        "note",
                        say("roster.guardian.note.write"))
                .when(form.text("note").length() > LONGEST_NOTE, "note", say("roster.form.long", LONGEST_NOTE))
                .when(!form.text("cautionUntil").isEmpty() && until.isEmpty(), "cautionUntil", say("roster.form.until"))
                .when(
                        until.filter(day -> day.isBefore(roster.today())).isPresent(),
                        "cautionUntil",
                        say("roster.guardian.caution.over"));
    }

    private static GuardianFacts facts(Typed form) {
        var caution = form.one(Caution.class, "caution").orElseThrow();
        return new GuardianFacts(
                form.one(Relation.class, "relation").orElseThrow(),
                form.one(Responsibility.class, "responsibility").orElseThrow(),
                form.number("order").orElseThrow(),
                switch (form.text("livesWith")) {
                    case "yes" -> Boolean.TRUE;
                    case "no" -> Boolean.FALSE;
                    default -> null;
                },
                caution,
                form.text("note"),
                caution == Caution.NONE ? null : form.day("cautionUntil").orElse(null));
    }

    private ModelAndView after(Actor actor, Kept kept, UUID id, RedirectAttributes flash, ModelAndView again) {
        return switch (kept) {
            case Kept.Done(var guardian) -> {
                flash.addFlashAttribute(Notice.FLASH, saved(actor, id, guardian));
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

    /** Done; and a warning where two guardians read the same mailbox, as one could then answer for the other. */
    private Notice saved(Actor actor, UUID child, PersonId guardian) {
        var all = roster.guardiansOf(actor.school(), new PersonId(child), roster.today());
        var mailbox = all.stream()
                .filter(one -> one.person().id().equals(guardian))
                .map(one -> Objects.requireNonNullElse(one.person().email(), "").toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
        boolean shared = !mailbox.isEmpty()
                && all.stream()
                        .anyMatch(one -> !one.person().id().equals(guardian)
                                && mailbox.equalsIgnoreCase(one.person().email()));
        return shared ? Notice.waiting(say("roster.guardian.kept-shared")) : Notice.done(say("roster.form.kept"));
    }

    private static ModelAndView page(
            String name, UUID child, @Nullable UUID guardian, Typed form, List<Option> same, Problems problems) {
        var page = new ModelAndView(
                "roster/web/guardian", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page.addObject("name", name)
                .addObject("child", child.toString())
                .addObject("guardian", guardian == null ? "" : guardian.toString())
                .addObject("form", form)
                .addObject("same", same)
                .addObject("problems", problems);
    }
}
