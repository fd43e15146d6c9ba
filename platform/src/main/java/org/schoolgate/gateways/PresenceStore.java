package org.schoolgate.gateways;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is where, in the database: the last word of each gateway. */
@Repository
class PresenceStore {
    private static final String TOLD = """
            insert into gateway_presence (school_id, gateway_id, told_at, presences)
            values (:school, :gateway, :at, :presences::jsonb)
            on conflict (school_id, gateway_id) do update set told_at = excluded.told_at, presences = excluded.presences
            """;
    private static final String SINCE = """
            select told_at, presences, gateway.name from gateway_presence
            join gateway using (school_id, gateway_id)
            where school_id = :school and told_at > :since and revoked_at is null
            order by gateway.name
            """;

    private final JdbcClient jdbc;

    PresenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one gateway said. */
    record Told(String gateway, Instant at, List<Presence> presences) {}

    void told(SchoolId school, GatewayId gateway, List<Presence> presences, Instant at) {
        jdbc.sql(TOLD)
                .param("school", school.value())
                .param("gateway", gateway.value())
                .param("at", Timestamp.from(at))
                .param("presences", Feed.JSON.writeValueAsString(presences))
                .update();
    }

    List<Told> since(SchoolId school, Instant since) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .query((row, _) -> new Told(
                        row.getString("name"),
                        row.getTimestamp("told_at").toInstant(),
                        List.of(Feed.JSON.readValue(row.getString("presences"), Presence[].class))))
                .list();
    }
}
