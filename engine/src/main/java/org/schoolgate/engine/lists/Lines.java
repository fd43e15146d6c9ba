package org.schoolgate.engine.lists;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one at a time and never more of one than fits: what is longer is cut there, and said to be. */
final class Lines {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1 << 13;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[LONGEST];
    private int from;
    private int to;
    private long number;
    private boolean cut;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null after the last. */
    @Nullable
    String next() throws IOException {
        if (!more()) {
            return null;
        }
        number++;
        cut = false;
        int length = 0;
        boolean ended = false;
        while (!ended && more()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int taken = Math.min(end - from, LONGEST - length);
            System.arraycopy(buffer, from, line, length, taken);
            length += taken;
            cut |= taken < end - from;
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private boolean more() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether the line that was read last was longer than it was given. */
    boolean isCut() {
        return cut;
    }
}
