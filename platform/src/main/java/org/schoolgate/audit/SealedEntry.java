package org.schoolgate.audit;

import java.time.Instant;
import org.schoolgate.kernel.SchoolId;

/**
 * An entry of the chain with all that its hash was made of, for whoever checks it without this program. What the facts were
 * is not in it, only their digest.
 *
 * @param previous the hash of the entry before it, in hexadecimal
 * @param actor the id of whoever acted; empty where it was the program
 */
public record SealedEntry(
        int version,
        SchoolId school,
        long number,
        String previous,
        Instant at,
        String actor,
        String actorName,
        String kind,
        String subject,
        String factsDigest,
        String hash) {}
