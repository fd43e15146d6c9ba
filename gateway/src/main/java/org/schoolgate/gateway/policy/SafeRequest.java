package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.SafeModes;

/**
 * What is changed in a request that can be seen whole, so that a search engine or YouTube shows only what is safe whatever the
 * reader chose there. It goes further than {@link Restricted}: for engines that keep no host for that, too.
 */
public final class SafeRequest {
    /** The header by which YouTube is told. */
    public static final String YOUTUBE_HEADER = "YouTube-Restrict";

    private SafeRequest() {}

    /** What YouTube is to be told; null for any other site, and where nothing is asked of it. */
    public static @Nullable String youTube(SafeModes modes, String host) {
        if (!host.equals("youtube.com") && !Restricted.isYouTube(host)) {
            return null;
        }
        return switch (modes.youTube()) {
            case OPEN -> null;
            case MODERATE -> "Moderate";
            case STRICT -> "Strict";
        };
    }

    /** The path, with what makes a search in it safe; the same where it is none. */
    public static String path(SafeModes modes, String host, String path) {
        int query = path.indexOf('?');
        if (!modes.safeSearch() || query < 0) {
            return path;
        }
        String safe = safe(modes, host);
        String term = safe.equals("vm=r") ? "p" : "q";
        if (safe.isEmpty()) {
            return path;
        }
        String own = name(safe);
        List<String> kept = new ArrayList<>();
        boolean searches = false;
        for (String part : path.substring(query + 1).split("&", -1)) {
            String name = name(part);
            searches |= name.equals(term);
            if (!name.equals(own)) {
                kept.add(part);
            }
        }
        if (!searches) {
            return path;
        }
        kept.add(safe);
        return path.substring(0, query + 1) + String.join("&", kept);
    }

    /** What a part of a question is called, as the site reads it. */
    private static String name(String part) {
        int end = part.indexOf('=');
        String name = end < 0 ? part : part.substring(0, end);
        if (name.indexOf('%') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name, UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    private static String safe(SafeModes modes, String host) {
        String instead = Restricted.instead(modes, host);
        if ("forcesafesearch.google.com".equals(instead)) {
            return "safe=active";
        }
        if ("strict.bing.com".equals(instead) || host.equals("bing.com")) {
            return "adlt=strict";
        }
        if ("safe.duckduckgo.com".equals(instead)) {
            return "kp=1";
        }
        return host.equals("search.yahoo.com") || host.endsWith(".search.yahoo.com") ? "vm=r" : "";
    }
}
