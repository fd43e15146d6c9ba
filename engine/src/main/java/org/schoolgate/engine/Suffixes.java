package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;

/** One canonical host, cut into itself and every domain above it, each with its hash. Reused from host to host. */
final class Suffixes {
    static final int LONGEST = 253;
    static final int MOST_LABELS = (LONGEST + 1) / 2;

    final byte[] text = new byte[LONGEST + 1 + 2 * NameHash.SLACK];
    /** Where each suffix starts in the text; the first is the whole host. */
    final int[] starts = new int[LONGEST + 2];

    final long[] hashes = new long[MOST_LABELS];
    int length;
    int count;
    boolean address;
    /** Whether a label begins with xn--, so that the name may stand for nothing. */
    boolean anyALabel;

    private final long root;

    Suffixes(long seed) {
        this.root = NameHash.root(seed);
    }

    void set(Host host) {
        switch (host) {
            case Host.Name(var name) -> setName(name);
            case Host.Address(var value) -> setAddress(value);
            case Host.Malformed(var why) -> throw new IllegalArgumentException(why);
        }
    }

    private void setName(String name) {
        setText(name);
        int labels = 0;
        starts[labels++] = 0;
        for (int i = 0; i < length; i++) {
            if (text[i] == '.') {
                starts[labels++] = i + 1;
            }
        }
        count = labels;
        address = false;
        anyALabel = name.startsWith("xn--") || name.contains(".xn--");
        hash();
    }

    /** An address has no domains above it. */
    private void setAddress(String host) {
        setText(host);
        starts[0] = 0;
        count = 1;
        address = true;
        anyALabel = false;
        hash();
    }

    @SuppressWarnings("deprecation") // canonical text is ASCII, which this copies without a detour
    private void setText(String host) {
        length = host.length();
        host.getBytes(0, length, text, 0);
    }

    /** Hashes what stands in the text, from the right. */
    void hash() {
        long state = root;
        int end = length;
        for (int i = count - 1; i >= 0; i--) {
            state = NameHash.below(state, text, starts[i], end);
            hashes[i] = NameHash.finish(state);
            end = starts[i] - 1;
        }
    }

    String suffix(int i) {
        return new String(text, starts[i], length - starts[i], StandardCharsets.US_ASCII);
    }
}
