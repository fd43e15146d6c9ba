package org.schoolgate.roster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an adult and a child.
 *
 * @param order in which the guardians of the child are asked, from 1
 * @param livesWith null where nobody says
 * @param cautionUntil the last day of the caution; null while it has no end, or where there is none
 */
public record GuardianFacts(
        Relation relation,
        Responsibility responsibility,
        int order,
        @Nullable Boolean livesWith,
        Caution caution,
        String note,
        @Nullable LocalDate cautionUntil) {
    /** The same with a caution that has no end. */
    public GuardianFacts(
            Relation relation,
            Responsibility responsibility,
            int order,
            @Nullable Boolean livesWith,
            Caution caution,
            String note) {
        this(relation, responsibility, order, livesWith, caution, note, null);
    }

    public GuardianFacts {
        if (order < 1) {
            throw new IllegalArgumentException("guardians are counted from 1, not from " + order);
        }
    }
}
