package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.policy.SafeRequest;

/**
 * What the encapsulated HTTP request asks for, by its target alone.
 *
 * @param path null for a tunnel, of which only the name is seen
 */
record AskedPage(
        String method, Host host, int port, @Nullable String path) {
    private static final String CRLF = "\r\n";
    private static final int LONGEST_PATH = 2_000;
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1");

    /** Reads the head of a request to a proxy; null where its target says nothing of where it is to go. */
    static @Nullable AskedPage of(String head) {
        String line = firstLine(head);
        int one = line.indexOf(' ');
        int two = line.lastIndexOf(' ');
        if (one <= 0 || two <= one || !VERSIONS.contains(line.substring(two + 1))) {
            return null;
        }
        String method = line.substring(0, one);
        String target = line.substring(one + 1, two);
        if (target.isEmpty() || target.indexOf(' ') >= 0) {
            return null;
        }
        if (method.equals("CONNECT")) {
            int port = port(target, -1);
            return port < 0 ? null : new AskedPage(method, Host.of(text(target)), port, null);
        }
        int scheme = target.indexOf("://");
        return scheme < 0
                ? null
                : page(method, target.substring(0, scheme).toLowerCase(Locale.ROOT), target, scheme + 3);
    }

    private static @Nullable AskedPage page(String method, String scheme, String target, int from) {
        int usual = switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
        int end = from;
        while (end < target.length() && "/?#\\".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String authority = target.substring(from, end);
        int port = port(authority, usual);
        // Some readers take a backslash for a slash, so it would depend on the reader what the host is.
        if (port < 0 || (end < target.length() && target.charAt(end) == '\\')) {
            return null;
        }
        String path = end < target.length() && target.charAt(end) == '/'
                ? target.substring(end)
                : "/" + target.substring(end);
        return new AskedPage(method, Host.of(text(authority)), port, text(path));
    }

    /** The path as the record has it. */
    @Nullable
    String recorded() {
        return path == null ? null : path.substring(0, Math.min(path.length(), LONGEST_PATH));
    }

    private static String firstLine(String head) {
        int end = 0;
        while (end < head.length() && head.charAt(end) != '\r' && head.charAt(end) != '\n') {
            end++;
        }
        return head.substring(0, end);
    }

    /** Bytes beyond ASCII are UTF-8, as browsers mean them. */
    private static String text(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }

    private static int port(String authority, int usual) {
        int colon = authority.lastIndexOf(':');
        if (colon < 0 || colon < authority.lastIndexOf(']') || colon < authority.lastIndexOf('@')) {
            return usual;
        }
        String digits = authority.substring(colon + 1);
        if (digits.isEmpty()) {
            return usual;
        }
        if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535 ? port : -1;
    }

    /** The same request, to another host: its first line alone changes. */
    static String tunnelTo(String host, int port, String head) {
        String line = firstLine(head);
        return "CONNECT " + host + ":" + port + line.substring(line.lastIndexOf(' ')) + head.substring(line.length());
    }

    /** The same request, with what makes a search in it safe and YouTube restricted; the same words where nothing does. */
    String safely(SafeModes modes, String head) {
        String name = host.shown();
        String line = firstLine(head);
        int from = line.indexOf('/', line.indexOf("://") + 3);
        int end = line.lastIndexOf(' ');
        String changed = from < 0 || from > end
                ? head
                : line.substring(0, from)
                        + SafeRequest.path(modes, name, line.substring(from, end))
                        + head.substring(end);
        String youTube = SafeRequest.youTube(modes, name);
        return youTube == null ? changed : with(SafeRequest.YOUTUBE_HEADER + ": ", youTube, changed);
    }

    /** The same head with this header alone of its name. */
    private static String with(String name, String value, String head) {
        StringBuilder changed = new StringBuilder(firstLine(head)).append(CRLF);
        Stream.of(head.split(CRLF, -1))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> !line.regionMatches(true, 0, name, 0, name.length() - 1))
                .forEach(line -> changed.append(line).append(CRLF));
        return changed.append(name).append(value).append(CRLF + CRLF).toString();
    }
}
