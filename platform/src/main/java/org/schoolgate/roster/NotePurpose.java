package org.schoolgate.roster;

/** For what somebody reads what a court or the school decided about a child's guardians. */
public enum NotePurpose {
    /** Before writing to a guardian, or taking their word. */
    WRITING_HOME,
    /** Who may collect the child. */
    COLLECTING,
    /** A worry about the child. */
    CONCERN,
    /** Putting the record right. */
    RECORDS
}
