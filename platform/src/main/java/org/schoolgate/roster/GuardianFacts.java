package org.schoolgate.roster;

import org.jspecify.annotations.Nullable;

/**
 * What is said of an adult and a child.
 *
 * @param order in which the guardians of the child are asked, from 1
 * @param livesWith null where nobody says
 */
public record GuardianFacts(
        Relation relation,
        Responsibility responsibility,
        int order,
        @Nullable Boolean livesWith,
        Caution caution,
        String note) {
    public GuardianFacts {
        if (order < 1) {
            throw new IllegalArgumentException("guardians are counted from 1, not from " + order);
        }
    }
}
