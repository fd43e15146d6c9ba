package org.schoolgate.messages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Somebody's stay by a one-time link.
 *
 * @param subject what the link is about, as its issuer wrote it: {@code round:<id>}
 * @param patterns the paths that it opens, and no others
 */
public record Visit(
        UUID id,
        UUID link,
        SchoolId school,
        PersonId person,
        String purpose,
        String subject,
        List<String> patterns,
        Proof proof,
        Instant until) {}
