package org.schoolgate.messages;

import java.util.Optional;
import java.util.regex.Pattern;

/** A number that can be rung from anywhere, {@code +447700900123}. */
record PhoneNumber(String value) {
    private static final Pattern LOOKS = Pattern.compile("\\+?[0-9 ()./-]+");
    private static final Pattern UNITED_KINGDOM = Pattern.compile("\\+44[1-37][0-9]{8,9}");
    private static final Pattern ELSEWHERE = Pattern.compile("\\+(?!44)[1-9][0-9]{7,14}");

    /** What somebody typed, if it can be a number: not an extension, not 999, not one that costs extra. */
    static Optional<PhoneNumber> read(String typed) {
        var text = typed.strip();
        if (!LOOKS.matcher(text).matches()) {
            return Optional.empty();
        }
        var digits = text.replace("(0)", "").replaceAll("[^0-9+]", "");
        var whole = digits.startsWith("00")
                ? "+" + digits.substring(2)
                : digits.startsWith("0") ? "+44" + digits.substring(1) : digits;
        return UNITED_KINGDOM.matcher(whole).matches()
                        || ELSEWHERE.matcher(whole).matches()
                ? Optional.of(new PhoneNumber(whole))
                : Optional.empty();
    }

    /** Whether it can take a text message. */
    boolean isMobile() {
        return value.startsWith("+447") || !value.startsWith("+44");
    }

    @Override
    public String toString() {
        return value;
    }
}
