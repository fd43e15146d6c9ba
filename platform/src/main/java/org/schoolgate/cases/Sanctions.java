package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Explained;
import org.schoolgate.access.Hold;
import org.schoolgate.access.HoldId;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.agreements.Agreements;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.SanctionEvent.What;
import org.schoolgate.cases.SanctionLetter.Proof;
import org.schoolgate.cases.SanctionPolicy.Operation;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Posted;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was decided about whom, in force and past, and that parents hear of it (SAN-3, SAN-9). */
@Service
public class Sanctions {
    static final String LETTER = "sanction-letter";
    private static final Duration SHOWN = Duration.ofDays(120);
    private static final int MOST = 300;
    private static final int LONGEST = 2000;
    private static final Duration LETTER_LASTS = Duration.ofDays(60);

    private final SanctionStore store;
    private final CaseStore cases;
    private final Viewers viewers;
    private final HoldRegister holds;
    private final Agreements agreements;
    private final Messages messages;
    private final OneTimeLinks links;
    private final Roster roster;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sanctions(
            SanctionStore store,
            CaseStore cases,
            Viewers viewers,
            HoldRegister holds,
            Agreements agreements,
            Messages messages,
            OneTimeLinks links,
            Roster roster,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.viewers = viewers;
        this.holds = holds;
        this.agreements = agreements;
        this.messages = messages;
        this.links = links;
        this.roster = roster;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** That the safeguarding lead decided that parents are not told. */
    public record HeldBack(String byName, Instant at, String reason) {}

    /**
     * A sanction as one reader sees it.
     *
     * @param hold what it takes away, as it stands now; null where it takes nothing
     * @param number of the case; null where this reader does not see the case
     */
    public record Shown(
            Sanction sanction,
            Person person,
            @Nullable Hold hold,
            @Nullable CaseNumber number,
            Instant at) {
        public boolean isAhead() {
            var until = sanction.until();
            return hold == null ? until != null && at.isBefore(until) : hold.isAhead(at);
        }

        /** What is off, where something is; nothing where it takes nothing. */
        public String effect() {
            return hold == null ? "" : Explained.what(hold.scope());
        }
    }

    /** Those in force or to come, and those that are over or were done once, each the newest first. */
    public record Lists(List<Shown> ahead, List<Shown> over) {}

    /**
     * One with all about it.
     *
     * @param parents those of the child's parents to whom the school may write, with no letter yet
     * @param leftOut that there are others whom a note about a court keeps from this list
     */
    public record Whole(
            Shown shown,
            List<SanctionLetter> letters,
            List<Guardian> parents,
            boolean leftOut,
            @Nullable HeldBack heldBack,
            boolean mayWrite,
            boolean mayHoldBack) {}

    /** What became of a wish to write to parents, or to hold that back. */
    public sealed interface Telling {
        record Done() implements Telling {}

        record NotLikeThat(Problems problems) implements Telling {}
    }

    /** Keeps what was decided in a step, in the transaction that keeps the step. */
    void decided(
            Actor.Somebody actor, Case one, Act.Sanction act, Entry.Said said, PersonId whom, @Nullable Hold hold) {
        var rung = Rung.of(said.values().get(Act.RUNG));
        if (rung.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var sanction = new Sanction(
                SanctionId.random(),
                one.file().id(),
                whom,
                act.ladder(),
                rung.get(),
                said.values().get(Act.OWN),
                said.values().get(Act.REASON),
                actor.person(),
                actor.name(),
                now,
                hold == null ? now : hold.from(),
                hold == null ? null : hold.until(),
                hold == null ? null : hold.id(),
                signed(actor.school(), whom, now));
        store.add(actor.school(), sanction);
        events.publishEvent(new SanctionEvent(
                actor,
                sanction.id(),
                What.DECIDED,
                Map.of(
                        "case", one.file().id().toString(),
                        "person", whom.toString(),
                        "rung", rung.get().name(),
                        "until", String.valueOf(sanction.until()))));
    }

    private Sanction.@Nullable Signed signed(SchoolId school, PersonId person, Instant now) {
        return agreements
                .consequences(school, person, now)
                .map(words -> new Sanction.Signed(
                        words.number().toString(),
                        words.at(),
                        new Sanction.Quoted(words.digest(), words.says(), words.own())))
                .orElse(null);
    }

    /** All of which the reader may know, of the last months. */
    @Transactional(readOnly = true)
    public Lists all(Actor.Somebody actor) {
        SanctionPolicy.ACCESS.require(actor, Operation.SEE);
        var now = clock.instant();
        var seen = store.since(actor.school(), now.minus(SHOWN), MOST).stream()
                .filter(sanction -> maySee(actor, sanction))
                .toList();
        var shown = shown(actor, seen);
        return new Lists(
                shown.stream().filter(Shown::isAhead).toList(),
                shown.stream().filter(one -> !one.isAhead()).toList());
    }

    /** Those that were decided in a case, as far as the reader knows of them; the first of them first. */
    @Transactional(readOnly = true)
    public List<Shown> of(Actor.Somebody actor, CaseId id) {
        if (!SanctionPolicy.ACCESS.allows(actor, Operation.SEE)) {
            return List.of();
        }
        return shown(
                actor,
                store.of(actor.school(), id).stream()
                        .filter(sanction -> maySee(actor, sanction))
                        .toList());
    }

    private List<Shown> shown(Actor.Somebody actor, List<Sanction> seen) {
        if (seen.isEmpty()) {
            return List.of();
        }
        var now = clock.instant();
        var people = roster.persons(
                actor.school(), seen.stream().map(Sanction::person).distinct().toList());
        var held = holds(actor);
        var numbers = numbers(actor, seen);
        return seen.stream()
                .flatMap(one -> Stream.ofNullable(people.get(one.person()))
                        .map(person -> new Shown(one, person, hold(held, one), numbers.get(one.of()), now)))
                .toList();
    }

    /**
     * What is taken from a child and this parent was written to about, with the letter: a page is not where they hear of it
     * first, and what is held back stands nowhere.
     */
    @Transactional(readOnly = true)
    public Map<HoldId, SanctionLetterId> told(Actor.Somebody parent, PersonId child) {
        SanctionPolicy.ACCESS.require(parent, Operation.READ_OWN_LETTER);
        return store.told(parent.school(), child, parent.person());
    }

    /** One, for whoever may know of it; that they looked is on the record. */
    @Transactional(readOnly = true)
    public Whole one(Actor.Somebody actor, SanctionId id) {
        var sanction = find(actor, id);
        audit.now(new SanctionEvent(actor, id, What.SEEN, Map.of()));
        var person = roster.person(actor.school(), sanction.person()).orElseThrow(() -> notThere(id));
        var letters = store.letters(actor.school(), id);
        var heldBack = store.heldBack(actor.school(), id).orElse(null);
        var guardians = sanction.ladder() == Rung.Ladder.PUPIL
                ? roster.guardiansOf(actor.school(), sanction.person(), roster.today())
                : List.<Guardian>of();
        return new Whole(
                new Shown(
                        sanction,
                        person,
                        hold(holds(actor), sanction),
                        numbers(actor, List.of(sanction)).get(sanction.of()),
                        clock.instant()),
                letters,
                guardians.stream()
                        .filter(Sanctions::mayBeWrittenTo)
                        .filter(guardian -> letters.stream()
                                .noneMatch(letter ->
                                        letter.to().equals(guardian.person().id())))
                        .toList(),
                guardians.stream().anyMatch(guardian -> !mayBeWrittenTo(guardian)),
                heldBack,
                heldBack == null && SanctionPolicy.ACCESS.allows(actor, Operation.WRITE_TO_PARENTS),
                heldBack == null && letters.isEmpty() && SanctionPolicy.ACCESS.allows(actor, Operation.HOLD_BACK));
    }

    /** A court may have decided that somebody is told nothing: whoever reads the note writes by hand. */
    private static boolean mayBeWrittenTo(Guardian guardian) {
        return guardian.caution() != Caution.COURT_ORDER;
    }

    /** Writes to each parent who may be written to and was not yet: what was decided, until when and whom to ask. */
    @Transactional
    public Telling write(Actor.Somebody actor, SanctionId id, String more) {
        SanctionPolicy.ACCESS.require(actor, Operation.WRITE_TO_PARENTS);
        var whole = one(actor, id);
        if (whole.heldBack() != null) {
            throw new Forbidden(actor, Operation.WRITE_TO_PARENTS.name());
        }
        var problems = Problems.none()
                .when(whole.parents().isEmpty(), "more", say("cases.parents.nobody"))
                .when(more.strip().length() > LONGEST, "more", say("cases.parents.long", LONGEST));
        if (problems.any()) {
            return new Telling.NotLikeThat(problems);
        }
        whole.parents().forEach(guardian -> write(actor, whole.shown(), guardian, more.strip()));
        return new Telling.Done();
    }

    private void write(Actor.Somebody actor, Shown shown, Guardian guardian, String more) {
        var school = actor.school();
        var id = SanctionLetterId.random();
        var to = guardian.person().id();
        var language = messages.languageOf(school, to);
        var posted = messages.email(
                school,
                to,
                Words.in(
                        language,
                        () -> Letter.of("cases.parents")
                                .line(say("cases.parents.line"))
                                .line(say("cases.mail.nothing"))
                                .linkButton(say("cases.parents.open"))),
                links.issue(actor, to, LETTER, "sanction-letter:" + id, "/sanction-letters/" + id, LETTER_LASTS));
        var letter = new SanctionLetter(
                id,
                shown.sanction().id(),
                to,
                guardian.person().name().full(),
                Words.in(language, () -> words(actor, shown, guardian, more)),
                actor.name(),
                clock.instant(),
                posted instanceof Posted.Waiting,
                null,
                null);
        if (store.write(school, letter, actor.person())) {
            events.publishEvent(new SanctionEvent(
                    actor,
                    shown.sanction().id(),
                    What.PARENT_WRITTEN_TO,
                    Map.of("letter", id.toString(), "person", to.toString())));
        }
    }

    /** The template, filled: of this child alone, and nothing of anybody else. */
    private static String words(Actor.Somebody actor, Shown shown, Guardian guardian, String more) {
        var sanction = shown.sanction();
        var child = shown.person().name().called();
        var until = sanction.until();
        var lines = Stream.of(
                say("cases.parents.dear", guardian.person().name().full()),
                say("cases.parents.decided", child, Dates.day(sanction.at()), sanction.byName()),
                sanction.own() == null
                        ? say("cases.parents.rung." + sanction.rung().name())
                        : say("cases.parents.rung.own", sanction.own()),
                shown.effect().isEmpty() ? "" : say("cases.parents.effect", shown.effect()),
                until == null ? "" : say("cases.parents.until", Dates.moment(until)),
                agreed(child, sanction.signed()),
                more,
                say("cases.parents.ask", sanction.byName()),
                say("cases.parents.from", actor.name()));
        return lines.filter(line -> !line.isBlank()).collect(Collectors.joining("\n\n"));
    }

    /** What the agreement says that stands behind it, or that none does. */
    private static String agreed(String child, Sanction.@Nullable Signed signed) {
        if (signed == null) {
            return say("cases.parents.agreed.nothing", child);
        }
        var quoted = signed.quoted();
        var day = Dates.day(signed.since());
        if (quoted == null || quoted.says().isEmpty()) {
            return say("cases.parents.agreed.silent", child, day, signed.version());
        }
        return say(
                quoted.own() ? "cases.parents.agreed" : "cases.parents.agreed.for-them",
                child,
                day,
                signed.version(),
                quoted.says());
    }

    /** Decides, with a reason, that parents are not told of it. */
    @Transactional
    public Telling holdBack(Actor.Somebody actor, SanctionId id, String reason) {
        SanctionPolicy.ACCESS.require(actor, Operation.HOLD_BACK);
        find(actor, id);
        var problems = Problems.none()
                .when(reason.isBlank(), "reason", say("cases.parents.no-reason"))
                .when(reason.strip().length() > LONGEST, "reason", say("cases.parents.long", LONGEST))
                .when(!store.letters(actor.school(), id).isEmpty(), "reason", say("cases.parents.written-already"));
        if (problems.any()) {
            return new Telling.NotLikeThat(problems);
        }
        if (store.holdBack(actor, id, new HeldBack(actor.name(), clock.instant(), reason.strip()))) {
            events.publishEvent(new SanctionEvent(actor, id, What.HELD_BACK, Map.of("reason", reason.strip())));
        }
        return new Telling.Done();
    }

    /** A parent opens the letter that was written to them. */
    @Transactional
    public SanctionLetter open(Actor.Somebody parent, SanctionLetterId id) {
        var letter = own(parent, id);
        if (letter.openedAt() == null) {
            store.opened(parent.school(), id, clock.instant());
            events.publishEvent(
                    new SanctionEvent(parent, letter.about(), What.LETTER_OPENED, Map.of("letter", id.toString())));
        }
        return letter;
    }

    /** And says that they have read it. Said twice it is once. */
    @Transactional
    public void read(Actor.Somebody parent, SanctionLetterId id, Proof proof) {
        var letter = own(parent, id);
        if (letter.read() == null) {
            store.read(parent.school(), id, new SanctionLetter.Read(clock.instant(), proof));
            events.publishEvent(new SanctionEvent(
                    parent, letter.about(), What.LETTER_READ, Map.of("letter", id.toString(), "proof", proof.name())));
        }
    }

    private SanctionLetter own(Actor.Somebody parent, SanctionLetterId id) {
        SanctionPolicy.ACCESS.require(parent, Operation.READ_OWN_LETTER);
        return store.lockLetter(parent.school(), id)
                .filter(letter -> letter.to().equals(parent.person()))
                .orElseThrow(() -> new NotFound("letter " + id));
    }

    /** Whether the reader knows of one. */
    boolean isSeen(Actor.Somebody actor, SanctionId id) {
        return store.find(actor.school(), id)
                .filter(sanction -> maySee(actor, sanction))
                .isPresent();
    }

    Sanction find(Actor.Somebody actor, SanctionId id) {
        SanctionPolicy.ACCESS.require(actor, Operation.SEE);
        return store.find(actor.school(), id)
                .filter(sanction -> maySee(actor, sanction))
                .orElseThrow(() -> notThere(id));
    }

    private boolean maySee(Actor.Somebody actor, Sanction sanction) {
        return SanctionPolicy.maySee(
                actor, sanction, pupil -> roster.teaches(actor.school(), actor.person(), pupil, roster.today()));
    }

    private Map<HoldId, Hold> holds(Actor.Somebody actor) {
        var lists = holds.all(actor);
        return Stream.concat(lists.ahead().stream(), lists.over().stream())
                .map(HoldRegister.Shown::hold)
                .collect(Collectors.toMap(Hold::id, Function.identity()));
    }

    private static @Nullable Hold hold(Map<HoldId, Hold> held, Sanction sanction) {
        var hold = sanction.hold();
        return hold == null ? null : held.get(hold);
    }

    /** The numbers of those cases that the reader sees whole. */
    private Map<CaseId, CaseNumber> numbers(Actor.Somebody actor, List<Sanction> sanctions) {
        var viewer = viewers.of(actor);
        var numbers = new HashMap<CaseId, CaseNumber>();
        sanctions.stream()
                .map(Sanction::of)
                .distinct()
                .forEach(id -> number(viewer, actor.school(), id).ifPresent(number -> numbers.put(id, number)));
        return numbers;
    }

    private Optional<CaseNumber> number(Viewer viewer, SchoolId school, CaseId id) {
        return cases.find(school, id)
                .filter(one -> CasePolicy.sight(viewer, one.facts()) == Sight.WHOLE)
                .map(one -> one.file().number());
    }

    private static NotFound notThere(SanctionId id) {
        return new NotFound("sanction " + id);
    }
}
