package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was given: some or all of the things, until an absolute end.
 *
 * @param ticket where a provider carries it out; null where none does
 * @param reviewedAt when somebody last looked whether it is still needed; null until then
 * @param noticedAt when its end was announced; null until then
 */
public record Grant(
        Decided decided,
        List<String> things,
        Instant from,
        Instant until,
        @Nullable Ticket ticket,
        @Nullable Instant reviewedAt,
        @Nullable Instant noticedAt) {
    public Grant {
        things = List.copyOf(things);
        if (things.isEmpty()) {
            throw new IllegalArgumentException("a grant of nothing");
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a grant from %s until %s".formatted(from, until));
        }
    }

    /** The last time that somebody looked at it: the decision, or a review since. */
    public Instant lookedAt() {
        return reviewedAt == null ? decided.at() : reviewedAt;
    }

    Grant reviewed(Instant at) {
        return new Grant(decided, things, from, until, ticket, at, noticedAt);
    }

    Grant noticed(Instant at) {
        return new Grant(decided, things, from, until, ticket, reviewedAt, at);
    }

    Grant with(Ticket next) {
        return new Grant(decided, things, from, until, next, reviewedAt, noticedAt);
    }
}
