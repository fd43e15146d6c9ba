package org.schoolgate.cases;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The versions that a school writes, until they are decided. */
@Repository
class ProcedureDraftStore {
    private static final String BEGIN = """
            insert into procedure_draft
              (school_id, draft_id, procedure, definition, basis, begun_at, changed_at,
               written_by, written_by_name, hands, by_head)
            values (:school, :id, :procedure, :definition, :basis, :at, :at, :by, :name, :hands, :byHead)
            on conflict do nothing
            """;
    private static final String ALL =
            "select * from procedure_draft where school_id = :school and ended_at is null order by procedure";
    private static final String OPEN = """
            select * from procedure_draft where school_id = :school and procedure = :procedure and ended_at is null
            """;
    private static final String LOCK = OPEN + " for update";
    private static final String WRITE = """
            update procedure_draft
            set definition = :definition, changed_at = :at, written_by = :by, written_by_name = :name,
              hands = array(select distinct unnest(hands || :by::uuid)), by_head = by_head or :byHead
            where school_id = :school and draft_id = :id
            """;
    private static final String ASK = """
            update procedure_draft set why = :why, in_force_on = :day, asked_at = :at, answer = ''
            where school_id = :school and draft_id = :id
            """;
    private static final String SEND_BACK =
            "update procedure_draft set asked_at = null, answer = :answer where school_id = :school and draft_id = :id";
    private static final String END =
            "update procedure_draft set ended = :ended, ended_at = :at where school_id = :school and draft_id = :id";

    private final JdbcClient jdbc;

    ProcedureDraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins one, unless somebody has at this moment. */
    void begin(Actor.Somebody by, String procedure, String text, String basis, boolean byHead, Instant at) {
        written(of(BEGIN, by.school(), UUID.randomUUID()), by, text, byHead, at)
                .param("procedure", procedure)
                .param("basis", basis)
                .param("hands", new UUID[] {by.person().value()})
                .update();
    }

    List<ProcedureDraft> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> draft(row))
                .list();
    }

    Optional<ProcedureDraft> find(SchoolId school, String procedure) {
        return one(OPEN, school, procedure);
    }

    Optional<ProcedureDraft> lock(SchoolId school, String procedure) {
        return one(LOCK, school, procedure);
    }

    private Optional<ProcedureDraft> one(String sql, SchoolId school, String procedure) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("procedure", procedure)
                .query((row, _) -> draft(row))
                .optional();
    }

    void write(Actor.Somebody by, ProcedureDraft draft, String text, boolean byHead, Instant at) {
        written(of(WRITE, by.school(), draft.id()), by, text, byHead, at).update();
    }

    private static StatementSpec written(
            StatementSpec statement, Actor.Somebody by, String text, boolean byHead, Instant at) {
        return statement
                .param("definition", text)
                .param("by", by.person().value())
                .param("name", by.name())
                .param("byHead", byHead)
                .param("at", Timestamp.from(at));
    }

    void ask(SchoolId school, ProcedureDraft draft, Instant at) {
        var day = draft.inForceOn();
        of(ASK, school, draft.id())
                .param("why", draft.why())
                .param("day", day == null ? null : Date.valueOf(day))
                .param("at", Timestamp.from(at))
                .update();
    }

    void sendBack(SchoolId school, ProcedureDraft draft, String answer) {
        of(SEND_BACK, school, draft.id()).param("answer", answer).update();
    }

    void end(SchoolId school, ProcedureDraft draft, boolean adopted, Instant at) {
        of(END, school, draft.id())
                .param("ended", adopted ? "ADOPTED" : "DROPPED")
                .param("at", Timestamp.from(at))
                .update();
    }

    private StatementSpec of(String sql, SchoolId school, UUID id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id);
    }

    private static ProcedureDraft draft(ResultSet row) throws SQLException {
        var asked = row.getTimestamp("asked_at");
        var day = row.getDate("in_force_on");
        return new ProcedureDraft(
                row.getObject("draft_id", UUID.class),
                row.getString("procedure"),
                row.getString("definition"),
                row.getString("basis"),
                row.getTimestamp("changed_at").toInstant(),
                new PersonId(row.getObject("written_by", UUID.class)),
                row.getString("written_by_name"),
                hands(row),
                row.getBoolean("by_head"),
                row.getString("why"),
                day == null ? null : day.toLocalDate(),
                asked == null ? null : asked.toInstant(),
                row.getString("answer"));
    }

    private static Set<PersonId> hands(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("hands").getArray())
                .map(PersonId::new)
                .collect(Collectors.toSet());
    }
}
