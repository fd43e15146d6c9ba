package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.SessionMoved.Move;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The time online that adults hold open for their classes: opened, made longer, closed (ACC-17). */
@Service
public class SupervisedTime {
    private static final int USUAL_MINUTES = 45;
    private static final int ROOM_LENGTH = 60;
    private static final int ABOUT_LENGTH = 120;

    private final SupervisedTimeStore store;
    private final Roster roster;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SupervisedTime(
            SupervisedTimeStore store,
            Roster roster,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.roster = roster;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What an adult means to open. */
    public record Wish(ClassId schoolClass, String room, String about, int minutes) {}

    /** Opens a session. The actor is the adult in the room, by name. */
    @Transactional
    public SessionOpening open(Actor.Somebody actor, Wish wish) {
        AccessPolicies.ACCESS.require(actor, Operation.SUPERVISE);
        var school = actor.school();
        requireTheirs(actor, wish.schoolClass());
        if (roster.schoolClass(school, wish.schoolClass())
                .filter(one -> one.isOpen(roster.today()))
                .isEmpty()) {
            throw new NotFound("class " + wish.schoolClass());
        }
        int lesson = settings.get(school, AccessSettings.LESSON_MINUTES);
        var problems = Problems.none()
                .when(wish.minutes() < 1 || wish.minutes() > lesson, "minutes", say("access.session.minutes", lesson))
                .when(wish.room().length() > ROOM_LENGTH, "room", say("access.session.room", ROOM_LENGTH))
                .when(wish.about().length() > ABOUT_LENGTH, "about", say("access.session.about", ABOUT_LENGTH));
        if (problems.any()) {
            return new SessionOpening.NotLikeThat(problems);
        }
        var now = clock.instant();
        var before = store.lockUnclosed(school, wish.schoolClass());
        if (before.isPresent()) {
            if (before.get().isOpen(now)) {
                return new SessionOpening.HeldByAnother(before.get());
            }
            closeOverdue(school, before.get());
        }
        var session = new SupervisedSession(
                UUID.randomUUID(),
                wish.schoolClass(),
                actor.person(),
                actor.name(),
                wish.room().strip(),
                wish.about().strip(),
                now,
                now.plus(Duration.ofMinutes(wish.minutes())),
                null);
        if (!store.add(school, session)) {
            return new SessionOpening.HeldByAnother(
                    store.lockUnclosed(school, wish.schoolClass()).orElseThrow());
        }
        events.publishEvent(new SessionMoved(actor, Move.OPENED, session));
        return new SessionOpening.Open(session);
    }

    /** Makes one longer by the school's step, never past its limit. */
    @Transactional
    public SessionOpening extend(Actor actor, UUID id) {
        AccessPolicies.ACCESS.require(actor, Operation.SUPERVISE);
        var session = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("session " + id));
        requireTheirs(actor, session.schoolClass());
        if (!session.isOpen(clock.instant())) {
            return new SessionOpening.Over();
        }
        var latest =
                session.openedAt().plus(Duration.ofMinutes(settings.get(actor.school(), AccessSettings.MOST_MINUTES)));
        var wished = session.closesAt()
                .plus(Duration.ofMinutes(settings.get(actor.school(), AccessSettings.EXTENSION_MINUTES)));
        var end = wished.isBefore(latest) ? wished : latest;
        if (!end.isAfter(session.closesAt())) {
            return new SessionOpening.LongEnough(session);
        }
        var longer = session.until(end);
        store.replace(actor.school(), longer);
        events.publishEvent(new SessionMoved(actor, Move.EXTENDED, longer));
        return new SessionOpening.Open(longer);
    }

    /** Closes one, which any adult who could open it may do; false where it is over already. */
    @Transactional
    public boolean close(Actor actor, UUID id) {
        AccessPolicies.ACCESS.require(actor, Operation.SUPERVISE);
        var now = clock.instant();
        var session = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("session " + id));
        requireTheirs(actor, session.schoolClass());
        if (!session.isOpen(now)) {
            return false;
        }
        var closed = session.close(now, actor.personId().orElse(null), actor.name());
        store.replace(actor.school(), closed);
        events.publishEvent(new SessionMoved(actor, Move.CLOSED, closed));
        return true;
    }

    /** Those that are open now, for whoever supervises. */
    @Transactional(readOnly = true)
    public List<SupervisedSession> open(Actor actor) {
        AccessPolicies.ACCESS.require(actor, Operation.SUPERVISE);
        return openNow(actor.school());
    }

    /** For how many minutes a lesson is opened where nobody says otherwise. */
    @Transactional(readOnly = true)
    public int usualMinutes(SchoolId school) {
        return Math.min(USUAL_MINUTES, settings.get(school, AccessSettings.LESSON_MINUTES));
    }

    /** The class's open session, if there is one. */
    @Transactional(readOnly = true)
    public Optional<SupervisedSession> of(SchoolId school, ClassId schoolClass) {
        return openNow(school).stream()
                .filter(session -> session.schoolClass().equals(schoolClass))
                .findFirst();
    }

    /** Those that are open now. */
    List<SupervisedSession> openNow(SchoolId school) {
        return store.open(school, clock.instant());
    }

    /** Writes down which sessions have closed by themselves. */
    @Transactional
    void closeOverdue(SchoolId school) {
        store.overdue(school, clock.instant()).forEach(session -> closeOverdue(school, session));
    }

    /** A class is its own adults', and those' who look after everybody: to hold it open shows what it does online. */
    private void requireTheirs(Actor actor, ClassId schoolClass) {
        boolean theirs = AccessPolicies.isEverybodys(actor)
                || actor.personId()
                        .map(adult -> roster.isAdultOf(actor.school(), adult, schoolClass, roster.today()))
                        .orElse(false);
        if (!theirs) {
            throw new NotFound("class " + schoolClass);
        }
    }

    private void closeOverdue(SchoolId school, SupervisedSession session) {
        var closed = session.close(session.closesAt(), null, "Schoolgate");
        store.replace(school, closed);
        events.publishEvent(new SessionMoved(new Actor.Schoolgate(school, "Schoolgate"), Move.CLOSED, closed));
    }

    /** The moment until which each class's open session lasts. */
    static Instant until(List<SupervisedSession> open, Collection<ClassId> classes) {
        return open.stream()
                .filter(session -> classes.contains(session.schoolClass()))
                .map(SupervisedSession::closesAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
