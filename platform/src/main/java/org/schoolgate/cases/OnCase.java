package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;

/**
 * Somebody who is on a case.
 *
 * @param person null for somebody from outside, who has only a name here
 */
public record OnCase(
        @Nullable PersonId person,
        String name,
        Kind kind,
        Part part,
        Instant addedAt,
        PersonId addedBy,
        String addedByName) {
    /** What they were to the school when they were added. */
    public enum Kind {
        PUPIL,
        HEAD,
        STAFF,
        ADULT,
        OUTSIDE
    }

    /** As what they are on it. */
    public enum Part {
        VICTIM,
        /** Whom it is about: they never read it. */
        INSTIGATOR,
        WITNESS,
        OTHER
    }

    static OnCase of(@Nullable PersonId person, String name, Kind kind, Part part, Actor.Somebody by, Instant at) {
        return new OnCase(person, name, kind, part, at, by.person(), by.name());
    }

    boolean isSubject() {
        return part == Part.INSTIGATOR;
    }

    public boolean isPupil() {
        return kind == Kind.PUPIL;
    }

    boolean is(PersonId other) {
        return other.equals(person);
    }
}
