package org.schoolgate.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * Somebody's wish to know who wrote what a case follows from.
 *
 * @param danger whether they needed to know at once, to protect a child, and asked nobody
 * @param decision null while it waits
 */
public record TellerRequest(
        UUID id,
        CaseId of,
        PersonId askedBy,
        String askedByName,
        Instant askedAt,
        String reason,
        boolean danger,
        @Nullable Decision decision) {
    /**
     * What a second person said.
     *
     * @param until how long the one who asked may read it; null where they may not
     * @param quiet whether whoever wrote it is not told
     */
    public record Decision(
            String by, Instant at, String reason, @Nullable Instant until, boolean quiet) {
        public boolean isRelease() {
            return until != null;
        }
    }

    public boolean isWaiting() {
        return decision == null;
    }

    boolean opensTo(PersonId reader, Instant now) {
        return askedBy.equals(reader) && decision != null && decision.until() != null && now.isBefore(decision.until());
    }
}
