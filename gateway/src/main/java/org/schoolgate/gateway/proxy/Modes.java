package org.schoolgate.gateway.proxy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.tls.Authority;
import org.schoolgate.gateway.who.Who;

/**
 * How far tunnels are looked into here.
 *
 * @param authority of this gateway; without one that is ready it judges by names
 */
record Modes(@Nullable Authority authority) {
    Https.Mode of(Policy policy, Who who, Host host, Instant at) {
        Https.Mode mode = policy.https(who, host, at);
        boolean inspects = authority != null && authority.isReady();
        return mode == Https.Mode.INSPECT && !inspects ? Https.Mode.NAME_ONLY : mode;
    }
}
