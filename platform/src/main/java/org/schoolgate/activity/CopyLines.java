package org.schoolgate.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY, being written. */
final class CopyLines {
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int lineStart;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    CopyLines field(long number) {
        separate();
        ascii(Long.toString(number));
        return this;
    }

    CopyLines field(@Nullable String text) {
        separate();
        if (text == null) {
            raw('\\');
            raw('N');
        } else {
            text(text, false);
        }
        return this;
    }

    /** A text[]. */
    CopyLines field(List<String> texts) {
        separate();
        raw('{');
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                raw(',');
            }
            raw('"');
            text(texts.get(i), true);
            raw('"');
        }
        raw('}');
        return this;
    }

    void endLine() {
        raw('\n');
        lineStart = length;
    }

    private void separate() {
        if (length > lineStart) {
            raw('\t');
        }
    }

    /** @param quoted inside the quotes of an array, where quote and backslash need one more backslash */
    private void text(String text, boolean quoted) {
        for (byte b : text.getBytes(UTF_8)) {
            switch (b) {
                case 0 -> ascii("\uFFFD");
                case '\t' -> ascii("\\t");
                case '\n' -> ascii("\\n");
                case '\r' -> ascii("\\r");
                case '\\' -> ascii(quoted ? "\\\\\\\\" : "\\\\");
                case '"' -> ascii(quoted ? "\\\\\"" : "\"");
                default -> raw(b);
            }
        }
    }

    private void ascii(String text) {
        for (byte b : text.getBytes(UTF_8)) {
            raw(b);
        }
    }

    private void raw(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
    }
}
