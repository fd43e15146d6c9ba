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
    public Line {
        words = words.strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no words for rule " + rule);
        }
    }

    Line saying(String other) {
        return new Line(rule, other, picture);
    }
}
