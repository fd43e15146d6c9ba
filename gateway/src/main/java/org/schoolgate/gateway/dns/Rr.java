package org.schoolgate.gateway.dns;

/** One record of an answer. */
final class Rr {
    private final byte[] owner;
    private final int type;
    private final int seconds;
    private final byte[] data;

    /**
     * @param owner in the case in which it came
     * @param seconds for which it may be kept
     * @param data without pointers, so that it means the same anywhere
     */
    Rr(byte[] owner, int type, int seconds, byte[] data) {
        this.owner = owner;
        this.type = type;
        this.seconds = seconds;
        this.data = data;
    }

    byte[] owner() {
        return owner;
    }

    int type() {
        return type;
    }

    int seconds() {
        return seconds;
    }

    byte[] data() {
        return data;
    }
}
