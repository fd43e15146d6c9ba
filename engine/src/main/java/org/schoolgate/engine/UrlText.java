package org.schoolgate.engine;

import java.util.Locale;
import java.util.Set;

/** Finds the host in a URL where a browser would find it. */
final class UrlText {
    static final int LONGEST_URL = 65_536;
    /** Schemes whose URLs name a host after any number of slashes, which may be backslashes. */
    private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");

    private UrlText() {}

    static Url read(String raw) {
        if (raw.length() > LONGEST_URL) {
            return new Url(new Host.Malformed("longer than any URL: " + raw.length() + " characters"), "/");
        }
        String url = cleaned(raw);
        int start = authority(url);
        int end = start;
        while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return new Url(HostText.read(url.substring(start, end)), path(url, end));
    }

    private static String path(String url, int from) {
        int fragment = url.indexOf('#', from);
        String path = url.substring(from, fragment < 0 ? url.length() : fragment);
        return path.startsWith("/") || path.startsWith("\\") ? path : '/' + path;
    }

    /** Browsers drop control characters and spaces at both ends, and tabs and line ends everywhere. */
    private static String cleaned(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && raw.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && raw.charAt(end - 1) <= ' ') {
            end--;
        }
        if (raw.indexOf('\t') < 0 && raw.indexOf('\r') < 0 && raw.indexOf('\n') < 0) {
            return raw.substring(start, end);
        }
        StringBuilder url = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c != '\t' && c != '\r' && c != '\n') {
                url.append(c);
            }
        }
        return url.toString();
    }

    private static int authority(String url) {
        int colon = url.indexOf(':');
        boolean special = colon > 0 && SPECIAL.contains(url.substring(0, colon).toLowerCase(Locale.ROOT));
        boolean named = colon > 0 && url.startsWith("://", colon) && isScheme(url.substring(0, colon));
        int start = special || named ? colon + 1 : 0;
        while (start < url.length() && (url.charAt(start) == '/' || url.charAt(start) == '\\')) {
            start++;
        }
        return start;
    }

    private static boolean isScheme(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9+.-]*");
    }
}
