package org.schoolgate.roster;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Classes, their rooms and who is in them, in the database. */
@Repository
class ClassStore {
    private static final String SELECT = """
            select c.*, r.name as room_name from school_class c
            left join room r on r.school_id = c.school_id and r.room_id = c.room_id
            where c.school_id = :school
            """;
    private static final String BY_ID = SELECT + " and c.class_id = :id";
    private static final String OPEN = SELECT + """
              and c.academic_year <= :year and (c.closed_on is null or c.closed_on > :day)
            order by c.kind, c.year_groups, c.name, c.class_id
            """;
    private static final String ALL = SELECT + " order by c.academic_year desc, c.kind, c.name, c.class_id";
    private static final String ADD = """
            insert into school_class (school_id, class_id, academic_year, name, kind, year_groups, room_id, closed_on)
            values (:school, :id, :year, :name, :kind, :groups::int[], :room, :closed)
            on conflict (school_id, class_id) do update set
              name = excluded.name, kind = excluded.kind, year_groups = excluded.year_groups,
              room_id = excluded.room_id, closed_on = excluded.closed_on
            """;
    private static final String CLOSE = """
            update school_class set closed_on = :on
            where school_id = :school and class_id = :id and (closed_on is null or closed_on > :on)
            """;
    private static final String EMPTY_OUT = """
            update class_membership set last_day = greatest(:last, first_day - 1)
            where school_id = :school and class_id = :id and (last_day is null or last_day > :last)
            """;
    private static final String ROOM = """
            insert into room (school_id, room_id, name) values (:school, :id, :name)
            on conflict (school_id, lower(name)) do update set name = room.name
            returning room_id
            """;
    private static final String MEMBERS = """
            select cm.part, cm.source, cm.first_day, cm.last_day, c.*, r.name as room_name
            from class_membership cm
            join school_class c on c.school_id = cm.school_id and c.class_id = cm.class_id
            left join room r on r.school_id = c.school_id and r.room_id = c.room_id
            where cm.school_id = :school and cm.person_id = :id
            order by cm.first_day desc, c.academic_year desc, c.name, c.class_id
            """;
    private static final String ADULTS = """
            select p.* from class_membership cm
            join person p on p.school_id = cm.school_id and p.person_id = cm.person_id
            where cm.school_id = :school and cm.class_id = :id and cm.part = :part
              and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
            order by p.family_name, p.given_name, p.person_id
            """;
    private static final String COUNT = """
            select count(distinct cm.person_id) from class_membership cm
            join membership m on m.school_id = cm.school_id and m.person_id = cm.person_id and m.role = 'PUPIL'
            where cm.school_id = :school and cm.class_id = :id and cm.part = 'PUPIL'
              and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
              and m.first_day <= :day and (m.last_day is null or m.last_day >= :day)
            """;
    private static final String IS_IN = """
            select exists (
              select 1 from class_membership where school_id = :school and class_id = :class and person_id = :id
                and part in ('TEACHER', 'HELPER')
                and first_day <= :day and (last_day is null or last_day >= :day))
            """;
    private static final String TEACHES = """
            select exists (
              select 1 from class_membership a
              join class_membership p on p.school_id = a.school_id and p.class_id = a.class_id
              join school_class c on c.school_id = a.school_id and c.class_id = a.class_id
              where a.school_id = :school and a.person_id = :adult and a.part in ('TEACHER', 'HELPER')
                and a.first_day <= :day and (a.last_day is null or a.last_day >= :day)
                and p.person_id = :pupil and p.part = 'PUPIL'
                and p.first_day <= :day and (p.last_day is null or p.last_day >= :day)
                and (c.closed_on is null or c.closed_on > :day))
            """;
    private static final String TEACHING = """
            select distinct a.person_id from class_membership p
            join class_membership a on a.school_id = p.school_id and a.class_id = p.class_id
            join school_class c on c.school_id = p.school_id and c.class_id = p.class_id
            where p.school_id = :school and p.person_id = :pupil and p.part = 'PUPIL'
              and p.first_day <= :day and (p.last_day is null or p.last_day >= :day)
              and a.part in ('TEACHER', 'HELPER')
              and a.first_day <= :day and (a.last_day is null or a.last_day >= :day)
              and (c.closed_on is null or c.closed_on > :day)
            """;
    private static final String TAUGHT = """
            select distinct p.person_id from class_membership a
            join class_membership p on p.school_id = a.school_id and p.class_id = a.class_id
            join school_class c on c.school_id = a.school_id and c.class_id = a.class_id
            where a.school_id = :school and a.person_id = any(:adults) and a.part in ('TEACHER', 'HELPER')
              and a.first_day <= :day and (a.last_day is null or a.last_day >= :day)
              and p.part = 'PUPIL'
              and p.first_day <= :day and (p.last_day is null or p.last_day >= :day)
              and (c.closed_on is null or c.closed_on > :day)
            """;
    private static final String PLACE = """
            insert into class_membership
              (school_id, class_membership_id, class_id, person_id, part, source, first_day, last_day)
            values (:school, :membership, :class, :id, :part, :source, :first, :last)
            """;
    private static final String IS_PLACED = """
            select exists (
              select 1 from class_membership
              where school_id = :school and class_id = :class and person_id = :id and part = :part
                and (last_day is null or last_day >= :first)
                and (cast(:last as date) is null or first_day <= :last))
            """;
    private static final String TAKE_BACK_END = """
            update class_membership set last_day = null
            where school_id = :school and class_id = :class and person_id = :id and part = :part
              and first_day <= :first and last_day >= :first
              and not exists (
                select 1 from class_membership o
                where o.school_id = :school and o.class_id = :class and o.person_id = :id and o.part = :part
                  and o.last_day is null)
            """;
    private static final String TAKE_OUT = """
            update class_membership set last_day = greatest(:last, first_day - 1)
            where school_id = :school and class_id = :class and person_id = :id and part = :part
              and (last_day is null or last_day > :last)
            """;
    private static final String TAKE_OUT_OF_ALL = """
            update class_membership set last_day = greatest(:last, first_day - 1)
            where school_id = :school and person_id = :id and (last_day is null or last_day > :last)
            """;
    private static final String BY_EXTERNAL_ID = """
            select class_id from external_id
            where school_id = :school and kind = 'CLASS' and source = :source and value = :value
            """;
    private static final String KNOW_AS = """
            insert into external_id (school_id, kind, source, value, class_id)
            values (:school, 'CLASS', :source, :value, :id)
            on conflict (school_id, kind, source, value) do update set class_id = excluded.class_id
            """;

    private final JdbcClient jdbc;

    ClassStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SchoolClass> find(SchoolId school, ClassId id) {
        return jdbc.sql(BY_ID)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> schoolClass(row))
                .optional();
    }

    /** The classes that are open that day: forms first, the youngest first. */
    List<SchoolClass> open(SchoolId school, LocalDate day) {
        return jdbc.sql(OPEN)
                .param("school", school.value())
                .param("day", day)
                .param("year", AcademicYear.of(day).startYear())
                .query((row, _) -> schoolClass(row))
                .list();
    }

    /** Every class that there is or was, the newest first. */
    List<SchoolClass> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> schoolClass(row))
                .list();
    }

    void put(SchoolId school, SchoolClass one) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", one.id().value())
                .param("year", one.year().startYear())
                .param("name", one.name())
                .param("kind", one.kind().name())
                .param(
                        "groups",
                        one.yearGroups().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
                .param("room", one.room().isEmpty() ? null : room(school, one.room()))
                .param("closed", one.closedOn())
                .update();
    }

    /** Closes the class on that day and takes everybody out of it the day before. */
    boolean close(SchoolId school, ClassId id, LocalDate on) {
        jdbc.sql(EMPTY_OUT)
                .param("school", school.value())
                .param("id", id.value())
                .param("last", on.minusDays(1))
                .update();
        return jdbc.sql(CLOSE)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("on", on)
                        .update()
                > 0;
    }

    /** The classes that somebody is or was in, the newest first. */
    List<ClassMember> of(SchoolId school, PersonId id) {
        return jdbc.sql(MEMBERS)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> new ClassMember(
                        schoolClass(row),
                        ClassPart.valueOf(row.getString("part")),
                        Source.valueOf(row.getString("source")),
                        PersonStore.span(row)))
                .list();
    }

    List<Person> adults(SchoolId school, ClassId id, ClassPart part, LocalDate day) {
        return jdbc.sql(ADULTS)
                .param("school", school.value())
                .param("id", id.value())
                .param("part", part.name())
                .param("day", day)
                .query((row, _) -> PersonStore.person(row))
                .list();
    }

    int countPupils(SchoolId school, ClassId id, LocalDate day) {
        return jdbc.sql(COUNT)
                .param("school", school.value())
                .param("id", id.value())
                .param("day", day)
                .query(Integer.class)
                .single();
    }

    boolean isAdultOf(SchoolId school, PersonId adult, ClassId id, LocalDate day) {
        return jdbc.sql(IS_IN)
                .param("school", school.value())
                .param("class", id.value())
                .param("id", adult.value())
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    boolean teaches(SchoolId school, PersonId adult, PersonId pupil, LocalDate day) {
        return jdbc.sql(TEACHES)
                .param("school", school.value())
                .param("adult", adult.value())
                .param("pupil", pupil.value())
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    Set<PersonId> teaching(SchoolId school, PersonId pupil, LocalDate day) {
        return Set.copyOf(jdbc.sql(TEACHING)
                .param("school", school.value())
                .param("pupil", pupil.value())
                .param("day", day)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list());
    }

    Set<PersonId> taught(SchoolId school, Collection<PersonId> adults, LocalDate day) {
        return Set.copyOf(jdbc.sql(TAUGHT)
                .param("school", school.value())
                .param("adults", adults.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("day", day)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list());
    }

    /** Puts somebody into a class, or takes an end back that has not come; false if they are in it as that already. */
    boolean place(SchoolId school, ClassId into, PersonId id, ClassPart part, Source source, Span span) {
        if (span.lastDay() == null && takeBackEnd(school, into, id, part, span.firstDay())) {
            return true;
        }
        var there = jdbc.sql(IS_PLACED)
                .param("school", school.value())
                .param("class", into.value())
                .param("id", id.value())
                .param("part", part.name())
                .param("first", span.firstDay())
                .param("last", span.lastDay())
                .query(Boolean.class)
                .single();
        if (there) {
            return false;
        }
        jdbc.sql(PLACE)
                .param("school", school.value())
                .param("membership", UUID.randomUUID())
                .param("class", into.value())
                .param("id", id.value())
                .param("part", part.name())
                .param("source", source.name())
                .param("first", span.firstDay())
                .param("last", span.lastDay())
                .update();
        return true;
    }

    private boolean takeBackEnd(SchoolId school, ClassId into, PersonId id, ClassPart part, LocalDate first) {
        return jdbc.sql(TAKE_BACK_END)
                        .param("school", school.value())
                        .param("class", into.value())
                        .param("id", id.value())
                        .param("part", part.name())
                        .param("first", first)
                        .update()
                > 0;
    }

    boolean takeOut(SchoolId school, ClassId outOf, PersonId id, ClassPart part, LocalDate lastDay) {
        return jdbc.sql(TAKE_OUT)
                        .param("school", school.value())
                        .param("class", outOf.value())
                        .param("id", id.value())
                        .param("part", part.name())
                        .param("last", lastDay)
                        .update()
                > 0;
    }

    void takeOutOfAll(SchoolId school, PersonId id, LocalDate lastDay) {
        jdbc.sql(TAKE_OUT_OF_ALL)
                .param("school", school.value())
                .param("id", id.value())
                .param("last", lastDay)
                .update();
    }

    Optional<ClassId> byExternalId(SchoolId school, IdSource source, String value) {
        return jdbc.sql(BY_EXTERNAL_ID)
                .param("school", school.value())
                .param("source", source.name())
                .param("value", value)
                .query((row, _) -> new ClassId(row.getObject("class_id", UUID.class)))
                .optional();
    }

    void knowAs(SchoolId school, ClassId id, IdSource source, String value) {
        jdbc.sql(KNOW_AS)
                .param("school", school.value())
                .param("source", source.name())
                .param("value", value)
                .param("id", id.value())
                .update();
    }

    private UUID room(SchoolId school, String name) {
        return jdbc.sql(ROOM)
                .param("school", school.value())
                .param("id", UUID.randomUUID())
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    private static SchoolClass schoolClass(ResultSet row) throws SQLException {
        return new SchoolClass(
                new ClassId(row.getObject("class_id", UUID.class)),
                new AcademicYear(row.getInt("academic_year")),
                row.getString("name"),
                ClassKind.valueOf(row.getString("kind")),
                numbers(row.getArray("year_groups")),
                orEmpty(row.getString("room_name")),
                row.getObject("closed_on", LocalDate.class));
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return Arrays.stream((Integer[]) array.getArray()).toList();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
