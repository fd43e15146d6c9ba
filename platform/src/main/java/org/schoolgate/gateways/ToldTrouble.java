package org.schoolgate.gateways;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Trouble;

/**
 * Something that went wrong at a gateway and was told to its technicians.
 *
 * @param edge null where the gateway did not speak at all, as is {@code trouble}
 * @param since when it began
 * @param mendedAt since when it has not been so any more; null while it is
 */
public record ToldTrouble(
        GatewayId gateway,
        @Nullable Edge edge,
        @Nullable Trouble trouble,
        Instant since,
        Instant toldAt,
        @Nullable Instant mendedAt) {}
