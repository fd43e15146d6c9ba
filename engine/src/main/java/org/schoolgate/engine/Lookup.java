package org.schoolgate.engine;

/** Finds one host at a time in an image. For one thread. */
final class Lookup {
    static final int NOT_LISTED = -1;
    /** What a record takes, rather more than less: most lines' records fit the first read. */
    private static final int TYPICAL_RECORD = 16;

    final Suffixes host;
    private final FingerprintIndex index;
    private final NameWindow names;

    Lookup(long seed, FingerprintIndex index, NameWindow names) {
        this.host = new Suffixes(seed);
        this.index = index;
        this.names = names;
    }

    /** The number of the category set of exactly this suffix of the host, or {@link #NOT_LISTED}. */
    int find(int suffix) {
        return find(host, suffix);
    }

    /** The same for another host of the same seed. */
    int find(Suffixes host, int suffix) {
        long hash = host.hashes[suffix];
        for (long line = index.home(hash); ; line += FingerprintIndex.LINE) {
            for (long left = index.candidates(line, hash); left != 0; left &= left - 1) {
                int set = confirmed(line, FingerprintIndex.slot(left), host, suffix);
                if (set != NOT_LISTED) {
                    return set;
                }
            }
            if (!index.isFull(line)) {
                return NOT_LISTED;
            }
        }
    }

    /** Whether any of these suffixes may be listed; a no is certain. Asks the index only, and without a branch on its answers. */
    boolean mayFind(Suffixes host, int from, int to) {
        long found = 0;
        for (int suffix = from; suffix < to; suffix++) {
            found |= index.mayHold(host.hashes[suffix]);
        }
        return found != 0;
    }

    private int confirmed(long line, int slot, Suffixes host, int suffix) {
        long records = index.records(line);
        names.read(records, (slot + 2) * TYPICAL_RECORD);
        return names.match(records, slot, index.set(line, slot), host.text, host.starts[suffix], host.length);
    }
}
