package org.schoolgate.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/*
 * The resource idna.txt holds Unicode's table for UTS-46, one run of code points a line:
 *
 *   00e0-00f6 V            valid
 *   00ad      I            ignored
 *   00c0-00d6 + 20         mapped to itself plus a distance
 *   1e9e      M 0073 0073  mapped to these
 *   094d      virama       (and left, right, dual, transparent: how it joins in writing)
 *
 * What no line names is disallowed. A test makes the file from ICU's data and holds the two against each other.
 */
/** What UTS-46 does with each code point. */
final class IdnaTable {
    enum Status {
        VALID,
        MAPPED,
        IGNORED,
        DISALLOWED
    }

    private final BitSet valid = new BitSet();
    private final BitSet ignored = new BitSet();
    private final Map<Integer, String> mappings = new HashMap<>();
    private final Map<String, BitSet> joining = new HashMap<>();

    private static final class Loaded {
        static final IdnaTable TABLE = new IdnaTable();
    }

    /** The table, read at the first name that needs it. */
    static IdnaTable get() {
        return Loaded.TABLE;
    }

    private IdnaTable() {
        for (String kind : List.of("virama", "left", "right", "dual", "transparent")) {
            joining.put(kind, new BitSet());
        }
        try (InputStream in = Objects.requireNonNull(IdnaTable.class.getResourceAsStream("idna.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int space = line.indexOf(' ');
        int dash = line.lastIndexOf('-', space);
        int first = hex(line, 0, dash < 0 ? space : dash);
        int last = dash < 0 ? first : hex(line, dash + 1, space);
        switch (line.charAt(space + 1)) {
            case 'V' -> valid.set(first, last + 1);
            case 'I' -> ignored.set(first, last + 1);
            case 'M' -> mappings.put(first, text(line, space + 3));
            case '+' -> {
                int distance = hex(line, space + 3, line.length());
                for (int c = first; c <= last; c++) {
                    mappings.put(c, Character.toString(c + distance));
                }
            }
            default -> kind(line.substring(space + 1)).set(first, last + 1);
        }
    }

    private static String text(String line, int from) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < line.length(); ) {
            int space = line.indexOf(' ', at);
            int end = space < 0 ? line.length() : space;
            text.appendCodePoint(hex(line, at, end));
            at = end + 1;
        }
        return text.toString();
    }

    private static int hex(String line, int from, int to) {
        return Integer.parseInt(line, from, to, 16);
    }

    Status status(int c) {
        if (valid.get(c)) {
            return Status.VALID;
        }
        if (mappings.containsKey(c)) {
            return Status.MAPPED;
        }
        return ignored.get(c) ? Status.IGNORED : Status.DISALLOWED;
    }

    String mapping(int c) {
        return Objects.requireNonNull(mappings.get(c));
    }

    /** RFC 5892 A.1 and A.2: a joiner after a virama asks for another form of the letter. */
    boolean followsVirama(int[] label, int joiner) {
        return joiner > 0 && kind("virama").get(label[joiner - 1]);
    }

    /** RFC 5892 A.1: a non-joiner between two letters that would join. */
    boolean joins(int[] label, int joiner) {
        int before = joiner - 1;
        while (before >= 0 && kind("transparent").get(label[before])) {
            before--;
        }
        int after = joiner + 1;
        while (after < label.length && kind("transparent").get(label[after])) {
            after++;
        }
        return before >= 0
                && after < label.length
                && (kind("left").get(label[before]) || kind("dual").get(label[before]))
                && (kind("right").get(label[after]) || kind("dual").get(label[after]));
    }

    private BitSet kind(String name) {
        return Objects.requireNonNull(joining.get(name), name);
    }
}
