package org.schoolgate.roster;

/** A system that has its own names for people and classes. */
public enum IdSource {
    /** The country's number for a pupil. */
    UPN,
    /** The school's records system. */
    RECORDS,
    /** A OneRoster bundle's sourcedId. */
    ONEROSTER
}
