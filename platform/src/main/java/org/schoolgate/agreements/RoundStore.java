package org.schoolgate.agreements;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.agreements.Round.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rounds in the database. */
@Repository
class RoundStore {
    private static final String ADD = """
            insert into agreement_round
              (school_id, round_id, name, year, audiences, opened_by, opened_at, answer_by, remind_every)
            values (:school, :id, :name, :year, :audiences, :by, :at, :answerBy, :remindEvery)
            """;
    private static final String CLOSE = """
            update agreement_round set closed_by = :by, closed_at = :at
            where school_id = :school and round_id = :id and closed_at is null
            """;
    private static final String SELECT = "select * from agreement_round where school_id = :school ";
    private static final String ALL = SELECT + "order by opened_at desc";
    private static final String OPEN = SELECT + "and closed_at is null order by opened_at for update";
    private static final String FIND = SELECT + "and round_id = :id";

    private final JdbcClient jdbc;

    RoundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Round round) {
        if (!(round.state() instanceof State.Open(var by, var since))) {
            throw new IllegalArgumentException("a round begins open");
        }
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", round.id().value())
                .param("name", round.name())
                .param("year", round.year().startYear())
                .param(
                        "audiences",
                        round.audiences().stream().map(Audience::name).sorted().toArray(String[]::new))
                .param("by", by.value())
                .param("at", Timestamp.from(since))
                .param("answerBy", Date.valueOf(round.answerBy()))
                .param("remindEvery", round.remindEvery())
                .update();
    }

    void close(SchoolId school, Round round) {
        if (!(round.state() instanceof State.Closed closed)) {
            throw new IllegalArgumentException("round %s is still open".formatted(round.id()));
        }
        jdbc.sql(CLOSE)
                .param("school", school.value())
                .param("id", round.id().value())
                .param("by", closed.by().value())
                .param("at", Timestamp.from(closed.at()))
                .update();
    }

    /** Newest first. */
    List<Round> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, number) -> round(row))
                .list();
    }

    /** The open rounds, kept as they are until the transaction ends. */
    List<Round> lockOpen(SchoolId school) {
        return jdbc.sql(OPEN)
                .param("school", school.value())
                .query((row, number) -> round(row))
                .list();
    }

    Optional<Round> find(SchoolId school, RoundId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, number) -> round(row))
                .optional();
    }

    private static Round round(ResultSet row) throws SQLException {
        return new Round(
                RoundId.of(row.getString("round_id")),
                row.getString("name"),
                new AcademicYear(row.getInt("year")),
                audiences(row.getArray("audiences")),
                row.getDate("answer_by").toLocalDate(),
                row.getInt("remind_every"),
                state(row));
    }

    private static Set<Audience> audiences(Array names) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(Audience::valueOf).collect(Collectors.toSet());
    }

    private static State state(ResultSet row) throws SQLException {
        var by = PersonId.of(row.getString("opened_by"));
        var since = row.getTimestamp("opened_at").toInstant();
        var closed = row.getTimestamp("closed_at");
        return closed == null
                ? new State.Open(by, since)
                : new State.Closed(by, since, PersonId.of(row.getString("closed_by")), closed.toInstant());
    }
}
