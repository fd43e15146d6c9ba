package org.schoolgate.cases.procedure;

import java.time.Duration;
import java.time.Instant;

/** How long somebody has for a step. */
public sealed interface Span {
    Instant after(Instant from, SchoolDays days);

    /** Whether it can ever be longer than the other. School days have no longest: a holiday may lie between them. */
    boolean mayBeLongerThan(Span other);

    /** By the clock, day and night. */
    record Time(Duration time) implements Span {
        @Override
        public Instant after(Instant from, SchoolDays days) {
            return from.plus(time);
        }

        @Override
        public boolean mayBeLongerThan(Span other) {
            return switch (other) {
                case Time(var others) -> time.compareTo(others) > 0;
                case InSchoolDays(var others) -> time.compareTo(InSchoolDays.SHORTEST.plusDays(others - 1L)) > 0;
            };
        }
    }

    /** On days on which the school is open. */
    record InSchoolDays(int days) implements Span {
        /** From the last minute of a day to the evening of the next, where the clock goes forward in the night between. */
        private static final Duration SHORTEST = Duration.ofHours(16);

        @Override
        public Instant after(Instant from, SchoolDays open) {
            return open.after(from, days);
        }

        @Override
        public boolean mayBeLongerThan(Span other) {
            return !(other instanceof InSchoolDays(var others)) || days > others;
        }
    }
}
