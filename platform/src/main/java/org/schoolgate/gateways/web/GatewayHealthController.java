package org.schoolgate.gateways.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.FeedVersion;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the school's gateways are, for a program that watches them. */
@RestController
class GatewayHealthController {
    private final Gateways gateways;
    private final Clock clock;

    GatewayHealthController(Gateways gateways, Clock clock) {
        this.gateways = gateways;
        this.clock = clock;
    }

    /** One gateway; times are ISO instants. */
    record Health(
            String id,
            String name,
            String state,
            @Nullable Instant lastContact,
            @Nullable String policyHeld,
            @Nullable String policyNewest,
            @Nullable Instant behindSince,
            long eventsWaiting,
            @Nullable Instant oldestEvent) {}

    @GetMapping("/api/v1/gateways")
    List<Health> index(Actor actor) {
        var newest = tag(gateways.newest(actor));
        return gateways.all(actor).stream()
                .map(gateway -> new Health(
                        gateway.id().toString(),
                        gateway.name(),
                        state(gateway.state(clock.instant())),
                        gateway.health().lastContact(),
                        tag(gateway.health().held()),
                        newest,
                        gateway.health().behindSince(),
                        gateway.health().backlog(),
                        gateway.health().oldestWaiting()))
                .toList();
    }

    private static @Nullable String tag(@Nullable FeedVersion version) {
        return version == null ? null : version.tag();
    }

    private static String state(Gateway.State state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
