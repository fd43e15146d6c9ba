package org.schoolgate.gateway.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that waits to be looked through: the last of it in memory, at most one block, and what is before in a file without a
 * name, which is gone with this process. It is filled on one event loop; the disk is written to and read from on a thread of its
 * own.
 */
final class Spool {
    static final int BLOCK = 64 << 10;
    private static final int MOST_BEHIND = 4 * BLOCK;

    private final Path folder;
    private final Executor disk;
    private final long most;
    private final AtomicLong room;
    private final Runnable closed;
    private final ByteBufAllocator memory;
    private final FirstBytes first;
    private final AtomicInteger users = new AtomicInteger(1);

    private long size;
    private long filed;
    private ByteBuf tail = Unpooled.EMPTY_BUFFER;

    /** How many bytes are on their way to the disk. */
    private int behind;

    private @Nullable Runnable caughtUp;

    /** Of the disk's thread alone, but for whoever reads when all is written. */
    private volatile @Nullable FileChannel file;

    private volatile boolean failed;

    /**
     * An empty one.
     *
     * @param first of what comes the first bytes
     * @param most so many bytes may it have
     * @param room what all of them together may still have
     * @param closed called once it is gone
     */
    Spool(
            FirstBytes first,
            Path folder,
            Executor disk,
            long most,
            AtomicLong room,
            ByteBufAllocator memory,
            Runnable closed) {
        this.first = first;
        this.folder = folder;
        this.disk = disk;
        this.most = most;
        this.room = room;
        this.memory = memory;
        this.closed = closed;
    }

    /**
     * Takes in what comes next, which stays whoever's it was; false where that is more than it may have, and then it has taken
     * nothing.
     */
    boolean add(ByteBuf bytes, Executor loop) {
        int more = bytes.readableBytes();
        if (size + more > most || room.addAndGet(-more) < 0) {
            if (size + more <= most) {
                room.addAndGet(more);
            }
            return false;
        }
        first.add(bytes);
        size += more;
        ByteBuf from = bytes.slice();
        while (from.isReadable()) {
            if (tail.readableBytes() == BLOCK) {
                toDisk(loop);
            }
            if (tail.capacity() == 0) {
                tail = memory.buffer(Math.min(BLOCK, Math.max(1024, from.readableBytes())), BLOCK);
            }
            tail.writeBytes(from, Math.min(from.readableBytes(), BLOCK - tail.readableBytes()));
        }
        return true;
    }

    private void toDisk(Executor loop) {
        ByteBuf block = tail;
        tail = Unpooled.EMPTY_BUFFER;
        filed += block.readableBytes();
        behind += block.readableBytes();
        users.incrementAndGet();
        disk.execute(() -> {
            try {
                write(block);
            } catch (IOException _) {
                failed = true;
            } finally {
                int written = block.writerIndex();
                block.release();
                release();
                loop.execute(() -> written(written));
            }
        });
    }

    private void written(int bytes) {
        behind -= bytes;
        Runnable then = caughtUp;
        if (then != null && behind == 0) {
            caughtUp = null;
            then.run();
        }
    }

    private void write(ByteBuf block) throws IOException {
        FileChannel to = file;
        if (to == null) {
            Path path = Files.createTempFile(folder, "", ".waiting");
            to = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file = to;
            // Already gone where another process of this gateway begins just now.
            Files.deleteIfExists(path);
        }
        ByteBuffer bytes = block.nioBuffer();
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Whether the disk does not keep up. */
    boolean isBehind() {
        return behind > MOST_BEHIND;
    }

    /** Once all that has been taken in is written: at once, where it is. */
    void whenCaughtUp(Runnable then) {
        if (behind == 0) {
            then.run();
        } else {
            caughtUp = then;
        }
    }

    long size() {
        return size;
    }

    /** Its first bytes, as many as tell what it is. */
    byte[] first() {
        return first.get();
    }

    /** Whether the disk would not take it, or does not give it back. */
    boolean hasFailed() {
        return failed;
    }

    /** One more looks at it, and says {@link #release} in the end. */
    Spool retain() {
        users.incrementAndGet();
        return this;
    }

    /** One less uses it; the last one's going ends it. */
    void release() {
        if (users.decrementAndGet() == 0) {
            tail.release();
            room.addAndGet(size);
            FileChannel was = file;
            if (was != null) {
                disk.execute(() -> {
                    try {
                        was.close();
                    } catch (IOException _) {
                        // It has no name any more, so nothing is left of it.
                    }
                });
            }
            closed.run();
        }
    }

    /** All of it once more, for a thread that may wait; a fault where the disk does not have all of what it was given. */
    InputStream read() {
        ByteBuf end = tail.duplicate();
        FileChannel from = file;
        return new InBlocks() {
            private long at;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                int count;
                if (at < filed) {
                    count = onDisk(into, offset, (int) Math.min(length, filed - at));
                } else {
                    count = Math.min(length, end.readableBytes());
                    end.readBytes(into, offset, count);
                }
                at += count;
                return count == 0 ? -1 : count;
            }

            private int onDisk(byte[] into, int offset, int length) throws IOException {
                // Where a block is missing, what follows it stands in its place.
                int count = from == null || failed ? -1 : from.read(ByteBuffer.wrap(into, offset, length), at);
                if (count <= 0) {
                    failed = true;
                    throw new IOException("the disk does not have all of it");
                }
                return count;
            }

            @Override
            public int available() {
                return (int) Math.min(size - at, Integer.MAX_VALUE);
            }
        };
    }

    /** The bytes from here on, a block at most; empty at the end, null where the disk does not give them back. */
    void read(long at, Executor loop, Consumer<@Nullable ByteBuf> then) {
        if (at >= filed) {
            int from = (int) (at - filed);
            then.accept(tail.retainedSlice(from, tail.readableBytes() - from));
            return;
        }
        users.incrementAndGet();
        disk.execute(() -> {
            ByteBuf block = memory.buffer(BLOCK);
            boolean whole = false;
            try {
                FileChannel from = file;
                int wanted = (int) Math.min(BLOCK, filed - at);
                while (from != null && !failed && block.readableBytes() < wanted) {
                    if (block.writeBytes(from, at + block.readableBytes(), wanted - block.readableBytes()) <= 0) {
                        break;
                    }
                }
                whole = block.readableBytes() == wanted;
            } catch (IOException _) {
                failed = true;
            }
            boolean good = whole;
            loop.execute(() -> {
                if (good) {
                    then.accept(block);
                } else {
                    block.release();
                    then.accept(null);
                }
                release();
            });
        });
    }
}
