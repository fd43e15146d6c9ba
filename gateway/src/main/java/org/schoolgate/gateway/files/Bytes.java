package org.schoolgate.gateway.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Bytes one after the other, of which a few can be seen before they are taken. Numbers are little-endian. */
final class Bytes {
    private static final int BUFFER = 8 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long taken;

    Bytes(InputStream in) {
        this.in = in;
    }

    /** How many have been taken. */
    long position() {
        return taken;
    }

    /** Has so many at hand, unless the end comes before; how many there are. */
    int ahead(int wanted) throws IOException {
        if (to - from < wanted && from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < wanted) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            int count = in.read(buffer, to, buffer.length - to);
            if (count < 0) {
                break;
            }
            to += count;
        }
        return to - from;
    }

    /** So many of the next, or as many as there are, without taking them. */
    byte[] peek(int most) throws IOException {
        int size = Math.min(most, ahead(most));
        byte[] next = new byte[size];
        System.arraycopy(buffer, from, next, 0, size);
        return next;
    }

    /** Whether the next four are this number. */
    boolean isNext(int number) throws IOException {
        return ahead(4) >= 4 && intAt(0) == number;
    }

    int intAt(int offset) {
        int at = from + offset;
        return (buffer[at] & 0xff)
                | ((buffer[at + 1] & 0xff) << 8)
                | ((buffer[at + 2] & 0xff) << 16)
                | ((buffer[at + 3] & 0xff) << 24);
    }

    long longAt(int offset) {
        return (intAt(offset) & 0xffff_ffffL) | ((long) intAt(offset + 4) << 32);
    }

    int take() throws IOException {
        need(1);
        int one = buffer[from] & 0xff;
        skipAhead(1);
        return one;
    }

    int takeShort() throws IOException {
        int low = take();
        return low | (take() << 8);
    }

    int takeInt() throws IOException {
        need(4);
        int number = intAt(0);
        skipAhead(4);
        return number;
    }

    byte[] take(int size) throws IOException {
        byte[] next = new byte[size];
        int count = 0;
        while (count < size) {
            int some = read(next, count, size - count);
            if (some < 0) {
                throw new EOFException();
            }
            count += some;
        }
        return next;
    }

    private void need(int size) throws IOException {
        if (ahead(size) < size) {
            throw new EOFException();
        }
    }

    /** Takes so many of those at hand. */
    void skipAhead(int size) {
        from += size;
        taken += size;
    }

    /** The bytes at hand begin here in {@link #array}. */
    int at() {
        return from;
    }

    byte[] array() {
        return buffer;
    }

    /** Takes what comes next into a place; negative at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (ahead(1) == 0) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, into, offset, count);
        skipAhead(count);
        return count;
    }

    void skip(long size) throws IOException {
        for (long left = size; left > 0; ) {
            need(1);
            int some = (int) Math.min(left, to - from);
            skipAhead(some);
            left -= some;
        }
    }

    /** The next bytes as a stream, which takes no more of them than so many. */
    InputStream next(long most) {
        return new Next(most);
    }

    private final class Next extends InBlocks {
        private long left;

        Next(long most) {
            left = most;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = left == 0 ? -1 : Bytes.this.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        /** Whoever reads gzip asks for it to know whether another part follows. */
        @Override
        public int available() throws IOException {
            return left > 0 && ahead(1) > 0 ? 1 : 0;
        }
    }
}
