package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Census.KnownAs;
import org.schoolgate.roster.Census.KnownClass;
import org.schoolgate.roster.Census.Placement;
import org.schoolgate.roster.PersonStore.PupilYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads a whole school at once, in a handful of statements. */
@Repository
class CensusStore {
    private static final String PEOPLE =
            "select * from person where school_id = :school order by family_name, given_name, person_id";
    private static final String MEMBERSHIPS =
            "select * from membership where school_id = :school order by first_day, membership_id";
    private static final String YEARS = """
            select distinct on (person_id) * from pupil_year
            where school_id = :school and academic_year <= :year
            order by person_id, academic_year desc
            """;
    private static final String PLACEMENTS = """
            select cm.person_id, cm.class_id, cm.part, cm.source from class_membership cm
            join school_class c on c.school_id = cm.school_id and c.class_id = cm.class_id
            where cm.school_id = :school and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
              and (c.closed_on is null or c.closed_on > :day)
            order by c.kind, c.name, cm.class_id, cm.part
            """;
    private static final String IDS =
            "select * from external_id where school_id = :school and withdrawn_on is null order by source, value";

    private final JdbcClient jdbc;

    CensusStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everybody with times, years, places and numbers, by name. */
    List<Census.Entry> people(SchoolId school, LocalDate day) {
        var memberships = memberships(school);
        var years = years(school, day);
        var placements = placements(school, day);
        var ids = ids(school);
        return jdbc
                .sql(PEOPLE)
                .param("school", school.value())
                .query((row, _) -> PersonStore.person(row))
                .list()
                .stream()
                .map(person -> {
                    var year = years.get(person.id());
                    return new Census.Entry(
                            person,
                            memberships.getOrDefault(person.id(), List.of()),
                            year == null ? null : year.year(),
                            year == null ? null : (Integer) year.yearGroup(),
                            placements.getOrDefault(person.id(), List.of()),
                            ids.getOrDefault(person.id(), Set.of()));
                })
                .toList();
    }

    List<KnownClass> classes(SchoolId school) {
        return jdbc
                .sql(IDS)
                .param("school", school.value())
                .query((row, _) -> row.getString("kind").equals("CLASS")
                        ? List.of(new KnownClass(
                                IdSource.valueOf(row.getString("source")),
                                row.getString("value"),
                                new ClassId(row.getObject("class_id", UUID.class))))
                        : List.<KnownClass>of())
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private record Of<T>(PersonId person, T what) {}

    private Map<PersonId, List<Membership>> memberships(SchoolId school) {
        return grouped(jdbc.sql(MEMBERSHIPS)
                .param("school", school.value())
                .query((row, _) ->
                        new Of<>(personId(row.getObject("person_id", UUID.class)), PersonStore.membership(row)))
                .list());
    }

    private Map<PersonId, PupilYear> years(SchoolId school, LocalDate day) {
        return jdbc
                .sql(YEARS)
                .param("school", school.value())
                .param("year", AcademicYear.of(day).startYear())
                .query((row, _) ->
                        new Of<>(personId(row.getObject("person_id", UUID.class)), PersonStore.pupilYear(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Of::person, Of::what));
    }

    private Map<PersonId, List<Placement>> placements(SchoolId school, LocalDate day) {
        return grouped(jdbc.sql(PLACEMENTS)
                .param("school", school.value())
                .param("day", day)
                .query((row, _) -> new Of<>(
                        personId(row.getObject("person_id", UUID.class)),
                        new Placement(
                                new ClassId(row.getObject("class_id", UUID.class)),
                                ClassPart.valueOf(row.getString("part")),
                                Source.valueOf(row.getString("source")))))
                .list());
    }

    private Map<PersonId, Set<KnownAs>> ids(SchoolId school) {
        var ids = new HashMap<PersonId, Set<KnownAs>>();
        jdbc.sql(IDS).param("school", school.value()).query(row -> {
            if (row.getString("kind").equals("PERSON")) {
                ids.computeIfAbsent(personId(row.getObject("person_id", UUID.class)), _ -> new HashSet<>())
                        .add(new KnownAs(IdSource.valueOf(row.getString("source")), row.getString("value")));
            }
        });
        return ids;
    }

    private static PersonId personId(UUID id) {
        return new PersonId(id);
    }

    private static <T> Map<PersonId, List<T>> grouped(List<Of<T>> all) {
        return all.stream()
                .collect(Collectors.groupingBy(Of::person, Collectors.mapping(Of::what, Collectors.toList())));
    }
}
