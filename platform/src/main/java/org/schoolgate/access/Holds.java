package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.Hold.Decider;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds on people's access: placed with a reason, a start and an end, and lifted again (ACC-11). */
@Service
public class Holds {
    private static final Set<Role> GOVERNORS = Set.of(Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.TRUST_OFFICER);

    private final HoldStore store;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Holds(HoldStore store, Roster roster, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** What somebody means to hold, and why. */
    public record Wish(
            PersonId person,
            HoldKind kind,
            @Nullable Instant from,
            @Nullable Instant until,
            String reason) {}

    /** Holds somebody's access, from now or from a moment to come. */
    @Transactional
    public Holding place(Actor actor, Wish wish) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        if (!mayHold(actor, wish.person(), wish.kind())) {
            throw new Forbidden(actor, wish.kind().name());
        }
        var now = clock.instant();
        var from = wish.from() == null || wish.from().isBefore(now) ? now : wish.from();
        var problems = Problems.none()
                .when(wish.reason().isBlank(), "reason", say("access.hold.no-reason"))
                .when(wish.until() == null && wish.kind().needsEnd(), "until", say("access.hold.no-end"))
                .when(wish.until() != null && !wish.until().isAfter(from), "until", say("access.hold.ends-before"));
        if (problems.any()) {
            return new Holding.NotLikeThat(problems);
        }
        var hold = new Hold(
                HoldId.random(),
                wish.person(),
                wish.kind(),
                wish.kind().closes(),
                wish.reason().strip(),
                from,
                wish.until(),
                Decider.of(actor, now),
                null);
        store.add(actor.school(), hold);
        events.publishEvent(new HoldEvent.Placed(actor, hold));
        return new Holding.Placed(hold);
    }

    /** Lifts one before its end; false where it is over already. */
    @Transactional
    public boolean lift(Actor actor, HoldId id, String reason) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        var hold = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("hold " + id));
        if (!mayHold(actor, hold.person(), hold.kind())) {
            throw new Forbidden(actor, hold.kind().name());
        }
        var lifted = hold.lift(Decider.of(actor, clock.instant()), reason.strip());
        lifted.map(Hold::lifted).ifPresent(how -> {
            store.lift(actor.school(), id, how);
            events.publishEvent(new HoldEvent.Lifted(actor, hold, how.reason()));
        });
        return lifted.isPresent();
    }

    /** Lifts all of one kind that somebody has, because what they were for is over: a new password. */
    @Transactional
    public void liftAll(Actor actor, PersonId person, HoldKind kind, String reason) {
        store.ahead(actor.school(), person, clock.instant()).stream()
                .filter(hold -> hold.kind() == kind)
                .forEach(hold -> lift(new Actor.Schoolgate(actor.school(), actor.name()), hold.id(), reason));
    }

    /** All that there ever were on somebody, the newest first. */
    @Transactional(readOnly = true)
    public List<Hold> of(Actor actor, PersonId person) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_HOLDS);
        return store.of(actor.school(), person);
    }

    /**
     * Whether the actor may hold this person's access for this sort of reason. Nobody holds their own; a teacher only the
     * pupils of their classes; an adult's is the head's to decide unless it is about safety; and nobody sanctions the head
     * here: that is the governors' to do.
     */
    @Transactional(readOnly = true)
    public boolean mayHold(Actor actor, PersonId person, HoldKind kind) {
        var mine = actor.personId().filter(person::equals).isPresent();
        if (mine || !kind.mayBePlacedBy(actor)) {
            return false;
        }
        if (actor instanceof Actor.Schoolgate) {
            return true;
        }
        var today = roster.today();
        var roles = roster.roles(actor.school(), person, today);
        if (roles.contains(Role.PUPIL)) {
            return AccessPolicies.isEverybodys(actor)
                    || actor.personId()
                            .map(adult -> roster.teaches(actor.school(), adult, person, today))
                            .orElse(false);
        }
        return switch (kind) {
            case PASSWORD_KNOWN, LOST_DEVICE, SECURITY_RISK -> AccessPolicies.isEverybodys(actor);
            case SANCTION, DAMAGE, INVESTIGATION ->
                actor.is(Role.HEAD)
                        && !roles.contains(Role.HEAD)
                        && roles.stream().noneMatch(GOVERNORS::contains);
        };
    }
}
