package org.schoolgate.access;

/** What access may be asked for. */
public enum Service {
    /** Everything that goes through the school's filter. */
    INTERNET,
    /** The school's own pages here: signing, telling somebody, asking. No agreement and no supervision is needed for them. */
    SCHOOL_PAGES
}
