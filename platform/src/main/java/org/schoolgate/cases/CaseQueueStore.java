package org.schoolgate.cases;

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
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The cases of a school in lists, read by indexes over the open ones, so that a hundred thousand closed ones cost nothing. */
@Repository
class CaseQueueStore {
    /** What may wait for somebody; whether it does, the policy says. */
    private static final String WAITING = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.within_seconds, w.turns
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready
              and (w.doer = any(:doers::text[])
                or :person = any(w.in_place)
                or (w.due <= :now and w.turns && :doers::text[])
                or (w.doer = 'REPORTER' and (f.opened_by = :person or f.told_by = :person))
                or (f.circle <> 'ORDINARY' and f.circle = any(:circles::text[])))
            order by w.due nulls last, w.since
            limit :most
            """;

    private static final String NOT_THE_SUBJECT = """
             and not exists (
              select 1 from case_person p
              where p.school_id = f.school_id and p.case_id = f.case_id and p.person_id = :person and p.part = 'INSTIGATOR'
                and not exists (
                  select 1 from case_person q
                  where q.school_id = p.school_id and q.case_id = p.case_id and q.person_id = p.person_id
                    and q.place > p.place))
            """;
    private static final String READ = """
            select f.* from case_file f
            where f.school_id = :school
              and (f.circle = any(:circles::text[]) or exists (
                select 1 from case_reader r
                where r.school_id = f.school_id and r.case_id = f.case_id and r.person_id = :person))
            """ + NOT_THE_SUBJECT;
    private static final String OPEN =
            READ + " and f.closed_at is null order by f.next_due nulls last, f.touched_at desc limit :most";
    private static final String CLOSED =
            READ + " and f.closed_at is not null order by f.closed_at desc limit :most offset :offset";
    private static final String NUMBERED = READ + " and f.year = :year and f.number = :number";
    private static final String OF_PEOPLE = READ + """
             and f.case_id in (
              select case_id from case_person
              where school_id = :school and (person_id = any(:people::uuid[]) or lower(name) like :name))
            order by f.opened_at desc limit :most
            """;
    private static final String OVERDUE = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.within_seconds, w.turns
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready and w.due <= :now
              and w.told < least(
                floor(extract(epoch from (cast(:now as timestamptz) - w.due)) / w.within_seconds) + 1, cardinality(w.turns))
            order by w.due for update of w skip locked
            """;

    private static final String OF_AWAY = """
            select f.*, w.walk, w.step, w.title, w.doer, w.in_place, w.since, w.ready, w.due, w.within_seconds, w.turns
            from case_waiting w join case_file f on f.school_id = w.school_id and f.case_id = w.case_id
            where w.school_id = :school and w.ready and (w.doer = any(:doers::text[]) or w.turns && :doers::text[]) and w.told <= cardinality(w.turns)
            order by w.since for update of w skip locked
            """;

    private final JdbcClient jdbc;
    private final CaseStore store;

    CaseQueueStore(JdbcClient jdbc, CaseStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** Cases with the steps in them that may wait for a viewer, the first to run out first. */
    List<CaseFacts> waiting(SchoolId school, Viewer viewer, Set<Circle> circles, Set<Doer> doers, int most) {
        return facts(
                school,
                of(WAITING, school, viewer, circles)
                        .param("doers", doers.stream().map(Doer::name).toArray(String[]::new))
                        .param("now", Timestamp.from(viewer.now()))
                        .param("most", most));
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

    List<CaseFile> open(SchoolId school, Viewer viewer, Set<Circle> circles, int most) {
        return files(of(OPEN, school, viewer, circles).param("most", most));
    }

    List<CaseFile> closed(SchoolId school, Viewer viewer, Set<Circle> circles, int most, int offset) {
        return files(of(CLOSED, school, viewer, circles).param("most", most).param("offset", offset));
    }

    List<CaseFile> numbered(SchoolId school, Viewer viewer, Set<Circle> circles, CaseNumber number) {
        return files(of(NUMBERED, school, viewer, circles)
                .param("year", number.year())
                .param("number", number.number()));
    }

    /** Those on which one of these people is, or somebody whose name begins like that. */
    List<CaseFile> of(
            SchoolId school,
            Viewer viewer,
            Set<Circle> circles,
            Collection<PersonId> people,
            String nameLike,
            int most) {
        return files(of(OF_PEOPLE, school, viewer, circles)
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("name", nameLike)
                .param("most", most));
    }

    private StatementSpec of(String sql, SchoolId school, Viewer viewer, Set<Circle> circles) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("person", viewer.person().value())
                .param("circles", circles.stream().map(Circle::name).toArray(String[]::new));
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
