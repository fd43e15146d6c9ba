package org.schoolgate.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final int MOST_MAPPINGS = 8_192;

    private final BitSet valid = new BitSet();
    private final BitSet ignored = new BitSet();
    private final Map<String, BitSet> joining = new HashMap<>();
    /** The runs that are mapped, in their order: where each begins and ends, and where in the resource stands to what. */
    private final int[] mappedFrom = new int[MOST_MAPPINGS];

    private final int[] mappedTo = new int[MOST_MAPPINGS];
    private final int[] mappedAs = new int[MOST_MAPPINGS];
    private int mappings;
    private final Text resource;

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
        try (InputStream in = Objects.requireNonNull(IdnaTable.class.getResourceAsStream("idna.txt"))) {
            resource = new Text(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int at = resource.nextLine(0); at < resource.length(); at = resource.nextLine(at)) {
            add(at);
        }
    }

    private void add(int line) {
        int first = resource.hex(line);
        int end = resource.afterHex(line);
        boolean run = resource.at(end) == '-';
        int last = run ? resource.hex(end + 1) : first;
        int what = (run ? resource.afterHex(end + 1) : end) + 1;
        switch (resource.at(what)) {
            case 'V' -> valid.set(first, last + 1);
            case 'I' -> ignored.set(first, last + 1);
            case 'M', '+' -> {
                mappedFrom[mappings] = first;
                mappedTo[mappings] = last;
                mappedAs[mappings++] = what;
            }
            default -> kind(resource.word(what)).set(first, last + 1);
        }
    }

    Status status(int c) {
        if (valid.get(c)) {
            return Status.VALID;
        }
        if (mapped(c) >= 0) {
            return Status.MAPPED;
        }
        return ignored.get(c) ? Status.IGNORED : Status.DISALLOWED;
    }

    String mapping(int c) {
        int at = mappedAs[mapped(c)];
        if (resource.at(at) == '+') {
            return Character.toString(c + resource.hex(at + 2));
        }
        StringBuilder text = new StringBuilder();
        for (int end = at + 1; resource.at(end) == ' '; end = resource.afterHex(end + 1)) {
            text.appendCodePoint(resource.hex(end + 1));
        }
        return text.toString();
    }

    /** The number of the run that this code point is mapped with; negative where it is not. */
    private int mapped(int c) {
        int found = Arrays.binarySearch(mappedFrom, 0, mappings, c);
        int run = found < 0 ? -found - 2 : found;
        return run >= 0 && c <= mappedTo[run] ? run : -1;
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

    /** The bytes of the resource. They are read without making a String of each line, as the first name has to wait for it. */
    private static final class Text {
        private final byte[] bytes;

        Text(byte[] bytes) {
            this.bytes = bytes;
        }

        int length() {
            return bytes.length;
        }

        char at(int position) {
            return (char) bytes[position];
        }

        /** Where the line after this position begins. */
        int nextLine(int position) {
            int at = position;
            while (bytes[at] != '\n') {
                at++;
            }
            return at + 1;
        }

        int hex(int from) {
            int number = 0;
            for (int at = from; Character.digit(bytes[at], 16) >= 0; at++) {
                number = number * 16 + Character.digit(bytes[at], 16);
            }
            return number;
        }

        int afterHex(int from) {
            int at = from;
            while (Character.digit(bytes[at], 16) >= 0) {
                at++;
            }
            return at;
        }

        String word(int from) {
            return new String(bytes, from, nextLine(from) - 1 - from, StandardCharsets.US_ASCII);
        }
    }
}
