package org.schoolgate.gateways;

import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How gateways said last that they are, in the database. */
@Repository
class HealthStore {
    private static final String TOLD = """
            insert into gateway_health (school_id, gateway_id, told_at, faults, faulty_since, health)
            values (:school, :gateway, :at, :faults, :since, :health::jsonb)
            on conflict (school_id, gateway_id) do update set told_at = excluded.told_at, faults = excluded.faults,
              faulty_since = excluded.faulty_since, health = excluded.health
            """;
    private static final String ALL =
            "select gateway_id, told_at, health from gateway_health where school_id = :school";

    private final JdbcClient jdbc;

    HealthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void told(SchoolId school, GatewayId gateway, GatewayHealth health, Instant at) {
        var faults = health.edges().stream()
                .filter(edge -> edge.state() == EdgeHealth.State.FAULT)
                .toList();
        jdbc.sql(TOLD)
                .param("school", school.value())
                .param("gateway", gateway.value())
                .param("at", Timestamp.from(at))
                .param("faults", faults.size())
                .param(
                        "since",
                        timestamp(faults.stream()
                                .map(EdgeHealth::since)
                                .min(Comparator.naturalOrder())
                                .orElse(null)),
                        Types.TIMESTAMP)
                .param("health", Feed.JSON.writeValueAsString(health))
                .update();
    }

    Map<GatewayId, ToldHealth> all(SchoolId school) {
        var all = new HashMap<GatewayId, ToldHealth>();
        jdbc.sql(ALL).param("school", school.value()).query(row -> {
            all.put(
                    new GatewayId(row.getObject("gateway_id", UUID.class)),
                    new ToldHealth(
                            row.getTimestamp("told_at").toInstant(),
                            Feed.JSON.readValue(row.getString("health"), GatewayHealth.class)));
        });
        return all;
    }
}
