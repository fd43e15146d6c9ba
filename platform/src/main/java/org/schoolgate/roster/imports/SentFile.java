package org.schoolgate.roster.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file in the list of those that were sent.
 *
 * @param result what it did; null unless it was applied
 */
public record SentFile(
        ImportId id,
        String fileName,
        Instant sentAt,
        String sentBy,
        Standing standing,
        RosterImport.@Nullable Result result) {}
