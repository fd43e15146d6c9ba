package org.schoolgate.cases;

/** How much of a case somebody sees. */
public enum Sight {
    /** Not even that it is there. */
    NOTHING,
    /** The steps that are theirs now, and nothing that others wrote. */
    OWN_STEPS,
    WHOLE
}
