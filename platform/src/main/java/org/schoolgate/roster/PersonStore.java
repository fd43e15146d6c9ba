package org.schoolgate.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People, their roles, years and numbers in the database. Every statement names the school. */
@Repository
class PersonStore {
    private static final String BY_ID = "select * from person where school_id = :school and person_id = :id";
    private static final String BY_IDS = "select * from person where school_id = :school and person_id = any(:ids)";
    private static final String BY_EMAIL =
            "select person_id from person where school_id = :school and lower(email) = lower(:email) order by person_id";
    private static final String ADD = """
            insert into person (school_id, person_id, title, given_name, family_name, known_as, born_on, email, phone)
            values (:school, :id, :title, :given, :family, :knownAs, :born, :email, :phone)
            on conflict (school_id, person_id) do update set
              title = excluded.title, given_name = excluded.given_name, family_name = excluded.family_name,
              known_as = excluded.known_as, born_on = excluded.born_on, email = excluded.email, phone = excluded.phone
            """;
    private static final String HOLDERS = """
            select distinct p.* from person p
            join membership m on m.school_id = p.school_id and m.person_id = p.person_id
            where p.school_id = :school and m.role in (:roles)
              and m.first_day <= :day and (m.last_day is null or m.last_day >= :day)
            order by p.family_name, p.given_name, p.person_id
            """;
    private static final String LOCK_HEADS =
            "select pg_advisory_xact_lock(hashtextextended('roster.heads ' || cast(:school as text), 0))";
    private static final String SEARCH = """
            select p.* from person p
            where p.school_id = :school
              and exists (
                select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id
                  and m.role in (:roles))
              and (lower(p.given_name || ' ' || p.family_name) like :like escape '\\'
                or lower(p.known_as || ' ' || p.family_name) like :like escape '\\'
                or lower(p.family_name || ', ' || p.given_name) like :like escape '\\'
                or lower(p.title || ' ' || p.family_name) like :like escape '\\')
            order by p.family_name, p.given_name, p.person_id
            limit :most
            """;

    /** Whoever's name, class of today or number the text is part of; who is here goes before who has left. */
    private static final String MATCHING = """
            from person p
            where p.school_id = :school
              and exists (select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id)
              and (lower(p.given_name || ' ' || p.family_name) like :like escape '\\'
                or lower(p.known_as || ' ' || p.family_name) like :like escape '\\'
                or lower(p.family_name || ', ' || p.given_name) like :like escape '\\'
                or lower(p.title || ' ' || p.family_name) like :like escape '\\'
                or exists (
                  select 1 from external_id e where e.school_id = p.school_id and e.person_id = p.person_id
                    and e.kind = 'PERSON' and e.source = 'UPN' and e.withdrawn_on is null and lower(e.value) = :number)
                or exists (
                  select 1 from class_membership cm
                  join school_class c on c.school_id = cm.school_id and c.class_id = cm.class_id
                  where cm.school_id = p.school_id and cm.person_id = p.person_id
                    and cm.first_day <= :day and (cm.last_day is null or cm.last_day >= :day)
                    and (c.closed_on is null or c.closed_on > :day) and lower(c.name) = :text))
            """;

    private static final String COUNT_MATCHING = "select count(*) " + MATCHING;
    private static final String PAGE_OF_MATCHING = "select p.*, " + """
            exists (
              select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id
                and m.first_day <= :day and (m.last_day is null or m.last_day >= :day)) as is_here
            """ + MATCHING + """
            order by is_here desc, p.family_name, p.given_name, p.person_id limit :most offset :offset
            """;
    private static final String EVERYBODY = """
            select p.*, exists (
              select 1 from membership m where m.school_id = p.school_id and m.person_id = p.person_id
                and m.role = 'PUPIL') as is_pupil
            from person p where p.school_id = :school
            order by p.family_name, p.given_name, p.person_id
            """;
    private static final String GUARDIANS_WITHOUT_CHILDREN = """
            select m.person_id from membership m
            where m.school_id = :school and m.role = 'PARENT' and (m.last_day is null or m.last_day > :last)
              and m.person_id in (
                select g.guardian_id from guardianship g where g.school_id = :school and g.pupil_id = :pupil)
              and m.person_id not in (
                select g.guardian_id from guardianship g
                join membership c on c.school_id = g.school_id and c.person_id = g.pupil_id and c.role = 'PUPIL'
                where g.school_id = :school
                  and (g.last_day is null or g.last_day > :last) and (c.last_day is null or c.last_day > :last))
            order by m.person_id
            """;

    private static final String MEMBERSHIPS = """
            select * from membership where school_id = :school and person_id = :id
            order by first_day desc, role
            """;
    private static final String ROLES = """
            select distinct role from membership
            where school_id = :school and person_id = :id
              and first_day <= :day and (last_day is null or last_day >= :day)
            """;
    private static final String HELD = """
            select distinct person_id, role from membership
            where school_id = :school and role in (:roles)
              and first_day <= :day and (last_day is null or last_day >= :day)
            """;
    private static final String BEGIN = """
            insert into membership (school_id, membership_id, person_id, role, first_day, last_day, source, ended_because)
            values (:school, :membership, :id, :role, :first, :last, :source, :because)
            """;
    private static final String END = """
            update membership set last_day = greatest(:last, first_day - 1), ended_because = :because
            where school_id = :school and person_id = :id and role = :role
              and (last_day is null or last_day > :last)
            """;
    private static final String TAKE_BACK = """
            update membership set last_day = null, ended_because = null
            where school_id = :school and person_id = :id and role = :role and last_day >= :day
              and not exists (
                select 1 from membership o where o.school_id = :school and o.person_id = :id and o.role = :role
                  and o.last_day is null)
            """;
    private static final String PARENTS_WITHOUT_CHILDREN = """
            select m.person_id from membership m
            where m.school_id = :school and m.role = 'PARENT' and m.source = 'FILE'
              and (m.last_day is null or m.last_day > :last)
              and m.person_id in (select g.guardian_id from guardianship g where g.school_id = :school)
              and m.person_id not in (
                select g.guardian_id from guardianship g
                join membership c on c.school_id = g.school_id and c.person_id = g.pupil_id and c.role = 'PUPIL'
                where g.school_id = :school
                  and (g.last_day is null or g.last_day > :last) and (c.last_day is null or c.last_day > :last))
            order by m.person_id
            """;

    private static final String YEARS = """
            select * from pupil_year where school_id = :school and person_id = :id order by academic_year desc
            """;
    private static final String SET_YEAR = """
            insert into pupil_year (school_id, person_id, academic_year, year_group, phase)
            values (:school, :id, :year, :group, :phase)
            on conflict (school_id, person_id, academic_year)
              do update set year_group = excluded.year_group, phase = excluded.phase
            """;

    private static final String BY_EXTERNAL_ID = """
            select person_id from external_id
            where school_id = :school and kind = 'PERSON' and source = :source and value = :value
              and withdrawn_on is null
            """;
    private static final String EXTERNAL_IDS = """
            select source, value from external_id
            where school_id = :school and kind = 'PERSON' and person_id = :id and withdrawn_on is null
            order by source, value
            """;
    private static final String KNOW_AS = """
            insert into external_id (school_id, kind, source, value, person_id)
            values (:school, 'PERSON', :source, :value, :id)
            on conflict (school_id, kind, source, value)
              do update set person_id = excluded.person_id, withdrawn_on = null
            """;
    private static final String WITHDRAW = """
            update external_id set withdrawn_on = :day
            where school_id = :school and kind = 'PERSON' and source = :source and value = :value and person_id = :id
            """;
    private static final String IDENTITY = "select roster_identity(:digest, :proposed)";

    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A pupil's place in one school year. */
    record PupilYear(AcademicYear year, int yearGroup, Phase phase) {}

    /** A name by which another system knows somebody. */
    record ExternalId(IdSource source, String value) {}

    Optional<Person> find(SchoolId school, PersonId id) {
        return jdbc.sql(BY_ID)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> person(row))
                .optional();
    }

    List<Person> find(SchoolId school, Collection<PersonId> ids) {
        return orNone(
                ids,
                () -> jdbc.sql(BY_IDS)
                        .param("school", school.value())
                        .param("ids", ids.stream().map(PersonId::value).toArray(UUID[]::new))
                        .query((row, _) -> person(row))
                        .list());
    }

    List<PersonId> byEmail(SchoolId school, String email) {
        return jdbc.sql(BY_EMAIL)
                .param("school", school.value())
                .param("email", email)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list();
    }

    /** Keeps the person as given, new or known. */
    void put(SchoolId school, Person person) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", person.id().value())
                .param("title", person.name().title())
                .param("given", person.name().given())
                .param("family", person.name().family())
                .param("knownAs", person.name().knownAs())
                .param("born", person.born())
                .param("email", person.email())
                .param("phone", person.phone())
                .update();
    }

    List<Person> holders(SchoolId school, Collection<Role> roles, LocalDate day) {
        return orNone(
                roles,
                () -> jdbc.sql(HOLDERS)
                        .param("school", school.value())
                        .param("roles", roles.stream().map(Role::name).toList())
                        .param("day", day)
                        .query((row, _) -> person(row))
                        .list());
    }

    /** Keeps others who take the head's role from somebody waiting until the transaction ends. */
    void lockHeads(SchoolId school) {
        jdbc.sql(LOCK_HEADS)
                .param("school", school.value())
                .query((row, _) -> true)
                .list();
    }

    /** People whose name holds {@code part}, of these roles, now or before. */
    List<Person> search(SchoolId school, String part, Collection<Role> roles, int most) {
        var like = like(part.strip().toLowerCase(Locale.ROOT));
        return orNone(
                roles,
                () -> jdbc.sql(SEARCH)
                        .param("school", school.value())
                        .param("roles", roles.stream().map(Role::name).toList())
                        .param("like", like)
                        .param("most", most)
                        .query((row, _) -> person(row))
                        .list());
    }

    /** How many people's name, class or number {@code text} is part of. */
    int countMatching(SchoolId school, String text, LocalDate day) {
        return matching(COUNT_MATCHING, school, text, day).query(Integer.class).single();
    }

    /** Some of them: today's first, by name. */
    List<Person> matching(SchoolId school, String text, LocalDate day, int offset, int most) {
        return matching(PAGE_OF_MATCHING, school, text, day)
                .param("most", most)
                .param("offset", offset)
                .query((row, _) -> person(row))
                .list();
    }

    private JdbcClient.StatementSpec matching(String sql, SchoolId school, String text, LocalDate day) {
        var plain = text.strip().toLowerCase(Locale.ROOT);
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("day", day)
                .param("text", plain)
                .param("number", plain.replace(" ", ""))
                .param("like", like(plain));
    }

    private static String like(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    List<Membership> memberships(SchoolId school, PersonId id) {
        return jdbc.sql(MEMBERSHIPS)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> membership(row))
                .list();
    }

    Set<Role> roles(SchoolId school, PersonId id, LocalDate day) {
        var roles = EnumSet.noneOf(Role.class);
        jdbc.sql(ROLES)
                .param("school", school.value())
                .param("id", id.value())
                .param("day", day)
                .query(String.class)
                .list()
                .forEach(role -> roles.add(Role.valueOf(role)));
        return roles;
    }

    /** Who holds which of these roles that day. */
    Map<PersonId, Set<Role>> held(SchoolId school, Collection<Role> roles, LocalDate day) {
        var held = new HashMap<PersonId, Set<Role>>();
        jdbc.sql(HELD)
                .param("school", school.value())
                .param("roles", roles.stream().map(Role::name).toList())
                .param("day", day)
                .query(row -> {
                    held.computeIfAbsent(
                                    new PersonId(row.getObject("person_id", UUID.class)),
                                    _ -> EnumSet.noneOf(Role.class))
                            .add(Role.valueOf(row.getString("role")));
                });
        return held;
    }

    void begin(SchoolId school, PersonId id, Membership membership) {
        jdbc.sql(BEGIN)
                .param("school", school.value())
                .param("membership", UUID.randomUUID())
                .param("id", id.value())
                .param("role", membership.role().name())
                .param("first", membership.span().firstDay())
                .param("last", membership.span().lastDay())
                .param("source", membership.source().name())
                .param(
                        "because",
                        membership.endedBecause() == null
                                ? null
                                : membership.endedBecause().name())
                .update();
    }

    /** Ends the role with that day; false if it was over by then. */
    boolean end(SchoolId school, PersonId id, Role role, LocalDate lastDay, LeavingReason because) {
        return jdbc.sql(END)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("role", role.name())
                        .param("last", lastDay)
                        .param("because", because.name())
                        .update()
                > 0;
    }

    /** Takes back an end that has not come by {@code day}; false if there is none. */
    boolean takeBackEnd(SchoolId school, PersonId id, Role role, LocalDate day) {
        return jdbc.sql(TAKE_BACK)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("role", role.name())
                        .param("day", day)
                        .update()
                > 0;
    }

    /** Parents whom files brought, with no child here after that day. */
    List<PersonId> parentsWithoutChildren(SchoolId school, LocalDate lastDay) {
        return jdbc.sql(PARENTS_WITHOUT_CHILDREN)
                .param("school", school.value())
                .param("last", lastDay)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list();
    }

    /** The guardians of this child who have no child here after that day. */
    List<PersonId> guardiansWithoutChildren(SchoolId school, PersonId pupil, LocalDate lastDay) {
        return jdbc.sql(GUARDIANS_WITHOUT_CHILDREN)
                .param("school", school.value())
                .param("pupil", pupil.value())
                .param("last", lastDay)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .list();
    }

    /** Somebody with what kind of person they are. */
    record Kind(Person person, boolean isPupil) {}

    /** Everybody whom the school knows or knew, by name. */
    List<Kind> everybody(SchoolId school) {
        return jdbc.sql(EVERYBODY)
                .param("school", school.value())
                .query((row, _) -> new Kind(person(row), row.getBoolean("is_pupil")))
                .list();
    }

    List<PupilYear> years(SchoolId school, PersonId id) {
        return jdbc.sql(YEARS)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> pupilYear(row))
                .list();
    }

    void setYear(SchoolId school, PersonId id, PupilYear year) {
        jdbc.sql(SET_YEAR)
                .param("school", school.value())
                .param("id", id.value())
                .param("year", year.year().startYear())
                .param("group", year.yearGroup())
                .param("phase", year.phase().name())
                .update();
    }

    Optional<PersonId> byExternalId(SchoolId school, IdSource source, String value) {
        return jdbc.sql(BY_EXTERNAL_ID)
                .param("school", school.value())
                .param("source", source.name())
                .param("value", value)
                .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
                .optional();
    }

    List<ExternalId> externalIds(SchoolId school, PersonId id) {
        return jdbc.sql(EXTERNAL_IDS)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> new ExternalId(IdSource.valueOf(row.getString("source")), row.getString("value")))
                .list();
    }

    void knowAs(SchoolId school, PersonId id, IdSource source, String value) {
        jdbc.sql(KNOW_AS)
                .param("school", school.value())
                .param("source", source.name())
                .param("value", value)
                .param("id", id.value())
                .update();
    }

    /** The number is this person's no more: somebody had written it down wrongly. */
    void withdraw(SchoolId school, PersonId id, ExternalId wrong, LocalDate day) {
        jdbc.sql(WITHDRAW)
                .param("school", school.value())
                .param("id", id.value())
                .param("source", wrong.source().name())
                .param("value", wrong.value())
                .param("day", day)
                .update();
    }

    /** The identity that the trust has for this digest; {@code proposed} if it had none. */
    PersonId identity(byte[] digest, PersonId proposed) {
        return jdbc.sql(IDENTITY)
                .param("digest", digest)
                .param("proposed", proposed.value())
                .query((row, _) -> new PersonId(row.getObject(1, UUID.class)))
                .single();
    }

    private static <T> List<T> orNone(Collection<?> asked, Supplier<List<T>> query) {
        return asked.isEmpty() ? List.of() : query.get();
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(
                new PersonId(row.getObject("person_id", UUID.class)),
                name(row),
                row.getObject("born_on", LocalDate.class),
                row.getString("email"),
                row.getString("phone"));
    }

    static PersonName name(ResultSet row) throws SQLException {
        return new PersonName(
                row.getString("title"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("known_as"));
    }

    static PupilYear pupilYear(ResultSet row) throws SQLException {
        return new PupilYear(
                new AcademicYear(row.getInt("academic_year")),
                row.getInt("year_group"),
                Phase.valueOf(row.getString("phase")));
    }

    static Span span(ResultSet row) throws SQLException {
        return new Span(row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class));
    }

    static Membership membership(ResultSet row) throws SQLException {
        var because = row.getString("ended_because");
        return new Membership(
                Role.valueOf(row.getString("role")),
                span(row),
                Source.valueOf(row.getString("source")),
                because == null ? null : LeavingReason.valueOf(because));
    }
}
