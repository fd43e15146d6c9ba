package org.schoolgate.gateway.feed;

import java.time.Instant;

/**
 * Somebody whom a gateway knows at an address just now, for its technician.
 *
 * @param reader a pseudonym
 * @param source TICKET, LOG_ON or RADIUS
 * @param since when they came
 * @param heardAt when it was last confirmed
 * @param until when it ends by itself
 * @param alone whether the address speaks for nobody else
 */
public record Presence(
        String address, String reader, String source, Instant since, Instant heardAt, Instant until, boolean alone) {
    /** So many at most a gateway tells. */
    public static final int MOST = 10_000;
}
