package org.schoolgate.engine;

import static java.lang.Character.DIRECTIONALITY_ARABIC_NUMBER;
import static java.lang.Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
import static java.lang.Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;
import static java.lang.Character.DIRECTIONALITY_NONSPACING_MARK;
import static java.lang.Character.DIRECTIONALITY_OTHER_NEUTRALS;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;

/** The Bidi rule of RFC 5893: a label reads the same whichever way the text around it runs. */
final class Directions {
    private static final int NEUTRAL = bits(
            DIRECTIONALITY_EUROPEAN_NUMBER,
            DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            DIRECTIONALITY_OTHER_NEUTRALS,
            DIRECTIONALITY_BOUNDARY_NEUTRAL,
            DIRECTIONALITY_NONSPACING_MARK);
    private static final int RIGHT = bits(DIRECTIONALITY_RIGHT_TO_LEFT, DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    private static final int ARABIC_NUMBER = bits(DIRECTIONALITY_ARABIC_NUMBER);
    private static final int EUROPEAN_NUMBER = bits(DIRECTIONALITY_EUROPEAN_NUMBER);
    private static final int LEFT = bits(DIRECTIONALITY_LEFT_TO_RIGHT);

    private Directions() {}

    static boolean isRightToLeft(String label) {
        return (found(label) & (RIGHT | ARABIC_NUMBER)) != 0;
    }

    static boolean isOrderly(String label) {
        int first = bit(label.codePointAt(0));
        int last = lastSpacing(label);
        int all = found(label);
        if ((first & RIGHT) != 0) {
            return (all & ~(RIGHT | ARABIC_NUMBER | NEUTRAL)) == 0
                    && (last & (RIGHT | ARABIC_NUMBER | EUROPEAN_NUMBER)) != 0
                    && ((all & ARABIC_NUMBER) == 0 || (all & EUROPEAN_NUMBER) == 0);
        }
        return (first & LEFT) != 0 && (all & ~(LEFT | NEUTRAL)) == 0 && (last & (LEFT | EUROPEAN_NUMBER)) != 0;
    }

    private static int lastSpacing(String label) {
        int end = label.length();
        while (end > 0) {
            int c = label.codePointBefore(end);
            if (Character.getDirectionality(c) != DIRECTIONALITY_NONSPACING_MARK) {
                return bit(c);
            }
            end -= Character.charCount(c);
        }
        return 0;
    }

    private static int found(String label) {
        return label.codePoints().map(Directions::bit).reduce(0, (a, b) -> a | b);
    }

    private static int bit(int c) {
        byte direction = Character.getDirectionality(c);
        return direction < 0 ? 0 : 1 << direction;
    }

    private static int bits(byte... directions) {
        int bits = 0;
        for (byte direction : directions) {
            bits |= 1 << direction;
        }
        return bits;
    }
}
