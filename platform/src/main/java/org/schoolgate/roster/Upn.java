package org.schoolgate.roster;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Unique Pupil Number: a check letter and twelve digits, or eleven digits and a letter while it is temporary (UK
 * Government Data Standards Catalogue, Unique Pupil Number 2.0).
 */
public record Upn(String value) {
    /** I, O and S are left out; a letter stands for its place. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ";

    private static final Pattern FORM = Pattern.compile("[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]");
    private static final int FIRST_WEIGHT = 2;

    /** What a text is that should be a number. */
    public sealed interface Check {
        record Good(Upn upn) implements Check {}

        record Malformed() implements Check {}

        record WrongLetter(char expected) implements Check {}
    }

    /** What this text is, blanks and small letters allowed. */
    public static Check check(String text) {
        var value = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            return new Check.Malformed();
        }
        var expected = letterFor(value.substring(1));
        return value.charAt(0) == expected ? new Check.Good(new Upn(value)) : new Check.WrongLetter(expected);
    }

    /** Whether the number only stands in until the pupil's own one is known. */
    public boolean isTemporary() {
        return Character.isLetter(value.charAt(12));
    }

    /** The letter that goes before these twelve characters. */
    public static char letterFor(String rest) {
        var sum = 0;
        for (int i = 0; i < rest.length(); i++) {
            var c = rest.charAt(i);
            sum += (i + FIRST_WEIGHT) * (Character.isDigit(c) ? c - '0' : LETTERS.indexOf(c));
        }
        return LETTERS.charAt(sum % LETTERS.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
