package org.schoolgate.engine;

import java.util.Locale;

/** What becomes of a request. */
public enum Answer {
    /** It may go on. */
    ALLOW,
    /** It is refused, and the reader is told why. */
    BLOCK,
    /** It is refused until somebody who may decide has opened it. */
    ASK,
    /** It names no host that could be judged, and is refused. */
    MALFORMED;

    /** Whether it lets less through than another. */
    boolean closesMoreThan(Answer other) {
        return weight() > other.weight();
    }

    private int weight() {
        return switch (this) {
            case ALLOW -> 0;
            case ASK -> 1;
            case BLOCK, MALFORMED -> 2;
        };
    }

    /** Its name in files and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
