package org.schoolgate.gateway.health;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;

/**
 * Clients with whom something is wrong, until each is heard well again, or for half an hour has not been heard at all: one
 * that was switched off would be at fault for ever. Bounded; asking after a client costs nothing while none is in trouble.
 */
final class TroubledClients {
    private static final Duration FADES = Duration.ofMinutes(30);
    private static final int MOST = 256;

    private final Map<InetAddress, Meter.Noted> clients = new ConcurrentHashMap<>();
    private final Clock clock;

    TroubledClients(Clock clock) {
        this.clock = clock;
    }

    void wrong(InetAddress client, Trouble trouble) {
        if (clients.size() < MOST || clients.containsKey(client)) {
            clients.put(client, new Meter.Noted(trouble, clock.instant()));
        }
    }

    void well(InetAddress client) {
        if (!clients.isEmpty()) {
            clients.remove(client);
        }
    }

    /** What is wrong with one of them; null where all are well. */
    @Nullable
    Trouble trouble() {
        Instant from = clock.instant().minus(FADES);
        clients.values().removeIf(noted -> noted.at().isBefore(from));
        return clients.values().stream()
                .map(Meter.Noted::trouble)
                .min(Trouble::compareTo)
                .orElse(null);
    }
}
