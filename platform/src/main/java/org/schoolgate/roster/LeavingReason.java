package org.schoolgate.roster;

/** Why somebody's time in a role ended. */
public enum LeavingReason {
    /** The pupil finished the last year of the school. */
    FINISHED,
    /** A file that lists everybody no longer listed them. */
    NOT_LISTED,
    /** The records system gave the day. */
    RECORDED,
    /** Somebody said so here. */
    BY_HAND,
    /** The last of their children left. */
    NO_CHILD_HERE
}
