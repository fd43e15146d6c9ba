package org.schoolgate.engine;

/*
 * Nearly every line is "http://www.casino.example/path" or "www.casino.example": this reads those alone, straight from the bytes and
 * eight at a time. In a word of eight bytes the highest bit of each says whether it is a letter, a digit, a hyphen or a dot; letters
 * are made small by setting one bit, and each dot ends a label. Whatever is unusual, be it an @ or a % or a number at the end, is left
 * to Host.ofUrl; a property test holds that the two never disagree.
 */
/** Reads the common spellings of a URL or host without making text of them. */
final class PlainLine {
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = EACH << 7;
    private static final long SMALL = EACH << 5;
    private static final int XN = 'x' | 'n' << 8 | '-' << 16 | '-' << 24;
    private static final int HTTP = 'h' | 't' << 8 | 't' << 16 | 'p' << 24;
    private static final int LONGEST_LABEL = 63;

    private PlainLine() {}

    /** Reads the host of this line, which the array goes on beyond by some bytes, into the suffixes; false if it is not a plain one. */
    static boolean read(byte[] line, int from, int to, Suffixes host) {
        if (to - from > UrlText.LONGEST_URL) {
            return false;
        }
        int at = afterScheme(line, from, to);
        int length = copyName(line, at, to, host);
        at += length;
        if (length > 0 && host.text[length - 1] == '.') {
            length--;
        }
        if (length == 0 || length > Suffixes.LONGEST || !isCut(host, length) || !isEnd(line, at, to, host.count > 1)) {
            return false;
        }
        host.length = length;
        host.address = false;
        host.hash();
        return true;
    }

    /** Copies the characters of a name, as many as there are and at most a few too many, with capitals made small, and notes its dots. */
    private static int copyName(byte[] line, int from, int to, Suffixes host) {
        int most = Math.min(to - from, Suffixes.LONGEST + 1);
        int length = 0;
        int dots = 0;
        while (length < most) {
            long word = NameHash.word(line, from + length);
            long letters = between(word | SMALL, 'a', 'z');
            long dot = equal(word, '.');
            long others = between(word, '0', '9') | equal(word, '-') | equal(word, '_') | dot;
            long stop = (~(letters | others) | word) & HIGHEST;
            int taken = Math.min(Long.numberOfTrailingZeros(stop) >>> 3, most - length);
            NameHash.putWord(host.text, length, word | (letters >>> 2));
            for (dot &= NameHash.lowBytes(taken); dot != 0; dot &= dot - 1) {
                host.starts[++dots] = length + (Long.numberOfTrailingZeros(dot) >>> 3) + 1;
            }
            length += taken;
            if (taken < Long.BYTES) {
                break;
            }
        }
        host.starts[0] = 0;
        host.count = dots + 1;
        return length;
    }

    /** The highest bit of each byte of this ASCII range; bytes beyond ASCII give anything. */
    private static long between(long word, char first, char last) {
        long low = word & ~HIGHEST;
        return (low + EACH * (0x80 - first)) & ~(low + EACH * (0x7f - last)) & HIGHEST;
    }

    /** The highest bit of each byte that is this character. */
    private static long equal(long word, char c) {
        long different = word ^ (EACH * c);
        return ~(((different & ~HIGHEST) + ~HIGHEST) | different | ~HIGHEST);
    }

    /** Whether the dots cut the name into labels of which none is empty or too long, and the last is no number. */
    private static boolean isCut(Suffixes host, int length) {
        int labels = host.starts[host.count - 1] > length ? host.count - 1 : host.count;
        boolean anyALabel = false;
        int end = length;
        for (int i = labels - 1; i >= 0; i--) {
            int start = host.starts[i];
            if (end <= start || end - start > LONGEST_LABEL) {
                return false;
            }
            anyALabel |= (int) NameHash.word(host.text, start) == XN;
            end = start - 1;
        }
        host.count = labels;
        host.anyALabel = anyALabel;
        return host.text[host.starts[labels - 1]] > '9';
    }

    private static int afterScheme(byte[] line, int from, int to) {
        if (to - from > 8 && (int) NameHash.word(line, from) == HTTP) {
            int colon = line[from + 4] == 's' ? from + 5 : from + 4;
            if (line[colon] == ':' && line[colon + 1] == '/' && line[colon + 2] == '/') {
                return colon + 3;
            }
        }
        return from;
    }

    /** Whether the host ends here: at the end, at the path, or at a port; a word without a dot before a colon may be a scheme. */
    private static boolean isEnd(byte[] line, int end, int to, boolean hasDot) {
        int at = end;
        if (at < to && line[at] == ':') {
            int port = 0;
            for (at++; at < to && line[at] >= '0' && line[at] <= '9'; at++) {
                port = Math.min(port * 10 + line[at] - '0', 1 << 16);
            }
            if (port >= 1 << 16 || !hasDot || at == end + 1) {
                return false;
            }
        }
        return at == to || line[at] == '/' || line[at] == '?' || line[at] == '#';
    }
}
