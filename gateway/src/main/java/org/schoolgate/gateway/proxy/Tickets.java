package org.schoolgate.gateway.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Ticket;

/** Where the ticket that a browser carries is redeemed, once; it may take its time. */
public interface Tickets {
    /** Whose the ticket was; null where it is unknown, used or too old. */
    Ticket.@Nullable Redeemed redeem(String ticket) throws IOException, InterruptedException;
}
