package org.schoolgate.agreements;

/**
 * How many of some people have an agreement, and how many have not.
 *
 * @param waiting for whom an answer is still to come
 * @param no for whom somebody said no, or two answers do not agree
 * @param unproved for whom nobody can answer until the records say more
 */
public record Tally(int yes, int waiting, int no, int unproved) {
    static final Tally NOBODY = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(yes + other.yes, waiting + other.waiting, no + other.no, unproved + other.unproved);
    }

    public int total() {
        return yes + waiting + no + unproved;
    }
}
