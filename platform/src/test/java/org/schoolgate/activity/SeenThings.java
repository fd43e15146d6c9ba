package org.schoolgate.activity;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;

/** Puts requests into a school's record as a gateway would hand them over. */
final class SeenThings {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final EventIntake intake;
    private final Pseudonyms pseudonyms;
    private final SchoolId school;
    private final CallingGateway gateway;

    SeenThings(EventIntake intake, Pseudonyms pseudonyms, SchoolId school) {
        this.intake = intake;
        this.pseudonyms = pseudonyms;
        this.school = school;
        this.gateway = new CallingGateway(school, GatewayId.random(), 1, "Edge", Instant.EPOCH);
    }

    void see(@Nullable PersonId reader, Instant at, String host, String answer) {
        see(reader, at, host, "/", answer, "10.1.2.3", "token 1a2b3c4d");
    }

    void see(
            @Nullable PersonId reader,
            Instant at,
            String host,
            @Nullable String path,
            String answer,
            String address,
            String evidence) {
        var rule = answer.equals("block") ? "category gambling" : "default";
        see(reader, at, host, path, answer, rule, address, evidence);
    }

    /** Somebody reached a site because that rule opened it. */
    void reach(PersonId reader, Instant at, String host, String rule) {
        see(reader, at, host, "/", "allow", rule, "10.1.2.3", "token 1a2b3c4d");
    }

    private void see(
            @Nullable PersonId reader,
            Instant at,
            String host,
            @Nullable String path,
            String answer,
            String rule,
            String address,
            String evidence) {
        Tenants.within(school, () -> {
            var event = new SeenEvent(
                    1,
                    NUMBERS.incrementAndGet(),
                    at,
                    reader == null ? null : pseudonyms.of(school, reader),
                    null,
                    address,
                    "GET",
                    host,
                    path,
                    80,
                    answer,
                    answer.equals("block") ? Set.of("gambling") : Set.of(),
                    rule,
                    1,
                    1,
                    100,
                    5,
                    evidence);
            return intake.take(
                    gateway,
                    (Feed.JSON.writeValueAsString(event) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    }
}
