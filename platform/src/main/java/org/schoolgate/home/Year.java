package org.schoolgate.home;

/**
 * How many pupils of a year group may go online.
 *
 * @param yearGroup 0 is Reception, -1 Nursery; {@link #NOT_KNOWN} where the records do not say
 */
public record Year(int yearGroup, int online, int pupils) {
    static final int NOT_KNOWN = Integer.MIN_VALUE;

    public boolean isKnown() {
        return yearGroup != NOT_KNOWN;
    }
}
