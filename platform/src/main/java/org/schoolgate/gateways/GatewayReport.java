package org.schoolgate.gateways;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of itself with a request; null where it says nothing of that.
 *
 * @param held the policy that it enforces
 * @param backlog events that wait in its journal
 * @param oldest when the oldest of them was seen
 */
public record GatewayReport(
        @Nullable FeedVersion held,
        @Nullable Long backlog,
        @Nullable Instant oldest) {
    public static final GatewayReport NOTHING = new GatewayReport(null, null, null);

    /** It has been handed this version. */
    public static GatewayReport holds(FeedVersion version) {
        return new GatewayReport(version, null, null);
    }
}
