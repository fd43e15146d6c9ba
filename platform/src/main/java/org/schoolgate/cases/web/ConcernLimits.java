package org.schoolgate.cases.web;

import java.time.Clock;
import org.schoolgate.signin.Limits;
import org.springframework.stereotype.Component;

/**
 * How often anybody may write to a school without being known, and try codes. Addresses are counted in memory alone: none
 * is ever kept.
 */
@Component
class ConcernLimits {
    private static final String EVERYBODY = "everybody";
    private static final int WRITES_AT_ONCE = 20;
    private static final double WRITES_A_SECOND = 1 / 60.0;
    private static final int ALL_WRITES_AT_ONCE = 500;
    private static final double ALL_WRITES_A_SECOND = 0.5;
    private static final int TRIES_AT_ONCE = 10;
    private static final double TRIES_A_SECOND = 1 / 30.0;
    private static final int ALL_TRIES_AT_ONCE = 500;
    private static final double ALL_TRIES_A_SECOND = 1;

    private final Limits writes;
    private final Limits tries;

    ConcernLimits(Clock clock) {
        this.writes = new Limits(clock);
        this.tries = new Limits(clock);
    }

    /** Counts something that is written. */
    boolean mayWrite(String address) {
        return writes.take(address, WRITES_AT_ONCE, WRITES_A_SECOND)
                && writes.take(EVERYBODY, ALL_WRITES_AT_ONCE, ALL_WRITES_A_SECOND);
    }

    /** Whether a code may be tried; a right one costs nothing. */
    boolean mayTry(String address) {
        return tries.has(address, TRIES_AT_ONCE, TRIES_A_SECOND)
                && tries.has(EVERYBODY, ALL_TRIES_AT_ONCE, ALL_TRIES_A_SECOND);
    }

    /** A code opened nothing. */
    void wrong(String address) {
        tries.take(address, TRIES_AT_ONCE, TRIES_A_SECOND);
        tries.take(EVERYBODY, ALL_TRIES_AT_ONCE, ALL_TRIES_A_SECOND);
    }
}
