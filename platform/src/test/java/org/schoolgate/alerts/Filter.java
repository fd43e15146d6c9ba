package org.schoolgate.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;

/** A gateway of a school, as far as a test needs it: it writes down what it saw and hands it over. */
final class Filter {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final EventIntake intake;
    private final Pseudonyms pseudonyms;
    private final CallingGateway gateway;

    Filter(EventIntake intake, Pseudonyms pseudonyms, SchoolId school, int number) {
        this.intake = intake;
        this.pseudonyms = pseudonyms;
        this.gateway = new CallingGateway(school, GatewayId.random(), number, "Edge " + number, Instant.EPOCH);
    }

    String ref(PersonId person) {
        return Tenants.within(gateway.school(), () -> pseudonyms.of(gateway.school(), person));
    }

    /** Somebody is refused a site that is on a list. */
    SeenEvent refused(@Nullable PersonId reader, Instant at, String host, String list) {
        return event(reader, at, host, "/page?id=7", "block", Set.of(list), "category " + list);
    }

    /** Somebody asks for a name on the illegal list. */
    SeenEvent illegal(@Nullable PersonId reader, Instant at, String host) {
        return event(reader, at, host, "/private/page", "block", Set.of(), "illegal");
    }

    SeenEvent searched(@Nullable PersonId reader, Instant at, String words) {
        return event(
                reader, at, "search.example", "/search?q=" + words.replace(' ', '+'), "allow", Set.of(), "default");
    }

    SeenEvent event(
            @Nullable PersonId reader,
            Instant at,
            String host,
            @Nullable String path,
            String answer,
            Set<String> categories,
            String rule) {
        return new SeenEvent(
                7,
                NUMBERS.incrementAndGet(),
                at,
                reader == null ? null : ref(reader),
                null,
                "192.0.2.44",
                "GET",
                host,
                path,
                80,
                answer,
                categories,
                rule,
                3,
                12,
                100,
                5,
                "token 1a2b3c4d");
    }

    EventIntake.Taken hands(SeenEvent... events) {
        var lines = Arrays.stream(events).map(Feed.JSON::writeValueAsString).collect(Collectors.joining("\n"));
        return Tenants.within(gateway.school(), () -> intake.take(gateway, lines.getBytes(UTF_8)));
    }
}
