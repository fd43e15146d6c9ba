package org.schoolgate.signin.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Whether an address is among some, and whether it is safe to send a browser back to one. */
final class Paths {
    private static final Map<String, PathPattern> PATTERNS = new ConcurrentHashMap<>();

    private Paths() {}

    static boolean isAmong(String path, List<String> patterns) {
        var parsed = PathContainer.parsePath(path);
        return patterns.stream()
                .map(pattern -> PATTERNS.computeIfAbsent(pattern, PathPatternParser.defaultInstance::parse))
                .anyMatch(pattern -> pattern.matches(parsed));
    }

    /**
     * The page to go on to, if it is one of ours. Whatever could leave this host, or is read as such by some browser (two
     * slashes, a backslash, a control character), becomes the first page.
     */
    static String safe(String to) {
        boolean ours = to.startsWith("/")
                && !to.startsWith("//")
                && to.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !isAmong(
                        to.split("[?#]", 2)[0], List.of("/sign-in/**", "/sign-out", "/not-me/**", "/api/**", "/s/*"));
        return ours ? to : "/";
    }
}
