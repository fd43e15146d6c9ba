package org.schoolgate.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal. Each line is a checksum in eight hex digits, a space, and an event in JSON; what follows the
 * last good line was torn by a crash, or is reserved space not yet used.
 */
record Segment(Path file, long epoch, long first) {
    static final int CHECKSUM = 9;
    private static final Pattern NAME = Pattern.compile("(\\d{19})-(\\d{19})\\.events");
    private static final Comparator<Segment> IN_ORDER =
            Comparator.comparingLong(Segment::epoch).thenComparingLong(Segment::first);

    static Segment in(Path folder, long epoch, long first) {
        return new Segment(folder.resolve("%019d-%019d.events".formatted(epoch, first)), epoch, first);
    }

    static List<Segment> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Segment::of)
                    .filter(segment -> segment != null)
                    .sorted(IN_ORDER)
                    .toList();
        }
    }

    private static @Nullable Segment of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? new Segment(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))) : null;
    }

    /** Opens a new file for writing, readable by its owner alone. */
    FileChannel create() throws IOException {
        return create(file);
    }

    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** The checksum that stands before a line, put where it is wanted. */
    static void checksum(byte[] line, int from, int to, byte[] into, int at) {
        CRC32C crc = new CRC32C();
        crc.update(line, from, to - from);
        long value = crc.getValue();
        for (int i = 0; i < 8; i++) {
            int digit = (int) (value >> (28 - 4 * i)) & 15;
            into[at + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /** Good lines of a segment, without their checksums. */
    static final class Lines {
        private final byte[] json;
        private final int length;
        private final int count;
        private final long next;

        private Lines(byte[] json, int length, int count, long next) {
            this.json = json;
            this.length = length;
            this.count = count;
            this.next = next;
        }

        /** Lines of JSON, each with its line end, up to {@link #length}. */
        byte[] json() {
            return json;
        }

        int length() {
            return length;
        }

        int count() {
            return count;
        }

        /** The offset after them. */
        long next() {
            return next;
        }

        /** The sequence number of the last: the second number of the line. */
        long last() {
            int start = length - 1;
            while (start > 0 && json[start - 1] != '\n') {
                start--;
            }
            String head = new String(json, start, Math.min(64, length - start), US_ASCII);
            int from = head.indexOf("\"sequence\":") + "\"sequence\":".length();
            return Long.parseLong(head.substring(from, head.indexOf(',', from)));
        }
    }

    /** Reads at most {@code most} bytes, and at least one line if there is a whole good one before {@code end}. */
    Lines read(long offset, long end, int most) throws IOException {
        for (int size = most; ; size *= 4) {
            byte[] raw = raw(offset, (int) Math.min(size, Math.max(0, end - offset)));
            Lines lines = good(raw, offset);
            if (lines.next() > offset || raw.length < size || size > (1 << 24)) {
                return lines;
            }
        }
    }

    private byte[] raw(long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    break;
                }
            }
        }
        return buffer.position() == size ? buffer.array() : Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * A line that does not match its checksum is passed over; one without an end is not yet there. The checksums are taken
     * out in place.
     */
    private static Lines good(byte[] raw, long offset) {
        byte[] expected = new byte[8];
        int used = 0;
        int lines = 0;
        int at = 0;
        for (int i = 0; i < raw.length && raw[at] != 0; i++) {
            if (raw[i] == '\n') {
                int from = at + CHECKSUM;
                if (from < i) {
                    checksum(raw, from, i, expected, 0);
                    if (matches(raw, at, expected)) {
                        System.arraycopy(raw, from, raw, used, i + 1 - from);
                        used += i + 1 - from;
                        lines++;
                    }
                }
                at = i + 1;
                if (at == raw.length) {
                    break;
                }
            }
        }
        return new Lines(raw, used, lines, offset + at);
    }

    private static boolean matches(byte[] raw, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (raw[at + i] != expected[i]) {
                return false;
            }
        }
        return raw[at + expected.length] == ' ';
    }

    /** How many good lines follow {@code offset}. */
    long count(long offset) throws IOException {
        long end = Files.size(file);
        long count = 0;
        for (Lines lines = read(offset, end, 1 << 20); lines.next() > offset; lines = read(offset, end, 1 << 20)) {
            count += lines.count();
            offset = lines.next();
        }
        return count;
    }

    /** When the event of the first good line after {@code offset} was seen; null where there is none. */
    @Nullable
    Instant seen(long offset) throws IOException {
        Lines lines = read(offset, Files.size(file), 4096);
        if (lines.count() == 0) {
            return null;
        }
        String json = new String(lines.json(), 0, lines.length(), UTF_8);
        int from = json.indexOf("\"at\":\"") + "\"at\":\"".length();
        return Instant.parse(json.substring(from, json.indexOf('"', from)));
    }

    /** The sequence number of the last good line; one before the first where there is none. */
    long last() throws IOException {
        long end = Files.size(file);
        long last = first - 1;
        for (long offset = 0; offset < end; ) {
            Lines lines = read(offset, end, 1 << 20);
            if (lines.count() > 0) {
                last = lines.last();
            }
            if (lines.next() == offset) {
                break;
            }
            offset = lines.next();
        }
        return last;
    }
}
