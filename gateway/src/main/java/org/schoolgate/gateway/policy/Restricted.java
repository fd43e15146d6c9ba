package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.SafeModes;

/**
 * The host to reach in place of a search engine or of YouTube, so that it shows only what is safe. The sites themselves keep
 * these hosts for that: whoever is led there, by DNS or by a proxy, meets a valid certificate of the name they asked for.
 */
public final class Restricted {
    private static final Map<String, String> SEARCH = table("safe-search.txt");
    private static final Set<String> YOUTUBE = Set.of(
            "www.youtube.com",
            "m.youtube.com",
            "youtubei.googleapis.com",
            "youtube.googleapis.com",
            "www.youtube-nocookie.com");

    private Restricted() {}

    /** What to reach instead of this host; null where it is the host itself. */
    public static @Nullable String instead(SafeModes modes, Host host) {
        return host instanceof Host.Name(var name) ? instead(modes, name) : null;
    }

    /** What to reach instead of this name; null where the name itself is reached. */
    public static @Nullable String instead(SafeModes modes, String name) {
        if (isYouTube(name)) {
            return switch (modes.youTube()) {
                case OPEN -> null;
                case MODERATE -> "restrictmoderate.youtube.com";
                case STRICT -> "restrict.youtube.com";
            };
        }
        return modes.safeSearch() ? SEARCH.get(name) : null;
    }

    static boolean isYouTube(String name) {
        return YOUTUBE.contains(name);
    }

    /** Reads "host to reach: hosts that are asked for" in paragraphs. */
    private static Map<String, String> table(String resource) {
        Map<String, String> table = new HashMap<>();
        try (InputStream in = Restricted.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            String instead = "";
            for (String word : new String(in.readAllBytes(), UTF_8)
                    .replaceAll("(?m)^#.*$", "")
                    .strip()
                    .split("\\s+", -1)) {
                if (word.endsWith(":")) {
                    instead = word.substring(0, word.length() - 1);
                } else {
                    table.put(word, instead);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }
}
