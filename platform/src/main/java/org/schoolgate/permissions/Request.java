package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What was asked for: which things, for whom, from when until when, and why.
 *
 * @param byDecider the asker could decide others' requests of this kind, so a deputy is wanted at once
 * @param things what is to be allowed, each decided by itself: sites, devices; never none
 * @param evidence what the kind asks besides the reason: field to answer
 * @param again the refused request that this one asks again
 */
public record Request(
        PersonId by,
        String byName,
        boolean byDecider,
        Instant at,
        List<String> things,
        ForWhom forWhom,
        Instant from,
        Instant until,
        String reason,
        Map<String, String> evidence,
        @Nullable PermissionId again) {
    public Request {
        things = List.copyOf(things);
        evidence = Map.copyOf(evidence);
        if (things.isEmpty()) {
            throw new IllegalArgumentException("a request for nothing");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a request without a reason");
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a request from %s until %s".formatted(from, until));
        }
    }
}
