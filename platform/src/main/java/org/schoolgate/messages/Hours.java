package org.schoolgate.messages;

/** Parts of the week in which different people can be reached. */
public enum Hours {
    /** While the school is open. */
    SCHOOL_DAY,
    /** The evening, the night and the early morning of a school day. */
    EVENING,
    WEEKEND,
    /** A day on which the school is closed, all of it. */
    HOLIDAY
}
