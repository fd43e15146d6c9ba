package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a ZIP archive, as it comes: at each file where it is, and then at the directory behind them, by which programs unpack.
 * An archive whose directory says something else than what was seen, or in which there is anything between, is taken for one
 * that cannot be looked into, since it would be read differently by different programs.
 */
final class ZipLook {
    private static final int FILE = 0x04034b50;
    private static final int DIRECTORY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int BIG_END = 0x06064b50;
    private static final int BIG_PLACE = 0x07064b50;
    private static final int SIZES = 0x08074b50;

    private static final int ENCRYPTED = 0x2041;
    private static final int SIZES_FOLLOW = 8;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int AES = 99;
    private static final int BIG_FIELD = 0x0001;
    private static final int NAME_FIELD = 0x7075;
    private static final long IN_FIELD = 0xffff_ffffL;

    private final ArchiveLook look;
    private final Bytes bytes;
    private final int depth;
    private final long begins;

    /** What was seen, by where it begins. */
    private final Map<Long, Seen> seen = new HashMap<>();

    private record Seen(String name, int method, long packed) {}

    /** A file's name as it is also told, and its sizes where they are larger than the head has room for. */
    private record Fields(@Nullable String name, long unpacked, long packed, long begins) {}

    ZipLook(ArchiveLook look, Bytes bytes, int depth) {
        this.look = look;
        this.bytes = bytes;
        this.depth = depth;
        this.begins = bytes.position();
    }

    void look() throws IOException, ArchiveLook.Known {
        while (bytes.isNext(FILE)) {
            file();
        }
        long directory = bytes.position() - begins;
        while (bytes.isNext(DIRECTORY)) {
            listed();
        }
        if (bytes.isNext(BIG_END)) {
            bytes.skip(4);
            long size = bytes.ahead(8) < 8 ? -1 : bytes.longAt(0);
            if (size < 0 || size > 64 << 10) {
                throw strange();
            }
            bytes.skip(8 + size);
            if (!bytes.isNext(BIG_PLACE)) {
                throw strange();
            }
            bytes.skip(20);
        }
        end(directory);
    }

    private void end(long directory) throws IOException, ArchiveLook.Known {
        if (!bytes.isNext(END)) {
            throw strange();
        }
        bytes.skip(16);
        long said = bytes.takeInt() & IN_FIELD;
        byte[] comment = bytes.take(bytes.takeShort());
        // A program that looks for the end from behind would find another one in there.
        boolean another = new String(comment, ISO_8859_1).contains("PK\5\6");
        if (another || (said != directory && said != IN_FIELD) || bytes.ahead(1) > 0) {
            throw strange();
        }
    }

    private void file() throws IOException, ArchiveLook.Known {
        long at = bytes.position() - begins;
        bytes.skip(6);
        int flags = bytes.takeShort();
        int method = bytes.takeShort();
        bytes.skip(8);
        long packed = bytes.takeInt() & IN_FIELD;
        long unpacked = bytes.takeInt() & IN_FIELD;
        int nameLength = bytes.takeShort();
        int fieldsLength = bytes.takeShort();
        String name = name(bytes.take(nameLength));
        Fields fields = fields(bytes.take(fieldsLength), unpacked, packed, 0);
        if ((flags & ENCRYPTED) != 0 || method == AES) {
            throw ArchiveLook.closed(Examined.Lock.LOCKED);
        }
        if (method != STORED && method != DEFLATED) {
            throw strange();
        }
        look.file(name);
        if (fields.name() != null && FileLook.isNamedLikeProgram(fields.name())) {
            name = fields.name();
        }
        boolean open = (flags & SIZES_FOLLOW) != 0 && fields.packed() == 0;
        long from = bytes.position();
        if (open) {
            try (Open body = method == STORED ? new OpenStored() : new OpenDeflated(Long.MAX_VALUE)) {
                look.inner(body, name, depth);
                body.drain();
                long size = bytes.position() - from;
                sizes(size, body.size());
                remember(at, name, method, size);
            }
        } else {
            try (OpenDeflated deflated = method == STORED ? null : new OpenDeflated(fields.packed())) {
                look.inner(deflated == null ? bytes.next(fields.packed()) : deflated, name, depth);
            }
            bytes.skip(fields.packed() - (bytes.position() - from));
            if ((flags & SIZES_FOLLOW) != 0) {
                sizes(fields.packed(), fields.unpacked());
            }
            remember(at, name, method, fields.packed());
        }
    }

    private void remember(long at, String name, int method, long packed) {
        seen.put(at, new Seen(name, method, packed));
    }

    /** What the directory says of a file has to be what was seen of it. */
    private void listed() throws IOException, ArchiveLook.Known {
        bytes.skip(8);
        int flags = bytes.takeShort();
        int method = bytes.takeShort();
        bytes.skip(8);
        long packed = bytes.takeInt() & IN_FIELD;
        long unpacked = bytes.takeInt() & IN_FIELD;
        int nameLength = bytes.takeShort();
        int fieldsLength = bytes.takeShort();
        int commentLength = bytes.takeShort();
        bytes.skip(8);
        long at = bytes.takeInt() & IN_FIELD;
        String name = name(bytes.take(nameLength));
        Fields fields = fields(bytes.take(fieldsLength), unpacked, packed, at);
        bytes.skip(commentLength);
        if ((flags & ENCRYPTED) != 0) {
            throw ArchiveLook.closed(Examined.Lock.LOCKED);
        }
        if (fields.name() != null && FileLook.isNamedLikeProgram(fields.name())) {
            name = fields.name();
        }
        Seen file = seen.get(fields.begins());
        if (file == null || !file.equals(new Seen(name, method, fields.packed()))) {
            throw strange();
        }
    }

    private static String name(byte[] name) {
        return new String(name, UTF_8);
    }

    /** Reads what a head has no room for. */
    private static Fields fields(byte[] fields, long unpacked, long packed, long begins) throws ArchiveLook.Known {
        Fields read = new Fields(null, unpacked, packed, begins);
        int at = 0;
        while (at + 4 <= fields.length) {
            int id = number(fields, at, 2);
            int size = number(fields, at + 2, 2);
            int from = at + 4;
            at = from + size;
            if (at > fields.length) {
                // Some programs fill up with what is no field.
                break;
            }
            if (id == BIG_FIELD) {
                long[] big = {read.unpacked(), read.packed(), read.begins()};
                for (int i = 0; i < big.length; i++) {
                    if (big[i] == IN_FIELD) {
                        if (from + 8 > at) {
                            throw strange();
                        }
                        big[i] = (number(fields, from, 4) & IN_FIELD) | ((long) number(fields, from + 4, 4) << 32);
                        from += 8;
                        if (big[i] < 0) {
                            throw strange();
                        }
                    }
                }
                read = new Fields(read.name(), big[0], big[1], big[2]);
            } else if (id == NAME_FIELD && size > 5) {
                read = new Fields(
                        new String(fields, from + 5, size - 5, UTF_8), read.unpacked(), read.packed(), read.begins());
            }
        }
        return read;
    }

    private static int number(byte[] from, int at, int length) {
        int number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = (number << 8) | (from[at + i] & 0xff);
        }
        return number;
    }

    /** The sizes of a file that stand behind it, in four bytes each or in eight, with a mark before them or without. */
    private void sizes(long packed, long unpacked) throws IOException, ArchiveLook.Known {
        int mark = bytes.isNext(SIZES) ? 4 : 0;
        int small = mark + 12;
        int big = mark + 20;
        int ahead = bytes.ahead(big);
        if (ahead >= big && bytes.longAt(mark + 4) == packed && bytes.longAt(mark + 12) == unpacked) {
            bytes.skip(big);
        } else if (ahead >= small
                && (bytes.intAt(mark + 4) & IN_FIELD) == packed
                && (bytes.intAt(mark + 8) & IN_FIELD) == unpacked) {
            bytes.skip(small);
        } else {
            throw strange();
        }
    }

    private static ArchiveLook.Known strange() {
        return ArchiveLook.closed(Examined.Lock.STRANGE);
    }

    /** A file whose size is only known at its end. */
    private abstract static class Open extends InBlocks {
        private long size;

        abstract int next(byte[] into, int offset, int length) throws IOException;

        /** How much has come of it. */
        long size() {
            return size;
        }

        void drain() throws IOException {
            byte[] unwanted = new byte[8 << 10];
            int count = 0;
            while (count >= 0) {
                count = read(unwanted, 0, unwanted.length);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = next(into, offset, length);
            size += Math.max(0, count);
            return count;
        }
    }

    /** One that is packed: its coding says where it ends. */
    private final class OpenDeflated extends Open {
        private final Inflater inflater = new Inflater(true);
        private long left;
        private int given;

        /** @param most how many packed bytes it has at most */
        OpenDeflated(long most) {
            left = most;
        }

        @Override
        int next(byte[] into, int offset, int length) throws IOException {
            try {
                while (true) {
                    int count = inflater.finished() ? 0 : inflater.inflate(into, offset, length);
                    int used = given - inflater.getRemaining();
                    bytes.skipAhead(used);
                    left -= used;
                    given -= used;
                    if (count > 0) {
                        look.grown(count);
                        return count;
                    }
                    if (inflater.finished() || inflater.needsDictionary() || left == 0) {
                        return -1;
                    }
                    given = (int) Math.min(left, bytes.ahead(1));
                    if (given == 0) {
                        throw new EOFException();
                    }
                    inflater.setInput(bytes.array(), bytes.at(), given);
                }
            } catch (DataFormatException e) {
                throw new EOFException(e.getMessage());
            }
        }

        @Override
        public void close() {
            inflater.close();
        }
    }

    /** One that is not packed: it ends where its own sum and size stand behind it. */
    private final class OpenStored extends Open {
        private final CRC32 sum = new CRC32();
        private boolean over;

        @Override
        int next(byte[] into, int offset, int length) throws IOException {
            if (over) {
                return -1;
            }
            int count = 0;
            while (count < length) {
                if (bytes.isNext(SIZES) && isEnd(size() + count)) {
                    over = true;
                    break;
                }
                into[offset + count] = (byte) bytes.take();
                sum.update(into[offset + count]);
                count++;
            }
            look.grown(count);
            return count == 0 ? -1 : count;
        }

        private boolean isEnd(long size) throws IOException {
            int ahead = bytes.ahead(24);
            return ahead >= 16
                    && (bytes.intAt(4) & IN_FIELD) == sum.getValue()
                    && (((bytes.intAt(8) & IN_FIELD) == size && (bytes.intAt(12) & IN_FIELD) == size)
                            || (ahead >= 24 && bytes.longAt(8) == size && bytes.longAt(16) == size));
        }
    }
}
