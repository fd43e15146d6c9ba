package org.schoolgate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * The records of an index line's names stand together, in the order of its slots. Each is a length byte, then the number of the
 * category set where the index has no room for it, then the coded name.
 */
/** A piece of the file of names, as it was last read. For one thread. */
final class NameWindow {
    private static final int BEYOND = -1;
    /** The records of one line are no longer. */
    static final int WHOLE_LINE = FingerprintIndex.SLOTS * 256;

    private final @Nullable NameFile file;
    private final long namesAt;
    private final Symbols symbols;
    private final MemorySegment landing;
    private final byte[] records;
    private long from;
    private int length;

    /** @param landing where reads arrive; the window is as large */
    NameWindow(@Nullable NameFile file, long namesAt, Symbols symbols, MemorySegment landing) {
        this.file = file;
        this.namesAt = namesAt;
        this.symbols = symbols;
        this.landing = landing;
        this.records = new byte[(int) landing.byteSize()];
    }

    /** Moves to this position of the records and reads so many bytes, as far as the file and the window go. */
    void read(long position, int most) {
        int wanted = Math.min(most, records.length);
        try {
            length = Objects.requireNonNull(file, "an empty image has no hits")
                    .read(namesAt + position, landing.asSlice(0, wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        from = position;
        MemorySegment.copy(landing, ValueLayout.JAVA_BYTE, 0, records, 0, length);
    }

    /** Whether a line's records beginning at this position have been read for certain. */
    boolean holdsLine(long position) {
        return position >= from && position + WHOLE_LINE <= from + length;
    }

    /**
     * The category set of the name in a slot of the line whose records begin at this position, if it is this text; else
     * {@link Lookup#NOT_LISTED}. What has not been read of them is.
     *
     * @param known the set by the index
     */
    int match(long position, int slot, int known, byte[] text, int textFrom, int textTo) {
        int at = record(position, slot);
        if (at == BEYOND) {
            read(position, WHOLE_LINE);
            at = record(position, slot);
        }
        if (at == BEYOND) {
            throw new UncheckedIOException(new IOException("a list image became shorter under its reader"));
        }
        int end = at + 1 + (records[at] & 0xff);
        int set = known;
        int codes = at + 1;
        if (set == FingerprintIndex.SET_IN_RECORD) {
            set = (records[codes] & 0xff) | ((records[codes + 1] & 0xff) << 8);
            codes += Short.BYTES;
        }
        return symbols.matches(records, codes, end, text, textFrom, textTo) ? set : Lookup.NOT_LISTED;
    }

    /** Where the slot's record begins in the window, or {@link #BEYOND} if it is not there whole. */
    private int record(long position, int slot) {
        long begin = position - from;
        if (begin < 0 || begin >= length) {
            return BEYOND;
        }
        int at = (int) begin;
        for (int before = 0; before < slot && at < length; before++) {
            at += 1 + (records[at] & 0xff);
        }
        return at < length && at + 1 + (records[at] & 0xff) <= length ? at : BEYOND;
    }
}
