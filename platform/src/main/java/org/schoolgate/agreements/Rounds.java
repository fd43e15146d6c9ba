package org.schoolgate.agreements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.ListTaken;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Rounds in which a school asks its people: opened, chased, closed (AGR-2, AGR-3, AGR-21). */
@Service
public class Rounds {
    private final RoundStore store;
    private final AskStore asks;
    private final AgreementTexts texts;
    private final Signers signers;
    private final ChaseList chase;
    private final RoundLetters letters;
    private final Roster roster;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Rounds(
            RoundStore store,
            AskStore asks,
            AgreementTexts texts,
            Signers signers,
            ChaseList chase,
            RoundLetters letters,
            Roster roster,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.asks = asks;
        this.texts = texts;
        this.signers = signers;
        this.chase = chase;
        this.letters = letters;
        this.roster = roster;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Every round, newest first. */
    @Transactional(readOnly = true)
    public List<Round> all(Actor actor) {
        requireSight(actor);
        return store.all(actor.school());
    }

    @Transactional(readOnly = true)
    public Round find(Actor actor, RoundId id) {
        requireSight(actor);
        return existing(actor, id);
    }

    /** How many days apart reminders are, where nobody says otherwise. */
    @Transactional(readOnly = true)
    public int usualReminders(Actor actor) {
        return settings.get(actor.school(), AgreementsConfiguration.REMIND_EVERY);
    }

    /** Opens a round: everybody who has to answer is asked now, and written to as fast as letters go out. */
    @Transactional
    public RoundOpening open(
            Actor actor, String name, AcademicYear year, Set<Audience> audiences, LocalDate answerBy, int remindEvery) {
        AgreementsAccess.ACCESS.require(actor, Operation.RUN_ROUND);
        var school = actor.school();
        var now = clock.instant();
        if (year.compareTo(AcademicYear.at(now)) < 0) {
            return new RoundOpening.YearOver();
        }
        if (answerBy.isBefore(today())) {
            return new RoundOpening.DateInThePast();
        }
        var without = audiences.stream()
                .filter(audience -> texts.inForce(school, audience).isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Audience.class)));
        if (!without.isEmpty()) {
            return new RoundOpening.NoText(without);
        }
        var running = store.lockOpen(school).stream()
                .filter(round -> round.audiences().stream().anyMatch(audiences::contains))
                .findFirst();
        if (running.isPresent()) {
            return new RoundOpening.Running(running.get());
        }
        var by = actor.personId().orElseThrow(() -> new Forbidden(actor, "open a round without being somebody"));
        var round = new Round(
                RoundId.random(), name.strip(), year, audiences, answerBy, remindEvery, new Round.State.Open(by, now));
        store.add(school, round);
        int asked = askEverybody(school, round, now);
        events.publishEvent(new AgreementEvent.RoundOpened(actor, round.id(), round.name(), asked));
        return new RoundOpening.Opened(round, asked);
    }

    /** Asks whoever has to answer in this round and was not asked yet; says how many answers that is. */
    int askEverybody(SchoolId school, Round round, Instant now) {
        var already = new HashSet<Needed>();
        asks.ofRound(school, round.id()).forEach(ask -> already.add(ask.needed()));
        int asked = 0;
        for (var row : chase.rows(school, round)) {
            for (var answer : row.answers()) {
                if (answer.state().isOpen() && !already.contains(answer.needed())) {
                    asks.add(
                            school, new Ask(AskId.random(), round.id(), round.year(), answer.needed(), now, List.of()));
                    asked++;
                }
            }
        }
        return asked;
    }

    /** Hands the letters of the open rounds out, some at a time; false once there are none. */
    @Transactional
    public boolean writeSome(SchoolId school, int most) {
        return store.lockOpen(school).stream().anyMatch(round -> letters.invite(school, round, most) > 0);
    }

    /** Asks those who have joined since, and reminds those who are due. */
    @Transactional
    public void catchUp(SchoolId school) {
        var now = clock.instant();
        for (var round : store.lockOpen(school)) {
            askEverybody(school, round, now);
            int reminded = letters.remind(school, round, chase.rows(school, round));
            if (reminded > 0) {
                events.publishEvent(new AgreementEvent.Reminded(
                        new Actor.Schoolgate(school, "agreement round"), round.id(), reminded));
            }
        }
    }

    /** Asks one more of a child's carers, such as a second parent: from then on each answer counts, and a no stands. */
    @Transactional
    public boolean askAlso(Actor actor, RoundId id, PersonId child, PersonId carer) {
        AgreementsAccess.ACCESS.require(actor, Operation.RUN_ROUND);
        var school = actor.school();
        var round = existing(actor, id);
        var day = day(round);
        var needed = signers.of(school, carer, day).stream()
                .filter(one -> one.subject().equals(child) && round.audiences().contains(one.audience()))
                .toList();
        if (!round.isOpen() || needed.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var asked = needed.stream()
                        .filter(one -> asks.add(
                                school, new Ask(AskId.random(), round.id(), round.year(), one, now, List.of())))
                        .count()
                > 0;
        if (asked) {
            events.publishEvent(new AgreementEvent.CarerAsked(actor, round.id(), child, carer));
        }
        return asked;
    }

    /** Nobody is asked or reminded in this round any more. What was answered stays. */
    @Transactional
    public boolean close(Actor actor, RoundId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.RUN_ROUND);
        var by = actor.personId().orElseThrow(() -> new Forbidden(actor, "close a round without being somebody"));
        var open = store.lockOpen(actor.school()).stream()
                .filter(round -> round.id().equals(id))
                .findFirst();
        if (open.isEmpty()) {
            existing(actor, id);
            return false;
        }
        store.close(actor.school(), open.get().close(by, clock.instant()));
        events.publishEvent(new AgreementEvent.RoundClosed(actor, id));
        return true;
    }

    /** How far a round has come, in numbers. A teacher sees their own classes. */
    @Transactional(readOnly = true)
    public Progress progress(Actor actor, RoundId id) {
        requireSight(actor);
        var round = existing(actor, id);
        return chase.progress(actor.school(), round, visible(actor, chase.rows(actor.school(), round)));
    }

    /** Everybody of whom something is still wanted in this round, by class. A teacher sees their own classes. */
    @Transactional(readOnly = true)
    public List<ChaseRow> chase(Actor actor, RoundId id) {
        if (!AgreementsAccess.ACCESS.allows(actor, Operation.READ_PROGRESS)) {
            AgreementsAccess.ACCESS.require(actor, Operation.READ_OWN_CLASS);
        }
        return visible(actor, chase.rows(actor.school(), existing(actor, id)));
    }

    /** The same to take away; that somebody did is on the record. */
    @Transactional
    public List<ChaseRow> takeChase(Actor actor, RoundId id) {
        var rows = chase(actor, id);
        events.publishEvent(new ListTaken(
                actor,
                "chase",
                "round:" + id,
                Map.of(),
                rows.stream().mapToInt(row -> row.answers().size()).sum()));
        return rows;
    }

    private List<ChaseRow> visible(Actor actor, List<ChaseRow> rows) {
        if (AgreementsAccess.ACCESS.allows(actor, Operation.READ_PROGRESS)
                || AgreementsAccess.ACCESS.allows(actor, Operation.READ_COUNTS)) {
            return rows;
        }
        Set<ClassId> own = actor.personId()
                .map(id -> roster.classesOf(actor.school(), id, today()).stream()
                        .map(SchoolClass::id)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        return rows.stream()
                .filter(row ->
                        row.group().form() != null && own.contains(row.group().form()))
                .toList();
    }

    private static void requireSight(Actor actor) {
        if (!AgreementsAccess.ACCESS.allows(actor, Operation.READ_COUNTS)) {
            AgreementsAccess.ACCESS.require(actor, Operation.READ_OWN_CLASS);
        }
    }

    private Round existing(Actor actor, RoundId id) {
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("round " + id));
    }

    /** The day by whose roster a round asks: a round for a year to come, by that year's first. */
    static LocalDate day(Round round, LocalDate today) {
        var first = round.year().firstDay();
        return first.isAfter(today) ? first : today;
    }

    private LocalDate day(Round round) {
        return day(round, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }
}
