package org.schoolgate.gateway.feed;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request that a gateway saw, and what it did with it.
 *
 * @param epoch the gateway's own: a new one each time that its journal begins anew; with the sequence it names the event
 * @param reader a pseudonym; null where nobody is known
 * @param address the client's
 * @param path null for a tunnel, of which only the name is seen
 * @param answer allow, block, ask, malformed, shut (the reader's access), unknown (nobody and no place),
 *     inside (an address that is not to be reached), or failed (the site did not answer)
 * @param bytes of the answer's body, or what a tunnel carried down, known when the event was written
 * @param millis until the first byte of the answer
 * @param evidence how the reader was known; by a token, {@code token} and the first eight digits of its digest
 */
public record SeenEvent(
        long epoch,
        long sequence,
        Instant at,
        @Nullable String reader,
        @Nullable String session,
        String address,
        String method,
        String host,
        @Nullable String path,
        int port,
        String answer,
        Set<String> categories,
        String rule,
        long policyEpoch,
        long policyVersion,
        long bytes,
        int millis,
        String evidence) {
    public SeenEvent {
        categories = Set.copyOf(categories);
    }
}
