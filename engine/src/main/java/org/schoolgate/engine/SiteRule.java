package org.schoolgate.engine;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A school's own rule for a host and everything below it.
 *
 * @param host any spelling that {@link Host#of} reads; kept canonical
 * @param audiences whom it is for; empty means everybody
 * @param from the first instant at which it holds; null means always
 * @param until the first instant at which it holds no more; null means no end
 */
public record SiteRule(
        String id,
        String host,
        Effect effect,
        Source source,
        Set<String> audiences,
        @Nullable Instant from,
        @Nullable Instant until,
        String reason) {

    /** What a rule does with a request. */
    public enum Effect {
        ALLOW,
        BLOCK,
        ASK
    }

    /** Where a rule comes from, and so what it may do. */
    public enum Source {
        /** A help line or a service that nobody may close: allows. */
        ESSENTIAL,
        /** The school's standing rules. */
        SCHOOL,
        /** A decided request to open a site for some readers and some time: allows. */
        UNBLOCK,
        /** A member of staff found the site unsuitable: blocks until decided. */
        REPORT,
        /** A reader found the site unsuitable: blocks for that reader. */
        PERSONAL
    }

    public SiteRule {
        host = switch (Host.of(host)) {
            case Host.Name(var name) -> name;
            case Host.Address(var address) -> address;
            case Host.Malformed(var why) -> throw new IllegalArgumentException("rule " + id + ": " + why);
        };
        boolean possible = switch (source) {
            case SCHOOL -> true;
            case ESSENTIAL, UNBLOCK -> effect == Effect.ALLOW;
            case REPORT -> effect == Effect.BLOCK;
            case PERSONAL -> effect == Effect.BLOCK && !audiences.isEmpty();
        };
        if (!possible) {
            throw new IllegalArgumentException(
                    "rule " + id + ": " + source + " for " + audiences + " does not " + effect);
        }
        audiences = Set.copyOf(audiences);
    }

    /** Why this rule does not hold for a reader of these audiences at this instant; null when it does. */
    @Nullable
    String against(Set<String> readers, Instant at) {
        if (from != null && at.isBefore(from)) {
            return "begins at " + from;
        }
        if (until != null && !at.isBefore(until)) {
            return "ended at " + until;
        }
        if (!audiences.isEmpty() && audiences.stream().noneMatch(readers::contains)) {
            return "for other readers";
        }
        return null;
    }

    /** Which of two rules for the same host goes first: what somebody found unsuitable before what somebody opened. */
    int order() {
        return switch (source) {
            case ESSENTIAL -> 0;
            case REPORT -> 1;
            case PERSONAL -> 2;
            case UNBLOCK -> 3;
            case SCHOOL ->
                switch (effect) {
                    case BLOCK -> 4;
                    case ASK -> 5;
                    case ALLOW -> 6;
                };
        };
    }
}
