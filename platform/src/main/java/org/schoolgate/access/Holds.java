package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.Hold.Decider;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds on people's access: placed with a reason, a start and an end, and lifted again (ACC-11). */
@Service
public class Holds {
    private static final int REASON_LENGTH = 500;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final HoldStore store;
    private final FilesDutyStore duties;
    private final HoldPolicy policy;
    private final HoldRegister register;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Holds(
            HoldStore store,
            FilesDutyStore duties,
            HoldPolicy policy,
            HoldRegister register,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.duties = duties;
        this.policy = policy;
        this.register = register;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody means to hold, and why.
     *
     * @param from null for now
     * @param until null until somebody lifts it
     * @param files who gets their work out for them; null where nothing is out of their reach
     * @param scope how much of it; what keeps an account safe takes everything
     */
    public record Wish(
            PersonId person,
            HoldKind kind,
            @Nullable Instant from,
            @Nullable Instant until,
            String reason,
            @Nullable Files files,
            Scope scope) {
        public Wish {
            if (!scope.isEverything() && !kind.takesParts()) {
                throw new IllegalArgumentException(kind + " takes everything");
            }
        }

        public Wish(
                PersonId person,
                HoldKind kind,
                @Nullable Instant from,
                @Nullable Instant until,
                String reason,
                @Nullable Files files) {
            this(person, kind, from, until, reason, files, new Scope.Everything());
        }

        public Wish(PersonId person, HoldKind kind, @Nullable Instant from, @Nullable Instant until, String reason) {
            this(person, kind, from, until, reason, null);
        }
    }

    /** An adult who gets somebody's work out for them, by a day. */
    public record Files(PersonId adult, @Nullable LocalDate due) {}

    /** Holds somebody's access, from now or from a moment to come. */
    @Transactional
    public Holding place(Actor actor, Wish wish) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        if (!policy.mayHold(actor, wish.person(), wish.kind())) {
            throw new Forbidden(actor, wish.kind().name());
        }
        var school = actor.school();
        if (roster.person(school, wish.person()).isEmpty()) {
            throw new NotFound("person " + wish.person());
        }
        var now = clock.instant();
        var from = wish.from() == null || wish.from().isBefore(now) ? now : wish.from();
        var helper = helper(actor, wish);
        var problems = problems(wish, from, now, helper);
        if (problems.any()) {
            return new Holding.NotLikeThat(problems);
        }
        var hold = new Hold(
                HoldId.random(),
                wish.person(),
                wish.kind(),
                wish.kind().closes(),
                wish.scope(),
                wish.reason().strip(),
                from,
                wish.until(),
                Decider.of(actor, now),
                null);
        store.add(school, hold);
        events.publishEvent(new HoldEvent.Placed(actor, hold));
        var files = wish.files();
        if (files != null && helper != null && files.due() != null) {
            var duty = new FilesDuty(hold.id(), helper.id(), helper.name().shown(), files.due(), null);
            duties.add(school, duty);
            events.publishEvent(new FilesDutyEvent(actor, FilesDutyEvent.What.PROMISED, hold, duty));
        }
        return new Holding.Placed(hold);
    }

    /** Whether the actor may hold this person's access for this sort of reason. */
    @Transactional(readOnly = true)
    public boolean mayPlace(Actor actor, PersonId person, HoldKind kind) {
        return AccessPolicies.ACCESS.allows(actor, Operation.HOLD) && policy.mayHold(actor, person, kind);
    }

    private Problems problems(Wish wish, Instant from, Instant now, @Nullable Person helper) {
        var until = wish.until();
        var problems = Problems.none()
                .when(Duration.between(now, from).compareTo(LONGEST) > 0, "from", say("access.hold.begins-late"))
                .when(until == null && wish.kind().needsEnd(), "until", say("access.hold.no-end"))
                .when(until != null && !until.isAfter(from), "until", say("access.hold.ends-before"))
                .when(
                        until != null && Duration.between(from, until).compareTo(LONGEST) > 0,
                        "until",
                        say("access.hold.too-long"))
                .when(wish.reason().isBlank(), "reason", say("access.hold.no-reason"))
                .when(
                        wish.reason().strip().length() > REASON_LENGTH,
                        "reason",
                        say("access.hold.reason-long", REASON_LENGTH));
        var files = wish.files();
        if (files != null) {
            problems.when(helper == null, "helper", say("access.hold.no-helper"))
                    .when(
                            files.due() == null || files.due().isBefore(LocalDate.ofInstant(now, LONDON)),
                            "due",
                            say("access.hold.no-due"));
        }
        return problems;
    }

    private @Nullable Person helper(Actor actor, Wish wish) {
        var files = wish.files();
        return files == null
                ? null
                : register.helpers(actor.school(), wish.person()).stream()
                        .filter(person -> person.id().equals(files.adult()))
                        .findFirst()
                        .orElse(null);
    }

    /** What became of a wish to lift a hold. */
    public enum Lifting {
        LIFTED,
        OVER_ALREADY,
        NO_REASON
    }

    /** Lifts one before its end. */
    @Transactional
    public Lifting lift(Actor actor, HoldId id, String reason) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        var hold = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("hold " + id));
        if (!policy.mayHold(actor, hold.person(), hold.kind())) {
            throw new Forbidden(actor, hold.kind().name());
        }
        if (reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            return Lifting.NO_REASON;
        }
        var lifted = hold.lift(Decider.of(actor, clock.instant()), reason.strip());
        lifted.map(Hold::lifted).ifPresent(how -> {
            store.lift(actor.school(), id, how);
            events.publishEvent(new HoldEvent.Lifted(actor, hold, how.reason()));
        });
        return lifted.isPresent() ? Lifting.LIFTED : Lifting.OVER_ALREADY;
    }

    /** Lifts all of one kind that somebody has, because what they were for is over: a new password. */
    void liftAll(Actor actor, PersonId person, HoldKind kind, String reason) {
        store.ahead(actor.school(), person, clock.instant()).stream()
                .filter(hold -> hold.kind() == kind)
                .forEach(hold -> lift(new Actor.Schoolgate(actor.school(), actor.name()), hold.id(), reason));
    }

    /** Somebody's work was got out for them: the adult who was to do it says so, or whoever may lift the hold. */
    @Transactional
    public boolean filesDone(Actor actor, HoldId id) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_HOLDS);
        var school = actor.school();
        var hold = store.lock(school, id).orElseThrow(() -> new NotFound("hold " + id));
        var duty = duties.of(school, id).orElseThrow(() -> new NotFound("files of hold " + id));
        if (!HoldPolicy.isSelf(actor, duty.adult()) && !policy.mayHold(actor, hold.person(), hold.kind())) {
            throw new Forbidden(actor, Operation.HOLD.name());
        }
        var done = duties.done(school, id, Decider.of(actor, clock.instant()));
        if (done) {
            events.publishEvent(new FilesDutyEvent(actor, FilesDutyEvent.What.DONE, hold, duty));
        }
        return done;
    }

    /** All that there ever were on somebody and that the actor may see, the newest first. */
    @Transactional(readOnly = true)
    public List<Hold> of(Actor actor, PersonId person) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_HOLDS);
        return store.of(actor.school(), person).stream()
                .filter(hold -> policy.maySee(actor, hold, false))
                .toList();
    }
}
