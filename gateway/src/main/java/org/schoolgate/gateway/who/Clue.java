package org.schoolgate.gateway.who;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of whoever sent it. Asked again later, it may speak for somebody else, or for nobody.
 *
 * @param token SHA-256 of the proxy token that it carried, in lower-case hex
 * @param address where it came from
 * @param port of the proxy by which it came; 0 where it came otherwise
 */
public record Clue(@Nullable String token, InetAddress address, int port) {
    /** Of what came otherwise than by a port of the proxy that its device was given. */
    public Clue(@Nullable String token, InetAddress address) {
        this(token, address, 0);
    }
}
