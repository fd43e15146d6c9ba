package org.schoolgate.activity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;

/**
 * A look at what somebody did: who asked, for which purpose, about whom and which time, and what became of it (R37).
 *
 * @param askedAs the roles that the asker held
 * @param because in the asker's words: the incident, the request
 * @param from the time that it is about begins; {@code until} is not in it
 * @param needsSecond a second person has to agree before anything is shown
 */
public record LookUp(
        LookUpId id,
        PersonId askedBy,
        String askedByName,
        String askedAs,
        Purpose purpose,
        String because,
        Subject subject,
        Instant from,
        Instant until,
        Instant askedAt,
        boolean needsSecond,
        State state,
        int readings,
        @Nullable Long results) {

    /** Where a look-up stands. */
    public sealed interface State {
        /** For a second person to agree. */
        record Waiting() implements State {}

        /**
         * May be read until then, by whoever asked.
         *
         * @param agreedBy null where nobody had to
         */
        record Open(Instant until, @Nullable String agreedBy) implements State {}

        record Refused(String by, Instant at, String because) implements State {}
    }

    /** What a second person's word came to. */
    public sealed interface Decision {
        record Done(LookUp lookUp) implements Decision {}

        /** Nobody is their own second person, nor that of a look at themselves. */
        record NotYou() implements Decision {}

        record AlreadyDecided(LookUp lookUp) implements Decision {}
    }

    /** Opens it until {@code now + lasting}, or says why this person cannot. */
    Decision agree(Actor.Somebody by, Duration lasting, Instant now) {
        if (!(state instanceof State.Waiting)) {
            return new Decision.AlreadyDecided(this);
        }
        return isOwn(by) ? new Decision.NotYou() : new Decision.Done(in(new State.Open(now.plus(lasting), by.name())));
    }

    /** Keeps it shut, or says why this person cannot. */
    Decision refuse(Actor.Somebody by, String why, Instant now) {
        if (!(state instanceof State.Waiting)) {
            return new Decision.AlreadyDecided(this);
        }
        return isOwn(by) ? new Decision.NotYou() : new Decision.Done(in(new State.Refused(by.name(), now, why)));
    }

    /** Whether somebody asked for it, or is whom it is about. */
    boolean isOwn(Actor.Somebody somebody) {
        return askedBy.equals(somebody.person()) || subject.equals(new Subject.OfPerson(somebody.person()));
    }

    public boolean isOpen(Instant now) {
        return state instanceof State.Open(var end, var _) && now.isBefore(end);
    }

    private LookUp in(State next) {
        return new LookUp(
                id,
                askedBy,
                askedByName,
                askedAs,
                purpose,
                because,
                subject,
                from,
                until,
                askedAt,
                needsSecond,
                next,
                readings,
                results);
    }
}
