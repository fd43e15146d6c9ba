package org.schoolgate.cases;

/** What became of a wish to name somebody as a reader. */
public enum Naming {
    NAMED,
    READS_ALREADY,
    /** Only who works at the school, or leads its governors, can be named. */
    NOBODY_OF_STAFF,
    /** It is about them. */
    SUBJECT,
    /** Everybody of its roles reads it, so nobody need be named. */
    OPEN_TO_ITS_ROLES
}
