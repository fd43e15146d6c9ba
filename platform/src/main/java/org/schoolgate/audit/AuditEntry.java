package org.schoolgate.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * One thing that happened, as the chain holds it.
 *
 * @param number its place in the school's chain, from 1
 * @param hash in hexadecimal
 * @param facts empty when they were erased at their retention date
 */
public record AuditEntry(
        long number,
        Instant at,
        @Nullable PersonId actor,
        String actorName,
        String kind,
        String subject,
        Optional<Map<String, String>> facts,
        String hash) {}
