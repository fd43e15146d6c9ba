package org.schoolgate.gateway.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of itself with each request to the platform.
 *
 * @param held the tag of the policy that it enforces
 * @param canaries what it answers for every canary, as {@link Policy#canaries} says it
 * @param ports where browsers find the proxy; none before they are open
 * @param backlog how many events wait in its journal
 * @param oldest when the oldest of them was seen
 */
public record Report(
        @Nullable String held,
        @Nullable String canaries,
        List<Integer> ports,
        long backlog,
        @Nullable Instant oldest) {}
