package org.schoolgate.filtering;

import java.util.Optional;
import java.util.Set;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Url;

/** A site as somebody typed it, read the way the engine reads it. */
final class Site {
    /** Domains under which anybody may have a site: a rule for one would be a rule for half the web. */
    private static final Set<String> SHARED = Set.of(
            "co.uk",
            "org.uk",
            "ac.uk",
            "gov.uk",
            "sch.uk",
            "nhs.uk",
            "me.uk",
            "ltd.uk",
            "plc.uk",
            "net.uk",
            "com.au",
            "co.nz",
            "github.io",
            "blogspot.com",
            "wordpress.com",
            "web.app",
            "pages.dev");

    /** Hosts under whose name anybody may have a site, told from others by the first two segments of its path. */
    private static final Set<String> BY_PATH = Set.of("sites.google.com");

    /** So long may the path of a part of a site be. */
    static final int LONGEST_PATH = 2_000;

    private Site() {}

    /** The host, and the path of the page behind it where there is one. */
    static Optional<String> withPath(String typed) {
        var part = Url.of(typed.strip()).part();
        return part.length() > LONGEST_PATH ? Optional.empty() : of(typed).map(site -> hostOf(site) + part);
    }

    /** The host of a site or of a part of one. */
    static String hostOf(String site) {
        int slash = site.indexOf('/');
        return slash < 0 ? site : site.substring(0, slash);
    }

    /** The path behind the host of a part of a site; empty for the whole. */
    static String pathOf(String site) {
        return site.substring(hostOf(site).length());
    }

    /** Whether a page is at or below another; some servers do not tell capitals from small letters. */
    static boolean isAtOrBelow(String path, String above) {
        return path.regionMatches(true, 0, above, 0, above.length())
                && (path.length() == above.length() || path.charAt(above.length()) == '/');
    }

    /**
     * The site in its one canonical spelling: the host, or the part of it that is a site of its own. Empty where there is none,
     * or it is too wide to be one.
     */
    static Optional<String> of(String typed) {
        var url = Url.of(typed.strip());
        return switch (url.host()) {
            case Host.Name(var name)
            when BY_PATH.contains(name) -> firstTwoSegments(url.part()).map(name::concat);
            case Host.Name(var name) when isOneSite(name) -> Optional.of(name);
            case Host.Name _ -> Optional.empty();
            case Host.Address(var address) -> Optional.of(address);
            case Host.Malformed _ -> Optional.empty();
        };
    }

    /** Whether all that has this name is one site. */
    static boolean isOneSite(String name) {
        return name.indexOf('.') > 0 && !SHARED.contains(name) && !BY_PATH.contains(name);
    }

    private static Optional<String> firstTwoSegments(String path) {
        int second = path.indexOf('/', 1);
        if (second < 0) {
            return Optional.empty();
        }
        int third = path.indexOf('/', second + 1);
        return Optional.of(third < 0 ? path : path.substring(0, third));
    }
}
