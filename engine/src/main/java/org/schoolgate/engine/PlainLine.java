package org.schoolgate.engine;

/*
 * Nearly every line is "http://www.casino.example/path" or "www.casino.example": this reads those alone, straight from the bytes.
 * Whatever is unusual, be it a capital's neighbour like % or @, a number at the end or an A-label, is left to Host.ofUrl; a property
 * test holds that the two never disagree.
 */
/** Reads the common spellings of a URL or host without making text of them. */
final class PlainLine {
    private static final byte[] LOWER = new byte[256];
    private static final int XN = 'x' | 'n' << 8 | '-' << 16 | '-' << 24;
    private static final int HTTP = 'h' | 't' << 8 | 't' << 16 | 'p' << 24;
    private static final int LONGEST_LABEL = 63;

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            LOWER[c] = (byte) c;
            LOWER[Character.toUpperCase(c)] = (byte) c;
        }
        for (char c = '0'; c <= '9'; c++) {
            LOWER[c] = (byte) c;
        }
        for (char c : new char[] {'-', '_', '.'}) {
            LOWER[c] = (byte) c;
        }
    }

    private PlainLine() {}

    /** Reads the host of this line, which the array goes on beyond by some bytes, into the suffixes; false if it is not a plain one. */
    static boolean read(byte[] line, int from, int to, Suffixes host) {
        byte[] text = host.text;
        int[] starts = host.starts;
        if (to - from > UrlText.LONGEST_URL) {
            return false;
        }
        int at = afterScheme(line, from, to);
        int end = Math.min(to, at + Suffixes.LONGEST + 1);
        int length = 0;
        int label = 0;
        int labels = 0;
        for (; at < end; at++) {
            byte c = LOWER[line[at] & 0xff];
            if (c == 0) {
                break;
            }
            text[length++] = c;
            if (c == '.') {
                int size = length - 1 - label;
                if (size == 0 || size > LONGEST_LABEL || (int) NameHash.word(text, label) == XN) {
                    return false;
                }
                starts[labels++] = label;
                label = length;
            }
        }
        int size = length - label;
        if (size == 0) {
            if (length == 0) {
                return false;
            }
            length--;
            label = starts[--labels];
            size = length - label;
        }
        if (length > Suffixes.LONGEST
                || size > LONGEST_LABEL
                || text[label] <= '9'
                || (int) NameHash.word(text, label) == XN
                || !isEnd(line, at, to, labels > 0)) {
            return false;
        }
        starts[labels++] = label;
        host.length = length;
        host.count = labels;
        host.address = false;
        host.hash();
        return true;
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
