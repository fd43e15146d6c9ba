package org.schoolgate.filtering;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What staff said of the filter, in the database. */
@Repository
class FeedbackStore {
    private static final String ADD = """
            insert into filter_feedback (school_id, feedback_id, host, kind, words, said_at)
            values (:school, :id, :host, :kind, :words, :at)
            """;
    private static final String SINCE = """
            select * from filter_feedback where school_id = :school and said_at >= :since
            order by said_at desc limit :most
            """;

    private final JdbcClient jdbc;

    FeedbackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Feedback feedback) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", feedback.id())
                .param("host", feedback.site())
                .param("kind", feedback.kind().name())
                .param("words", feedback.words())
                .param("at", Timestamp.from(feedback.at()))
                .update();
    }

    /** The newest first. */
    List<Feedback> since(SchoolId school, Instant since, int most) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .param("most", most)
                .query((row, _) -> new Feedback(
                        row.getObject("feedback_id", UUID.class),
                        row.getString("host"),
                        Feedback.Kind.valueOf(row.getString("kind")),
                        row.getString("words"),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }
}
