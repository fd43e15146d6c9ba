package org.schoolgate.gateway.feed;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one reader may not use for a while, whatever rule opens it to others; all else stays as it is for them. The gateway
 * begins and ends it by its own clock.
 *
 * @param sites hosts, each with all names below it
 * @param categories categories of the lists
 * @param from null where it has begun
 * @param sentence why, and what to do next, in the reader's words
 */
public record Withheld(
        Set<String> sites, Set<String> categories, @Nullable Instant from, Instant until, String sentence) {
    public Withheld {
        sites = Set.copyOf(sites);
        categories = Set.copyOf(categories);
    }

    public boolean isInForce(Instant now) {
        return (from == null || !now.isBefore(from)) && now.isBefore(until);
    }

    /** Whether it is about a host that is listed in these categories. */
    public boolean takes(String host, Set<String> listed) {
        for (String category : listed) {
            if (categories.contains(category)) {
                return true;
            }
        }
        String name = host;
        while (!sites.contains(name)) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
        return true;
    }
}
