package org.schoolgate.gateway.feed;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A school's own rule about a site, or a part of one, and everything below it.
 *
 * @param host a host, and the path behind it where the rule is about that part alone. A gateway of before there were such takes
 *     it for no host, and leaves the rule out
 * @param audiences for whom; empty is everybody
 * @param from null is always
 * @param until its absolute end, which every grant has; null is until the school changes it
 * @param reason in the words of whoever decided
 * @param decidedBy as a reader knows them: "Ms Okafor", "the school"
 */
public record Rule(
        String id,
        String host,
        Effect effect,
        Source source,
        Set<String> audiences,
        @Nullable Instant from,
        @Nullable Instant until,
        String reason,
        String decidedBy) {

    /** What becomes of the host. */
    public enum Effect {
        ALLOW,
        BLOCK,
        ASK
    }

    /** Where a rule comes from, which decides between two of the same length. */
    public enum Source {
        ESSENTIAL,
        SCHOOL,
        UNBLOCK,
        REPORT,
        PERSONAL
    }

    public Rule {
        audiences = Set.copyOf(audiences);
    }
}
