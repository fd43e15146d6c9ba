package org.schoolgate.alerts;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.activity.Seen;
import org.schoolgate.activity.SeenAnswer;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was noticed and is not graded yet; and the events of signals, which stay. */
@Repository
class NoticedStore {
    private static final String COLUMNS = """
            gateway, epoch, sequence, at, gateway_id, gateway_name, token_made_at, reader, address, method, host, path,
            answer, categories, rule, policy_epoch, policy_version, known_by
            """;
    private static final String VALUES = """
            :gateway, :epoch, :sequence, :at, :gatewayId, :gatewayName, :tokenMadeAt, :reader, :address, :method, :host,
            :path, :answer, :categories, :rule, :policyEpoch, :policyVersion, :knownBy
            """;
    private static final String NOTICE = "insert into alert_noticed (school_id, who, sort, " + COLUMNS
            + ") values (:school, :who, :sort, " + VALUES + ") on conflict do nothing";
    private static final String KEYS = """
            select who, sort from alert_noticed where school_id = :school
            group by who, sort order by min(at) limit 500
            """;
    private static final String TAKE =
            "delete from alert_noticed where school_id = :school and who = :who and sort = :sort" + " returning "
                    + COLUMNS;
    private static final String KEEP = "insert into alert_event (school_id, alert_id, " + COLUMNS
            + ") values (:school, :alert, " + VALUES + ") on conflict do nothing";
    private static final String KEPT =
            "select count(*) from alert_event where school_id = :school and alert_id = :alert";
    private static final String OF =
            "select " + COLUMNS + " from alert_event where school_id = :school and alert_id = :alert and place > :after"
                    + " order by at, gateway, epoch, sequence";
    private static final String LAST_PLACE =
            "select coalesce(max(place), 0) from alert_event where school_id = :school and alert_id = :alert";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batch;

    NoticedStore(JdbcClient jdbc, NamedParameterJdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** Of whom which sort was noticed. */
    record Key(String who, Sort sort) {}

    void add(SchoolId school, Map<Noticed, Sort> noticed) {
        batch.batchUpdate(
                NOTICE,
                noticed.entrySet().stream()
                        .map(one -> values(school, one.getKey())
                                .addValue("who", one.getKey().who())
                                .addValue("sort", one.getValue().name()))
                        .toArray(SqlParameterSource[]::new));
    }

    /** What waits to be graded, by whom and of which sort, the oldest first; a sort of a later program waits for that. */
    List<Key> keys(SchoolId school) {
        return jdbc
                .sql(KEYS)
                .param("school", school.value())
                .query((row, _) -> {
                    var who = row.getString("who");
                    return Sort.named(row.getString("sort")).map(sort -> new Key(who, sort));
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Takes what waits of these, in the order in which it was seen. */
    List<Noticed> take(SchoolId school, Key key) {
        return jdbc
                .sql(TAKE)
                .param("school", school.value())
                .param("who", key.who())
                .param("sort", key.sort().name())
                .query((row, _) -> noticed(row))
                .list()
                .stream()
                .sorted(Comparator.comparing(one -> one.seen().at()))
                .toList();
    }

    /** How many events of a signal are kept. */
    int kept(SchoolId school, AlertId alert) {
        return jdbc.sql(KEPT)
                .param("school", school.value())
                .param("alert", alert.value())
                .query(Integer.class)
                .single();
    }

    void keep(SchoolId school, AlertId alert, List<Noticed> its) {
        batch.batchUpdate(
                KEEP,
                its.stream()
                        .map(one -> values(school, one).addValue("alert", alert.value()))
                        .toArray(SqlParameterSource[]::new));
    }

    /** The kept events of a signal that came after some place, in the order in which they were seen. */
    List<Noticed> of(SchoolId school, AlertId alert, long after) {
        return jdbc.sql(OF)
                .param("school", school.value())
                .param("alert", alert.value())
                .param("after", after)
                .query((row, _) -> noticed(row))
                .list();
    }

    long lastPlace(SchoolId school, AlertId alert) {
        return jdbc.sql(LAST_PLACE)
                .param("school", school.value())
                .param("alert", alert.value())
                .query(Long.class)
                .single();
    }

    private static MapSqlParameterSource values(SchoolId school, Noticed one) {
        var seen = one.seen();
        return new MapSqlParameterSource()
                .addValue("school", school.value())
                .addValue("gateway", seen.gateway())
                .addValue("epoch", seen.epoch())
                .addValue("sequence", seen.sequence())
                .addValue("at", Timestamp.from(seen.at()))
                .addValue("gatewayId", one.gateway().value())
                .addValue("gatewayName", one.gatewayName())
                .addValue("tokenMadeAt", Timestamp.from(one.tokenMadeAt()))
                .addValue("reader", seen.reader())
                .addValue("address", seen.address())
                .addValue("method", seen.method())
                .addValue("host", seen.host())
                .addValue("path", seen.path())
                .addValue("answer", seen.answer().word())
                .addValue("categories", seen.categories().toArray(String[]::new))
                .addValue("rule", seen.rule())
                .addValue("policyEpoch", seen.policyEpoch())
                .addValue("policyVersion", seen.policyVersion())
                .addValue("knownBy", seen.evidence());
    }

    private static Noticed noticed(ResultSet row) throws SQLException {
        return new Noticed(
                new Seen(
                        instant(row, "at"),
                        row.getInt("gateway"),
                        row.getLong("epoch"),
                        row.getLong("sequence"),
                        row.getString("reader"),
                        row.getString("address"),
                        row.getString("method"),
                        row.getString("host"),
                        row.getString("path"),
                        SeenAnswer.of(row.getString("answer")),
                        List.of((String[]) row.getArray("categories").getArray()),
                        row.getString("rule"),
                        row.getLong("policy_epoch"),
                        row.getLong("policy_version"),
                        0,
                        row.getString("known_by")),
                new GatewayId(row.getObject("gateway_id", UUID.class)),
                row.getString("gateway_name"),
                instant(row, "token_made_at"));
    }
}
