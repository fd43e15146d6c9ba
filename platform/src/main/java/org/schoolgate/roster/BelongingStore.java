package org.schoolgate.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Reads who belongs to a school, in three statements however many they are: a policy copy asks at every change. */
@Repository
class BelongingStore {
    private static final String TIMES = """
            select p.person_id, p.title, p.given_name, p.family_name, p.known_as,
              m.role, m.first_day, m.last_day, m.source, m.ended_because
            from membership m join person p on p.school_id = m.school_id and p.person_id = m.person_id
            where m.school_id = :school and m.person_id in (
              select o.person_id from membership o where o.school_id = :school and o.role = any(:roles))%s
            order by p.family_name, p.given_name, p.person_id, m.first_day, m.membership_id
            """;
    private static final String YEARS = """
            select distinct on (person_id) person_id, year_group, phase from pupil_year
            where school_id = :school and academic_year <= :year%s
            order by person_id, academic_year desc
            """;
    private static final String CLASSES = """
            select cm.person_id, cm.class_id from class_membership cm
            join school_class c on c.school_id = cm.school_id and c.class_id = cm.class_id
            where cm.school_id = :school and cm.part = 'PUPIL'
              and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
              and (c.closed_on is null or c.closed_on > :day)%s
            order by c.kind, c.name, cm.class_id
            """;

    private static final Statements OF_ALL =
            new Statements(TIMES.formatted(""), YEARS.formatted(""), CLASSES.formatted(""));
    private static final Statements OF_SOME = new Statements(
            TIMES.formatted(" and m.person_id = any(:people)"),
            YEARS.formatted(" and person_id = any(:people)"),
            CLASSES.formatted(" and cm.person_id = any(:people)"));

    private record Statements(String times, String years, String classes) {}

    private final JdbcClient jdbc;

    BelongingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everybody who holds, held or is to hold one of these roles, with all that they are beside it, by name. */
    List<Belonging> of(SchoolId school, Collection<Role> roles, LocalDate day) {
        return of(OF_ALL, school, List.of(), roles, day);
    }

    /** The same for those of them who are among these people. */
    List<Belonging> of(SchoolId school, Collection<PersonId> people, Collection<Role> roles, LocalDate day) {
        return people.isEmpty() ? List.of() : of(OF_SOME, school, people, roles, day);
    }

    private List<Belonging> of(
            Statements statements,
            SchoolId school,
            Collection<PersonId> people,
            Collection<Role> roles,
            LocalDate day) {
        var names = new LinkedHashMap<PersonId, PersonName>();
        var times = new HashMap<PersonId, List<Membership>>();
        asked(statements.times(), school, people)
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .query(row -> {
                    var person = person(row);
                    if (!names.containsKey(person)) {
                        names.put(person, PersonStore.name(row));
                    }
                    times.computeIfAbsent(person, _ -> new ArrayList<>(2)).add(PersonStore.membership(row));
                });
        var years = years(asked(statements.years(), school, people), day);
        var classes = classes(asked(statements.classes(), school, people), day);
        return names.entrySet().stream()
                .map(entry -> new Belonging(
                        entry.getKey(),
                        entry.getValue(),
                        times.getOrDefault(entry.getKey(), List.of()),
                        years.getOrDefault(entry.getKey(), Year.UNKNOWN).group(),
                        years.getOrDefault(entry.getKey(), Year.UNKNOWN).phase(),
                        classes.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    /** Where a pupil stands; nothing of it is known of who never was one. */
    private record Year(@Nullable Integer group, @Nullable Phase phase) {
        static final Year UNKNOWN = new Year(null, null);
    }

    private StatementSpec asked(String statement, SchoolId school, Collection<PersonId> people) {
        var asked = jdbc.sql(statement).param("school", school.value());
        return people.isEmpty()
                ? asked
                : asked.param("people", people.stream().map(PersonId::value).toArray(UUID[]::new));
    }

    private static Map<PersonId, Year> years(StatementSpec asked, LocalDate day) {
        var years = new HashMap<PersonId, Year>();
        asked.param("year", AcademicYear.of(day).startYear()).query(row -> {
            years.put(
                    person(row),
                    new Year(row.getObject("year_group", Integer.class), Phase.valueOf(row.getString("phase"))));
        });
        return years;
    }

    private static Map<PersonId, List<ClassId>> classes(StatementSpec asked, LocalDate day) {
        var classes = new HashMap<PersonId, List<ClassId>>();
        asked.param("day", day).query(row -> {
            classes.computeIfAbsent(person(row), _ -> new ArrayList<>(2))
                    .add(new ClassId(row.getObject("class_id", UUID.class)));
        });
        return classes;
    }

    private static PersonId person(ResultSet row) throws SQLException {
        return new PersonId(row.getObject("person_id", UUID.class));
    }
}
