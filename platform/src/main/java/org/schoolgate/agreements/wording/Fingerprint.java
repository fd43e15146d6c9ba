package org.schoolgate.agreements.wording;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** A SHA-256 digest, as 64 lower-case hexadecimal digits. */
public record Fingerprint(String hex) {
    private static final int WHOLE = 64;
    private static final int SHORT = 20;

    public Fingerprint {
        if (hex.length() != WHOLE || !hex.chars().allMatch(Fingerprint::isDigit)) {
            throw new IllegalArgumentException("not a fingerprint: " + hex);
        }
    }

    private static boolean isDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    /** The first 80 bits in groups of four, which is what people compare and type. */
    public String brief() {
        return hex.substring(0, SHORT).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Whether what somebody typed is the beginning of this fingerprint, and long enough to mean it. */
    public boolean isMeantBy(String typed) {
        var digits = digits(typed);
        return digits.length() >= SHORT && hex.startsWith(digits);
    }

    /** The digits of what was typed, without the spaces and dashes between groups. */
    public static String digits(String typed) {
        return typed.replaceAll("[\\s\u2010-\u2015-]", "").toLowerCase(Locale.ROOT);
    }

    /** Digests fields one after another, each behind its length, so that no two lists of fields run together. */
    public static final class Maker {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        public Maker(int form) {
            write(() -> out.writeByte(form));
        }

        public Maker add(String field) {
            var encoded = field.getBytes(StandardCharsets.UTF_8);
            write(() -> {
                out.writeInt(encoded.length);
                out.write(encoded);
            });
            return this;
        }

        public Maker add(int count) {
            write(() -> out.writeInt(count));
            return this;
        }

        public Fingerprint done() {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
                return new Fingerprint(HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }

        private static void write(Write write) {
            try {
                write.run();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private interface Write {
            void run() throws IOException;
        }
    }
}
