package org.schoolgate.gateway.share;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** So many connections may be open at once, and no more. */
public final class Connections {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Connections(int most) {
        this.most = most;
    }

    /** Whether there is one for this connection, which then has it until it is closed. */
    public boolean take(Channel connection) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        connection.closeFuture().addListener(_ -> taken.decrementAndGet());
        return true;
    }

    public int most() {
        return most;
    }
}
