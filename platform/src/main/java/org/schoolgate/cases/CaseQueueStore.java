package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;
import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/**
 * The cases of a school in lists, a page of each, as far as they are a viewer's. Each list is read along an index by its own
 * order, so that a hundred thousand cases cost what a hundred do. The rules are those of {@link CasePolicy}. Nothing here
 * compares with a function that PostgreSQL does not know to be leakproof, such as lower or like: behind the wall between
 * schools it would not use an index for it.
 */
@Repository
class CaseQueueStore {
    private static final String NAMED = """
            exists (
              select 1 from case_reader r
              where r.school_id = f.school_id and r.case_id = f.case_id and r.person_id = :person)
            """;

    /** Those who are on a case as what was said of them last. */
    private static final String ON_IT = """
            select 1 from case_person p
            where p.school_id = f.school_id and p.case_id = f.case_id and not exists (
                select 1 from case_person q
                where q.school_id = p.school_id and q.case_id = p.case_id and q.person_id = p.person_id
                  and q.place > p.place)
            """;

    private static final String NOT_THE_SUBJECT =
            " and not exists (" + ON_IT + " and p.person_id = :person and p.part = 'INSTIGATOR')";

    /** The steps that are a viewer's, by the doer whose they are or by one whose turn has come since. */
    private static final String THEIRS =
            """
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready and f.closed_at is null and (%s
              or (w.due <= :now::timestamptz and exists (
                select 1 from unnest(w.turns, w.turns_at) turns(doer, at)
                where turns.at <= :now::timestamptz and %s))
              or (:person = any(w.in_place) and (f.circle = any(:circles::text[]) or %s)))
            and not exists (%s and p.person_id = any(:about::uuid[]) and p.part = 'INSTIGATOR')
            and not %s
            """.formatted(does("w.doer"), does("turns.doer"), NAMED, ON_IT, CaseStore.OF_SOMEBODY_AWAY);

    private static final String COUNT = "select count(distinct w.case_id) " + THEIRS;

    /** The first step of each case in which something waits, with what was looked at by itself. */
    private static final String MINE = """
            with mine as materialized (
              (select distinct on (w.case_id) w.case_id, w.title, w.due, w.since
            """ + THEIRS + """
               order by w.case_id, w.due nulls last, w.since)
              union all
              select * from unnest(
                :theirCases::uuid[], :theirSteps::text[], :theirDues::timestamptz[], :theirSinces::timestamptz[]))
            """;

    private static final String WAITING = MINE + """
            select f.*, mine.title as step_title, nullif(mine.due, 'infinity') as step_due, mine.since as step_since
            from mine join case_file f on f.school_id = :school and f.case_id = mine.case_id
            where (coalesce(mine.due, 'infinity'), mine.since, mine.case_id) > (:due::timestamptz, :at::timestamptz, :after)
            order by coalesce(mine.due, 'infinity'), mine.since, mine.case_id limit :most
            """;

    private static final String NOT_MINE =
            " and f.closed_at is null and not exists (select 1 from mine where mine.case_id = f.case_id)";
    private static final String BY_DUE = "coalesce(next_due, 'infinity'), touched_at desc, case_id desc";
    private static final String OTHERS = MINE + ", " + reading("", NOT_MINE + """
             and (coalesce(f.next_due, 'infinity') > :due::timestamptz
               or (coalesce(f.next_due, 'infinity') = :due::timestamptz
                 and (f.touched_at, f.case_id) < (:at::timestamptz, :after)))
            """, BY_DUE);

    /** Both lists from their beginning, with how many wait in all: what is a viewer's is worked out once. */
    private static final String BOTH = MINE + ", " + seen("", NOT_MINE, BY_DUE) + """
            select * from (
              (select f.*, mine.title as step_title, nullif(mine.due, 'infinity') as step_due, mine.since as step_since,
                (select count(*) from mine) as waiting,
                row_number() over (order by coalesce(mine.due, 'infinity'), mine.since, mine.case_id) as place
              from mine join case_file f on f.school_id = :school and f.case_id = mine.case_id
              order by place limit :most)
              union all
              (select seen.*, null, null::timestamptz, null::timestamptz, 0, row_number() over (order by %s) as place
              from seen order by place limit :most)) lists
            order by step_since is null, place
            """.formatted(BY_DUE);

    private static final String CLOSED = "with " + reading("", """
             and f.closed_at is not null and (f.closed_at, f.case_id) < (:at::timestamptz, :after)
            """, "closed_at desc, case_id desc");
    private static final String OF_KINDS = "with "
            + reading(
                    "cross join unnest(:kinds::text[]) kinds(kind)",
                    " and f.kind = kinds.kind",
                    "opened_at desc, case_id desc");

    /** Those among some cases that somebody reads. */
    static final String AMONG = " and (f.circle = any(:circles::text[]) or f.case_id = any(:besides::uuid[]) or "
            + NAMED + ")" + NOT_THE_SUBJECT;

    private static final String NUMBERED =
            "select f.* from case_file f where f.school_id = :school and f.year = :year and f.number = :number" + AMONG;
    private static final String OF_PERSON = """
            select f.* from case_file f
            where f.school_id = :school and f.case_id in (
              select p.case_id from case_person p where p.school_id = :school and p.person_id = any(:people::uuid[]))
            """ + AMONG;
    private static final String NAMED_SO =
            "select case_id from case_person where school_id = :school and name_key ~>=~ :from and name_key ~<~ :to";
    private static final String HOW_MANY = "select count(*) from (" + NAMED_SO + " limit :most) named";

    /** Where there are few, they are looked up, and the newest are picked from them. */
    private static final String OF_FEW =
            """
            with those as materialized (
              select case_id from case_person where school_id = :school and person_id = any(:people::uuid[])
              union %s)
            select f.* from those join case_file f on f.school_id = :school and f.case_id = those.case_id
            where true""".formatted(NAMED_SO) + AMONG + " order by f.opened_at desc, f.case_id desc limit :most";

    /** Where there are many, the newest cases are looked at one after the other until there are enough. */
    private static final String OF_MANY = "with " + reading("", """
             and exists (
              select 1 from case_person p
              where p.school_id = f.school_id and p.case_id = f.case_id
                and (p.person_id = any(:people::uuid[]) or (p.name_key ~>=~ :from and p.name_key ~<~ :to)))
            """, "opened_at desc, case_id desc");

    private static final int MANY = 1_000;

    /** Those about which somebody outside wrote again, and nobody has answered since. */
    private static final String WROTE_AGAIN = """
            select f.* from case_file f
            where f.school_id = :school and f.case_id in (
              select c.case_id from concern c
              join concern_message m on m.school_id = c.school_id and m.concern_id = c.concern_id
              where c.school_id = :school
              group by c.case_id, c.concern_id
              having count(*) > 1 and (array_agg(m.written_by is null order by m.message_id desc))[1])
            """ + AMONG + " order by f.opened_at desc limit :most";

    private static final String OVERDUE = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.turns,
              w.turns_at, w.rings_at, w.in_school_days
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready and w.due <= :now
              and w.told < (select count(*) from unnest(w.turns_at) turns(at) where turns.at <= :now)
            order by w.due for update of w skip locked
            """;

    private static final String OF_AWAY = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.turns,
              w.turns_at, w.rings_at, w.in_school_days
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready
              and (w.doer = any(:doers::text[]) or w.turns && :doers::text[]) and w.told <= cardinality(w.turns)
            order by w.since for update of w skip locked
            """;

    /** Urgent steps whose time has passed twice, and about which nobody was rung. */
    private static final String URGENT = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.turns,
              w.turns_at, w.rings_at, w.in_school_days
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready and not w.rang and w.rings_at <= :now
            order by w.rings_at for update of w skip locked
            """;

    private static final UUID LEAST = new UUID(0, 0);
    private static final UUID GREATEST = new UUID(-1, -1);

    /** Whether a doer's steps are a viewer's. */
    private static String does(String doer) {
        return """
                (%1$s || ' ' || f.circle = any(:always::text[])
                or (%1$s || ' ' || f.circle = any(:named::text[]) and %2$s)
                or (%1$s = 'REPORTER' and (f.opened_by = :person or f.told_by = :person
                  or (f.circle = any(:circles::text[]) and f.opened_by <> all(:staff::uuid[])
                    and (f.told_by is null or f.told_by <> all(:staff::uuid[])))))
                or (%1$s = 'TEACHER' and (f.circle = 'ORDINARY' or f.circle = any(:circles::text[]) or %2$s)
                  and exists (%3$s and p.kind = 'PUPIL' and p.person_id = any(:taught::uuid[])))
                or (%1$s = 'TEACHER' and f.circle = any(:circles::text[])
                  and (f.circle <> 'ORDINARY'
                    or not exists (%3$s and p.kind = 'PUPIL' and p.person_id = any(:haveTeachers::uuid[])))))
                """.formatted(doer, NAMED, ON_IT);
    }

    private static String reading(String across, String which, String order) {
        return seen(across, which, order) + " select * from seen order by %s limit :most".formatted(order);
    }

    /** What somebody reads, circle by circle along an index, and what they are named to read. */
    private static String seen(String across, String which, String order) {
        return """
                seen as (
                  (select one.* from unnest(:circles::text[]) circles(circle) %1$s cross join lateral (
                    select f.* from case_file f
                    where f.school_id = :school and f.circle = circles.circle %2$s
                    order by %3$s limit :most) one)
                  union all
                  (select f.* from case_reader r
                    join case_file f on f.school_id = r.school_id and f.case_id = r.case_id %1$s
                    where r.school_id = :school and r.person_id = :person and f.circle <> all(:circles::text[]) %2$s)
                  union all
                  (select f.* from case_file f %1$s
                    where f.school_id = :school and f.case_id = any(:besides::uuid[]) %2$s))
                """.formatted(across, which + NOT_THE_SUBJECT, order);
    }

    private final JdbcClient jdbc;
    private final CaseStore store;

    CaseQueueStore(JdbcClient jdbc, CaseStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** In how many cases something waits for a viewer. */
    int count(SchoolId school, Share share) {
        return steps(COUNT, school, share).query(Integer.class).single()
                + share.theirs().size();
    }

    /** The open cases of a viewer, the first page of each list. */
    CaseQueue open(SchoolId school, Share share, int most) {
        var waiting = new ArrayList<CaseQueue.Entry>();
        var others = new ArrayList<CaseFile>();
        var count = new AtomicInteger();
        steps(BOTH, school, share).param("most", most + 1).query(row -> {
            var since = instantOrNull(row, "step_since");
            if (since == null) {
                others.add(CaseStore.file(row));
            } else {
                count.set(row.getInt("waiting"));
                waiting.add(entry(row));
            }
        });
        return new CaseQueue(
                count.get(),
                waitingPart(waiting, most),
                othersPart(others, most),
                share.viewer().now());
    }

    /** The cases in which something waits for a viewer, the first to run out first. */
    CaseQueue.Part<CaseQueue.Entry> waiting(SchoolId school, Share share, @Nullable CasePlace after, int most) {
        return waitingPart(
                after(steps(WAITING, school, share), after, "-infinity", "-infinity", LEAST, most)
                        .query((row, _) -> entry(row))
                        .list(),
                most);
    }

    private static CaseQueue.Entry entry(ResultSet row) throws SQLException {
        return new CaseQueue.Entry(
                CaseStore.file(row),
                row.getString("step_title"),
                instantOrNull(row, "step_due"),
                instant(row, "step_since"));
    }

    private static CaseQueue.Part<CaseQueue.Entry> waitingPart(List<CaseQueue.Entry> found, int most) {
        return part(
                found,
                most,
                last -> new CasePlace(last.due(), last.since(), last.file().id()));
    }

    /** The other open cases that a viewer reads, in the same order. */
    CaseQueue.Part<CaseFile> others(SchoolId school, Share share, @Nullable CasePlace after, int most) {
        return othersPart(
                files(after(steps(OTHERS, school, share), after, "-infinity", "infinity", GREATEST, most)), most);
    }

    private static CaseQueue.Part<CaseFile> othersPart(List<CaseFile> found, int most) {
        return part(found, most, last -> new CasePlace(last.nextDue(), last.touchedAt(), last.id()));
    }

    /** Closed cases that a viewer reads, the newest first. */
    CaseQueue.Part<CaseFile> closed(SchoolId school, Share share, @Nullable CasePlace after, int most) {
        return part(
                files(after(reads(CLOSED, school, share), after, "infinity", "infinity", GREATEST, most)),
                most,
                last -> new CasePlace(null, last.closedAt() == null ? last.touchedAt() : last.closedAt(), last.id()));
    }

    /** The steps that are past a turn which nobody was told of, locked; what another process has locked is left to it. */
    List<CaseFacts> overdue(SchoolId school, Instant now) {
        return facts(school, jdbc.sql(OVERDUE).param("school", school.value()).param("now", Timestamp.from(now)));
    }

    /** The steps of doers who are away or have a turn, locked, as far as not all who come next were told. */
    List<CaseFacts> of(SchoolId school, Set<Doer> away) {
        return facts(
                school,
                jdbc.sql(OF_AWAY)
                        .param("school", school.value())
                        .param("doers", away.stream().map(Doer::name).toArray(String[]::new)));
    }

    /** The urgent steps that are late twice and about which nobody was rung, locked. */
    List<CaseFacts> urgent(SchoolId school, Instant now) {
        return facts(school, jdbc.sql(URGENT).param("school", school.value()).param("now", Timestamp.from(now)));
    }

    List<CaseFile> numbered(SchoolId school, Share share, CaseNumber number) {
        return files(reads(NUMBERED, school, share).param("year", number.year()).param("number", number.number()));
    }

    List<CaseFile> wroteAgain(SchoolId school, Share share, int most) {
        return files(reads(WROTE_AGAIN, school, share).param("most", most));
    }

    /** Those that began with one of these procedures, the newest first. */
    List<CaseFile> ofKinds(SchoolId school, Share share, Collection<String> kinds, int most) {
        return files(reads(OF_KINDS, school, share)
                .param("kinds", kinds.toArray(String[]::new))
                .param("most", most));
    }

    /** All on which one of these people is. */
    List<CaseFile> of(SchoolId school, Share share, Collection<PersonId> people) {
        return files(reads(OF_PERSON, school, share).param("people", uuids(people)));
    }

    /** Those on which one of these people is, or somebody whose name begins like that in small letters, the newest first. */
    List<CaseFile> of(SchoolId school, Share share, Collection<PersonId> people, String begins, int most) {
        var named = between(jdbc.sql(HOW_MANY).param("school", school.value()), begins)
                .param("most", MANY)
                .query(Integer.class)
                .single();
        return named < MANY ? ofFew(school, share, people, begins, most) : ofMany(school, share, people, begins, most);
    }

    List<CaseFile> ofFew(SchoolId school, Share share, Collection<PersonId> people, String begins, int most) {
        return files(between(reads(OF_FEW, school, share), begins)
                .param("people", uuids(people))
                .param("most", most));
    }

    List<CaseFile> ofMany(SchoolId school, Share share, Collection<PersonId> people, String begins, int most) {
        return files(between(reads(OF_MANY, school, share), begins)
                .param("people", uuids(people))
                .param("most", most));
    }

    /** All names that begin like that, in the order of their bytes. */
    private static StatementSpec between(StatementSpec statement, String begins) {
        return statement.param("from", begins).param("to", begins + Character.toString(Character.MAX_CODE_POINT));
    }

    private StatementSpec reads(String sql, SchoolId school, Share share) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("person", share.viewer().person().value())
                .param("circles", share.circles().stream().map(Circle::name).toArray(String[]::new))
                .param("besides", share.besides().stream().map(CaseId::value).toArray(UUID[]::new));
    }

    private StatementSpec steps(String sql, SchoolId school, Share share) {
        return reads(sql, school, share)
                .param("now", Timestamp.from(share.viewer().now()))
                .param("always", share.always().toArray(String[]::new))
                .param("named", share.named().toArray(String[]::new))
                .param("staff", uuids(share.viewer().staff().roles().keySet()))
                .param("away", share.away().toArray(String[]::new))
                .param("about", uuids(Shares.about(share.viewer())))
                .param("taught", uuids(share.taught()))
                .param("haveTeachers", uuids(share.haveTeachers()))
                .param(
                        "theirCases",
                        theirs(share, UUID[]::new, entry -> entry.file().id().value()))
                .param("theirSteps", theirs(share, String[]::new, CaseQueue.Entry::step))
                .param(
                        "theirDues",
                        theirs(
                                share,
                                String[]::new,
                                entry -> entry.due() == null
                                        ? "infinity"
                                        : entry.due().toString()))
                .param(
                        "theirSinces",
                        theirs(share, String[]::new, entry -> entry.since().toString()));
    }

    private static <T> T[] theirs(Share share, IntFunction<T[]> array, Function<CaseQueue.Entry, T> part) {
        return share.theirs().stream().map(part).toArray(array);
    }

    /** One more than is shown, which says whether there is another page. */
    private static StatementSpec after(
            StatementSpec statement, @Nullable CasePlace after, String due, String at, UUID id, int most) {
        return statement
                .param(
                        "due",
                        after == null
                                ? due
                                : after.due() == null ? "infinity" : after.due().toString())
                .param("at", after == null ? at : after.at().toString())
                .param("after", after == null ? id : after.id().value())
                .param("most", most + 1);
    }

    private static <T> CaseQueue.Part<T> part(List<T> found, int most, Function<T, CasePlace> place) {
        return found.size() <= most
                ? new CaseQueue.Part<>(found, null)
                : new CaseQueue.Part<>(found.subList(0, most), place.apply(found.get(most - 1)));
    }

    private static UUID[] uuids(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    private static List<CaseFile> files(StatementSpec statement) {
        return statement.query((row, _) -> CaseStore.file(row)).list();
    }

    private List<CaseFacts> facts(SchoolId school, StatementSpec statement) {
        var files = new LinkedHashMap<CaseId, CaseFile>();
        var waiting = new LinkedHashMap<CaseId, List<Waiting>>();
        statement.query(row -> {
            add(row, files, waiting);
        });
        if (files.isEmpty()) {
            return List.of();
        }
        var people = store.people(school, files.keySet());
        var readers = store.readers(school, files.keySet());
        return files.values().stream()
                .map(file -> new CaseFacts(
                        file,
                        people.getOrDefault(file.id(), List.of()),
                        readers.getOrDefault(file.id(), List.of()).stream()
                                .map(CaseReader::person)
                                .collect(Collectors.toSet()),
                        waiting.getOrDefault(file.id(), List.of())))
                .toList();
    }

    private static void add(ResultSet row, Map<CaseId, CaseFile> files, Map<CaseId, List<Waiting>> waiting)
            throws SQLException {
        var id = CaseStore.id(row);
        files.putIfAbsent(id, CaseStore.file(row));
        waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(CaseStore.waiting(row));
    }
}
