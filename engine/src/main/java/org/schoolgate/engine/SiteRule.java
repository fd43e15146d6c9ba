package org.schoolgate.engine;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A school's own rule for a host, or for a path at it, and everything below.
 *
 * @param site a host in any spelling that {@link Host#of} reads, and a path behind it where the rule is for that alone; kept
 *     canonical
 * @param audiences whom it is for; empty means everybody
 * @param from the first instant at which it holds; null means always
 * @param until the first instant at which it holds no more; null means no end
 */
public record SiteRule(
        String id,
        String site,
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
        int slash = site.indexOf('/');
        String path = slash < 0 ? "" : SitePath.canonical(site.substring(slash));
        site = switch (Host.of(slash < 0 ? site : site.substring(0, slash))) {
            case Host.Name(var name) -> name + path;
            case Host.Address(var address) -> address + path;
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

    /** The host at and below which it holds. */
    String host() {
        return hasPath() ? site.substring(0, site.indexOf('/')) : site;
    }

    /** The path at and below which it holds; empty where it is for the whole site. */
    String path() {
        return site.substring(host().length());
    }

    /** Whether it is for a part of the site only. */
    boolean hasPath() {
        return site.indexOf('/') >= 0;
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

    /** Whether somebody found the site unsuitable, for all or for themselves. */
    boolean isReported() {
        return source == Source.REPORT || source == Source.PERSONAL;
    }

    /** Which of two rules for the same site goes first: what somebody found unsuitable before what somebody opened. */
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
