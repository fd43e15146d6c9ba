package org.schoolgate.gateway.proxy;

import java.time.Instant;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;

/**
 * How far tunnels are looked into here.
 *
 * @param inspects whether this gateway has a certificate authority; without one it judges by names
 */
record Modes(boolean inspects) {
    Https.Mode of(Policy policy, Who who, Host host, Instant at) {
        Https.Mode mode = policy.https(who, host, at);
        return mode == Https.Mode.INSPECT && !inspects ? Https.Mode.NAME_ONLY : mode;
    }
}
