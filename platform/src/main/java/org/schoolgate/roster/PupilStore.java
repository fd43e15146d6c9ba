package org.schoolgate.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pupils as they are on one day: with their year, their phase and the class that they belong to. */
@Repository
class PupilStore {
    /*
     * The year is the newest known up to that day: until a school has rolled over, its pupils keep last year's phase,
     * which is the stricter one. Of several classes a form goes before a lesson.
     */
    private static final String AS_ON_DAY = """
            select p.*, y.year_group, y.phase, c.class_id, c.name as class_name
            from person p
            left join lateral (
              select year_group, phase from pupil_year y
              where y.school_id = p.school_id and y.person_id = p.person_id and y.academic_year <= :year
              order by academic_year desc limit 1) y on true
            left join lateral (
              select c.class_id, c.name from class_membership cm
              join school_class c on c.school_id = cm.school_id and c.class_id = cm.class_id
              where cm.school_id = p.school_id and cm.person_id = p.person_id and cm.part = 'PUPIL'
                and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
                and (c.closed_on is null or c.closed_on > :day)
              order by c.kind, c.academic_year desc, c.name, c.class_id limit 1) c on true
            where p.school_id = :school
            """;

    private static final String ON_ROLL = """
              and exists (
                select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id
                  and m.role = 'PUPIL' and m.first_day <= :day and (m.last_day is null or m.last_day >= :day))
            """;
    private static final String EVER = """
              and exists (
                select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id
                  and m.role = 'PUPIL')
            """;
    private static final String BY_NAME = " order by p.family_name, p.given_name, p.person_id";

    private static final String ALL = AS_ON_DAY + ON_ROLL + BY_NAME;
    private static final String ONE = AS_ON_DAY + EVER + " and p.person_id = :id";
    private static final String OF_CLASS = AS_ON_DAY + ON_ROLL + """
              and exists (
                select 1 from class_membership cm where cm.school_id = p.school_id and cm.person_id = p.person_id
                  and cm.class_id = :class and cm.part = 'PUPIL'
                  and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day))
            """ + BY_NAME;
    private static final String OF_GUARDIAN = AS_ON_DAY + ON_ROLL + """
              and exists (
                select 1 from guardianship g where g.school_id = p.school_id and g.pupil_id = p.person_id
                  and g.guardian_id = :id
                  and g.first_day <= :day and (g.last_day is null or g.last_day >= :day))
            """ + BY_NAME;

    private final JdbcClient jdbc;

    PupilStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All who are on roll that day, by name. */
    List<Pupil> all(SchoolId school, LocalDate day) {
        return on(ALL, school, day).query((row, _) -> pupil(row)).list();
    }

    /** Somebody who is or was a pupil. */
    Optional<Pupil> one(SchoolId school, PersonId id, LocalDate day) {
        return on(ONE, school, day)
                .param("id", id.value())
                .query((row, _) -> pupil(row))
                .optional();
    }

    List<Pupil> ofClass(SchoolId school, ClassId id, LocalDate day) {
        return on(OF_CLASS, school, day)
                .param("class", id.value())
                .query((row, _) -> pupil(row))
                .list();
    }

    List<Pupil> ofGuardian(SchoolId school, PersonId guardian, LocalDate day) {
        return on(OF_GUARDIAN, school, day)
                .param("id", guardian.value())
                .query((row, _) -> pupil(row))
                .list();
    }

    private JdbcClient.StatementSpec on(String sql, SchoolId school, LocalDate day) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("day", day)
                .param("year", AcademicYear.of(day).startYear());
    }

    private static Pupil pupil(ResultSet row) throws SQLException {
        var phase = row.getString("phase");
        var form = row.getObject("class_id", UUID.class);
        return new Pupil(
                PersonStore.person(row),
                row.getObject("year_group", Integer.class),
                phase == null ? null : Phase.valueOf(phase),
                form == null ? null : new ClassId(form),
                row.getString("class_name"));
    }
}
