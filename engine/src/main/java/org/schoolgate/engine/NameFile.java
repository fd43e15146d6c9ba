package org.schoolgate.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/*
 * Read with pread and not through a FileChannel, because a channel closes itself for every reader when one reading thread is
 * interrupted; and not mapped, because names are for confirming hits only and need not stay in the process's memory.
 *
 * A file descriptor may be given to another file after close. Each read is into memory of the image's arena, which the call keeps
 * alive, and the descriptor is closed after the arena: a late reader fails, and never reads somebody else's bytes.
 */
/** A file read by position, by any number of threads at once. */
final class NameFile {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle PREAD =
            handle("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final int READ_ONLY = 0;

    private final int descriptor;
    private final Path file;

    private NameFile(int descriptor, Path file) {
        this.descriptor = descriptor;
        this.file = file;
    }

    @SuppressWarnings("restricted") // three functions of the C library, with the signatures that POSIX gives them
    private static MethodHandle handle(String function, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), signature);
    }

    static NameFile open(Path file) throws IOException {
        int descriptor;
        try (Arena arena = Arena.ofConfined()) {
            descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (descriptor < 0) {
            throw new IOException(file + " cannot be opened for reading");
        }
        return new NameFile(descriptor, file);
    }

    /** Fills the segment from this position on, as far as the file goes, and gives the number of bytes. */
    int read(long position, MemorySegment into) throws IOException {
        long done = 0;
        while (done < into.byteSize()) {
            long read;
            try {
                read = (long)
                        PREAD.invokeExact(descriptor, into.asSlice(done), into.byteSize() - done, position + done);
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            if (read < 0) {
                throw new IOException(file + " cannot be read at byte " + (position + done));
            }
            if (read == 0) {
                break;
            }
            done += read;
        }
        return (int) done;
    }

    void close() {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
