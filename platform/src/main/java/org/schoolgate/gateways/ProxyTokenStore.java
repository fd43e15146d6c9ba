package org.schoolgate.gateways;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Proxy tokens in the database, by their hashes. */
@Repository
class ProxyTokenStore {
    private static final String ADD = """
            insert into proxy_token (school_id, token_id, person_id, device, hash, issued_at, issued_by)
            values (:school, :id, :person, :device, :hash, :at, :by)
            """;
    private static final String LOCK =
            "select * from proxy_token where school_id = :school and token_id = :id for update";
    private static final String REVOKE = """
            update proxy_token set revoked_at = :at, revoked_by = :by
            where school_id = :school and token_id = :id and revoked_at is null
            """;
    private static final String OF_PEOPLE = """
            select * from proxy_token where school_id = :school and person_id = any(:people)
            order by revoked_at is not null, issued_at desc, token_id
            """;
    private static final String HOLDERS =
            "select distinct person_id from proxy_token where school_id = :school and revoked_at is null";
    private static final String IN_FORCE =
            "select hash, person_id from proxy_token where school_id = :school and revoked_at is null";
    private static final String DEVICES = """
            select encode(substring(hash for 4), 'hex') as mark, device from proxy_token where school_id = :school
            """;

    private final JdbcClient jdbc;

    ProxyTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, ProxyToken token, byte[] hash, @Nullable PersonId by) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", token.id())
                .param("person", token.person().value())
                .param("device", token.device())
                .param("hash", hash)
                .param("at", Timestamp.from(token.issuedAt()))
                .param("by", by == null ? null : by.value(), Types.OTHER)
                .update();
    }

    Optional<ProxyToken> lock(SchoolId school, UUID id) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> token(row))
                .optional();
    }

    void revoke(SchoolId school, UUID id, Instant at, @Nullable PersonId by) {
        jdbc.sql(REVOKE)
                .param("school", school.value())
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("by", by == null ? null : by.value(), Types.OTHER)
                .update();
    }

    /** All that these people ever had, those in force first, the newest first. */
    List<ProxyToken> of(SchoolId school, Collection<PersonId> people) {
        return jdbc.sql(OF_PEOPLE)
                .param("school", school.value())
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, _) -> token(row))
                .list();
    }

    /** Whoever has one in force. */
    List<PersonId> holders(SchoolId school) {
        return jdbc.sql(HOLDERS)
                .param("school", school.value())
                .query((row, _) -> person(row))
                .list();
    }

    /** The hashes of those in force, in lower-case hexadecimal, and whom they stand for. */
    Map<String, PersonId> inForce(SchoolId school) {
        return jdbc
                .sql(IN_FORCE)
                .param("school", school.value())
                .query((row, _) -> Map.entry(HexFormat.of().formatHex(row.getBytes("hash")), person(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The devices by the first eight digits of the hash, by which a gateway names the token that it was shown. */
    Map<String, String> devices(SchoolId school) {
        return jdbc
                .sql(DEVICES)
                .param("school", school.value())
                .query((row, _) -> Map.entry(row.getString("mark"), row.getString("device")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    private static PersonId person(ResultSet row) throws SQLException {
        return new PersonId(row.getObject("person_id", UUID.class));
    }

    private static ProxyToken token(ResultSet row) throws SQLException {
        var revoked = row.getTimestamp("revoked_at");
        return new ProxyToken(
                row.getObject("token_id", UUID.class),
                person(row),
                row.getString("device"),
                row.getTimestamp("issued_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
