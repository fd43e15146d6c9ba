package org.schoolgate.access;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Hold.Decider;
import org.schoolgate.kernel.PersonId;

/**
 * That a named adult gets somebody's work out for them by a day, because a hold keeps them from it (ACC-12).
 *
 * @param done null until somebody said that it is
 */
public record FilesDuty(
        HoldId hold,
        PersonId adult,
        String adultName,
        LocalDate due,
        @Nullable Decider done) {
    public boolean isDone() {
        return done != null;
    }

    /** Whether the day has gone by and nobody said that it is done. */
    public boolean isLate(LocalDate today) {
        return done == null && due.isBefore(today);
    }
}
