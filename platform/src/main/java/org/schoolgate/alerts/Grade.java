package org.schoolgate.alerts;

/** How grave something is that the filter saw (MON-6), the gravest last. */
public enum Grade {
    /** Refused and counted, and nobody is called. */
    NOTHING,
    /** Somebody looks at it when they come to it. */
    CONCERN,
    /** A case at once, and people are rung until one of them answers. */
    DANGER;

    boolean isGraverThan(Grade other) {
        return compareTo(other) > 0;
    }
}
