package org.schoolgate.engine;

import java.util.Arrays;

/*
 * To read a name costs a call of the system, and in a guest of another system a dear one. So what is asked together is confirmed
 * together, in the order in which the names stand in the file: where they stand close, one read serves many. Nothing is kept from
 * one settlement to the next.
 */
/** Hosts that may be listed, each waiting to be held against the names that it may be. For one thread. */
final class Candidates {
    /** Bounds what waits, in hosts' names: a question goes on being asked however long its input is. */
    static final int MOST = 1 << 16;

    static final int WINDOW = 1 << 16;
    /** What is read where names stand far apart. */
    private static final int ALONE = 512;
    /** A read of a whole window is worth it from so many names in it on. */
    private static final int CLOSE = 16;

    private static final int NUMBER_BITS = 24;

    private final FingerprintIndex index;
    private final NameWindow names;
    private final long nameBytes;
    private final byte[] texts = new byte[MOST * 32];
    private int textsLength;
    private long[] order = new long[1 << 10];
    private int[] slots = new int[1 << 10];
    private int[] sets = new int[1 << 10];
    private int[] from = new int[1 << 10];
    private int[] to = new int[1 << 10];
    private int[] questions = new int[1 << 10];
    private int count;

    Candidates(FingerprintIndex index, NameWindow names, long nameBytes) {
        this.index = index;
        this.names = names;
        this.nameBytes = nameBytes;
    }

    /** Whoever asked a question hears of each set in which its host is listed. */
    interface Found {
        void found(int question, int set);
    }

    /** Whether there is room for one more host. */
    boolean hasRoom() {
        return count < MOST && texts.length - textsLength > host(Suffixes.LONGEST);
    }

    /** Notes the names that a host or a domain above it may be. */
    void add(int question, Suffixes host, int first, int end) {
        int before = count;
        for (int suffix = first; suffix < end; suffix++) {
            long hash = host.hashes[suffix];
            long line = index.home(hash);
            boolean more;
            do {
                for (long left = index.candidates(line, hash); left != 0; left &= left - 1) {
                    add(question, line, FingerprintIndex.slot(left), host.starts[suffix], host.length);
                }
                more = index.isFull(line);
                line += FingerprintIndex.LINE;
            } while (more);
        }
        if (count > before) {
            System.arraycopy(host.text, 0, texts, textsLength, host.length);
            textsLength += host(host.length);
        }
    }

    /** The room that a host takes, as its text is read in words. */
    private static int host(int length) {
        return length + NameHash.SLACK;
    }

    private void add(int question, long line, int slot, int start, int end) {
        if (count == order.length) {
            int larger = count * 2;
            order = Arrays.copyOf(order, larger);
            slots = Arrays.copyOf(slots, larger);
            sets = Arrays.copyOf(sets, larger);
            from = Arrays.copyOf(from, larger);
            to = Arrays.copyOf(to, larger);
            questions = Arrays.copyOf(questions, larger);
        }
        order[count] = index.records(line) << NUMBER_BITS | count;
        slots[count] = slot;
        sets[count] = index.set(line, slot);
        from[count] = textsLength + start;
        to[count] = textsLength + end;
        questions[count] = question;
        count++;
    }

    /** Confirms or refutes all that waits, and forgets it. */
    void settle(Found found) {
        Arrays.sort(order, 0, count);
        int most = (long) count * WINDOW >= nameBytes * CLOSE ? WINDOW : ALONE;
        for (int i = 0; i < count; i++) {
            int one = (int) (order[i] & ((1 << NUMBER_BITS) - 1));
            long records = order[i] >>> NUMBER_BITS;
            if (!names.holdsLine(records)) {
                names.read(records, most);
            }
            int set = names.match(records, slots[one], sets[one], texts, from[one], to[one]);
            if (set != Lookup.NOT_LISTED) {
                found.found(questions[one], set);
            }
        }
        count = 0;
        textsLength = 0;
    }
}
