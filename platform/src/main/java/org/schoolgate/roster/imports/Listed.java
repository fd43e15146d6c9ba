package org.schoolgate.roster.imports;

/** Whom a school's own table lists. */
public enum Listed {
    PUPILS,
    STAFF
}
