package org.schoolgate.gateway.who;

import java.net.InetAddress;
import java.time.Instant;

/**
 * Somebody who is known at an address just now.
 *
 * @param since when they came
 * @param seenAt when the source, or the traffic of a ticket's address, last said so
 * @param until when it ends by itself
 * @param alone whether the address speaks for nobody else; where it does, the strictest rules of all hold there
 */
public record Sighting(
        InetAddress address,
        String reader,
        Source source,
        Instant since,
        Instant seenAt,
        Instant until,
        boolean alone) {}
