package org.schoolgate.agreements;

/** How much a new version of an agreement changes. */
public enum Change {
    /** Other words for the same rules: who signed the version before has signed this one. */
    MINOR,
    /** Other rules: everybody is asked again (AGR-11). */
    MAJOR
}
