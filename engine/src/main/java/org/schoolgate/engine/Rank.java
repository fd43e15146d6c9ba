package org.schoolgate.engine;

import java.util.Locale;

/** The order in which a verdict is looked for: the first that applies decides. */
public enum Rank {
    MALFORMED,
    ILLEGAL,
    ESSENTIAL,
    RULE,
    BLOCKED_CATEGORY,
    ADDRESS,
    ASKED_CATEGORY,
    ONLY_LISTED,
    DEFAULT;

    /** Its name as people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
