package org.schoolgate.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The chains in the database. A chain's head is one row a school, and whoever seals locks it first. */
@Repository
class AuditStore {
    static final String NOTHING_BEFORE = "00".repeat(32);

    private static final String BEGIN = """
            insert into audit_head (school_id, number, hash) values (:school, 0, :nothing)
            on conflict (school_id) do nothing
            """;
    private static final String LOCK_HEAD = "select number, hash from audit_head where school_id = :school for update";
    private static final String HEAD = "select number, hash from audit_head where school_id = :school";
    private static final String MOVE_HEAD =
            "update audit_head set number = :number, hash = :hash where school_id = :school";
    private static final String ADD = """
            insert into audit_entry
              (school_id, number, version, at, actor, actor_name, kind, subject, facts, facts_digest, previous, hash)
            values
              (:school, :number, :version, :at, :actor, :actorName, :kind, :subject, :facts::jsonb, :digest, :previous, :hash)
            """;
    private static final String ALL = "select * from audit_entry where school_id = :school order by number";
    private static final String NEWEST = """
            select * from audit_entry
            where school_id = :school and number < :before and (:kind = '' or starts_with(kind, :kind))
              and at >= :from::timestamptz and at < :until::timestamptz
            order by number desc limit :most
            """;

    /** The index of cases holds them alone, so this says once more that it is one. */
    private static final String OF_CASE = """
            select * from audit_entry
            where school_id = :school and subject = :subject and subject like 'case:%'
            order by number
            """;

    private static final String ABOUT = """
            select actor, actor_name, count(*) as times, max(at) as last from (
              select actor, actor_name, at from audit_entry
              where school_id = :school and subject = :subject and subject like 'case:%' and kind = :kind
                and at >= :from and actor is not null
              order by number desc limit :most) lately
            group by actor, actor_name order by last desc
            """;
    private static final String KINDS = "select distinct kind from audit_entry where school_id = :school order by kind";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Head(long number, String hash) {}

    /** A sealed entry as its row says it, with all that its hash was made of. */
    record Row(AuditEntry entry, int version, String actor, String factsDigest, String previous) {}

    /** The head, locked until the transaction ends; made first if this chain has none. */
    Head lockHead(SchoolId school) {
        jdbc.sql(BEGIN)
                .param("school", school.value())
                .param("nothing", bytes(NOTHING_BEFORE))
                .update();
        return jdbc.sql(LOCK_HEAD)
                .param("school", school.value())
                .query((row, _) -> new Head(row.getLong("number"), hex(row, "hash")))
                .single();
    }

    Optional<Head> head(SchoolId school) {
        return jdbc.sql(HEAD)
                .param("school", school.value())
                .query((row, _) -> new Head(row.getLong("number"), hex(row, "hash")))
                .optional();
    }

    void moveHead(SchoolId school, Head head) {
        jdbc.sql(MOVE_HEAD)
                .param("school", school.value())
                .param("number", head.number())
                .param("hash", bytes(head.hash()))
                .update();
    }

    void add(SchoolId school, Row row, Map<String, String> facts) {
        var entry = row.entry();
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("number", entry.number())
                .param("version", row.version())
                .param("at", Timestamp.from(entry.at()))
                .param("actor", entry.actor() == null ? null : entry.actor().value())
                .param("actorName", entry.actorName())
                .param("kind", entry.kind())
                .param("subject", entry.subject())
                .param("facts", json.writeValueAsString(facts))
                .param("digest", bytes(row.factsDigest()))
                .param("previous", bytes(row.previous()))
                .param("hash", bytes(entry.hash()))
                .update();
    }

    void each(SchoolId school, Consumer<Row> reader) {
        try (var rows = jdbc.sql(ALL).param("school", school.value()).query((row, _) -> row(row)).stream()) {
            rows.forEach(reader);
        }
    }

    /** The newest between two moments, of which null is the beginning and the end of time. */
    List<AuditEntry> newest(
            SchoolId school, String kind, @Nullable Instant from, @Nullable Instant until, long before, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("kind", kind)
                .param("from", from == null ? "-infinity" : from.toString())
                .param("until", until == null ? "infinity" : until.toString())
                .param("before", before)
                .param("most", most)
                .query((row, _) -> row(row).entry())
                .list();
    }

    List<Row> ofCase(SchoolId school, String subject) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("subject", subject)
                .query((row, _) -> row(row))
                .list();
    }

    /** Who did that to a case since a moment, of the last times the given number. */
    List<AuditTrail.Doing> doings(SchoolId school, String subject, String kind, Instant from, int most) {
        return jdbc.sql(ABOUT)
                .param("school", school.value())
                .param("subject", subject)
                .param("kind", kind)
                .param("from", Timestamp.from(from))
                .param("most", most)
                .query((row, _) -> new AuditTrail.Doing(
                        new PersonId(row.getObject("actor", UUID.class)),
                        row.getString("actor_name"),
                        row.getInt("times"),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    List<String> kinds(SchoolId school) {
        return jdbc.sql(KINDS)
                .param("school", school.value())
                .query(String.class)
                .list();
    }

    private Row row(ResultSet row) throws SQLException {
        var actor = row.getObject("actor", UUID.class);
        var facts = row.getString("facts");
        return new Row(
                new AuditEntry(
                        row.getLong("number"),
                        row.getTimestamp("at").toInstant(),
                        actor == null ? null : new PersonId(actor),
                        row.getString("actor_name"),
                        row.getString("kind"),
                        row.getString("subject"),
                        Optional.ofNullable(facts)
                                .map(text -> json.readValue(text, new TypeReference<Map<String, String>>() {})),
                        hex(row, "hash")),
                row.getInt("version"),
                actor == null ? "" : actor.toString(),
                hex(row, "facts_digest"),
                hex(row, "previous"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        return HexFormat.of().formatHex(row.getBytes(column));
    }
}
