package org.schoolgate.access;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolgate.access.Hold.Decider;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who gets whose work out by when, in the database. */
@Repository
class FilesDutyStore {
    private static final String ADD = """
            insert into hold_files (school_id, hold_id, adult_id, adult_name, due)
            values (:school, :hold, :adult, :name, :due)
            """;
    private static final String DONE = """
            update hold_files set done_by = :by, done_by_name = :name, done_at = :at
            where school_id = :school and hold_id = :hold and done_at is null
            """;
    private static final String ALL = "select * from hold_files where school_id = :school";
    private static final String ONE = "select * from hold_files where school_id = :school and hold_id = :hold";
    private static final String OPEN_OF_ADULT = """
            select * from hold_files where school_id = :school and adult_id = :adult and done_at is null order by due, hold_id
            """;

    private final JdbcClient jdbc;

    FilesDutyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, FilesDuty duty) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("hold", duty.hold().value())
                .param("adult", duty.adult().value())
                .param("name", duty.adultName())
                .param("due", Date.valueOf(duty.due()))
                .update();
    }

    /** Writes down that it is done; false where it was already. */
    boolean done(SchoolId school, HoldId hold, Decider by) {
        var person = by.by();
        return jdbc.sql(DONE)
                        .param("school", school.value())
                        .param("hold", hold.value())
                        .param("by", person == null ? null : person.value())
                        .param("name", by.name())
                        .param("at", Timestamp.from(by.at()))
                        .update()
                == 1;
    }

    Map<HoldId, FilesDuty> all(SchoolId school) {
        return jdbc.sql(ALL).param("school", school.value()).query((row, _) -> duty(row)).list().stream()
                .collect(Collectors.toMap(FilesDuty::hold, Function.identity()));
    }

    Optional<FilesDuty> of(SchoolId school, HoldId hold) {
        return jdbc.sql(ONE)
                .param("school", school.value())
                .param("hold", hold.value())
                .query((row, _) -> duty(row))
                .optional();
    }

    /** What an adult has still to do, the first due first. */
    List<FilesDuty> open(SchoolId school, PersonId adult) {
        return jdbc.sql(OPEN_OF_ADULT)
                .param("school", school.value())
                .param("adult", adult.value())
                .query((row, _) -> duty(row))
                .list();
    }

    private static FilesDuty duty(ResultSet row) throws SQLException {
        var done = row.getTimestamp("done_at");
        var by = row.getObject("done_by", UUID.class);
        return new FilesDuty(
                new HoldId(row.getObject("hold_id", UUID.class)),
                new PersonId(row.getObject("adult_id", UUID.class)),
                row.getString("adult_name"),
                row.getDate("due").toLocalDate(),
                done == null
                        ? null
                        : new Decider(
                                by == null ? null : new PersonId(by), row.getString("done_by_name"), done.toInstant()));
    }
}
