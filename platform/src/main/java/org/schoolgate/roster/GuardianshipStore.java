package org.schoolgate.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who stands for which child, in the database. */
@Repository
class GuardianshipStore {
    private static final String SELECT = """
            select g.*, p.* from guardianship g
            join person p on p.school_id = g.school_id and p.person_id = g.guardian_id
            where g.school_id = :school
            """;
    private static final String ON_DAY = " and g.first_day <= :day and (g.last_day is null or g.last_day >= :day)";
    private static final String IN_ORDER =
            " order by g.pupil_id, g.contact_order, g.first_day, p.family_name, p.given_name, p.person_id";
    private static final String OF_PUPILS = SELECT + " and g.pupil_id = any(:ids)" + ON_DAY + IN_ORDER;
    private static final String ALL = SELECT + ON_DAY + IN_ORDER;
    private static final String ONE = SELECT + " and g.pupil_id = :pupil and g.guardian_id = :guardian" + ON_DAY;
    private static final String ADD = """
            insert into guardianship (school_id, guardianship_id, pupil_id, guardian_id, relation, responsibility,
              contact_order, lives_with, caution, note, caution_until, source, first_day)
            values (:school, :id, :pupil, :guardian, :relation, :responsibility,
              :order, :livesWith, :caution, :note, :cautionUntil, :source, :first)
            """;
    private static final String END = """
            update guardianship set last_day = greatest(:last, first_day - 1)
            where school_id = :school and pupil_id = :pupil and guardian_id = :guardian
              and (last_day is null or last_day > :last)
            """;

    private final JdbcClient jdbc;

    GuardianshipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The guardians of these pupils that day, each pupil's in the order in which they are asked. */
    List<Guardian> of(SchoolId school, Collection<PersonId> pupils, LocalDate day) {
        if (pupils.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(OF_PUPILS)
                .param("school", school.value())
                .param("ids", pupils.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("day", day)
                .query((row, _) -> guardian(row, day))
                .list();
    }

    /** The guardians of every pupil that day. */
    List<Guardian> all(SchoolId school, LocalDate day) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .param("day", day)
                .query((row, _) -> guardian(row, day))
                .list();
    }

    Optional<Guardian> find(SchoolId school, PersonId pupil, PersonId guardian, LocalDate day) {
        return jdbc.sql(ONE)
                .param("school", school.value())
                .param("pupil", pupil.value())
                .param("guardian", guardian.value())
                .param("day", day)
                .query((row, _) -> guardian(row, day))
                .optional();
    }

    void add(SchoolId school, PersonId pupil, PersonId guardian, GuardianFacts facts, Source source, LocalDate first) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", UUID.randomUUID())
                .param("pupil", pupil.value())
                .param("guardian", guardian.value())
                .param("relation", facts.relation().name())
                .param("responsibility", facts.responsibility().name())
                .param("order", facts.order())
                .param("livesWith", facts.livesWith())
                .param("caution", facts.caution().name())
                .param("note", facts.note())
                .param("cautionUntil", facts.cautionUntil())
                .param("source", source.name())
                .param("first", first)
                .update();
    }

    boolean end(SchoolId school, PersonId pupil, PersonId guardian, LocalDate lastDay) {
        return jdbc.sql(END)
                        .param("school", school.value())
                        .param("pupil", pupil.value())
                        .param("guardian", guardian.value())
                        .param("last", lastDay)
                        .update()
                > 0;
    }

    /** As it is on {@code day}: a caution that has ended by then is none. */
    private static Guardian guardian(ResultSet row, LocalDate day) throws SQLException {
        var until = row.getObject("caution_until", LocalDate.class);
        boolean over = until != null && until.isBefore(day);
        return new Guardian(
                new PersonId(row.getObject("pupil_id", UUID.class)),
                PersonStore.person(row),
                Relation.valueOf(row.getString("relation")),
                Responsibility.valueOf(row.getString("responsibility")),
                row.getInt("contact_order"),
                row.getObject("lives_with", Boolean.class),
                over ? Caution.NONE : Caution.valueOf(row.getString("caution")),
                over ? "" : row.getString("note"),
                over ? null : until,
                Source.valueOf(row.getString("source")),
                PersonStore.span(row));
    }
}
