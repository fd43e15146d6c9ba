package org.schoolgate.gateway.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is, edge by edge, as it says it to the platform. Its times are by its own clock, which {@code at} tells.
 *
 * @param edges every edge that it knows, also those that are not set up
 */
public record GatewayHealth(Instant at, Instant startedAt, List<EdgeHealth> edges, Figures figures, Coverage coverage) {
    /** So many bytes of JSON at most a gateway sends. */
    public static final int LARGEST = 32 << 10;

    public GatewayHealth {
        requireNonNull(at);
        requireNonNull(startedAt);
        requireNonNull(figures);
        requireNonNull(coverage);
        edges = List.copyOf(edges);
    }

    /**
     * Beside the words.
     *
     * @param clients how many connections of devices are open
     * @param policyMadeAt null where there is no policy
     * @param policyFromDisk it was kept here by an earlier run, and the platform has not confirmed it since
     * @param platformHeardAt null if never since the start
     * @param listedNames how many names the lists hold
     * @param certificateUntil null where there is no certificate to look into HTTPS with
     * @param memory bytes that were in use after the last tidying
     * @param memoryMost bytes that there may be
     */
    public record Figures(
            int clients,
            @Nullable Instant policyMadeAt,
            boolean policyFromDisk,
            @Nullable Instant platformHeardAt,
            long listedNames,
            @Nullable Instant certificateUntil,
            long memory,
            long memoryMost) {}
}
