package org.schoolgate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * A candidate of the index is confirmed by reading its line's records from its beginning: each is a length byte, then the number of
 * the category set where the index has no room for it, then the coded name. Most lines' records fit the first read.
 */
/** Finds one host at a time in an image. For one thread. */
final class Lookup {
    static final int NOT_LISTED = -1;
    static final int RECORDS = 320;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final Suffixes host;
    private final FingerprintIndex index;
    private final Symbols symbols;
    private final @Nullable NameFile file;
    private final long namesAt;
    private final MemorySegment records;
    private long reads;

    Lookup(
            long seed,
            FingerprintIndex index,
            Symbols symbols,
            @Nullable NameFile file,
            long namesAt,
            MemorySegment records) {
        this.host = new Suffixes(seed);
        this.index = index;
        this.symbols = symbols;
        this.file = file;
        this.namesAt = namesAt;
        this.records = records;
    }

    /** The number of the category set of exactly this suffix of the host, or {@link #NOT_LISTED}. */
    int find(int suffix) {
        long hash = host.hashes[suffix];
        for (long line = index.home(hash); ; line += FingerprintIndex.LINE) {
            long candidates = index.candidates(line, hash);
            while (candidates != 0) {
                int set = confirmed(line, FingerprintIndex.slot(candidates), suffix);
                if (set != NOT_LISTED) {
                    return set;
                }
                candidates &= candidates - 1;
            }
            if (index.tail(line) >= 0) {
                return NOT_LISTED;
            }
        }
    }

    /** How many times the file of names was read. */
    long reads() {
        return reads;
    }

    private int confirmed(long line, int slot, int suffix) {
        long position = namesAt + (index.tail(line) & ~FingerprintIndex.FULL);
        int known = read(position);
        int at = 0;
        for (int before = 0; ; before++) {
            int length = at < known ? records.get(ValueLayout.JAVA_BYTE, at) & 0xff : 0;
            int end = at + 1 + length;
            if (end > known || length == 0) {
                if (at == 0) {
                    throw new UncheckedIOException(
                            new IOException("a list image has become shorter or changed under its reader"));
                }
                position += at;
                known = read(position);
                at = 0;
                before--;
            } else if (before < slot) {
                at = end;
            } else {
                return matched(line, slot, suffix, at + 1, end);
            }
        }
    }

    private int read(long position) {
        try {
            reads++;
            return Objects.requireNonNull(file, "an empty image has no hits").read(position, records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int matched(long line, int slot, int suffix, int from, int to) {
        int set = index.set(line, slot);
        int codes = from;
        if (set == FingerprintIndex.SET_IN_RECORD) {
            set = records.get(SHORT, from) & 0xffff;
            codes += Short.BYTES;
        }
        return symbols.matches(records, codes, to, host.text, host.starts[suffix], host.length) ? set : NOT_LISTED;
    }
}
