package org.schoolgate.gateway.proxy;

import java.time.Duration;

/**
 * How long a peer may take.
 *
 * @param head a client, to send a whole request head once it has begun
 * @param idle a client, to move a byte, between requests and within them
 * @param connect an origin, to accept a connection
 * @param answer an origin, to move a byte of its answer
 * @param tunnel both ends of a tunnel, to say nothing
 * @param spare an origin connection that nobody uses
 */
public record Patience(
        Duration head, Duration idle, Duration connect, Duration answer, Duration tunnel, Duration spare) {
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(15),
            Duration.ofSeconds(330),
            Duration.ofSeconds(10),
            Duration.ofSeconds(300),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30));
}
