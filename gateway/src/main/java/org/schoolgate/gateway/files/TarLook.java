package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a TAR archive, as it comes. What programs that unpack one would read each in its own way is taken for none: nobody
 * packs so by chance.
 */
final class TarLook {
    private static final int BLOCK = 512;
    private static final int LONGEST_HEAD = 64 << 10;

    /** So many digits has the length of what an extended head says, at most. */
    private static final int LONGEST_LENGTH = 5;

    private static final String PATH = "path";
    private static final String SIZE = "size";

    /** Said of a file with holes, which is called and packed in another way. */
    private static final String SPARSE = "GNU.sparse.";

    /** The kinds of heads that are a file's own, or a link's, a folder's and so on. */
    private static final String FILES = "\00001234567D";

    private final ArchiveLook look;
    private final Bytes bytes;
    private final int depth;

    /** What the heads before a file's own said that it is called; null where they said nothing. */
    private @Nullable String told;

    /** How large it is; negative where they said nothing. */
    private long toldSize = -1;

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
        while (bytes.ahead(BLOCK) >= BLOCK) {
            byte[] head = bytes.take(BLOCK);
            if (isZero(head)) {
                return;
            }
            long size = number(head, 124, 12);
            if (!isTar(head) || size < 0) {
                throw strange();
            }
            switch (head[156]) {
                case 'L' -> tell(text(further(size), 0, (int) size));
                case 'K' -> skip(size);
                case 'x', 'X' -> {
                    Map<String, String> records = records(further(size));
                    String path = records.get(PATH);
                    if (path != null) {
                        tell(path);
                    }
                    String said = records.get(SIZE);
                    if (said != null) {
                        tellSize(said);
                    }
                }
                case 'g' -> {
                    Map<String, String> records = records(further(size));
                    if (told != null || records.containsKey(PATH) || records.containsKey(SIZE)) {
                        throw strange();
                    }
                }
                case 'S' -> throw strange();
                default -> file(head, size);
            }
        }
    }

    private void file(byte[] head, long headSize) throws IOException, ArchiveLook.Known {
        String name = told == null ? name(head) : told;
        long size = toldSize < 0 ? headSize : toldSize;
        if (told != null && FILES.indexOf(head[156]) < 0) {
            throw strange();
        }
        told = null;
        toldSize = -1;
        boolean link = head[156] == '1' || head[156] == '2';
        boolean hasNoBytes = (head[156] >= '1' && head[156] <= '6') || name.endsWith("/");
        if (hasNoBytes && (size > 0 || headSize > 0)) {
            throw strange();
        }
        look.file(name);
        long begins = bytes.position();
        if (size > 0 || (link && FileLook.isNamedLikeProgram(name))) {
            look.inner(bytes.next(size), name, depth);
        }
        long left = padded(size) - (bytes.position() - begins);
        if (left < 0) {
            throw strange();
        }
        bytes.skip(left);
    }

    /** What a further head, which belongs to a file's own, holds. */
    private byte[] further(long size) throws IOException, ArchiveLook.Known {
        if (size > LONGEST_HEAD) {
            throw strange();
        }
        byte[] said = bytes.take((int) size);
        bytes.skip(padded(size) - size);
        return said;
    }

    private void skip(long size) throws IOException {
        bytes.skip(padded(size));
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void tell(String name) throws ArchiveLook.Known {
        if (told != null || name.isEmpty() || name.indexOf('\0') >= 0) {
            throw strange();
        }
        told = name;
    }

    private void tellSize(String said) throws ArchiveLook.Known {
        if (toldSize >= 0 || !said.matches("[0-9]{1,15}")) {
            throw strange();
        }
        toldSize = Long.parseLong(said);
    }

    /** What an extended head says, each with its length before it; of what is said twice the last. */
    private static Map<String, String> records(byte[] said) throws ArchiveLook.Known {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < said.length) {
            int space = indexOf(said, ' ', at, Math.min(said.length, at + LONGEST_LENGTH + 1));
            String digits = space < 0 ? "" : new String(said, at, space - at, UTF_8);
            if (!digits.matches("[1-9][0-9]*")) {
                throw strange();
            }
            int end = at + Integer.parseInt(digits) - 1;
            int is = end >= said.length || said[end] != '\n' ? -1 : indexOf(said, '=', space + 1, end);
            if (is < 0) {
                throw strange();
            }
            String key = new String(said, space + 1, is - space - 1, UTF_8);
            if (key.startsWith(SPARSE)) {
                throw strange();
            }
            records.put(key, new String(said, is + 1, end - is - 1, UTF_8));
            at = end + 1;
        }
        return records;
    }

    private static int indexOf(byte[] said, char one, int from, int to) {
        for (int i = from; i < to; i++) {
            if (said[i] == one) {
                return i;
            }
        }
        return -1;
    }

    private static ArchiveLook.Known strange() {
        return ArchiveLook.closed(Examined.Lock.STRANGE);
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
            } else if (begun || head[i] == 0) {
                break;
            }
        }
        return number;
    }
}
