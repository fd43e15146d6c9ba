package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Since when and until when somebody belongs to the school, as far as the roll says. */
public sealed interface Enrolment {
    /** The roll does not have them. */
    record Unknown() implements Enrolment {}

    /**
     * On the roll for these days.
     *
     * @param lastDay null while nobody knows of an end
     */
    record Days(LocalDate firstDay, @Nullable LocalDate lastDay) implements Enrolment {
        /** The moment at which the first day begins in London. */
        public Instant begins() {
            return firstDay.atStartOfDay(LONDON).toInstant();
        }

        /** The moment at which the last day is over in London; {@link Instant#MAX} where none is known. */
        public Instant ends() {
            return lastDay == null
                    ? Instant.MAX
                    : lastDay.plusDays(1).atStartOfDay(LONDON).toInstant();
        }
    }
}
