package org.schoolgate.gateway.feed;

import java.time.Instant;

/** A one-use ticket that a browser carried from the platform to the gateway's own address. */
public record Ticket(String ticket) {
    /** Whose it was: from now on the browser's address speaks for this reader, at most until the end. */
    public record Redeemed(String reader, String session, Instant until) {}
}
