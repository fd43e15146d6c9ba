package org.schoolgate.roster.rollover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Told;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The steps into new school years in the database, one for each year of a school. */
@Repository
class RolloverStore {
    private static final String FIND = "select * from rollover where school_id = :school and academic_year = :year";
    private static final String LOCK = FIND + " for update";
    private static final String ALL = "select * from rollover where school_id = :school order by academic_year desc";
    private static final String PREPARE = """
            insert into rollover (school_id, academic_year, state, draft, done, total)
            values (:school, :year, 'OPEN', :draft::jsonb, 0, 0)
            on conflict (school_id, academic_year) do update set draft = excluded.draft where rollover.state = 'OPEN'
            """;
    private static final String TELL = """
            update rollover set state = :state, effective = :effective, trouble = null, told_by = :by,
              told_by_name = :byName, told_by_roles = :roles, told_at = :at, fingerprint = :fingerprint,
              done = 0, total = 0
            where school_id = :school and academic_year = :year and state = 'OPEN'
            """;
    private static final String TAKE_BACK = """
            update rollover set state = 'OPEN', effective = null, told_by = null, told_by_name = null,
              told_by_roles = null, told_at = null, fingerprint = null
            where school_id = :school and academic_year = :year and state = 'PLANNED'
            """;
    private static final String CLAIM = """
            update rollover set state = 'RUNNING', beat_at = :at
            where school_id = :school and academic_year = :year
              and (state = 'WAITING' or (state = 'PLANNED' and effective <= :today)
                or (state = 'RUNNING' and beat_at < :silent))
            """;
    private static final String DUE = """
            select academic_year from rollover
            where school_id = :school
              and ((state = 'PLANNED' and effective <= :today) or (state = 'WAITING' and told_at < :silent)
                or (state = 'RUNNING' and beat_at < :silent))
            order by academic_year
            """;
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('roster-import ' || cast(:school as text), 0))";
    private static final String PROGRESS = """
            update rollover set done = :done, total = :total, beat_at = :at
            where school_id = :school and academic_year = :year and state = 'RUNNING'
            """;
    private static final String APPLIED = """
            update rollover set state = 'APPLIED', done = total, finished_at = :at, result = :result::jsonb
            where school_id = :school and academic_year = :year
            """;
    private static final String TROUBLED = """
            update rollover set state = 'OPEN', effective = null, trouble = :trouble, told_by = null,
              told_by_name = null, told_by_roles = null, told_at = null, fingerprint = null, done = 0, total = 0
            where school_id = :school and academic_year = :year and state <> 'APPLIED'
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    RolloverStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a step stands in the database. */
    enum Standing {
        OPEN,
        PLANNED,
        WAITING,
        RUNNING,
        APPLIED
    }

    /**
     * A step as its row says it.
     *
     * @param toldBy who told it to be done, as what they were then; null before
     * @param fingerprint of what was looked at, where it is to be done at once
     */
    record Row(
            AcademicYear into,
            Standing standing,
            Draft draft,
            @Nullable LocalDate effective,
            Rollover.@Nullable Trouble trouble,
            @Nullable Actor toldBy,
            @Nullable Instant toldAt,
            @Nullable String fingerprint,
            int done,
            int total,
            @Nullable Instant finishedAt,
            Rollover.@Nullable Result result) {}

    Optional<Row> find(SchoolId school, AcademicYear into) {
        return at(FIND, school, into).query((row, _) -> row(row, school)).optional();
    }

    /** The same, so that nobody else moves it on meanwhile. */
    Optional<Row> lock(SchoolId school, AcademicYear into) {
        return at(LOCK, school, into).query((row, _) -> row(row, school)).optional();
    }

    List<Row> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> row(row, school))
                .list();
    }

    /** Keeps what is in mind; false once it has been told. */
    boolean prepare(SchoolId school, AcademicYear into, Draft draft) {
        return at(PREPARE, school, into)
                        .param("draft", json.writeValueAsString(draft))
                        .update()
                > 0;
    }

    void tell(Actor actor, AcademicYear into, Standing standing, LocalDate effective, String fingerprint, Instant now) {
        at(TELL, actor.school(), into)
                .param("state", standing.name())
                .param("effective", effective)
                .param("by", actor.personId().map(PersonId::value).orElse(null))
                .param("byName", actor.name())
                .param("roles", Told.roles(actor))
                .param("at", Timestamp.from(now))
                .param("fingerprint", fingerprint)
                .update();
    }

    boolean takeBack(SchoolId school, AcademicYear into) {
        return at(TAKE_BACK, school, into).update() > 0;
    }

    /** Takes the work up; false if somebody has it, it is done, or its day has not come. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean claim(SchoolId school, AcademicYear into, LocalDate today, Instant now, Instant silentSince) {
        return at(CLAIM, school, into)
                        .param("today", today)
                        .param("at", Timestamp.from(now))
                        .param("silent", Timestamp.from(silentSince))
                        .update()
                > 0;
    }

    List<AcademicYear> due(SchoolId school, LocalDate today, Instant silentSince) {
        return jdbc.sql(DUE)
                .param("school", school.value())
                .param("today", today)
                .param("silent", Timestamp.from(silentSince))
                .query((row, _) -> new AcademicYear(row.getInt("academic_year")))
                .list();
    }

    /** Waits until no roster file of the school is being applied, and lets none begin. */
    void oneAtATime(SchoolId school) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("school", school.value())
                .query((_, _) -> true)
                .single();
    }

    /** Says how far it is, at once, while the work itself is not yet committed. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void progress(SchoolId school, AcademicYear into, int done, int total, Instant now) {
        at(PROGRESS, school, into)
                .param("done", done)
                .param("total", total)
                .param("at", Timestamp.from(now))
                .update();
    }

    void applied(SchoolId school, AcademicYear into, Rollover.Result result, Instant now) {
        at(APPLIED, school, into)
                .param("result", json.writeValueAsString(result))
                .param("at", Timestamp.from(now))
                .update();
    }

    void troubled(SchoolId school, AcademicYear into, Rollover.Trouble trouble) {
        at(TROUBLED, school, into).param("trouble", trouble.name()).update();
    }

    private JdbcClient.StatementSpec at(String sql, SchoolId school, AcademicYear into) {
        return jdbc.sql(sql).param("school", school.value()).param("year", into.startYear());
    }

    private Row row(ResultSet row, SchoolId school) throws SQLException {
        var trouble = row.getString("trouble");
        var result = row.getString("result");
        return new Row(
                new AcademicYear(row.getInt("academic_year")),
                Standing.valueOf(row.getString("state")),
                json.readValue(row.getString("draft"), Draft.class),
                row.getObject("effective", LocalDate.class),
                trouble == null ? null : Rollover.Trouble.valueOf(trouble),
                Told.by(row, school),
                Told.at(row, "told_at"),
                row.getString("fingerprint"),
                row.getInt("done"),
                row.getInt("total"),
                Told.at(row, "finished_at"),
                result == null ? null : json.readValue(result, Rollover.Result.class));
    }
}
