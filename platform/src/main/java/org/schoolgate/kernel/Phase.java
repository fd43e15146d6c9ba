package org.schoolgate.kernel;

/** A stage of primary schooling, which decides wording, profile and how a child signs in. */
public enum Phase {
    /** Nursery and Reception. */
    EYFS,
    /** Years 1 and 2. */
    KS1,
    /** Years 3 to 6. */
    KS2;

    /** The phase of a year group, where 0 is Reception and -1 Nursery. */
    public static Phase ofYear(int yearGroup) {
        if (yearGroup < 1) {
            return EYFS;
        }
        return yearGroup < 3 ? KS1 : KS2;
    }
}
