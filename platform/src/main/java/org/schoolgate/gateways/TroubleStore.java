package org.schoolgate.gateways;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What went wrong at gateways and was told, in the database. */
@Repository
class TroubleStore {
    /** Stands for both where a gateway did not speak at all. */
    private static final String SILENT = "SILENT";

    private static final String ADD = """
            insert into gateway_trouble (school_id, gateway_id, edge, told_at, trouble, began_at)
            values (:school, :gateway, :edge, :at, :trouble, :since)
            """;
    private static final String MENDED = """
            update gateway_trouble set mended_at = :at
            where school_id = :school and gateway_id = :gateway and edge = :edge and told_at = :told
            """;
    private static final String AGAIN = """
            update gateway_trouble set mended_at = null
            where school_id = :school and gateway_id = :gateway and edge = :edge and told_at = :told
            """;
    private static final String SINCE = """
            select * from gateway_trouble
            where school_id = :school and (mended_at is null or mended_at > :since)
            order by told_at desc, edge
            """;
    private static final String OF_ONE = """
            select * from gateway_trouble where school_id = :school and gateway_id = :gateway
            order by told_at desc, edge limit :most
            """;
    private static final String FORGET =
            "delete from gateway_trouble where school_id = :school and mended_at < :before";

    private final JdbcClient jdbc;

    TroubleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, ToldTrouble told) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("gateway", told.gateway().value())
                .param("edge", edge(told))
                .param("at", Timestamp.from(told.toldAt()))
                .param(
                        "trouble",
                        told.trouble() == null ? SILENT : told.trouble().name())
                .param("since", Timestamp.from(told.since()))
                .update();
    }

    void mended(SchoolId school, ToldTrouble told, Instant at) {
        moved(MENDED, school, told).param("at", Timestamp.from(at)).update();
    }

    /** It is so again, and had hardly been mended. */
    void again(SchoolId school, ToldTrouble told) {
        moved(AGAIN, school, told).update();
    }

    private JdbcClient.StatementSpec moved(String sql, SchoolId school, ToldTrouble told) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("gateway", told.gateway().value())
                .param("edge", edge(told))
                .param("told", Timestamp.from(told.toldAt()));
    }

    /** What is so, and what was until a moment ago; newest first. */
    List<ToldTrouble> since(SchoolId school, Instant mended) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(mended))
                .query((row, _) -> told(row))
                .list();
    }

    /** The newest of one gateway, newest first. */
    List<ToldTrouble> ofOne(SchoolId school, GatewayId gateway, int most) {
        return jdbc.sql(OF_ONE)
                .param("school", school.value())
                .param("gateway", gateway.value())
                .param("most", most)
                .query((row, _) -> told(row))
                .list();
    }

    void forget(SchoolId school, Instant before) {
        jdbc.sql(FORGET)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }

    private static String edge(ToldTrouble told) {
        return told.edge() == null ? SILENT : told.edge().name();
    }

    private static ToldTrouble told(ResultSet row) throws SQLException {
        var edge = row.getString("edge");
        var trouble = row.getString("trouble");
        return new ToldTrouble(
                new GatewayId(row.getObject("gateway_id", UUID.class)),
                edge.equals(SILENT) ? null : Edge.valueOf(edge),
                trouble.equals(SILENT) ? null : Trouble.valueOf(trouble),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("told_at").toInstant(),
                instantOrNull(row, "mended_at"));
    }
}
