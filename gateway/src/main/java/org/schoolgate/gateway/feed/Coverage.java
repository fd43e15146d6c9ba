package org.schoolgate.gateway.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * How much was seen today of what was let through.
 *
 * @param since midnight in London, or the gateway's start if that was later
 */
public record Coverage(Instant since, List<Count> counts) {
    public Coverage {
        requireNonNull(since);
        counts = List.copyOf(counts);
    }

    /** How far something was seen. */
    public enum Depth {
        /** The whole request: address, search, and what sort of file came. */
        WHOLE,
        /** The name of the site, and nothing of what was done there. */
        NAME,
        /** That there was a connection to a name, of which nobody can say what went over it. */
        NOTHING
    }

    /**
     * So many by one edge for one audience.
     *
     * @param audience the profile by which it was judged, or {@link #SEVERAL}, or {@link #NOBODY}
     */
    public record Count(Edge edge, String audience, Depth depth, long count) {
        /** Several people whom one address speaks for. */
        public static final String SEVERAL = "several";

        /** Whoever is known by nothing, for whom help lines are open and little else. */
        public static final String NOBODY = "nobody";

        public Count {
            requireNonNull(edge);
            requireNonNull(audience);
            requireNonNull(depth);
        }
    }
}
