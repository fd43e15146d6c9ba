package org.schoolgate.gateway.dns;

import java.util.Arrays;

/**
 * Reads the bytes of a message from the front. No length or pointer in it is trusted: whatever leads beyond the end, or
 * forwards, is a {@link MalformedMessage}.
 */
final class MessageReader {
    private static final int HEADER = 12;
    private static final int POINTER = 0xc0;

    private final byte[] message;
    private final int end;
    private final byte[] name = new byte[Names.LONGEST];
    private int at;

    /** @param end how many of the bytes are the message */
    MessageReader(byte[] message, int end) {
        this.message = message;
        this.end = end;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    int left() {
        return end - at;
    }

    int u8() throws MalformedMessage {
        need(1);
        return message[at++] & 0xff;
    }

    int u16() throws MalformedMessage {
        need(2);
        int value = (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
        at += 2;
        return value;
    }

    int u32() throws MalformedMessage {
        return u16() << 16 | u16();
    }

    byte[] bytes(int count) throws MalformedMessage {
        need(count);
        at += count;
        return Arrays.copyOfRange(message, at - count, at);
    }

    void skip(int count) throws MalformedMessage {
        need(count);
        at += count;
    }

    private void need(int count) throws MalformedMessage {
        if (count > end - at) {
            throw new MalformedMessage("the message ends in the middle");
        }
    }

    /**
     * A name with its pointers followed. Each pointer must lead to before everything that was read of this name so far, so
     * that there is an end to them.
     */
    byte[] name() throws MalformedMessage {
        int length = 0;
        int from = at;
        int limit = at;
        int after = -1;
        while (true) {
            if (from >= end) {
                throw new MalformedMessage("a name ends in the middle");
            }
            int size = message[from] & 0xff;
            if ((size & POINTER) == POINTER) {
                if (from + 1 >= end) {
                    throw new MalformedMessage("a pointer ends in the middle");
                }
                int to = (size & ~POINTER) << 8 | (message[from + 1] & 0xff);
                if (to >= limit || to < HEADER) {
                    throw new MalformedMessage("a pointer leads forwards, or out of all names");
                }
                if (after < 0) {
                    after = from + 2;
                }
                from = to;
                limit = to;
            } else if (size >= 0x40) {
                throw new MalformedMessage("a label of an unknown kind");
            } else {
                if (length + size + 1 > Names.LONGEST || from + 1 + size > end) {
                    throw new MalformedMessage("a name is too long");
                }
                System.arraycopy(message, from, name, length, size + 1);
                length += size + 1;
                from += size + 1;
                if (size == 0) {
                    at = after < 0 ? from : after;
                    return Arrays.copyOf(name, length);
                }
            }
        }
    }
}
