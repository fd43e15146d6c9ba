package org.schoolgate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/*
 * A candidate of the index is confirmed by reading its line's records from its beginning: each is a length byte, then the number of
 * the category set where the index has no room for it, then the coded name. Most lines' records fit the first read.
 */
/** Finds one host at a time in an image. For one thread. */
final class Lookup {
    static final int NOT_LISTED = -1;
    /** What is read at once at most. */
    static final int MOST_RECORDS = 512;
    /** What a record takes, rather more than less. */
    private static final int TYPICAL_RECORD = 16;

    final Suffixes host;
    private final FingerprintIndex index;
    private final Symbols symbols;
    private final @Nullable NameFile file;
    private final long namesAt;
    private final MemorySegment landing;
    private final byte[] records = new byte[MOST_RECORDS];
    private long reads;

    Lookup(
            long seed,
            FingerprintIndex index,
            Symbols symbols,
            @Nullable NameFile file,
            long namesAt,
            MemorySegment landing) {
        this.host = new Suffixes(seed);
        this.index = index;
        this.symbols = symbols;
        this.file = file;
        this.namesAt = namesAt;
        this.landing = landing;
    }

    /** The number of the category set of exactly this suffix of the host, or {@link #NOT_LISTED}. */
    int find(int suffix) {
        return find(host, suffix);
    }

    /** The same for another host of the same seed. */
    int find(Suffixes host, int suffix) {
        return find(host, suffix, _ -> true);
    }

    /** The same, but only a listing in a set that is wanted is confirmed and found. */
    int find(Suffixes host, int suffix, IntPredicate wanted) {
        long hash = host.hashes[suffix];
        for (long line = index.home(hash); ; line += FingerprintIndex.LINE) {
            long candidates = index.candidates(line, hash);
            while (candidates != 0) {
                int slot = FingerprintIndex.slot(candidates);
                int known = index.set(line, slot);
                if (known == FingerprintIndex.SET_IN_RECORD || wanted.test(known)) {
                    int set = confirmed(line, slot, host, suffix);
                    if (set != NOT_LISTED) {
                        return set;
                    }
                }
                candidates &= candidates - 1;
            }
            if (index.tail(line) >= 0) {
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

    /** How many times the file of names was read. */
    long reads() {
        return reads;
    }

    private int confirmed(long line, int slot, Suffixes host, int suffix) {
        long position = namesAt + (index.tail(line) & ~FingerprintIndex.FULL);
        int known = read(position, slot + 2);
        int at = 0;
        int before = 0;
        while (true) {
            int end = at < known ? at + 1 + (records[at] & 0xff) : Integer.MAX_VALUE;
            if (end > known) {
                position += at;
                known = read(position, FingerprintIndex.SLOTS);
                if (known <= (records[0] & 0xff)) {
                    throw new UncheckedIOException(new IOException("a list image became shorter under its reader"));
                }
                at = 0;
            } else if (before < slot) {
                at = end;
                before++;
            } else {
                return matched(line, slot, host, suffix, at + 1, end);
            }
        }
    }

    private int read(long position, int names) {
        int length = Math.min(names * TYPICAL_RECORD, MOST_RECORDS);
        reads++;
        try {
            int read = Objects.requireNonNull(file, "an empty image has no hits")
                    .read(position, landing.asSlice(0, length));
            MemorySegment.copy(landing, ValueLayout.JAVA_BYTE, 0, records, 0, read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int matched(long line, int slot, Suffixes host, int suffix, int from, int to) {
        int set = index.set(line, slot);
        int codes = from;
        if (set == FingerprintIndex.SET_IN_RECORD) {
            set = (records[from] & 0xff) | ((records[from + 1] & 0xff) << 8);
            codes += Short.BYTES;
        }
        return symbols.matches(records, codes, to, host.text, host.starts[suffix], host.length) ? set : NOT_LISTED;
    }
}
