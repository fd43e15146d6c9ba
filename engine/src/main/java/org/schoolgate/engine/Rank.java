package org.schoolgate.engine;

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
    DEFAULT
}
