package org.schoolgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/*
 * An address is looked for by its beginning, http: or https:, as browsers and most readers of addresses take it: with any number of
 * slashes of either kind, or none. It may stand there plainly, percent-encoded several times over, or as base64 or hexadecimal digits
 * from the beginning of a part of the path or of a value. All of it is found by going along the text once for each coding, so
 * the work grows with the length of the address, and there is an end to how many are read. Whoever puts more into one address than
 * that is refused: it would be the way to hide one.
 */
/** Finds the sites within one address that is seen whole. */
final class InnerScan {
    /** So many different sites are within an address at most; more are nothing that a page would ask for. */
    static final int MOST = 32;
    /** So many beginnings of addresses are looked at, whatever follows them. */
    private static final int MOST_BEGINNINGS = 64;
    /** So often a text is taken out of a coding. */
    private static final int DEEPEST = 4;

    private static final String BASE64_LATER = "+/-_";

    private static final Inner TOO_MANY =
            new Inner(new Host.Malformed("more addresses within it than anybody could mean"), null, true);

    private final Host outer;
    private final List<String> places;
    private final List<Inner> found;
    private int beginnings;

    InnerScan(Host outer, List<Inner> known) {
        this.outer = outer;
        this.places = outer instanceof Host.Name(var name) ? Carriers.places(name) : List.of();
        this.found = new ArrayList<>(known);
    }

    /** Whether there could be anything; a no is certain. One look at each character. */
    static boolean mayFind(Host outer, String path) {
        boolean begins = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if ((c == ':' && isScheme(path, i)) || (c == '%' && hides(path, i)) || (begins && isCoded(path, i))) {
                return true;
            }
            begins = begins(c);
        }
        return outer instanceof Host.Name(var name) && !Carriers.places(name).isEmpty();
    }

    /** What is percent-encoded is a character of ASCII other than the space that every second address has. */
    private static boolean hides(String path, int percent) {
        return percent + 2 < path.length()
                && path.charAt(percent + 1) < '8'
                && (path.charAt(percent + 1) != '2' || path.charAt(percent + 2) != '0');
    }

    private static boolean begins(char c) {
        return c == '/' || c == '=' || c == ',' || c == '?' || c == '&' || c == ':';
    }

    List<Inner> of(String path) {
        int query = path.indexOf('?');
        String way = query < 0 ? path : path.substring(0, query);
        unwrap(way, true, 0);
        for (String place : places) {
            if (place.startsWith("/") && way.startsWith(place)) {
                firstSite(path, place.length());
            }
        }
        int from = query + 1;
        while (query >= 0 && from <= path.length()) {
            int end = path.indexOf('&', from);
            end = end < 0 ? path.length() : end;
            parameter(path.substring(from, end));
            from = end + 1;
        }
        return found;
    }

    private void parameter(String parameter) {
        int equals = parameter.indexOf('=');
        String value = parameter.substring(equals + 1);
        boolean carries = places.contains('?' + parameter.substring(0, equals + 1));
        unwrap(value, carries, 0);
        if (carries) {
            String plain = decoded(value);
            int from = plain.startsWith("cache:") ? plain.lastIndexOf(':', authorityEnd(plain, 0)) + 1 : 0;
            site(plain, from, authorityEnd(plain, from));
        }
    }

    /** The first part of a path that is written like a site's name. */
    private void firstSite(String path, int start) {
        int from = start;
        while (from < path.length() && path.charAt(from) != '?') {
            int end = authorityEnd(path, from);
            if (site(path, from, end)) {
                return;
            }
            from = end + 1;
        }
    }

    private boolean site(String text, int from, int end) {
        String name = decoded(text.substring(from, end));
        boolean isSite = switch (Host.of(name)) {
            case Host.Name(var value) -> isWord(value.substring(value.lastIndexOf('.') + 1)) && value.indexOf('.') > 0;
            case Host.Address(var value) -> value.equals(name);
            case Host.Malformed _ -> false;
        };
        if (isSite) {
            add(name, text, end, true);
        }
        return isSite;
    }

    /** Whether it could be a top-level domain. */
    private static boolean isWord(String label) {
        return label.startsWith("xn--") || label.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** Finds addresses in a text as it stands, and in what it comes to when it is decoded. */
    private void unwrap(String text, boolean shown, int depth) {
        String layer = text;
        for (int round = depth; round <= DEEPEST; round++) {
            find(layer, shown, round);
            if (layer.indexOf('%') < 0) {
                return;
            }
            String next = decoded(layer);
            if (next.equals(layer)) {
                return;
            }
            layer = next;
        }
    }

    private void find(String text, boolean shown, int depth) {
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ':' && isScheme(text, i)) {
                address(text, i + 1, shown);
            } else if (begins && isCoded(text, i)) {
                coded(text, i, shown, depth);
            }
            begins = begins(text.charAt(i));
        }
    }

    /** Whether http or https stands before a colon. */
    private static boolean isScheme(String text, int colon) {
        return text.regionMatches(true, colon - 4, "http", 0, 4) || text.regionMatches(true, colon - 5, "https", 0, 5);
    }

    private void address(String text, int afterScheme, boolean shown) {
        if (isTooMany()) {
            return;
        }
        int from = afterScheme;
        while (from < text.length() && (text.charAt(from) == '/' || text.charAt(from) == '\\')) {
            from++;
        }
        int end = authorityEnd(text, from);
        int at = text.substring(from, end).lastIndexOf('@');
        from += at + 1;
        int cut = from;
        while (cut < end && isOfHost(text.charAt(cut))) {
            cut++;
        }
        add(text.substring(from, cut), text, cut, shown);
    }

    private boolean isTooMany() {
        if (++beginnings <= MOST_BEGINNINGS && found.size() < MOST) {
            return false;
        }
        add(TOO_MANY);
        return true;
    }

    private static int authorityEnd(String text, int from) {
        int end = from;
        while (end < text.length() && "/\\?#".indexOf(text.charAt(end)) < 0 && text.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    private static boolean isOfHost(char c) {
        return Character.isLetterOrDigit(c) || c > '~' || "-._:[]%".indexOf(c) >= 0;
    }

    private void add(String authority, String text, int end, boolean shown) {
        Host host = Host.of(authority);
        if (host instanceof Host.Malformed || host.equals(outer)) {
            return;
        }
        String rest = end < text.length() && "/\\?#".indexOf(text.charAt(end)) >= 0 ? text.substring(end) : "/";
        String path = rest.charAt(0) == '/' || rest.charAt(0) == '\\' ? rest : '/' + rest;
        add(new Inner(host, path, shown));
        if (host instanceof Host.Name(var name)) {
            Inner.spelled(name, path).forEach(one -> add(new Inner(one.host(), one.path(), shown)));
        }
    }

    private void add(Inner site) {
        if (!found.contains(site)) {
            found.add(site);
        }
    }

    /** Whether digits begin here that stand for http. */
    private static boolean isCoded(String text, int at) {
        if (at + 8 >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        if (c == 'a' || c == 'S') {
            int three = 0;
            for (int i = at; i < at + 4; i++) {
                three = three << 6 | digit64(text.charAt(i));
            }
            return three >= 0 && (three | 0x202020) == ('h' << 16 | 't' << 8 | 't');
        }
        if (c == '6' || c == '4') {
            for (int i = 0; i < 4; i++) {
                if ((octet(text, at + 2 * i) | 0x20) != "http".charAt(i)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    private void coded(String text, int from, boolean shown, int depth) {
        if (depth >= DEEPEST || isTooMany()) {
            return;
        }
        if (text.charAt(from) == '6' || text.charAt(from) == '4') {
            unwrap(hex(text, from), shown, depth + 1);
            return;
        }
        int end = from;
        int slash = -1;
        while (end < text.length() && isDigit64(text.charAt(end))) {
            slash = slash < 0 && text.charAt(end) == '/' ? end : slash;
            end++;
        }
        unwrap(base64(text.substring(from, end)), shown, depth + 1);
        if (slash > 0) {
            // In a path it is more likely where the digits end.
            unwrap(base64(text.substring(from, slash)), shown, depth + 1);
        }
    }

    private static boolean isDigit64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || BASE64_LATER.indexOf(c) >= 0;
    }

    private static int digit64(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        return c >= '0' && c <= '9' ? c - '0' + 52 : -1;
    }

    private static String base64(String digits) {
        String usual = digits.replace('-', '+').replace('_', '/');
        // A last digit alone would be six bits of nothing.
        String whole = usual.length() % 4 == 1 ? usual.substring(0, usual.length() - 1) : usual;
        return new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
    }

    private static int octet(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static String hex(String text, int from) {
        byte[] bytes = new byte[(text.length() - from) / 2];
        int length = 0;
        for (int octet = 0; length < bytes.length; length++) {
            octet = octet(text, from + 2 * length);
            if (octet < 0) {
                break;
            }
            bytes[length] = (byte) octet;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Percent-decoded once, and without what browsers take out of an address wherever it stands. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            int high = b == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                b = (byte) (high << 4 | low);
                i += 2;
            }
            if (b != '\t' && b != '\r' && b != '\n') {
                bytes[length++] = b;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
