package org.schoolgate.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Drafts in the database. Every statement names the writer: what is another's is never found. */
@Repository
class DraftStore {
    private static final String KEEP = """
            insert into report_draft (school_id, draft_id, written_by, begun_at, touched_at, typed)
            values (:school, :id, :by, :at, :at, :typed::jsonb)
            on conflict (school_id, draft_id) do update set touched_at = excluded.touched_at, typed = excluded.typed
            where report_draft.written_by = :by
            """;
    private static final String OF =
            "select * from report_draft where school_id = :school and written_by = :by order by touched_at desc";
    private static final String REMOVE =
            "delete from report_draft where school_id = :school and draft_id = :id and written_by = :by";
    private static final String FORGET = "delete from report_draft where school_id = :school and touched_at < :before";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    DraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where it is another's. */
    boolean keep(SchoolId school, ReportId id, PersonId by, Instant at, Map<String, List<String>> typed) {
        return jdbc.sql(KEEP)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("by", by.value())
                        .param("at", Timestamp.from(at))
                        .param("typed", json.writeValueAsString(typed))
                        .update()
                == 1;
    }

    List<Draft> of(SchoolId school, PersonId by) {
        return jdbc.sql(OF)
                .param("school", school.value())
                .param("by", by.value())
                .query(this::draft)
                .list();
    }

    /** False where there is none of theirs. */
    boolean remove(SchoolId school, ReportId id, PersonId by) {
        return jdbc.sql(REMOVE)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("by", by.value())
                        .update()
                == 1;
    }

    /** How many nobody has touched since then, which are gone now. */
    int forget(SchoolId school, Instant before) {
        return jdbc.sql(FORGET)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }

    private Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                new ReportId(row.getObject("draft_id", UUID.class)),
                row.getTimestamp("begun_at").toInstant(),
                row.getTimestamp("touched_at").toInstant(),
                json.readValue(row.getString("typed"), new TypeReference<Map<String, List<String>>>() {}));
    }
}
