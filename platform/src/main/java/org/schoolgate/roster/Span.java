package org.schoolgate.roster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something held.
 *
 * @param lastDay null while nobody knows of an end
 */
public record Span(LocalDate firstDay, @Nullable LocalDate lastDay) {
    /** Whether it held on {@code day}. */
    public boolean contains(LocalDate day) {
        return !firstDay.isAfter(day) && (lastDay == null || !lastDay.isBefore(day));
    }

    /** Whether it was over before {@code day}. */
    public boolean isOverBefore(LocalDate day) {
        return lastDay != null && lastDay.isBefore(day);
    }
}
