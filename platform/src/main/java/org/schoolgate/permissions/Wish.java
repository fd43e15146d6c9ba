package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody wants to ask for, before it is a {@link Request}. */
public record Wish(
        String kind,
        List<String> things,
        ForWhom forWhom,
        Instant from,
        Instant until,
        String reason,
        Map<String, String> evidence,
        @Nullable PermissionId again) {
    public Wish {
        things = List.copyOf(things);
        evidence = Map.copyOf(evidence);
    }
}
