package org.schoolgate.cases.procedure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A procedure and the very text in which it was written. */
public record Definition(Procedure procedure, String text) {
    /** What tells it from every other text, however little they differ. */
    public String digest() {
        return digest(text);
    }

    /** The SHA-256 of a text, as 64 lower-case hexadecimal digits. */
    public static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
