package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands behind the question, as bytes that are right behind every question of the same name. */
final class Sections {
    private static final int HEADER = 12;
    private static final int BEHIND_NAME = 4;
    private static final int FARTHEST = 0x3fff;
    private static final int INTERNET = 1;

    /** Nothing at all. */
    static final Sections NONE = new Sections(0, 0, new byte[0], new int[0]);

    final int answers;
    final int authority;
    private final byte[] bytes;

    /** Where in the bytes each record says for how long it may be kept. */
    private final int[] clocks;

    private Sections(int answers, int authority, byte[] bytes, int[] clocks) {
        this.answers = answers;
        this.authority = authority;
        this.bytes = bytes;
        this.clocks = clocks;
    }

    /** Records that answer a question for this name. */
    static Sections of(byte[] name, List<Rr> answers, List<Rr> authority) {
        if (answers.isEmpty() && authority.isEmpty()) {
            return NONE;
        }
        Packing packing = new Packing(name);
        int[] clocks = new int[answers.size() + authority.size()];
        int record = 0;
        for (List<Rr> section : List.of(answers, authority)) {
            for (Rr rr : section) {
                clocks[record++] = packing.add(rr);
            }
        }
        return new Sections(answers.size(), authority.size(), packing.bytes(), clocks);
    }

    int length() {
        return bytes.length;
    }

    /** Writes them where they belong, each record to be kept for so many seconds. */
    void write(byte[] message, int at, int seconds) {
        System.arraycopy(bytes, 0, message, at, bytes.length);
        for (int clock : clocks) {
            int to = at + clock;
            message[to] = 0;
            message[to + 1] = 0;
            message[to + 2] = (byte) (seconds >> 8);
            message[to + 3] = (byte) seconds;
        }
    }

    /** Puts records one after the other, and in place of the end of a name that stood before a pointer to it. */
    private static final class Packing {
        private final Map<String, Integer> known = new HashMap<>();
        private final int base;
        private byte[] out = new byte[256];
        private int length;

        Packing(byte[] name) {
            base = HEADER + name.length + BEHIND_NAME;
            for (int from = 0; name[from] != 0; from += name[from] + 1) {
                known.put(key(name, from), HEADER + from);
            }
        }

        private static String key(byte[] name, int from) {
            return new String(Names.lower(Arrays.copyOfRange(name, from, name.length)), ISO_8859_1);
        }

        byte[] bytes() {
            return Arrays.copyOf(out, length);
        }

        /** Adds a record, and says where its time stands. */
        int add(Rr rr) {
            name(rr.owner());
            u16(rr.type());
            u16(INTERNET);
            int clock = length;
            u16(0);
            u16(0);
            u16(0);
            int data = length;
            // Only in records as old as DNS itself does every reader look for pointers.
            switch (rr.type()) {
                case Type.NS, Type.CNAME, Type.PTR -> name(rr.data());
                default -> put(rr.data(), 0, rr.data().length);
            }
            out[data - 2] = (byte) ((length - data) >> 8);
            out[data - 1] = (byte) (length - data);
            return clock;
        }

        private void name(byte[] name) {
            for (int from = 0; name[from] != 0; from += name[from] + 1) {
                String rest = key(name, from);
                Integer before = known.get(rest);
                if (before != null) {
                    u16(0xc000 | before);
                    return;
                }
                if (base + length <= FARTHEST) {
                    known.put(rest, base + length);
                }
                put(name, from, name[from] + 1);
            }
            put(Names.ROOT, 0, 1);
        }

        private void u16(int value) {
            put(new byte[] {(byte) (value >> 8), (byte) value}, 0, 2);
        }

        private void put(byte[] bytes, int from, int count) {
            if (length + count > out.length) {
                out = Arrays.copyOf(out, Math.max(length + count, 2 * out.length));
            }
            System.arraycopy(bytes, from, out, length, count);
            length += count;
        }
    }
}
