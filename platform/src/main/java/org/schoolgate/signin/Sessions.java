package org.schoolgate.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is signed in where: beginning, locking when nobody touches anything, ending, and looking back. */
@Service
public class Sessions implements SchoolJob {
    /** Being seen is written down at most this often. */
    private static final Duration SEEN_STEP = Duration.ofSeconds(30);
    /** Somebody who was busy in another browser this short a time ago is in two places. */
    private static final Duration AT_THE_SAME_TIME = Duration.ofMinutes(3);

    private static final int RECENT = 20;

    private final SessionStore store;
    private final SharedUseStore sharedUse;
    private final Everybody everybody;
    private final SignInSettings settings;
    private final ObjectProvider<SupervisedSessions> supervision;
    private final Directory directory;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Sessions(
            SessionStore store,
            SharedUseStore sharedUse,
            Everybody everybody,
            SignInSettings settings,
            ObjectProvider<SupervisedSessions> supervision,
            Directory directory,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.sharedUse = sharedUse;
        this.everybody = everybody;
        this.settings = settings;
        this.supervision = supervision;
        this.directory = directory;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A session that has just begun.
     *
     * @param secret for the browser's cookie, and nowhere else
     */
    public record Begun(Session session, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Begun[" + session.id() + "]";
        }
    }

    /** What a cookie turns out to be. */
    public sealed interface Known {
        /** Somebody, here and now. */
        record Live(Actor.Somebody who, Session session) implements Known {}

        /** Somebody who has not touched anything for too long, and shows who they are before going on. */
        record Locked(Actor.Somebody who, Session session) implements Known {}

        /** No session, or one that is over. */
        record Nobody() implements Known {}
    }

    /** Begins a session for somebody who has shown who they are. */
    @Transactional
    public Begun begin(Actor.Somebody who, Way way, Where where, @Nullable UUID supervised) {
        var now = clock.instant();
        var school = who.school();
        var kind = UserKind.of(who);
        var session = new Session(
                new SessionId(UUID.randomUUID()),
                school,
                who.person(),
                way,
                where,
                now,
                now,
                settings.end(school, kind, now),
                now,
                supervised,
                false,
                null);
        var others = store.lockLive(school, who.person());
        var secret = Secrets.fresh();
        store.add(session, Directory.hash(secret));
        directory.put(Directory.Kind.SESSION, secret, school, session.endsAt());
        events.publishEvent(new SessionBegan(who, session.id(), way, where));
        if (way != Way.DEMONSTRATION) {
            lookForSharedUse(who, session, others);
        }
        return new Begun(session, secret);
    }

    /** Who the browser with this cookie is. Ends what should have ended. */
    public Known known(String secret) {
        return directory
                .find(Directory.Kind.SESSION, secret)
                .map(school -> Tenants.within(school, () -> transaction.execute(_ -> known(school, secret))))
                .orElseGet(Known.Nobody::new);
    }

    /** Notes that somebody who was locked out by idleness, or asked afresh, has shown who they are. */
    @Transactional
    public void prove(SchoolId school, SessionId id) {
        store.proved(school, id, clock.instant());
    }

    /** Whether somebody showed who they are within that time: the question before acts that ask for it afresh. */
    public boolean isFresh(SignedIn reader, Duration within) {
        return switch (reader.entry()) {
            case Entry.ByAccount(var session) -> session.provedAt().plus(within).isAfter(clock.instant());
            case Entry.ByLink _ -> false;
            case Entry.ByTrust _ -> true;
        };
    }

    /** Remembers that every gate has let this session through. */
    @Transactional
    public void letThrough(Session session) {
        store.through(session.school(), session.id(), true);
    }

    /** Has every gate asked again about everybody who is signed in, at their next request: a rule has changed. */
    @Transactional
    public void askGatesAgain(SchoolId school) {
        store.askGatesAgain(school);
    }

    /** The same about one person, who has changed their mind. */
    @Transactional
    public void askGatesAgain(SchoolId school, PersonId person) {
        store.askGatesAgain(school, person);
    }

    /** Ends the reader's own session, or somebody else's where the actor's task allows it. */
    @Transactional
    public void end(Actor by, SessionId id, Ending why) {
        var session = store.find(by.school(), id).orElseThrow(() -> new NotFound("session " + id));
        if (!by.personId().equals(Optional.of(session.person()))) {
            everybody.require(by, SignInAccess.Operation.END_SESSION, session.person());
        }
        end(by, session, why);
    }

    /** Ends every session of a person: a password is known, somebody left. {@code but} stays. */
    @Transactional
    public int endAllOf(Actor by, PersonId person, Ending why, @Nullable SessionId but) {
        var ending = store.lockLive(by.school(), person).stream()
                .filter(session -> !session.id().equals(but))
                .toList();
        ending.forEach(session -> end(by, session, why));
        return ending.size();
    }

    /** Ends what hung on a supervised session that its adult has closed. */
    @Transactional
    public int endSupervised(Actor by, UUID supervised) {
        var ending = store.lockSupervised(by.school(), supervised);
        ending.forEach(session -> end(by, session, Ending.SUPERVISION_CLOSED));
        return ending.size();
    }

    /** Ends a session that somebody else than its owner found open. */
    void endFound(Actor by, Session session) {
        end(by, session, Ending.FOUND_OPEN);
    }

    /** Signs of shared accounts that nobody has looked at, newest first. */
    @Transactional(readOnly = true)
    public List<SharedUse> sharedUse(Actor actor) {
        SignInAccess.ACCESS.require(actor, SignInAccess.Operation.REVIEW_SHARED_USE);
        return sharedUse.open(actor.school());
    }

    /** Somebody looked at a sign, and says what it was. */
    @Transactional
    public void lookedAt(Actor.Somebody actor, UUID sign, String outcome) {
        SignInAccess.ACCESS.require(actor, SignInAccess.Operation.REVIEW_SHARED_USE);
        var open = sharedUse.open(actor.school()).stream()
                .filter(one -> one.id().equals(sign))
                .findFirst()
                .orElseThrow(() -> new NotFound("sign " + sign));
        sharedUse.looked(actor.school(), sign, actor.person(), outcome, clock.instant());
        events.publishEvent(new AccountEvent(
                actor, AccountEvent.What.SHARED_USE_LOOKED_AT, open.person(), Map.of("outcome", outcome)));
    }

    /** The latest sessions of a person, newest first: their own, or those of somebody whom the actor may ask about. */
    @Transactional(readOnly = true)
    public List<Session> recent(Actor actor, PersonId person) {
        if (!actor.personId().equals(Optional.of(person))) {
            everybody.require(actor, SignInAccess.Operation.SEE_SIGN_INS, person);
        }
        return store.recent(actor.school(), person, RECENT);
    }

    /** Which of these people are signed in somewhere now; whoever asks has asked their own access policy before. */
    @Transactional(readOnly = true)
    public Set<PersonId> signedIn(SchoolId school, Collection<PersonId> people) {
        return people.isEmpty() ? Set.of() : store.signedIn(school, people, clock.instant());
    }

    /** The sessions by which gateways knew somebody and that are over since then: what a gateway must not know any more. */
    @Transactional(readOnly = true)
    public Set<SessionId> endedSince(SchoolId school, Instant since) {
        return store.endedSince(school, since, clock.instant()).stream().collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "signin.sessions";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /** Ends the sessions whose time is over, so that the record says when and why. */
    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            var idleSince = now.minus(settings.idle(school, UserKind.YOUNG_PUPIL));
            var clockwork = new Actor.Schoolgate(school, "clock");
            for (var session : store.lockOver(school, now, idleSince)) {
                end(clockwork, session, session.endsAt().isAfter(now) ? Ending.IDLE : Ending.TIME_OVER);
            }
        });
    }

    private Known known(SchoolId school, String secret) {
        var found = store.live(school, Directory.hash(secret));
        if (found.isEmpty()) {
            return new Known.Nobody();
        }
        var session = found.get();
        var now = clock.instant();
        var who = everybody.find(school, session.person());
        var over = over(session, who, now);
        if (over.isPresent() || who.isEmpty()) {
            end(new Actor.Schoolgate(school, "clock"), session, over.orElse(Ending.LEFT));
            return new Known.Nobody();
        }
        if (isIdle(session, who.get(), now)) {
            return new Known.Locked(who.get(), session);
        }
        if (session.seenAt().plus(SEEN_STEP).isBefore(now)) {
            store.seen(session, now);
        }
        return new Known.Live(who.get(), session);
    }

    private Optional<Ending> over(Session session, Optional<Actor.Somebody> who, Instant now) {
        if (who.isEmpty()) {
            return Optional.of(Ending.LEFT);
        }
        if (!session.endsAt().isAfter(now)) {
            return Optional.of(Ending.TIME_OVER);
        }
        if (session.way() == Way.PICTURE && isIdle(session, who.get(), now)) {
            return Optional.of(Ending.IDLE);
        }
        return session.supervised() != null && !isOpen(session.school(), session.supervised())
                ? Optional.of(Ending.SUPERVISION_CLOSED)
                : Optional.empty();
    }

    private boolean isIdle(Session session, Actor.Somebody who, Instant now) {
        return session.way() != Way.DEMONSTRATION
                && session.seenAt()
                        .plus(settings.idle(session.school(), UserKind.of(who)))
                        .isBefore(now);
    }

    private boolean isOpen(SchoolId school, UUID supervised) {
        return supervision
                .orderedStream()
                .flatMap(one -> one.open(school).stream())
                .anyMatch(one -> one.id().equals(supervised));
    }

    private void end(Actor by, Session session, Ending why) {
        var ended = store.end(session, clock.instant(), why);
        if (!ended.now()) {
            return;
        }
        events.publishEvent(new SessionEnded(by, session.id(), session.person(), why));
        if (ended.gateway() != null && why != Ending.TIME_OVER) {
            events.publishEvent(new BindingEnded(by, session.id(), ended.gateway()));
        }
    }

    private void lookForSharedUse(Actor.Somebody who, Session session, List<Session> others) {
        var now = session.beganAt();
        var device = session.where().device();
        var elsewhere = others.stream()
                .filter(other -> !other.where().device().equals(device))
                .anyMatch(other -> other.seenAt().plus(AT_THE_SAME_TIME).isAfter(now));
        if (elsewhere) {
            raise(who, session, SharedUseSeen.Sign.TWO_PLACES);
        } else if (store.devicesSince(who.school(), who.person(), now.minus(Duration.ofDays(1)))
                > settings.get(who.school(), SignInSettings.DEVICES_A_DAY)) {
            raise(who, session, SharedUseSeen.Sign.MANY_DEVICES);
        }
    }

    private void raise(Actor.Somebody who, Session session, SharedUseSeen.Sign sign) {
        sharedUse.add(who.school(), who.person(), session.id(), sign, session.beganAt());
        events.publishEvent(new SharedUseSeen(who, who.person(), session.id(), sign));
    }
}
