package org.schoolgate.permissions;

import static org.schoolgate.kernel.Role.DATA_PROTECTION_OFFICER;
import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.PUPIL;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.PermissionMoved.Move;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's permissions: asking for them, deciding, and closing them again (APR-1 to APR-8). */
@Service
public class Permissions {
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_ANSWER = 1_000;
    private static final int MOST_WAITING = 40;
    private static final int MOST_WAITING_OF_A_PUPIL = 5;

    private final PermissionStore store;
    private final PermissionKinds kinds;
    private final WhoDecides who;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Permissions(
            PermissionStore store,
            PermissionKinds kinds,
            WhoDecides who,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.who = who;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with permissions in general; each kind narrows it. */
    public enum Operation {
        ASK,
        DECIDE,
        /** See all that are open, and those about a person or a thing. */
        LIST,
        /** Say that one is still needed, or close it. */
        REVIEW,
        /** Write down the provider's ticket and its answer. */
        TICKET,
        EXPORT
    }

    /** Who may do what. Who decides a request is for its kind and the school's settings to say. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.ASK, PUPIL, Role.values())
            .allow(
                    Operation.DECIDE,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    SENIOR_LEADER,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(
                    Operation.LIST,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(Operation.REVIEW, HEAD, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD)
            .allow(
                    Operation.TICKET,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(Operation.EXPORT, HEAD, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER)
            .done();

    /** Asks for what is wished. */
    @Transactional
    public Asking ask(Actor.Somebody actor, Wish wish) {
        ACCESS.require(actor, Operation.ASK);
        var kind = kinds.of(wish.kind());
        if (!kind.mayBeAskedBy(actor)) {
            throw new Forbidden(actor, kind.key());
        }
        var now = clock.instant();
        int most = actor.is(PUPIL) ? MOST_WAITING_OF_A_PUPIL : MOST_WAITING;
        var problems = problems(actor, wish, kind, now)
                .when(
                        store.waiting(actor.school(), actor.person()) >= most,
                        "reason",
                        say("permissions.ask.many", most));
        if (problems.any()) {
            return new Asking.NotLikeThat(problems);
        }
        var permission = waiting(actor, wish, kind, now);
        store.add(permission);
        publish(actor, Move.ASKED, permission);
        return new Asking.Asked(permission);
    }

    private static Problems problems(Actor.Somebody actor, Wish wish, PermissionKind kind, Instant now) {
        var longest = kind.longest(actor.school());
        var problems = kind.against(actor, wish)
                .when(wish.reason().isBlank(), "reason", say("permissions.ask.no-reason"))
                .when(!wish.until().isAfter(now), "until", say("permissions.ask.over"))
                .when(!wish.from().isBefore(wish.until()), "until", say("permissions.ask.ends-before"))
                .when(
                        Duration.between(wish.from(), wish.until()).compareTo(longest) > 0,
                        "until",
                        say("permissions.ask.too-long", longest.toDays()));
        for (var field : kind.evidence()) {
            var answer = wish.evidence().getOrDefault(field.name(), "");
            problems.when(field.required() && answer.isBlank(), field.name(), say("permissions.ask.no-evidence"));
        }
        return problems;
    }

    private Permission waiting(Actor.Somebody actor, Wish wish, PermissionKind kind, Instant now) {
        var school = actor.school();
        var request = new Request(
                actor.person(),
                actor.name(),
                kind.deciders(school, wish.forWhom()).isFirst(actor),
                now,
                wish.things(),
                wish.forWhom(),
                wish.from(),
                wish.until(),
                wish.reason().strip(),
                wish.evidence(),
                wish.again());
        return new Permission(
                PermissionId.random(), school, store.nextNumber(school), wish.kind(), request, new State.Waiting());
    }

    /** Gives what was asked for, or part of it. */
    @Transactional
    public Decision grant(Actor.Somebody actor, PermissionId id, Giving giving) {
        var permission = toDecide(actor, id);
        var now = clock.instant();
        var problems = problems(actor, permission, giving, now);
        if (problems.any()) {
            return new Decision.NotLikeThat(permission, problems);
        }
        var decision = permission.grant(Decided.by(actor, now, giving.reason()), giving);
        if (decision instanceof Decision.Granted(var granted)) {
            keep(actor, Move.GRANTED, granted);
        }
        return decision;
    }

    private Problems problems(Actor actor, Permission permission, Giving giving, Instant now) {
        if (!permission.isWaiting() || WhoDecides.isAsker(actor, permission)) {
            return Problems.none();
        }
        var kind = kinds.of(permission);
        var longest = kind.longest(actor.school());
        var problems = Problems.none()
                .when(giving.reason().isBlank(), "reason", say("permissions.decide.no-reason"))
                .when(giving.things().isEmpty(), "things", say("permissions.decide.nothing"))
                .when(!giving.until().isAfter(now), "until", say("permissions.decide.over"))
                .when(
                        giving.until().isAfter(permission.request().from().plus(longest)),
                        "until",
                        say("permissions.ask.too-long", longest.toDays()));
        return problems.any() ? problems : kind.against(actor, permission, giving.things());
    }

    /** Refuses; it can be asked again (APR-6). */
    @Transactional
    public Decision refuse(Actor.Somebody actor, PermissionId id, String reason) {
        var permission = toDecide(actor, id);
        if (reason.isBlank()) {
            return new Decision.NotLikeThat(permission, Problems.of("reason", say("permissions.decide.no-reason")));
        }
        var decision = permission.refuse(Decided.by(actor, clock.instant(), reason));
        if (decision instanceof Decision.Refused(var refused)) {
            keep(actor, Move.REFUSED, refused);
        }
        return decision;
    }

    /** The asker takes it back; false where somebody has decided already. */
    @Transactional
    public boolean withdraw(Actor.Somebody actor, PermissionId id) {
        ACCESS.require(actor, Operation.ASK);
        var permission = locked(actor, id);
        if (!WhoDecides.isAsker(actor, permission)) {
            throw new NotFound("permission " + id);
        }
        var withdrawn = permission.withdraw(clock.instant());
        withdrawn.ifPresent(next -> keep(actor, Move.WITHDRAWN, next));
        return withdrawn.isPresent();
    }

    /** Closes one that is open, before its end; false where it is not open any more. */
    @Transactional
    public boolean revoke(Actor actor, PermissionId id, String reason) {
        var permission = locked(actor, id);
        if (!who.mayClose(actor, permission)) {
            throw new Forbidden(actor, Operation.REVIEW.name());
        }
        var revoked = permission.revoke(Decided.by(actor, clock.instant(), reason));
        revoked.ifPresent(next -> keep(actor, Move.REVOKED, next));
        return revoked.isPresent();
    }

    /** Says that it is still needed as it is; false where it is not open any more. */
    @Transactional
    public boolean review(Actor actor, PermissionId id) {
        ACCESS.require(actor, Operation.REVIEW);
        return change(actor, id, Move.REVIEWED, grant -> grant.reviewed(clock.instant()));
    }

    /** What became of a wish to write a ticket down. */
    public sealed interface Ticketing {
        record Kept(Ticket ticket) implements Ticketing {}

        /** It is not open any more. */
        record NotOpen() implements Ticketing {}

        record NotLikeThat(Problems problems) implements Ticketing {}
    }

    /** Writes the provider's number beside ours, and what the provider answered (FIL-6). */
    @Transactional
    public Ticketing ticket(Actor actor, PermissionId id, String number, String answer) {
        ACCESS.require(actor, Operation.TICKET);
        var problems = Problems.none()
                .when(number.isBlank(), "ticket", say("permissions.ticket.no-number"))
                .when(number.strip().length() > LONGEST_NUMBER, "ticket", say("permissions.ticket.long-number"))
                .when(answer.length() > LONGEST_ANSWER, "answer", say("permissions.ticket.long-answer"));
        if (problems.any()) {
            return new Ticketing.NotLikeThat(problems);
        }
        var ticket = new Ticket(number.strip(), answer.strip(), clock.instant());
        return change(actor, id, Move.TICKETED, grant -> grant.with(ticket))
                ? new Ticketing.Kept(ticket)
                : new Ticketing.NotOpen();
    }

    private boolean change(Actor actor, PermissionId id, Move move, UnaryOperator<Grant> change) {
        var permission = locked(actor, id);
        if (!(permission.state() instanceof State.Granted(var grant))) {
            return false;
        }
        keep(actor, move, permission.in(new State.Granted(change.apply(grant))));
        return true;
    }

    private Permission toDecide(Actor actor, PermissionId id) {
        ACCESS.require(actor, Operation.DECIDE);
        var permission = locked(actor, id);
        if (!WhoDecides.isAsker(actor, permission) && !who.isAmongThem(actor, permission)) {
            throw new Forbidden(actor, permission.kind());
        }
        return permission;
    }

    private Permission locked(Actor actor, PermissionId id) {
        return store.lock(actor.school(), id).orElseThrow(() -> new NotFound("permission " + id));
    }

    /** Stores what became of a permission and says so; its gateways hear of it in the same transaction. */
    void keep(Actor actor, Move move, Permission permission) {
        store.replace(permission);
        publish(actor, move, permission);
    }

    private void publish(Actor actor, Move move, Permission permission) {
        events.publishEvent(
                PermissionMoved.of(actor, move, permission, kinds.of(permission).changesPolicy()));
    }
}
