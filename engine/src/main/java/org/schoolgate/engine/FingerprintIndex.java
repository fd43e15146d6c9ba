package org.schoolgate.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/*
 * The index answers "surely not listed" or "look at that name" from one cache line. A name's hash chooses its home line; a line of
 * 64 bytes holds twenty names:
 *
 *   bytes  0-39   a fingerprint of 16 bits for each slot, 0 for an empty one
 *   bytes 40-59   the number of each slot's category set; 255 means that it stands in the name's record
 *   bytes 60-63   where the records of this line's names begin, and in the highest bit whether the line was full, so that some of
 *                 its names stand in the next one
 *
 * Lines are filled to about two thirds, so that few overflow: 5 bytes a name. All fingerprints are compared at once, four in a
 * word. A fingerprint says nothing for certain: each slot that agrees is held against the name in the file, so that a collision
 * costs one read and never a verdict. Two names of one line may share a fingerprint; both are looked at.
 */
/** The lines of fingerprints. */
final class FingerprintIndex {
    static final int LINE = 64;
    static final int SLOTS = 20;
    static final double FILL = 12.8;
    static final int SETS_AT = 40;
    static final int TAIL_AT = 60;
    static final int FULL = 0x8000_0000;
    static final int SET_IN_RECORD = 255;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int WORDS = SETS_AT / Long.BYTES;
    private static final int SLOTS_PER_WORD = SLOTS / WORDS;
    private static final long EACH = 0x0001_0001_0001_0001L;
    private static final long HIGHEST = EACH << 15;

    private final MemorySegment lines;
    private final long homeLines;

    FingerprintIndex(MemorySegment lines, long homeLines) {
        this.lines = lines;
        this.homeLines = homeLines;
    }

    static long homeLine(long hash, long homeLines) {
        return Math.unsignedMultiplyHigh(hash, homeLines);
    }

    static int fingerprint(long hash) {
        int low = (int) hash & 0xffff;
        return low == 0 ? 1 : low;
    }

    /** Where the home line of a name begins. */
    long home(long hash) {
        return homeLine(hash, homeLines) * LINE;
    }

    /** A bit for each slot of the line whose fingerprint is this hash's; {@link #slot} says which slot a bit is. */
    long candidates(long line, long hash) {
        long sought = fingerprint(hash) * EACH;
        long found = 0;
        for (int word = 0; word < WORDS; word++) {
            found |= zeros(lines.get(LONG, line + (long) word * Long.BYTES) ^ sought) >>> word;
        }
        return found;
    }

    /** Not zero if this hash's name may be listed: a slot of its home line agrees, or that line was full. */
    long mayHold(long hash) {
        long line = home(hash);
        return candidates(line, hash) | (tail(line) & FULL);
    }

    /** The highest bit of each quarter that is zero. */
    private static long zeros(long word) {
        return ~(((word & ~HIGHEST) + ~HIGHEST) | word | ~HIGHEST);
    }

    /** The slot of the lowest candidate. */
    static int slot(long candidates) {
        int bit = Long.numberOfTrailingZeros(candidates);
        int word = 15 - (bit & 15);
        return word * SLOTS_PER_WORD + (bit >>> 4);
    }

    /** Where the records of this line's names begin. */
    long records(long line) {
        return tail(line) & ~FULL;
    }

    /** Whether some names of this line stand in the next one. */
    boolean isFull(long line) {
        return tail(line) < 0;
    }

    private int tail(long line) {
        return lines.get(INT, line + TAIL_AT);
    }

    int set(long line, int slot) {
        return lines.get(ValueLayout.JAVA_BYTE, line + SETS_AT + slot) & 0xff;
    }
}
