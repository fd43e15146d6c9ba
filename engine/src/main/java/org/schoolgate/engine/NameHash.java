package org.schoolgate.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/*
 * A name is hashed label by label from the right, eight bytes at a time, each step a 64 by 64 bit multiplication folded to 64 bits.
 * One pass over a host so gives the hash of the host and of every domain above it. The seed is drawn when an image is made: nobody
 * can prepare names that fall together in it.
 */
/** The seeded hash of a name and of all domains above it. */
final class NameHash {
    /** Bytes that must be readable beyond the end of a name, as it is read in words. */
    static final int SLACK = Long.BYTES;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long WORDS = 0x8bb84b93962eacc9L;
    private static final long LABELS = 0x2d358dccaa6c78a5L;
    private static final long FINISH = 0x4b33a62ed433d4a3L;

    private NameHash() {}

    /** The state to the right of the last label. */
    static long root(long seed) {
        return fold(seed ^ FINISH, LABELS);
    }

    /** The state after one more label to the left. */
    static long below(long right, byte[] text, int from, int to) {
        long state = right;
        int at = from;
        for (; to - at > Long.BYTES; at += Long.BYTES) {
            state = fold(state ^ word(text, at), WORDS);
        }
        long last = word(text, at) & lowBytes(to - at);
        return fold(state ^ last, LABELS ^ (to - from));
    }

    /** The hash that belongs to a state. */
    static long finish(long state) {
        return fold(state, FINISH);
    }

    /** The eight bytes from here on, the first one lowest. */
    static long word(byte[] text, int at) {
        return (long) WORD.get(text, at);
    }

    static void putWord(byte[] text, int at, long word) {
        WORD.set(text, at, word);
    }

    /** A mask of the lowest bytes, 0 to 8 of them. */
    static long lowBytes(int count) {
        return count == 0 ? 0 : -1L >>> (64 - 8 * count);
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }
}
