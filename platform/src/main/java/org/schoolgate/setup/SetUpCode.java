package org.schoolgate.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What whoever sets a school up reads off the console: random, another one at every start, and not to be guessed. Each
 * wrong try makes the next one wait twice as long; after twenty only a new start helps.
 */
final class SetUpCode {
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;
    private static final int MOST_WRONG = 20;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final String code;
    private final Clock clock;
    private int wrong;
    private Instant opensAt = Instant.MIN;

    SetUpCode(Clock clock) {
        var random = new SecureRandom();
        var letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        this.code = letters.toString();
        this.clock = clock;
    }

    /** What became of a try. */
    sealed interface Try {
        record Right() implements Try {}

        record Wrong(Duration pause) implements Try {}

        /** It came too early and was not looked at. */
        record TooEarly(Duration pause) implements Try {}

        /** Too many were wrong: only a new start helps. */
        record Shut() implements Try {}
    }

    /** For the console, in groups that can be read aloud. */
    String toPrint() {
        return code.replaceAll("(.{%d})(?!$)".formatted(GROUP), "$1-");
    }

    /** Compares what was typed, whatever its capitals, spaces and hyphens. */
    synchronized Try compare(String typed) {
        if (wrong >= MOST_WRONG) {
            return new Try.Shut();
        }
        var now = clock.instant();
        if (now.isBefore(opensAt)) {
            return new Try.TooEarly(Duration.between(now, opensAt));
        }
        var plain = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        if (MessageDigest.isEqual(bytes(plain), bytes(code))) {
            return new Try.Right();
        }
        wrong++;
        var wait = Duration.ofSeconds(1L << Math.min(wrong - 1, 30));
        var capped = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        opensAt = now.plus(capped);
        return wrong >= MOST_WRONG ? new Try.Shut() : new Try.Wrong(capped);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "SetUpCode[wrong=" + wrong + "]";
    }
}
