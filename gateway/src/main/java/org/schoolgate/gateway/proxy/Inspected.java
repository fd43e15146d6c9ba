package org.schoolgate.gateway.proxy;

import org.schoolgate.engine.Host;
import org.schoolgate.gateway.who.Clue;

/**
 * A tunnel that is looked into: whatever is asked for in it is asked for by whoever opened it.
 *
 * @param host whose certificate the client was shown
 */
record Inspected(Exchange tunnel, Host host, int port, Clue clue) {
    /** Where its certificate is to be seen. */
    Host leads() {
        return tunnel.named == null ? tunnel.leads() : host;
    }

    /** Something was asked for in it, which is recorded by itself. */
    void spokenIn() {
        tunnel.toRecord();
    }
}
