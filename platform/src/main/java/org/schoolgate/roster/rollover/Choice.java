package org.schoolgate.roster.rollover;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of one pupil, against the rule.
 *
 * @param yearGroup of the coming year
 * @param form null where they have no place yet
 */
public record Choice(
        boolean leaves, int yearGroup, @Nullable UUID form) {
    /** The pupil leaves with the old year. */
    public static Choice leaving() {
        return new Choice(true, 0, null);
    }

    /** The pupil is in this year group and form. */
    public static Choice placed(int yearGroup, @Nullable UUID form) {
        return new Choice(false, yearGroup, form);
    }
}
