package org.schoolgate.gateway.who;

import java.time.Instant;
import org.schoolgate.gateway.feed.Ticket;

/**
 * That an address speaks for a reader.
 *
 * @param session what ends it: the platform's session, or the name that the source has for it
 * @param until when it ends at the latest, if nobody says so again
 */
public record Claim(Source source, String reader, String session, Instant until) {
    public static Claim of(Ticket.Redeemed ticket) {
        return new Claim(Source.TICKET, ticket.reader(), ticket.session(), ticket.until());
    }
}
