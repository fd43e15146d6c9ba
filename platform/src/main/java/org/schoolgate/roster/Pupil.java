package org.schoolgate.roster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;

/**
 * A pupil as they are on one day.
 *
 * @param yearGroup 0 is Reception, below it Nursery; null where the records do not say
 * @param form the class that the pupil belongs to; null while there is none
 */
public record Pupil(
        Person person,
        @Nullable Integer yearGroup,
        @Nullable Phase phase,
        @Nullable ClassId form,
        @Nullable String formName) {
    public PersonId id() {
        return person.id();
    }

    public PersonName name() {
        return person.name();
    }

    /** The phase, where the records say the year; without one, only the strictest rules fit. */
    public Optional<Phase> knownPhase() {
        return Optional.ofNullable(phase);
    }
}
