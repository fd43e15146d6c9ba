package org.schoolgate.messages;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Who is on the phone ladder, when the school is closed and who is away. */
@Repository
class PhoneLadderStore {
    private static final String RUNGS = "select * from rung where school_id = :school order by place, rung_id";
    private static final String ADD_RUNG = """
            insert into rung (school_id, rung_id, place, person, name, number, channels, hours)
            select :school, :id, coalesce(max(place), 0) + 1, :person, :name, :number, :channels, :hours
            from rung where school_id = :school
            """;
    private static final String PLACE = "update rung set place = :place where school_id = :school and rung_id = :id";
    private static final String REMOVE_RUNG = "delete from rung where school_id = :school and rung_id = :id";
    private static final String CLOSED =
            "select * from closed_days where school_id = :school and until_day >= :day order by from_day";
    private static final String ADD_CLOSED = """
            insert into closed_days (school_id, closed_id, name, from_day, until_day)
            values (:school, :id, :name, :from, :until)
            """;
    private static final String REMOVE_CLOSED = "delete from closed_days where school_id = :school and closed_id = :id";
    private static final String ABSENCES =
            "select * from absence where school_id = :school and until_day >= :day order by from_day, name";
    private static final String ADD_ABSENCE = """
            insert into absence (school_id, absence_id, person, name, from_day, until_day)
            values (:school, :id, :person, :name, :from, :until)
            """;
    private static final String REMOVE_ABSENCE = "delete from absence where school_id = :school and absence_id = :id";

    private final JdbcClient jdbc;

    PhoneLadderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Rung> rungs(SchoolId school) {
        return jdbc.sql(RUNGS)
                .param("school", school.value())
                .query((row, _) -> new Rung(
                        row.getObject("rung_id", UUID.class),
                        new PersonId(row.getObject("person", UUID.class)),
                        row.getString("name"),
                        row.getString("number"),
                        words(row.getArray("channels")).stream()
                                .map(Channel::valueOf)
                                .toList(),
                        words(row.getArray("hours")).stream()
                                .map(Hours::valueOf)
                                .collect(Collectors.toSet())))
                .list();
    }

    void add(SchoolId school, Rung rung) {
        of(ADD_RUNG, school, rung.id())
                .param("person", rung.person().value())
                .param("name", rung.name())
                .param("number", rung.number())
                .param("channels", rung.channels().stream().map(Channel::name).toArray(String[]::new))
                .param("hours", rung.hours().stream().map(Hours::name).toArray(String[]::new))
                .update();
    }

    void place(SchoolId school, List<UUID> inOrder) {
        for (int at = 0; at < inOrder.size(); at++) {
            of(PLACE, school, inOrder.get(at)).param("place", at + 1).update();
        }
    }

    boolean removeRung(SchoolId school, UUID id) {
        return of(REMOVE_RUNG, school, id).update() == 1;
    }

    /** Those that are not over before that day. */
    List<ClosedDays> closed(SchoolId school, LocalDate day) {
        return jdbc.sql(CLOSED)
                .param("school", school.value())
                .param("day", day)
                .query((row, _) -> new ClosedDays(
                        row.getObject("closed_id", UUID.class),
                        row.getString("name"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class)))
                .list();
    }

    void add(SchoolId school, ClosedDays days) {
        of(ADD_CLOSED, school, days.id())
                .param("name", days.name())
                .param("from", days.from())
                .param("until", days.until())
                .update();
    }

    boolean removeClosed(SchoolId school, UUID id) {
        return of(REMOVE_CLOSED, school, id).update() == 1;
    }

    /** Those that are not over before that day. */
    List<Absence> absences(SchoolId school, LocalDate day) {
        return jdbc.sql(ABSENCES)
                .param("school", school.value())
                .param("day", day)
                .query((row, _) -> absence(row))
                .list();
    }

    void add(SchoolId school, Absence absence) {
        of(ADD_ABSENCE, school, absence.id())
                .param("person", absence.person().value())
                .param("name", absence.name())
                .param("from", absence.from())
                .param("until", absence.until())
                .update();
    }

    boolean removeAbsence(SchoolId school, UUID id) {
        return of(REMOVE_ABSENCE, school, id).update() == 1;
    }

    private StatementSpec of(String sql, SchoolId school, UUID id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id);
    }

    private static Absence absence(ResultSet row) throws SQLException {
        return new Absence(
                row.getObject("absence_id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                row.getString("name"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class));
    }

    private static List<String> words(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
