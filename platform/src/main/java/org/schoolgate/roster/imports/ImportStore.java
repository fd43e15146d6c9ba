package org.schoolgate.roster.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Told;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Imports and remembered mappings in the database. */
@Repository
class ImportStore {
    private static final String ADD = """
            insert into roster_import (school_id, import_id, file_name, size_bytes, digest, sent_at, sent_by,
              sent_by_name, effective, state, staged, done, total)
            values (:school, :id, :name, :size, :digest, :at, :by, :byName, :effective, :state, :staged::jsonb, 0, 0)
            """;
    private static final String FIND = "select * from roster_import where school_id = :school and import_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String NEWEST = """
            select * from roster_import where school_id = :school order by sent_at desc, import_id limit :most
            """;
    private static final String STAGE = """
            update roster_import set state = :state, staged = :staged::jsonb
            where school_id = :school and import_id = :id
            """;
    private static final String TELL = """
            update roster_import set state = 'WAITING', trouble = null, told_by = :by, told_by_name = :byName,
              told_by_roles = :roles, told_at = :at, fingerprint = :fingerprint, done = 0, total = :total
            where school_id = :school and import_id = :id
            """;
    /** Whoever works on it gives a sign of life now and then; who has not for a while is gone. */
    private static final String CLAIM = """
            update roster_import set state = 'RUNNING', beat_at = :at
            where school_id = :school and import_id = :id
              and (state = 'WAITING' or state = 'RUNNING' and beat_at < :silent)
            """;

    private static final String LEFT_OVER = """
            select import_id from roster_import
            where school_id = :school
              and (state = 'WAITING' and told_at < :silent or state = 'RUNNING' and beat_at < :silent)
            order by told_at
            """;
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('roster-import ' || cast(:school as text), 0))";
    private static final String PROGRESS = """
            update roster_import set done = :done, beat_at = :at
            where school_id = :school and import_id = :id and state = 'RUNNING'
            """;
    private static final String APPLIED = """
            update roster_import set state = 'APPLIED', staged = null, done = total, finished_at = :at,
              result = :result::jsonb
            where school_id = :school and import_id = :id
            """;
    private static final String TROUBLED = """
            update roster_import set state = 'READY', trouble = :trouble, told_by = null, told_by_name = null,
              told_by_roles = null, told_at = null, fingerprint = null, done = 0, total = 0
            where school_id = :school and import_id = :id
            """;
    private static final String PUT_AWAY = """
            update roster_import set state = 'PUT_AWAY', staged = null, finished_at = :at
            where school_id = :school and import_id = :id and state in ('UNMAPPED', 'UNPLACED', 'READY')
            """;
    private static final String PUT_AWAY_OLD = """
            update roster_import set state = 'PUT_AWAY', staged = null, finished_at = :at
            where school_id = :school and sent_at < :before and state in ('UNMAPPED', 'UNPLACED', 'READY')
            """;
    private static final String REMEMBER = """
            insert into column_mapping (school_id, fingerprint, mapping, used_at)
            values (:school, :fingerprint, :mapping::jsonb, :at)
            on conflict (school_id, fingerprint) do update set mapping = excluded.mapping, used_at = excluded.used_at
            """;
    private static final String REMEMBERED =
            "select mapping from column_mapping where school_id = :school and fingerprint = :fingerprint";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An import as its row says it.
     *
     * @param toldBy who told it to be applied, as what they were then; null before
     */
    record Row(
            ImportId id,
            String fileName,
            int size,
            String digest,
            Instant sentAt,
            String sentBy,
            LocalDate effective,
            Standing standing,
            RosterImport.@Nullable Trouble trouble,
            @Nullable Actor toldBy,
            @Nullable Instant toldAt,
            @Nullable String fingerprint,
            int done,
            int total,
            @Nullable Instant finishedAt,
            RosterImport.@Nullable Result result) {}

    void add(Actor actor, Row row, Object staged) {
        jdbc.sql(ADD)
                .param("school", actor.school().value())
                .param("id", row.id().value())
                .param("name", row.fileName())
                .param("size", row.size())
                .param("digest", HexFormat.of().parseHex(row.digest()))
                .param("at", Timestamp.from(row.sentAt()))
                .param("by", actor.personId().map(PersonId::value).orElse(null))
                .param("byName", row.sentBy())
                .param("effective", row.effective())
                .param("state", row.standing().name())
                .param("staged", json.writeValueAsString(staged))
                .update();
    }

    Optional<Row> find(SchoolId school, ImportId id) {
        return at(FIND, school, id).query((row, _) -> row(row, school)).optional();
    }

    /** The same, so that nobody else moves it on meanwhile. */
    Optional<Row> lock(SchoolId school, ImportId id) {
        return at(LOCK, school, id).query((row, _) -> row(row, school)).optional();
    }

    List<Row> newest(SchoolId school, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> row(row, school))
                .list();
    }

    <T> T staged(SchoolId school, ImportId id, Class<T> type) {
        return at(FIND, school, id)
                .query((row, _) -> json.readValue(row.getString("staged"), type))
                .single();
    }

    void stage(SchoolId school, ImportId id, Standing standing, Object staged) {
        at(STAGE, school, id)
                .param("state", standing.name())
                .param("staged", json.writeValueAsString(staged))
                .update();
    }

    void tell(Actor actor, ImportId id, String fingerprint, int total, Instant now) {
        at(TELL, actor.school(), id)
                .param("by", actor.personId().map(PersonId::value).orElse(null))
                .param("byName", actor.name())
                .param("roles", Told.roles(actor))
                .param("at", Timestamp.from(now))
                .param("fingerprint", fingerprint)
                .param("total", total)
                .update();
    }

    /** Takes the work up; false if somebody has it, or it is done. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean claim(SchoolId school, ImportId id, Instant now, Instant silentSince) {
        return at(CLAIM, school, id)
                        .param("at", Timestamp.from(now))
                        .param("silent", Timestamp.from(silentSince))
                        .update()
                > 0;
    }

    List<ImportId> leftOver(SchoolId school, Instant silentSince) {
        return jdbc.sql(LEFT_OVER)
                .param("school", school.value())
                .param("silent", Timestamp.from(silentSince))
                .query((row, _) -> new ImportId(row.getObject("import_id", UUID.class)))
                .list();
    }

    /** Waits until no other import of the school is being applied. */
    void oneAtATime(SchoolId school) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("school", school.value())
                .query((_, _) -> true)
                .single();
    }

    /** Says how far it is, at once, while the work itself is not yet committed. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void progress(SchoolId school, ImportId id, int done, Instant now) {
        at(PROGRESS, school, id)
                .param("done", done)
                .param("at", Timestamp.from(now))
                .update();
    }

    void applied(SchoolId school, ImportId id, RosterImport.Result result, Instant now) {
        at(APPLIED, school, id)
                .param("result", json.writeValueAsString(result))
                .param("at", Timestamp.from(now))
                .update();
    }

    void troubled(SchoolId school, ImportId id, RosterImport.Trouble trouble) {
        at(TROUBLED, school, id).param("trouble", trouble.name()).update();
    }

    boolean putAway(SchoolId school, ImportId id, Instant now) {
        return at(PUT_AWAY, school, id).param("at", Timestamp.from(now)).update() > 0;
    }

    void putAwayOld(SchoolId school, Instant before, Instant now) {
        jdbc.sql(PUT_AWAY_OLD)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .param("at", Timestamp.from(now))
                .update();
    }

    void remember(SchoolId school, String fingerprint, ColumnMapping mapping, Instant now) {
        jdbc.sql(REMEMBER)
                .param("school", school.value())
                .param("fingerprint", fingerprint)
                .param("mapping", json.writeValueAsString(mapping))
                .param("at", Timestamp.from(now))
                .update();
    }

    Optional<ColumnMapping> remembered(SchoolId school, String fingerprint) {
        return jdbc.sql(REMEMBERED)
                .param("school", school.value())
                .param("fingerprint", fingerprint)
                .query((row, _) -> json.readValue(row.getString("mapping"), ColumnMapping.class))
                .optional();
    }

    private JdbcClient.StatementSpec at(String sql, SchoolId school, ImportId id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id.value());
    }

    private Row row(ResultSet row, SchoolId school) throws SQLException {
        var trouble = row.getString("trouble");
        var result = row.getString("result");
        return new Row(
                new ImportId(row.getObject("import_id", UUID.class)),
                row.getString("file_name"),
                row.getInt("size_bytes"),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getTimestamp("sent_at").toInstant(),
                row.getString("sent_by_name"),
                row.getObject("effective", LocalDate.class),
                Standing.valueOf(row.getString("state")),
                trouble == null ? null : RosterImport.Trouble.valueOf(trouble),
                Told.by(row, school),
                Told.at(row, "told_at"),
                row.getString("fingerprint"),
                row.getInt("done"),
                row.getInt("total"),
                Told.at(row, "finished_at"),
                result == null ? null : json.readValue(result, RosterImport.Result.class));
    }
}
