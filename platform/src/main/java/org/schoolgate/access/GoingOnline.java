package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.SessionMoved.Move;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.Decision;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Giving;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Wish;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.annotation.Transactional;

/** A pupil asks to go online, and an adult of their class says yes for a while, to them or to the whole class (ACC-18). */
@org.springframework.stereotype.Service
public class GoingOnline {
    private static final Duration COUNTED = Duration.ofMinutes(30);
    private static final int MOST = 3;

    private final Access access;
    private final SupervisedTime time;
    private final SupervisedTimeStore store;
    private final Permissions permissions;
    private final PermissionRegister register;
    private final Roster roster;
    private final Settings settings;
    private final Clock clock;

    GoingOnline(
            Access access,
            SupervisedTime time,
            SupervisedTimeStore store,
            Permissions permissions,
            PermissionRegister register,
            Roster roster,
            Settings settings,
            Clock clock) {
        this.access = access;
        this.time = time;
        this.store = store;
        this.permissions = permissions;
        this.register = register;
        this.roster = roster;
        this.settings = settings;
        this.clock = clock;
    }

    /** How it stands with a pupil's wish to go online, and what became of pressing the button. */
    public sealed interface Wanted {
        /** They may ask; nobody has been asked. */
        record NotAsked() implements Wanted {}

        /** An adult was asked and has not answered. */
        record Waiting(Permission permission) implements Wanted {}

        /** They may go online already. */
        record Open(Instant until) implements Wanted {}

        /** Asking does not help: something else is in the way, which their first page says. */
        record SomethingElse(Reason reason) implements Wanted {}

        /** They asked a few times just now; they can ask again then. */
        record Later(Instant at) implements Wanted {}

        /** Pupils of their age do not ask here. */
        record NotHere() implements Wanted {}
    }

    /** How it stands with the pupil's wish now. */
    @Transactional(readOnly = true)
    public Wanted state(Actor.Somebody pupil) {
        AccessPolicies.ACCESS.require(pupil, Operation.ASK_TO_GO_ONLINE);
        var now = clock.instant();
        var decision = access.decide(pupil.school(), pupil.person(), Service.INTERNET, now);
        return switch (decision) {
            case AccessDecision.Allowed(var until) -> new Wanted.Open(until);
            case AccessDecision.Refused refused ->
                other(refused)
                        .<Wanted>map(Wanted.SomethingElse::new)
                        .orElseGet(() -> mayAsk(pupil) ? asked(pupil, now) : new Wanted.NotHere());
        };
    }

    /** The pupil asks. Pressed twice it is one request. */
    @Transactional
    public Wanted ask(Actor.Somebody pupil) {
        AccessPolicies.ACCESS.require(pupil, Operation.ASK_TO_GO_ONLINE);
        store.lockAsker(pupil.person());
        var state = state(pupil);
        if (!(state instanceof Wanted.NotAsked)) {
            return state;
        }
        var now = clock.instant();
        var asking = permissions.ask(
                pupil,
                new Wish(
                        GoOnlineKind.KEY,
                        List.of(say("access.go.thing")),
                        new ForWhom(Set.of(ForWhom.ref(pupil.person())), pupil.name()),
                        now,
                        now.plus(minutes(pupil)),
                        say("access.go.reason"),
                        Map.of(),
                        null));
        return switch (asking) {
            case Asking.Asked(var permission) -> new Wanted.Waiting(permission);
            case Asking.NotLikeThat(var problems) ->
                throw new IllegalStateException(problems.all().toString());
        };
    }

    /** The pupils of a class who asked this adult and wait, the longest wait first. */
    @Transactional(readOnly = true)
    public List<Permission> waiting(Actor.Somebody adult, ClassId id) {
        var school = adult.school();
        var pupils = roster.pupilsOf(school, id, roster.today()).stream()
                .map(Pupil::id)
                .collect(Collectors.toSet());
        var now = clock.instant();
        return register.waiting(adult).stream()
                .filter(permission -> permission.kind().equals(GoOnlineKind.KEY))
                .filter(permission -> pupils.contains(permission.request().by()))
                .filter(permission -> now.isBefore(permission.request().until()))
                .toList();
    }

    /** Yes, for a while, to this pupil. */
    @Transactional
    public Decision yes(Actor.Somebody adult, PermissionId id) {
        AccessPolicies.ACCESS.require(adult, Operation.SUPERVISE);
        return permissions.grant(
                adult, id, giving(register.find(adult, id), clock.instant().plus(minutes(adult))));
    }

    /** Not now. */
    @Transactional
    public Decision notNow(Actor.Somebody adult, PermissionId id) {
        AccessPolicies.ACCESS.require(adult, Operation.SUPERVISE);
        return permissions.refuse(adult, id, say("access.go.not-now"));
    }

    /** Yes to everybody: the class's lesson opens, and whoever asked has their answer. */
    @Transactional
    public SessionOpening everybody(Actor.Somebody adult, ClassId id) {
        var opening = time.open(adult, new SupervisedTime.Wish(id, "", "", time.usualMinutes(adult.school())));
        if (opening instanceof SessionOpening.Open(var session)) {
            waiting(adult, id)
                    .forEach(asked -> permissions.grant(adult, asked.id(), giving(asked, session.closesAt())));
        }
        return opening;
    }

    /** An adult who closes a lesson means every child of the class, also who was let on by themselves. */
    @EventListener
    void on(SessionMoved moved) {
        if (moved.move() != Move.CLOSED || moved.by() instanceof Actor.Schoolgate) {
            return;
        }
        var school = moved.by().school();
        var pupils = roster.pupilsOf(school, moved.session().schoolClass(), roster.today()).stream()
                .map(Pupil::id)
                .collect(Collectors.toSet());
        register.inForce(school, GoOnlineKind.KEY).stream()
                .filter(permission -> pupils.contains(permission.request().by()))
                .forEach(permission -> permissions.revoke(
                        new Actor.Schoolgate(school, moved.by().name()), permission.id(), say("access.go.closed")));
    }

    private Giving giving(Permission asked, Instant until) {
        return new Giving(asked.request().things(), until, say("access.go.yes"), null);
    }

    private Wanted asked(Actor.Somebody pupil, Instant now) {
        var mine = register.mine(pupil).stream()
                .filter(permission -> permission.kind().equals(GoOnlineKind.KEY))
                .toList();
        var waiting = mine.stream()
                .filter(Permission::isWaiting)
                .filter(permission -> now.isBefore(permission.request().until()))
                .findFirst();
        if (waiting.isPresent()) {
            return new Wanted.Waiting(waiting.get());
        }
        var lately = mine.stream()
                .map(permission -> permission.request().at())
                .filter(at -> at.isAfter(now.minus(COUNTED)))
                .sorted(Comparator.reverseOrder())
                .toList();
        return lately.size() < MOST
                ? new Wanted.NotAsked()
                : new Wanted.Later(lately.get(MOST - 1).plus(COUNTED));
    }

    private boolean mayAsk(Actor.Somebody pupil) {
        var phase = roster.phase(pupil.school(), pupil.person(), roster.today());
        return phase.filter(settings.get(pupil.school(), AccessSettings.ASK_PHASES)::contains)
                .isPresent();
    }

    private Duration minutes(Actor actor) {
        return Duration.ofMinutes(settings.get(actor.school(), AccessSettings.ASK_MINUTES));
    }

    private static Optional<Reason> other(AccessDecision.Refused refused) {
        return refused.reasons().stream()
                .filter(reason -> !(reason instanceof Reason.NotSupervised))
                .findFirst();
    }
}
