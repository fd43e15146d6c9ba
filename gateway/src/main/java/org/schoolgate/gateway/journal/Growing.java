package org.schoolgate.gateway.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The segment that lines are written to. They are copied into the system's page cache through a mapping, without a call of
 * the system for each, so that whoever writes the next one hardly ever waits. The disk has given each block before a line is
 * copied there: a full disk is an exception, never a fault of the process.
 */
final class Growing {
    private static final int WHOLE = 8 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10);

    private final FileChannel file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment mapped;
    private final boolean reserve;
    private long given;
    private long written;
    private boolean torn;

    private Growing(FileChannel file, long size, long given, boolean reserve) throws IOException {
        this.file = file;
        this.reserve = reserve;
        this.given = given;
        try {
            this.mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
        } catch (IOException e) {
            arena.close();
            file.close();
            throw e;
        }
    }

    /** Makes a file of its own for a segment, with room for at least so many bytes. */
    static Growing begin(Segment segment, int length) throws IOException {
        FileChannel file = segment.create();
        try {
            return new Growing(file, Math.max(WHOLE, length), 0, false);
        } catch (IOException e) {
            Files.deleteIfExists(segment.file());
            throw e;
        }
    }

    /** The space that was set aside: its zeros are written over. */
    static Growing reserve(Segment segment, long size) throws IOException {
        FileChannel file = FileChannel.open(segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Growing(file, size, size, true);
    }

    boolean isReserve() {
        return reserve;
    }

    /** Where the next line goes. */
    long written() {
        return written;
    }

    /** Whether there is room for so many bytes more; there is none once its file is closed or something below has failed. */
    boolean hasRoom(int length) {
        return !torn && file.isOpen() && written + length <= mapped.byteSize();
    }

    /**
     * Writes lines down. Where what is below the mapping is gone, as when somebody cuts the file short, Java throws an
     * {@link InternalError}, now or sometime later, and the lines are not there.
     */
    void append(byte[] lines, int length) throws IOException {
        give(written + length);
        torn = true;
        MemorySegment.copy(lines, 0, mapped, ValueLayout.JAVA_BYTE, written, length);
        if (mapped.get(ValueLayout.JAVA_BYTE, written + length - 1) != lines[length - 1]) {
            throw new IOException("what was written is not there");
        }
        torn = false;
        written += length;
    }

    /** Takes blocks from the disk by writing zeros where no line is yet. */
    private void give(long end) throws IOException {
        while (given < end) {
            ByteBuffer zeros = ZEROS.duplicate();
            zeros.limit((int) Math.min(zeros.capacity(), mapped.byteSize() - given));
            while (zeros.hasRemaining()) {
                given += file.write(zeros, given);
            }
        }
    }

    void force() throws IOException {
        file.force(false);
    }

    /** Nothing more is written to it: gives back what no line was written to. Says how long its file is then. */
    long end() throws IOException {
        if (reserve || !file.isOpen()) {
            return mapped.byteSize();
        }
        file.truncate(written);
        return written;
    }

    /** Brings it to the disk. */
    void close() throws IOException {
        arena.close();
        try (file) {
            if (file.isOpen()) {
                file.force(false);
            }
        }
    }
}
