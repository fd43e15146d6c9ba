package org.schoolgate.gateway.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one edge of a gateway is.
 *
 * @param since since when it has been so
 * @param answered what went on in the last five minutes, of whatever this edge has to do with
 * @param refused what was closed, or not heard
 * @param failed what should have gone on, and did not
 * @param trouble what is wrong; null where nothing is
 * @param last what was wrong last, whether or not it still is; null where nothing was since the gateway's start
 */
public record EdgeHealth(
        Edge edge,
        State state,
        Instant since,
        long answered,
        long refused,
        long failed,
        @Nullable Trouble trouble,
        @Nullable Trouble last,
        @Nullable Instant lastAt) {
    public EdgeHealth {
        requireNonNull(edge);
        requireNonNull(state);
        requireNonNull(since);
    }

    /** In one word. */
    public enum State {
        /** Not set up. */
        OFF,
        WELL,
        /** It works, at its limit. */
        BUSY,
        FAULT
    }
}
