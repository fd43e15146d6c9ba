package org.schoolgate.cases.web;

import gg.jte.Content;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.access.HoldRegister.Preview;
import org.schoolgate.access.Holds;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CaseReadings;
import org.schoolgate.cases.ContactCard;
import org.schoolgate.cases.ContactCards;
import org.schoolgate.cases.Ladder;
import org.schoolgate.cases.LadderAudience;
import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.SchoolDay;
import org.schoolgate.cases.Shown;
import org.schoolgate.cases.Sight;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts the page of a case together, whether it is opened or a form of it came back. */
@Component
class CasePages {
    private final Holds holds;
    private final HoldRegister register;
    private final SchoolDay day;
    private final ContactCards cards;
    private final Ladders ladders;
    private final CaseReadings readings;
    private final CaseStories stories;
    private final List<CasePart> parts;
    private final Clock clock;

    CasePages(
            Holds holds,
            HoldRegister register,
            SchoolDay day,
            ContactCards cards,
            Ladders ladders,
            CaseReadings readings,
            CaseStories stories,
            List<CasePart> parts,
            Clock clock) {
        this.cards = cards;
        this.holds = holds;
        this.register = register;
        this.day = day;
        this.ladders = ladders;
        this.readings = readings;
        this.stories = stories;
        this.parts = List.copyOf(parts);
        this.clock = clock;
    }

    /** To the page of a case, or to the list for whoever does not see it. */
    static ModelAndView to(@Nullable CaseId id, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView(id == null ? "redirect:/cases" : "redirect:/cases/" + id);
    }

    /** To the page of a case that its reader has changed, where they still see it. */
    static ModelAndView to(CaseId id, Sight sight, Notice notice, RedirectAttributes flash) {
        return to(sight == Sight.NOTHING ? null : id, notice, flash);
    }

    /** With the wanted step in front of its reader, or the first that waits for them. */
    ModelAndView page(Actor.Somebody actor, Shown shown, @Nullable String wanted) {
        var chosen = shown.mine().stream()
                .filter(mine -> (mine.walk() + "." + mine.open().step().id()).equals(wanted))
                .findFirst()
                .or(() -> shown.mine().stream().findFirst());
        return page(
                actor, shown, chosen.map(mine -> empty(actor, shown, mine)).orElse(null), Map.of(), Problems.none());
    }

    /** With another of its forms that came back as it was typed. */
    ModelAndView page(Actor.Somebody actor, Shown shown, Map<String, String> typed, Problems problems) {
        return page(
                actor,
                shown,
                shown.mine().stream()
                        .findFirst()
                        .map(mine -> empty(actor, shown, mine))
                        .orElse(null),
                typed,
                problems);
    }

    private StepForm empty(Actor.Somebody actor, Shown shown, Shown.Mine mine) {
        var now = clock.instant();
        return StepForm.empty(shown.file().id(), mine, now, day.nextEnd(actor.school(), now));
    }

    /** With a step that came back as it was typed. */
    ModelAndView page(
            Actor.Somebody actor, Shown shown, int walk, String step, Map<String, String> typed, Problems problems) {
        var form = mine(shown, walk, step)
                .map(mine -> new StepForm(shown.file().id(), mine, typed, List.of(), List.of(), List.of()))
                .orElse(null);
        return page(actor, shown, form, Map.of(), problems);
    }

    static Optional<Shown.Mine> mine(Shown shown, int walk, String step) {
        return shown.mine().stream()
                .filter(mine -> mine.walk() == walk && mine.open().step().id().equals(step))
                .findFirst();
    }

    private ModelAndView page(
            Actor.Somebody actor, Shown shown, @Nullable StepForm form, Map<String, String> typed, Problems problems) {
        var page = new ModelAndView(
                switch (shown) {
                    case Shown.Whole _ -> "cases/web/showCase";
                    case Shown.OwnSteps _ -> "cases/web/ownSteps";
                    case Shown.Unread _ -> "cases/web/unread";
                },
                problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        page.addObject("problems", problems);
        var card = form == null ? null : card(actor, form);
        return switch (shown) {
            case Shown.Whole whole -> {
                var on = new CasePart.Page(actor, whole, clock.instant(), typed, problems);
                yield page.addObject(
                                "view",
                                new CaseView(
                                        whole.one(),
                                        whole.mine(),
                                        whole.namesReaders(),
                                        whole.exports(),
                                        card,
                                        CasePolicy.ACCESS.allows(actor, CasePolicy.Operation.LOOK_BACK),
                                        readings.lately(whole),
                                        stories.of(whole.one()),
                                        form == null ? null : withPeople(actor, whole.one(), form),
                                        clock.instant()))
                        .addObject("first", parts(CasePart.Place.FIRST, on))
                        .addObject("main", parts(CasePart.Place.MAIN, on))
                        .addObject("side", parts(CasePart.Place.SIDE, on));
            }
            case Shown.Unread unread -> page.addObject("view", new UnreadView(unread));
            case Shown.OwnSteps own ->
                page.addObject("file", own.file())
                        .addObject("form", form)
                        .addObject("card", card)
                        .addObject("now", clock.instant());
        };
    }

    private List<Content> parts(CasePart.Place place, CasePart.Page on) {
        return parts.stream()
                .filter(part -> part.place() == place)
                .flatMap(part -> part.on(on).stream())
                .toList();
    }

    /** Whom a step calls outside, as the school's own card says. */
    private @Nullable ContactCard card(Actor.Somebody actor, StepForm form) {
        return switch (form.step().act()) {
            case Act.Call(var agency) -> cards.card(actor.school(), agency).orElse(null);
            case Act.Refer(var agency) -> cards.card(actor.school(), agency).orElse(null);
            default -> null;
        };
    }

    /** A sanction asks whose access it is, and shows first what each would lose. */
    private StepForm withPeople(Actor.Somebody actor, Case one, StepForm form) {
        if (!(form.step().act() instanceof Act.Sanction(var ladder))) {
            return form;
        }
        var wanted = ladder == Rung.Ladder.PUPIL ? OnCase.Kind.PUPIL : OnCase.Kind.STAFF;
        var people =
                one.people().stream().filter(person -> person.kind() == wanted).toList();
        List<Preview> losing = people.stream()
                .flatMap(person -> Stream.ofNullable(person.person()))
                .filter(person -> holds.mayPlace(actor, person, HoldKind.SANCTION))
                .map(person -> register.preview(actor, person))
                .toList();
        return form.with(
                people.stream()
                        .map(person -> Option.of(id(person.person()), person.name()))
                        .toList(),
                losing,
                CaseWords.rungs(ladder(actor, ladder, people)));
    }

    /** The ladder of the first of them, or where nobody is named yet the longest of its sort. */
    private Ladder ladder(Actor.Somebody actor, Rung.Ladder sort, List<OnCase> people) {
        return people.stream()
                .flatMap(person -> Stream.ofNullable(person.person()))
                .findFirst()
                .map(person -> ladders.of(actor.school(), person))
                .orElseGet(() -> ladders.of(
                        actor.school(), sort == Rung.Ladder.PUPIL ? LadderAudience.KS2 : LadderAudience.STAFF));
    }

    private static String id(@Nullable PersonId person) {
        return person == null ? "" : person.toString();
    }
}
