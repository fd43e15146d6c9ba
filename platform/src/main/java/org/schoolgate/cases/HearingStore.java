package org.schoolgate.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who read what a child told, and what they wrote back. Rows are only ever added. */
@Repository
class HearingStore {
    private static final String READ = """
            insert into report_read (school_id, report_id, read_by, name, at)
            values (:school, :id, :by, :name, :at) on conflict do nothing
            """;
    private static final String ANSWER = """
            insert into report_answer (school_id, report_id, written_by, name, at, words)
            values (:school, :id, :by, :name, :at, :words)
            """;
    private static final String SEEN =
            "insert into report_seen (school_id, report_id, at) values (:school, :id, :at) on conflict do nothing";
    private static final String READINGS =
            "select name, at from report_read where school_id = :school and report_id = :id order by at";
    private static final String ANSWERS =
            "select name, at, words from report_answer where school_id = :school and report_id = :id order by place";
    private static final String SEEN_AT =
            "select max(at) as at from report_seen where school_id = :school and report_id = :id";

    private final JdbcClient jdbc;

    HearingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void read(SchoolId school, ReportId id, PersonId by, String name, Instant at) {
        of(READ, school, id)
                .param("by", by.value())
                .param("name", name)
                .param("at", Timestamp.from(at))
                .update();
    }

    void answer(SchoolId school, ReportId id, PersonId by, Hearing.Answer answer) {
        of(ANSWER, school, id)
                .param("by", by.value())
                .param("name", answer.by())
                .param("at", Timestamp.from(answer.at()))
                .param("words", answer.words())
                .update();
    }

    void seen(SchoolId school, ReportId id, Instant at) {
        of(SEEN, school, id).param("at", Timestamp.from(at)).update();
    }

    Hearing find(SchoolId school, ReportId id) {
        var seen = of(SEEN_AT, school, id).query(Timestamp.class).optional();
        return new Hearing(
                of(READINGS, school, id).query(HearingStore::reading).list(),
                of(ANSWERS, school, id).query(HearingStore::answer).list(),
                seen.map(Timestamp::toInstant).orElse(null));
    }

    private JdbcClient.StatementSpec of(String sql, SchoolId school, ReportId id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id.value());
    }

    private static Hearing.Reading reading(ResultSet row, int number) throws SQLException {
        return new Hearing.Reading(row.getString("name"), row.getTimestamp("at").toInstant());
    }

    private static Hearing.Answer answer(ResultSet row, int number) throws SQLException {
        return new Hearing.Answer(row.getString("name"), row.getTimestamp("at").toInstant(), row.getString("words"));
    }
}
