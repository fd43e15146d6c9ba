package org.schoolgate.gateways;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enforcement point as the school has registered it, and how it is.
 *
 * @param number its short name inside the school
 * @param address where a browser at the school reaches it; null while nobody signs in through it
 * @param revokedAt since when its token opens nothing; null while it does
 */
public record Gateway(
        GatewayId id,
        int number,
        String name,
        @Nullable String address,
        Instant registeredAt,
        Instant tokenMadeAt,
        @Nullable Instant revokedAt,
        Health health) {
    /** A gateway that has said nothing for so long is silent: more than two heartbeats and a half. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(45);

    /**
     * What a gateway last said of itself.
     *
     * @param held the policy that it enforces
     * @param behindSince since when the school has had a newer one
     * @param backlog events that wait in its journal
     * @param oldestWaiting when the oldest of them was seen
     * @param canaries its policy's tag, and the digest of what it answered for every canary
     * @param ports where browsers find its proxy; none before it said so
     * @param faults how many of its edges are at fault
     * @param faultySince since when; null where none is
     */
    public record Health(
            @Nullable Instant lastContact,
            @Nullable FeedVersion held,
            @Nullable Instant behindSince,
            long backlog,
            @Nullable Instant oldestWaiting,
            @Nullable String canaries,
            List<Integer> ports,
            int faults,
            @Nullable Instant faultySince) {
        public Health {
            ports = List.copyOf(ports);
        }
    }

    /** How it is, at a glance. */
    public sealed interface State {
        /** It has never called. */
        record New() implements State {}

        /** It calls, and holds the newest policy. */
        record Well() implements State {}

        /** It calls, but enforces an older policy. */
        record Behind(Instant since) implements State {}

        /** It calls, but its events do not come through. */
        record Waiting(long events, Instant oldest) implements State {}

        /** It calls, and says that not every edge of it works. */
        record Ailing(int faults, Instant since) implements State {}

        /** It does not call. It goes on with the policy that it holds. */
        record Silent(Instant since) implements State {}

        /** Its token opens nothing any more. */
        record Revoked(Instant at) implements State {}
    }

    private static final Duration A_MOMENT = Duration.ofSeconds(15);
    private static final Duration TOO_LONG = Duration.ofMinutes(5);

    public State state(Instant now) {
        if (revokedAt != null) {
            return new State.Revoked(revokedAt);
        }
        if (health.lastContact() == null) {
            return new State.New();
        }
        if (health.lastContact().isBefore(now.minus(SILENT_AFTER))) {
            return new State.Silent(health.lastContact());
        }
        if (health.behindSince() != null && health.behindSince().isBefore(now.minus(A_MOMENT))) {
            return new State.Behind(health.behindSince());
        }
        if (health.oldestWaiting() != null && health.oldestWaiting().isBefore(now.minus(TOO_LONG))) {
            return new State.Waiting(health.backlog(), health.oldestWaiting());
        }
        return health.faultySince() == null
                ? new State.Well()
                : new State.Ailing(health.faults(), health.faultySince());
    }
}
