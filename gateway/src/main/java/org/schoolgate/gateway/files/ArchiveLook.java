package org.schoolgate.gateway.files;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.FileKind;

/**
 * Looks into archives as they come, and into those within: ZIP, TAR and gzip. One buffer for each depth is in memory, and nothing
 * is unpacked further than it takes to see what each file is. Whatever is bounded: how deep, how many files, how much they grow.
 */
final class ArchiveLook {
    static final int DEEPEST = 4;
    static final int MOST_FILES = 20_000;

    /** So much may come of an archive, and beyond the first so many times its size. */
    static final long MOST_UNPACKED = 1L << 30;

    static final long UNPACKED_FREE = 64L << 20;
    static final int MOST_TIMES = 200;

    private static final int LONGEST_NAME = 80;

    private final Bytes packed;
    private int files;
    private long unpacked;
    private boolean macros;

    /** It is known what is in it. */
    static final class Known extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Contents contents;

        private Known(Contents contents) {
            super(null, null, false, false);
            this.contents = contents;
        }
    }

    private ArchiveLook(InputStream archive) {
        this.packed = new Bytes(archive);
    }

    /**
     * What is in it.
     *
     * @param name what it is called; null where nobody says
     * @throws IOException where it cannot be read to its end, for reasons that are not its own
     */
    static Contents look(InputStream archive, @Nullable String name) throws IOException {
        ArchiveLook look = new ArchiveLook(archive);
        try {
            look.into(look.packed, name == null ? "" : name, 0);
            return new Contents.Harmless(look.macros);
        } catch (Known known) {
            return known.contents;
        } catch (TooMuch _) {
            return new Contents.Closed(Examined.Lock.TOO_MUCH);
        } catch (EOFException | ZipException _) {
            return new Contents.Closed(Examined.Lock.STRANGE);
        }
    }

    /** Looks at a file, and into it where it holds others. */
    private void into(Bytes file, String name, int depth) throws IOException, Known {
        byte[] first = file.peek(FileLook.ENOUGH);
        FileKind kind = FileLook.of(first, null, name);
        if (depth > 0 && kind == FileKind.PROGRAM) {
            throw new Known(new Contents.Program(clean(name)));
        }
        Format format = Format.of(first);
        if (format == Format.NONE) {
            if (kind == FileKind.ARCHIVE) {
                throw closed(Examined.Lock.STRANGE);
            }
            return;
        }
        if (depth >= DEEPEST) {
            throw closed(Examined.Lock.TOO_MUCH);
        }
        switch (format) {
            case ZIP -> new ZipLook(this, file, depth).look();
            case TAR -> new TarLook(this, file, depth).look();
            case GZIP -> {
                file(name);
                inner(new Grown(new GZIPInputStream(file.next(Long.MAX_VALUE))), unpackedName(name), depth);
            }
            case NONE -> throw new IllegalStateException("it is no archive");
        }
    }

    /** Looks at what is in an archive, once its own coding is taken off. */
    void inner(InputStream file, String name, int depth) throws IOException, Known {
        into(new Bytes(file), name, depth + 1);
    }

    /** One more file. */
    void file(String name) throws Known {
        files++;
        if (files > MOST_FILES) {
            throw closed(Examined.Lock.TOO_MUCH);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        macros |= lower.endsWith("vbaproject.bin") || lower.startsWith("basic/") || lower.startsWith("scripts/");
    }

    /** So many more bytes have come of it. */
    void grown(int bytes) throws IOException {
        unpacked += Math.max(0, bytes);
        if (unpacked > MOST_UNPACKED || (unpacked > UNPACKED_FREE && unpacked / MOST_TIMES > packed.position())) {
            throw new TooMuch();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }

    /** Counts what comes of it. */
    private final class Grown extends FilterInputStream {
        Grown(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            grown(count);
            return count;
        }
    }

    /** It grows beyond all bounds; said within streams, which know no other exceptions. */
    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static Known closed(Examined.Lock lock) {
        return new Known(new Contents.Closed(lock));
    }

    private static String unpackedName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? name.substring(0, name.length() - 3) : "";
    }

    private static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.isEmpty() ? "unnamed" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    /** How files are put in one. */
    enum Format {
        ZIP,
        TAR,
        GZIP,
        NONE;

        static Format of(byte[] first) {
            if (FileLook.begins(first, 'P', 'K', 3, 4) || FileLook.begins(first, 'P', 'K', 5, 6)) {
                return ZIP;
            }
            if (FileLook.begins(first, 0x1f, 0x8b)) {
                return GZIP;
            }
            return TarLook.isTar(first) ? TAR : NONE;
        }
    }
}
