package org.schoolgate.roster.imports;

/**
 * What stands between a wrong file and the roll: how many would leave, not counting those who finished the school,
 * against the limits of the school.
 *
 * @param of how many of them there are
 * @param limitPercent more than this must be typed in as a number
 * @param stopPercent from here on nothing is done
 */
public record Guard(int leaving, int of, int limitPercent, int stopPercent) {
    /** Among a handful one is a large share: there the number is asked for, and nothing is stopped. */
    private static final int SMALL = 10;

    /** What the guard says. */
    public enum Says {
        PASSES,
        TYPE_THE_NUMBER,
        STOPS
    }

    public Says says() {
        if (leaving > 0 && leaving * 100L >= (long) stopPercent * of) {
            return of < SMALL ? Says.TYPE_THE_NUMBER : Says.STOPS;
        }
        return leaving * 100L > (long) limitPercent * of ? Says.TYPE_THE_NUMBER : Says.PASSES;
    }

    /** The largest number that passes by itself. */
    public int limit() {
        return of * limitPercent / 100;
    }

    /** The smallest number that is stopped. */
    public int stop() {
        return Math.ceilDiv(of * stopPercent, 100);
    }
}
