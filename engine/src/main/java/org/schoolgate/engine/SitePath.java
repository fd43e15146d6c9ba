package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/*
 * Two programs may take one path for two: a slash that is percent-encoded parts segments for one and is a letter for the other, two
 * slashes are one or have an empty segment between them, "..;" leads up or is a name, capitals matter or do not. So an address that
 * could be read otherwise is read in all those ways together, from strictly (RFC 3986 and browsers) to as loosely as any server is
 * known to; the engine takes the strictest verdict. What a rule closes is closed in every spelling, and what one opens is not the way
 * to what lies beside it.
 */
/** The path of an address in its one spelling: segments with a slash before each, decoded as far as that changes nothing. */
final class SitePath {
    private static final int DEEPEST = 4;
    private static final String KEPT = "-._~!$&'()*+,=:@";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private SitePath() {}

    /** The one spelling for a rule: empty for the whole site. */
    static String canonical(String path) {
        return read(plain(path), true, true, true);
    }

    /**
     * One way to read a path.
     *
     * @param anyCase capitals and small letters are the same to the server
     */
    record Reading(String path, boolean anyCase) {
        /** Whether it is at or below the path of a rule. */
        boolean isBelow(String rule) {
            return path.regionMatches(anyCase, 0, rule, 0, rule.length())
                    && (path.length() == rule.length() || path.charAt(rule.length()) == '/');
        }
    }

    /** How a path, which may have a query, can be read: nearly always in one way but for its capitals. */
    static List<Reading> readings(String path) {
        return spellings(plain(path)).stream()
                .flatMap(one -> Stream.of(new Reading(one, false), new Reading(one, true)))
                .toList();
    }

    private static Set<String> spellings(String plain) {
        if (isUsual(plain)) {
            return Set.of(plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
        }
        Set<String> spellings = new LinkedHashSet<>();
        for (int ways = 0; ways < 8; ways++) {
            spellings.add(read(plain, (ways & 1) != 0, (ways & 2) != 0, (ways & 4) != 0));
        }
        return spellings;
    }

    /** Without query and fragment, with slashes for backslashes, as browsers send it. */
    private static String plain(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        String plain = path.substring(0, end).replace('\\', '/');
        return isAscii(plain) ? plain : encoded(plain);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** What is beyond ASCII is UTF-8, as browsers send it. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~') {
                out.append((char) b);
            } else {
                append(out, b);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int b) {
        out.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
    }

    private static void append(StringBuilder out, String segment) {
        if (segment.isEmpty()) {
            return;
        }
        out.append('/');
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (isKept(c)) {
                out.append(c);
            } else {
                append(out, c);
            }
        }
    }

    /** Whether nothing in it could be read in another way, or written in one. */
    private static boolean isUsual(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean begins = before == '/' && (c == '/' || c == '.');
            if (begins || c == '%' || (c != '/' && !isKept(c))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static boolean isKept(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || KEPT.indexOf(c) >= 0;
    }

    /**
     * The path as a server reads it.
     *
     * @param deeply it decodes until nothing is left to decode, before it looks for slashes
     * @param bare it takes parameters off before it goes up
     * @param merged it takes several slashes for one before it goes up
     */
    private static String read(String path, boolean deeply, boolean bare, boolean merged) {
        List<String> segments = new ArrayList<>();
        for (String raw : (deeply ? deeplyDecoded(path) : path).split("/", -1)) {
            String segment = bare ? withoutParameters(raw) : raw;
            if (!merged || !segment.isEmpty()) {
                go(segments, segment, decoded(segment));
            }
        }
        StringBuilder out = new StringBuilder(path.length());
        for (String segment : segments) {
            append(out, decoded(withoutParameters(segment)));
        }
        return out.toString();
    }

    private static String deeplyDecoded(String path) {
        String plain = path;
        for (int i = 0; i < DEEPEST && plain.indexOf('%') >= 0; i++) {
            plain = decoded(plain);
        }
        return plain.replace('\\', '/');
    }

    private static void go(List<String> segments, String segment, String read) {
        if (read.equals("..")) {
            if (!segments.isEmpty()) {
                segments.removeLast();
            }
        } else if (!read.equals(".")) {
            segments.add(segment);
        }
    }

    private static String withoutParameters(String segment) {
        int parameters = segment.indexOf(';');
        return parameters < 0 ? segment : segment.substring(0, parameters);
    }

    /** Each character is one byte, so that bytes which are no text are kept apart, too. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
