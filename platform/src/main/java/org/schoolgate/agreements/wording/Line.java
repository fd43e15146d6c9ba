package org.schoolgate.agreements.wording;

import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Picto;

/**
 * One sentence or two of an agreement, as they are read.
 *
 * @param rule the library's name for it, or the school's own
 * @param picture what is drawn beside it, null for nothing
 */
public record Line(String rule, String words, @Nullable Picto picture) {
    private static final String OWN = "own-";

    public Line {
        words = words.strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no words for rule " + rule);
        }
    }

    /** One of the rules that a school added to the library's. */
    static Line own(int number, String words) {
        return new Line(OWN + number, words, null);
    }

    boolean isOwn() {
        return rule.startsWith(OWN);
    }

    /** Counts a school's own rules; 0 for one of the library's. */
    int ownNumber() {
        return isOwn() ? Integer.parseInt(rule.substring(OWN.length())) : 0;
    }

    /** Names the line within its text. */
    public String key(Part part) {
        return part + " " + rule;
    }

    Line saying(String other) {
        return new Line(rule, other, picture);
    }
}
