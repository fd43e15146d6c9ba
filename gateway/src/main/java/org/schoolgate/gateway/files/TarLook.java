package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks into a TAR archive, as it comes. */
final class TarLook {
    private static final int BLOCK = 512;
    private static final int LONGEST_HEAD = 64 << 10;

    private final ArchiveLook look;
    private final Bytes bytes;
    private final int depth;

    TarLook(ArchiveLook look, Bytes bytes, int depth) {
        this.look = look;
        this.bytes = bytes;
        this.depth = depth;
    }

    /** Whether a file that begins so is one: by the sum that each of its heads has, as old ones have no mark. */
    static boolean isTar(byte[] first) {
        if (first.length < BLOCK || first[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : first[i] & 0xff;
        }
        return sum == number(first, 148, 8);
    }

    void look() throws IOException, ArchiveLook.Known {
        String told = null;
        long toldSize = -1;
        while (bytes.ahead(BLOCK) >= BLOCK) {
            byte[] head = bytes.take(BLOCK);
            if (isZero(head)) {
                return;
            }
            long size = toldSize >= 0 ? toldSize : number(head, 124, 12);
            if (!isTar(head) || size < 0) {
                throw ArchiveLook.closed(Examined.Lock.STRANGE);
            }
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            long begins = bytes.position();
            switch (head[156]) {
                case 'L', 'x', 'X' -> {
                    if (size > LONGEST_HEAD) {
                        throw ArchiveLook.closed(Examined.Lock.STRANGE);
                    }
                    String text = new String(bytes.take((int) size), UTF_8);
                    if (head[156] == 'L') {
                        told = text.replace("\0", "");
                    } else {
                        String path = told(text, "path=");
                        told = path == null ? told : path;
                        String said = told(text, "size=");
                        toldSize = said == null ? -1 : size(said);
                    }
                }
                case 'S' -> throw ArchiveLook.closed(Examined.Lock.STRANGE);
                default -> {
                    String name = told == null ? name(head) : told;
                    told = null;
                    toldSize = -1;
                    look.file(name);
                    if (size > 0) {
                        look.inner(bytes.next(size), name, depth);
                    }
                }
            }
            long left = padded - (bytes.position() - begins);
            if (left < 0) {
                throw ArchiveLook.closed(Examined.Lock.STRANGE);
            }
            bytes.skip(left);
        }
    }

    private static boolean isZero(byte[] head) {
        for (byte one : head) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] head) {
        String name = text(head, 0, 100);
        String before = text(head, 345, 155);
        return before.isEmpty() ? name : before + "/" + name;
    }

    private static String text(byte[] head, int from, int most) {
        int end = from;
        while (end < from + most && head[end] != 0) {
            end++;
        }
        return new String(head, from, end - from, UTF_8);
    }

    /** What a line of an extended head says; null where there is none of that name. */
    private static @Nullable String told(String lines, String name) {
        for (String line : lines.split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0 && line.startsWith(name, space + 1)) {
                return line.substring(space + 1 + name.length());
            }
        }
        return null;
    }

    private static long size(String said) throws ArchiveLook.Known {
        if (!said.matches("[0-9]{1,15}")) {
            throw ArchiveLook.closed(Examined.Lock.STRANGE);
        }
        return Long.parseLong(said);
    }

    /** A number in octal digits, or in bytes behind a mark; negative where it is none. */
    private static long number(byte[] head, int from, int length) {
        if ((head[from] & 0x80) != 0) {
            long number = head[from] & 0x7f;
            for (int i = from + 1; i < from + length; i++) {
                if (number >> 48 != 0) {
                    return -1;
                }
                number = (number << 8) | (head[i] & 0xff);
            }
            return number;
        }
        long number = 0;
        boolean begun = false;
        for (int i = from; i < from + length; i++) {
            if (head[i] >= '0' && head[i] <= '7') {
                number = (number << 3) | (head[i] - '0');
                begun = true;
            } else if (head[i] != ' ' && head[i] != 0) {
                return -1;
            } else if (begun) {
                break;
            }
        }
        return number;
    }
}
