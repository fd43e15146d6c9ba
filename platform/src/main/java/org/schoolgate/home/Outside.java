package org.schoolgate.home;

import static org.schoolgate.ui.Words.say;

/** Counts of pupils for readers outside the school: so few that somebody could be made out are not said. */
public final class Outside {
    private static final int FEW = 5;

    private Outside() {}

    /** How many of how many, in words. */
    public static String words(int part, int whole) {
        int rest = whole - part;
        if (whole < FEW) {
            return say("home.outside.few");
        }
        if (rest == 0) {
            return say("home.outside.all", whole);
        }
        if (rest < FEW) {
            return say("home.outside.all-but", whole);
        }
        return part == 0
                ? say("home.outside.none", whole)
                : part < FEW ? say("home.outside.fewer", whole) : say("home.outside.some", part, whole);
    }

    /** The whole school: to the nearest five below, as the rest of a year could be worked out from an exact sum. */
    public static String total(int part, int whole) {
        return part == whole ? say("home.outside.all", whole) : say("home.outside.about", part - part % FEW, whole);
    }
}
