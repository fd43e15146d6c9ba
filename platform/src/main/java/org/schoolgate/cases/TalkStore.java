package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.cases.Talk.Came;
import org.schoolgate.cases.Talk.Outcome;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Talks and what came of them, in the database. */
@Repository
class TalkStore {
    private static final String ADD = """
            insert into sanction_talk
              (school_id, talk_id, sanction_id, adult_id, adult_name, talk_at, place, arranged_by, arranged_by_name,
               arranged_at)
            values (:school, :id, :sanction, :adult, :adultName, :at, :place, :by, :byName, :now)
            on conflict do nothing
            """;
    private static final String NOTE = """
            update sanction_talk
            set outcome = :outcome, outcome_words = :words, noted_by = :by, noted_by_name = :byName, noted_at = :now
            where school_id = :school and talk_id = :id and outcome is null
            """;
    private static final String OF = """
            select * from sanction_talk where school_id = :school and sanction_id = :sanction order by arranged_at desc, talk_id
            """;
    private static final String WITH = """
            select * from sanction_talk
            where school_id = :school and adult_id = :adult and outcome is null
            order by talk_at, talk_id
            """;
    private static final String FORGOTTEN = """
            update sanction_talk set reminded_at = :now
            where school_id = :school and outcome is null and talk_at <= :over
              and (reminded_at is null or reminded_at <= :before)
            returning *
            """;

    private final JdbcClient jdbc;

    TalkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where another waits to be had already. */
    boolean add(SchoolId school, Talk talk) {
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("id", talk.id().value())
                        .param("sanction", talk.of().value())
                        .param("adult", talk.with().value())
                        .param("adultName", talk.withName())
                        .param("at", Timestamp.from(talk.at()))
                        .param("place", talk.place())
                        .param("by", talk.by().value())
                        .param("byName", talk.byName())
                        .param("now", Timestamp.from(talk.arrangedAt()))
                        .update()
                == 1;
    }

    /** False where somebody was faster. */
    boolean note(SchoolId school, TalkId id, Outcome outcome, PersonId by) {
        return jdbc.sql(NOTE)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("outcome", outcome.came().name())
                        .param("words", outcome.words())
                        .param("by", by.value())
                        .param("byName", outcome.byName())
                        .param("now", Timestamp.from(outcome.at()))
                        .update()
                == 1;
    }

    /** Those about one sanction, the newest first. */
    List<Talk> of(SchoolId school, SanctionId sanction) {
        return jdbc.sql(OF)
                .param("school", school.value())
                .param("sanction", sanction.value())
                .query((row, _) -> talk(row))
                .list();
    }

    /** Those that an adult is to have, or has not written down. */
    List<Talk> with(SchoolId school, PersonId adult) {
        return jdbc.sql(WITH)
                .param("school", school.value())
                .param("adult", adult.value())
                .query((row, _) -> talk(row))
                .list();
    }

    /** Takes those of which nothing was written down by {@code over}, each again where it was taken by {@code before}. */
    List<Talk> forgotten(SchoolId school, Instant over, Instant before, Instant now) {
        return jdbc.sql(FORGOTTEN)
                .param("school", school.value())
                .param("over", Timestamp.from(over))
                .param("before", Timestamp.from(before))
                .param("now", Timestamp.from(now))
                .query((row, _) -> talk(row))
                .list();
    }

    private static Talk talk(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new Talk(
                new TalkId(row.getObject("talk_id", UUID.class)),
                new SanctionId(row.getObject("sanction_id", UUID.class)),
                new PersonId(row.getObject("adult_id", UUID.class)),
                row.getString("adult_name"),
                instant(row, "talk_at"),
                row.getString("place"),
                new PersonId(row.getObject("arranged_by", UUID.class)),
                row.getString("arranged_by_name"),
                instant(row, "arranged_at"),
                outcome == null
                        ? null
                        : new Outcome(
                                Came.valueOf(outcome),
                                row.getString("outcome_words"),
                                row.getString("noted_by_name"),
                                instant(row, "noted_at")));
    }
}
