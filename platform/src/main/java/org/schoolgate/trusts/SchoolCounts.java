package org.schoolgate.trusts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilterTest.Finding;

/**
 * What one school's own job told its trust.
 *
 * @param agreed how many in a hundred pupils have an agreement in force, to the five below; null where there are so few
 *     pupils that it would speak of single ones
 * @param notSigned pupils without one
 * @param requests that wait for somebody's decision
 * @param reports that nobody has taken yet
 * @param gateways in use, and {@code well} those of them that do what they should
 * @param sound whether the school's record was found whole when it was last read through
 * @param filter what the filter's last self-test found; null where there was none
 */
public record SchoolCounts(
        Instant at,
        @Nullable Integer agreed,
        Few notSigned,
        Few requests,
        Few reports,
        int gateways,
        int well,
        boolean sound,
        Instant readThrough,
        @Nullable Finding filter,
        @Nullable Instant filterAt) {
    private static final int STEP = 5;
    private static final int FEWEST_PUPILS = 100 / STEP;

    /** So many of so many, to the five in a hundred below. */
    static @Nullable Integer percent(long part, long whole) {
        return whole < FEWEST_PUPILS ? null : Math.toIntExact(100 * part / whole / STEP * STEP);
    }

    public boolean isFilterWell() {
        return gateways > 0 && well == gateways;
    }

    /** Whether something is not as it should be: the filter, its proof or the record. */
    public boolean needsALook() {
        return !sound || !isFilterWell() || filter == Finding.NOT_KEPT;
    }
}
