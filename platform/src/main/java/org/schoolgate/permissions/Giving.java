package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decider means to give: which of the things, until when, and why.
 *
 * @param ticket the provider's own number, where a provider carries it out; null where it does not
 */
public record Giving(
        List<String> things,
        Instant until,
        String reason,
        @Nullable String ticket) {
    public Giving {
        things = List.copyOf(things);
    }
}
