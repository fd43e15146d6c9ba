package org.schoolgate.gateways;

import static org.schoolgate.tenancy.Moments.instantOrNull;
import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Registered gateways in the database. */
@Repository
class GatewayStore {
    private static final String ADD = """
            insert into gateway
              (school_id, gateway_id, number, name, address, token_hash, token_made_at, registered_at, registered_by)
            select :school, :id, coalesce(max(number), 0) + 1, :name, :address, :hash, :at, :at, :by
            from gateway where school_id = :school
            """;
    private static final String NAMED = """
            select exists (
              select 1 from gateway
              where school_id = :school and lower(name) = lower(:name) and revoked_at is null and gateway_id <> :except)
            """;
    private static final String HOW_THEY_ARE = """
            select gateway.*, faults, faulty_since from gateway
            left join gateway_health using (school_id, gateway_id)
            where school_id = :school
            """;
    private static final String ALL = HOW_THEY_ARE + "order by revoked_at is not null, lower(name), number";
    private static final String ONE = HOW_THEY_ARE + "and gateway_id = :id";
    private static final String LOCKED = ONE + " for update of gateway";
    private static final String CHANGE = """
            update gateway set name = :name, address = :address where school_id = :school and gateway_id = :id
            """;
    private static final String REPLACE_TOKEN = """
            update gateway set token_hash = :hash, token_made_at = :at where school_id = :school and gateway_id = :id
            """;
    private static final String REVOKE = """
            update gateway set revoked_at = :at, token_hash = :hash where school_id = :school and gateway_id = :id
            """;
    private static final String BY_TOKEN = """
            select gateway_id, number, name, token_hash, token_made_at from gateway
            where school_id = :school and token_hash = :hash and revoked_at is null
            """;
    private static final String IS_KNOWN = """
            select exists (
              select 1 from gateway
              where school_id = :school and gateway_id = :id and revoked_at is null and token_made_at = :tokenMadeAt)
            """;
    private static final String CALLED = """
            update gateway set
              last_contact = :now,
              held_epoch = coalesce(:heldEpoch, held_epoch),
              held_version = coalesce(:heldVersion, held_version),
              behind_since = case when exists (
                select 1 from feed_version feed
                where feed.school_id = :school
                  and (feed.epoch, feed.n) > (coalesce(:heldEpoch, held_epoch), coalesce(:heldVersion, held_version)))
                then coalesce(behind_since, :now) end,
              backlog = coalesce(:backlog, backlog),
              oldest_waiting = case when :backlog::bigint is null then oldest_waiting else :oldest end,
              canaries = coalesce(:canaries, canaries),
              ports = coalesce(:ports::int[], ports)
            where school_id = :school and gateway_id = :id and revoked_at is null and token_made_at = :tokenMadeAt
            """;

    private final JdbcClient jdbc;

    GatewayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            SchoolId school,
            GatewayId id,
            String name,
            @Nullable String address,
            byte[] hash,
            Instant at,
            @Nullable PersonId by) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", id.value())
                .param("name", name)
                .param("address", address)
                .param("hash", hash)
                .param("at", Timestamp.from(at))
                .param("by", by == null ? null : by.value(), Types.OTHER)
                .update();
    }

    /** Whether a gateway in use has this name. */
    boolean named(SchoolId school, String name, GatewayId except) {
        return jdbc.sql(NAMED)
                .param("school", school.value())
                .param("name", name)
                .param("except", except.value())
                .query(Boolean.class)
                .single();
    }

    List<Gateway> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> gateway(row))
                .list();
    }

    Optional<Gateway> find(SchoolId school, GatewayId id) {
        return one(ONE, school, id);
    }

    Optional<Gateway> lock(SchoolId school, GatewayId id) {
        return one(LOCKED, school, id);
    }

    private Optional<Gateway> one(String sql, SchoolId school, GatewayId id) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> gateway(row))
                .optional();
    }

    void change(SchoolId school, GatewayId id, String name, @Nullable String address) {
        jdbc.sql(CHANGE)
                .param("school", school.value())
                .param("id", id.value())
                .param("name", name)
                .param("address", address)
                .update();
    }

    void replaceToken(SchoolId school, GatewayId id, byte[] hash, Instant at) {
        jdbc.sql(REPLACE_TOKEN)
                .param("school", school.value())
                .param("id", id.value())
                .param("hash", hash)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** @param hash of nothing that anybody holds */
    void revoke(SchoolId school, GatewayId id, byte[] hash, Instant at) {
        jdbc.sql(REVOKE)
                .param("school", school.value())
                .param("id", id.value())
                .param("hash", hash)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** A gateway in use, and the hash of its token in hexadecimal. */
    record Holder(CallingGateway gateway, String hash) {}

    Optional<Holder> byToken(SchoolId school, byte[] hash) {
        return jdbc.sql(BY_TOKEN)
                .param("school", school.value())
                .param("hash", hash)
                .query((row, _) -> new Holder(
                        new CallingGateway(
                                school,
                                new GatewayId(row.getObject("gateway_id", UUID.class)),
                                row.getInt("number"),
                                row.getString("name"),
                                row.getTimestamp("token_made_at").toInstant()),
                        HexFormat.of().formatHex(row.getBytes("token_hash"))))
                .optional();
    }

    /** Whether its token still opens something. */
    boolean isKnown(CallingGateway gateway) {
        return jdbc.sql(IS_KNOWN)
                .param("school", gateway.school().value())
                .param("id", gateway.id().value())
                .param("tokenMadeAt", Timestamp.from(gateway.tokenMadeAt()))
                .query(Boolean.class)
                .single();
    }

    /** Notes what a gateway says of itself; false if its token opens nothing any more. */
    boolean called(CallingGateway gateway, Instant now, GatewayReport report) {
        var held = report.held();
        return jdbc.sql(CALLED)
                        .param("school", gateway.school().value())
                        .param("id", gateway.id().value())
                        .param("tokenMadeAt", Timestamp.from(gateway.tokenMadeAt()))
                        .param("now", Timestamp.from(now))
                        .param("heldEpoch", held == null ? null : held.epoch(), Types.BIGINT)
                        .param("heldVersion", held == null ? null : held.number(), Types.BIGINT)
                        .param("backlog", report.backlog(), Types.BIGINT)
                        .param("oldest", timestamp(report.oldest()), Types.TIMESTAMP)
                        .param("canaries", report.canaries(), Types.VARCHAR)
                        .param("ports", report.ports() == null ? null : "{" + report.ports() + "}", Types.VARCHAR)
                        .update()
                == 1;
    }

    private static Gateway gateway(ResultSet row) throws SQLException {
        long epoch = row.getLong("held_epoch");
        var held = row.wasNull() ? null : new FeedVersion(epoch, row.getLong("held_version"));
        return new Gateway(
                new GatewayId(row.getObject("gateway_id", UUID.class)),
                row.getInt("number"),
                row.getString("name"),
                row.getString("address"),
                row.getTimestamp("registered_at").toInstant(),
                row.getTimestamp("token_made_at").toInstant(),
                instantOrNull(row, "revoked_at"),
                new Gateway.Health(
                        instantOrNull(row, "last_contact"),
                        held,
                        instantOrNull(row, "behind_since"),
                        row.getLong("backlog"),
                        instantOrNull(row, "oldest_waiting"),
                        row.getString("canaries"),
                        List.of((Integer[]) row.getArray("ports").getArray()),
                        row.getInt("faults"),
                        instantOrNull(row, "faulty_since")));
    }
}
