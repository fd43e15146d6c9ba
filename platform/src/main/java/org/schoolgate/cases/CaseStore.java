package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;
import static org.schoolgate.tenancy.Moments.instantOrNull;
import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldId;
import org.schoolgate.access.HoldKind;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.SchoolDays;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.cases.procedure.Who;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One case in the database: its entries are added, and what they come to is worked out beside them. */
@Repository
class CaseStore {
    private static final String NEXT_NUMBER = """
            insert into case_number (school_id, year, last) values (:school, :year, 1)
            on conflict (school_id, year) do update set last = case_number.last + 1
            returning last
            """;
    private static final String OPEN = """
            insert into case_file
              (school_id, case_id, year, number, kind, title, opened_at, opened_by, opened_by_name, report_id, told_by,
               about_staff, circle, sealed, touched_at)
            values
              (:school, :id, :year, :number, :kind, :title, :at, :by, :name, :report, :toldBy,
               :aboutStaff, :circle, :sealed, :at)
            """;
    private static final String STANDING = """
            update case_file
            set circle = :circle, sealed = :sealed, next_due = :due, touched_at = :touched, closed_at = :closed
            where school_id = :school and case_id = :id
            """;
    private static final String FIND = "select * from case_file where school_id = :school and case_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String WRITTEN_SINCE = """
            select exists (
                select 1 from case_entry where school_id = :school and case_id = :id and written_at > :moment)
              or exists (
                select 1 from case_note where school_id = :school and case_id = :id and written_at > :moment)
            """;
    private static final String OF_REPORT = "select * from case_file where school_id = :school and report_id = :report";
    private static final String CLOSER = """
            select * from case_file
            where school_id = :school and report_id = any(:reports) and circle <> 'ORDINARY'
            """;
    private static final String BEGIN = """
            insert into case_walk (school_id, case_id, walk, procedure, version, digest, begun_at)
            values (:school, :id, :walk, :procedure, :version, :digest, :at)
            """;
    /** Cases in which a step is somebody's who is away. */
    static final String OF_SOMEBODY_AWAY = """
            (cardinality(:away::text[]) > 0 and exists (
              select 1 from case_waiting x
              where x.school_id = f.school_id and x.case_id = f.case_id and x.ready and (
                x.doer || ' ' || f.circle = any(:away::text[]) or exists (
                  select 1 from unnest(x.turns) turns(doer) where turns.doer || ' ' || f.circle = any(:away::text[])))))
            """;

    private static final String BY_THEMSELVES = """
            select f.* from case_file f
            where f.school_id = :school and (f.closed_at is null or f.circle = any(:circles::text[])) and (f.case_id in (
              select p.case_id from case_person p
              where p.school_id = :school and p.person_id = any(:about::uuid[]) and p.part = 'INSTIGATOR' and not exists (
                select 1 from case_person q
                where q.school_id = p.school_id and q.case_id = p.case_id and q.person_id = p.person_id
                  and q.place > p.place)) or f.closed_at is null""" + " and " + OF_SOMEBODY_AWAY + ")";
    private static final String WITH = """
            select f.* from case_file f
            where f.school_id = :school and f.case_id in (
              select p.case_id from case_person p where p.school_id = :school and p.person_id = :person)
            order by f.opened_at
            """;
    private static final String WALKS = """
            select w.*, v.definition from case_walk w
            left join procedure_version v on v.school_id = w.school_id and v.digest = w.digest
            where w.school_id = :school and w.case_id = any(:ids) order by w.case_id, w.walk
            """;
    private static final String SAY = """
            insert into case_entry
              (school_id, case_id, walk, entry, step, necessary, written_by, written_by_name, written_at, said, about)
            values (:school, :id, :walk, :entry, :step, :necessary, :by, :name, :at, :said::jsonb, :about)
            """;
    private static final String ENTRIES =
            "select * from case_entry where school_id = :school and case_id = any(:ids) order by case_id, walk, entry";
    private static final String WAITS = """
            insert into case_waiting
              (school_id, case_id, walk, step, title, doer, in_place, since, ready, due, turns, turns_at, rings_at,
               in_school_days, told)
            values
              (:school, :id, :walk, :step, :title, :doer, :inPlace, :since, :ready, :due, :turns, :turnsAt, :ringsAt,
               :inSchoolDays, 0)
            on conflict (school_id, case_id, walk, step) do update
              set in_place = excluded.in_place, since = excluded.since, ready = excluded.ready, due = excluded.due,
                turns_at = excluded.turns_at, rings_at = excluded.rings_at,
                told = case when case_waiting.since = excluded.since then case_waiting.told else 0 end,
                rang = case_waiting.rang and case_waiting.since = excluded.since
            """;
    private static final String WAITS_NO_MORE = """
            delete from case_waiting
            where school_id = :school and case_id = :id and (walk || ' ' || step) <> all(:steps)
            """;
    private static final String WAITING =
            "select * from case_waiting where school_id = :school and case_id = any(:ids) order by case_id, walk, step";
    private static final String TELL_TURN = """
            update case_waiting set told = :told
            where school_id = :school and case_id = :id and walk = :walk and step = :step and told < :told
            """;
    private static final String OPEN_WITH_WALKS_BEGUN = """
            select distinct f.case_id from case_walk w join case_file f using (school_id, case_id)
            where w.school_id = :school and w.begun_at > :after and w.begun_at <= :until and f.closed_at is null
            """;
    private static final String REMINDED = """
            insert into case_mail_reminder (school_id, case_id, day, at) values (:school, :id, :day, :at)
            on conflict do nothing
            """;
    private static final String IN_SCHOOL_DAYS = """
            select distinct f.* from case_file f join case_waiting w using (school_id, case_id)
            where f.school_id = :school and w.in_school_days
            """;
    private static final String RING = """
            update case_waiting set rang = true
            where school_id = :school and case_id = :id and walk = :walk and step = :step and not rang
            """;
    private static final String ADD_PERSON = """
            insert into case_person
              (school_id, case_id, person_id, name, kind, part, added_at, added_by, added_by_name)
            values (:school, :id, :person, :name, :kind, :part, :at, :by, :byName)
            """;
    private static final String PEOPLE =
            "select * from case_person where school_id = :school and case_id = any(:ids) order by place";
    private static final String ADD_READER = """
            insert into case_reader (school_id, case_id, person_id, name, named_at, named_by, named_by_name)
            values (:school, :id, :person, :name, :at, :by, :byName) on conflict do nothing
            """;
    private static final String READERS =
            "select * from case_reader where school_id = :school and case_id = any(:ids) order by named_at";
    private static final String ADD_NOTE = """
            insert into case_note
              (school_id, note_id, case_id, happened_at, written_at, written_by, written_by_name,
               fact, concern, risk, action, justification, childs_words, corrects)
            values
              (:school, :note, :id, :happened, :at, :by, :name,
               :fact, :concern, :risk, :action, :justification, :childsWords, :corrects)
            """;
    private static final String NOTES = """
            select * from case_note where school_id = :school and case_id = any(:ids)
            order by happened_at, written_at, note_id
            """;
    private static final String ADD_HOLD = """
            insert into case_hold (school_id, case_id, hold_id, person_id, kind)
            values (:school, :id, :hold, :person, :kind)
            """;
    private static final String HOLDS =
            "select * from case_hold where school_id = :school and case_id = any(:ids) order by hold_id";
    private static final String HELD_FOR =
            "select hold_id from case_hold where school_id = :school and person_id = :person";

    private final JdbcClient jdbc;
    private final ProcedureStore procedures;
    private final OpenDays openDays;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseStore(JdbcClient jdbc, ProcedureStore procedures, OpenDays openDays) {
        this.jdbc = jdbc;
        this.openDays = openDays;
        this.procedures = procedures;
    }

    int nextNumber(SchoolId school, int year) {
        return jdbc.sql(NEXT_NUMBER)
                .param("school", school.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    void open(CaseFile file) {
        of(OPEN, file.school(), file.id())
                .param("year", file.number().year())
                .param("number", file.number().number())
                .param("kind", file.kind())
                .param("title", file.title())
                .param("at", Timestamp.from(file.openedAt()))
                .param("by", file.openedBy().value())
                .param("name", file.openedByName())
                .param("report", file.report() == null ? null : file.report().value())
                .param("toldBy", uuid(file.toldBy()))
                .param("aboutStaff", file.aboutStaff())
                .param("circle", file.circle().name())
                .param("sealed", file.sealed())
                .update();
    }

    /** Begins a walk, and keeps the text by which it goes. */
    void begin(CaseFile file, CaseWalk walk, Definition definition) {
        var procedure = definition.procedure();
        procedures.keep(file.school(), definition, walk.walk().begun());
        of(BEGIN, file.school(), file.id())
                .param("walk", walk.number())
                .param("procedure", procedure.id())
                .param("version", procedure.version())
                .param("digest", definition.digest())
                .param("at", Timestamp.from(walk.walk().begun()))
                .update();
    }

    /** Keeps the last entry of a walk. */
    void say(CaseFile file, CaseWalk walk) {
        var place = walk.walk().entries().size();
        var entry = walk.walk().entries().getLast();
        var about = walk.about().get(place);
        of(SAY, file.school(), file.id())
                .param("walk", walk.number())
                .param("entry", place)
                .param("step", entry.step())
                .param("necessary", entry instanceof Entry.Said)
                .param("by", entry.by().id())
                .param("name", entry.by().name())
                .param("at", Timestamp.from(entry.at()))
                .param("said", json.writeValueAsString(said(entry)))
                .param("about", uuid(about))
                .update();
    }

    private static Map<String, String> said(Entry entry) {
        return switch (entry) {
            case Entry.Said said -> said.values();
            case Entry.NotNecessary not -> Map.of(Act.REASON, not.reason());
        };
    }

    /** Keeps what the entries of a case come to: first what waits in it, as it cannot be closed while anything does. */
    void keep(CaseFile file, List<Waiting> waiting) {
        of(WAITS_NO_MORE, file.school(), file.id())
                .param(
                        "steps",
                        waiting.stream()
                                .map(one -> one.walk() + " " + one.step())
                                .toArray(String[]::new))
                .update();
        waiting.forEach(one -> waits(file, one));
        of(STANDING, file.school(), file.id())
                .param("circle", file.circle().name())
                .param("sealed", file.sealed())
                .param("due", timestamp(file.nextDue()))
                .param("touched", Timestamp.from(file.touchedAt()))
                .param("closed", timestamp(file.closedAt()))
                .update();
    }

    private void waits(CaseFile file, Waiting waiting) {
        var limit = waiting.limit();
        of(WAITS, file.school(), file.id())
                .param("walk", waiting.walk())
                .param("step", waiting.step())
                .param("title", waiting.title())
                .param("doer", waiting.doer().name())
                .param(
                        "inPlace",
                        waiting.inPlace().stream().map(PersonId::value).toArray(UUID[]::new))
                .param("since", Timestamp.from(waiting.since()))
                .param("ready", waiting.ready())
                .param("due", limit == null ? null : Timestamp.from(limit.due()))
                .param(
                        "turnsAt",
                        limit == null
                                ? new Timestamp[0]
                                : limit.at().stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .param("inSchoolDays", limit != null && limit.inSchoolDays())
                .param("ringsAt", limit == null ? null : timestamp(limit.ringsAt()))
                .param(
                        "turns",
                        limit == null
                                ? new String[0]
                                : limit.turns().stream().map(Doer::name).toArray(String[]::new))
                .update();
    }

    /** So many turns of a step have had their letter. False where they had it before. */
    boolean told(CaseFile file, Waiting waiting, int turns) {
        return of(TELL_TURN, file.school(), file.id())
                        .param("walk", waiting.walk())
                        .param("step", waiting.step())
                        .param("told", turns)
                        .update()
                == 1;
    }

    /** Open cases with a walk that began between these. */
    List<CaseId> openWithWalksBegun(SchoolId school, Instant after, Instant until) {
        return jdbc.sql(OPEN_WITH_WALKS_BEGUN)
                .param("school", school.value())
                .param("after", Timestamp.from(after))
                .param("until", Timestamp.from(until))
                .query((row, _) -> id(row))
                .list();
    }

    /** Those who deal with a case are reminded of its mail. False where they were before. */
    boolean reminded(CaseFile file, int day, Instant at) {
        return of(REMINDED, file.school(), file.id())
                        .param("day", day)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** The cases in which something waits by a day that was counted in school days. */
    List<CaseFile> inSchoolDays(SchoolId school) {
        return jdbc.sql(IN_SCHOOL_DAYS)
                .param("school", school.value())
                .query((row, _) -> file(row))
                .list();
    }

    /** People are rung about a step that is late. False where they were before. */
    boolean rings(CaseFile file, Waiting waiting) {
        return of(RING, file.school(), file.id())
                        .param("walk", waiting.walk())
                        .param("step", waiting.step())
                        .update()
                == 1;
    }

    void add(CaseFile file, OnCase person) {
        of(ADD_PERSON, file.school(), file.id())
                .param("person", uuid(person.person()))
                .param("name", person.name())
                .param("kind", person.kind().name())
                .param("part", person.part().name())
                .param("at", Timestamp.from(person.addedAt()))
                .param("by", person.addedBy().value())
                .param("byName", person.addedByName())
                .update();
    }

    /** False where they read it already. */
    boolean add(CaseFile file, CaseReader reader) {
        return of(ADD_READER, file.school(), file.id())
                        .param("person", reader.person().value())
                        .param("name", reader.name())
                        .param("at", Timestamp.from(reader.namedAt()))
                        .param("by", reader.namedBy().value())
                        .param("byName", reader.namedByName())
                        .update()
                == 1;
    }

    void add(CaseFile file, CaseNote note) {
        var boxes = note.boxes();
        of(ADD_NOTE, file.school(), file.id())
                .param("note", note.id().value())
                .param("happened", Timestamp.from(note.happenedAt()))
                .param("at", Timestamp.from(note.writtenAt()))
                .param("by", note.writtenBy().value())
                .param("name", note.writtenByName())
                .param("fact", boxes.fact())
                .param("concern", boxes.concern())
                .param("risk", boxes.risk())
                .param("action", boxes.action())
                .param("justification", boxes.justification())
                .param("childsWords", boxes.childsWords())
                .param(
                        "corrects",
                        note.corrects() == null ? null : note.corrects().value())
                .update();
    }

    /** What cases hold of somebody's access, whoever reads those. */
    Set<HoldId> heldFor(SchoolId school, PersonId person) {
        return Set.copyOf(jdbc.sql(HELD_FOR)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> new HoldId(row.getObject("hold_id", UUID.class)))
                .list());
    }

    void add(CaseFile file, Case.Held held) {
        of(ADD_HOLD, file.school(), file.id())
                .param("hold", held.hold().value())
                .param("person", held.person().value())
                .param("kind", held.kind().name())
                .update();
    }

    Optional<Case> find(SchoolId school, CaseId id) {
        return whole(school, of(FIND, school, id).query((row, _) -> file(row)).list()).stream()
                .findFirst()
                .map(Kept::orThrow);
    }

    /** The same, for whoever changes it: others who would wait until the transaction is over. */
    Optional<Case> lock(SchoolId school, CaseId id) {
        return whole(school, of(LOCK, school, id).query((row, _) -> file(row)).list()).stream()
                .findFirst()
                .map(Kept::orThrow);
    }

    /** All the cases on which somebody is, as whatever; the oldest first. */
    List<Kept> with(SchoolId school, PersonId person) {
        return whole(
                school,
                jdbc.sql(WITH)
                        .param("school", school.value())
                        .param("person", person.value())
                        .query((row, _) -> file(row))
                        .list());
    }

    /** The case that follows from a report. */
    Optional<CaseFile> of(SchoolId school, ReportId report) {
        return jdbc.sql(OF_REPORT)
                .param("school", school.value())
                .param("report", report.value())
                .query((row, _) -> file(row))
                .optional();
    }

    /** Its cover alone, which is there whether or not the case can be followed. */
    Optional<CaseFile> cover(SchoolId school, CaseId id) {
        return of(FIND, school, id).query((row, _) -> file(row)).optional();
    }

    /** Lets others who would change a case wait until the transaction is over. */
    void hold(SchoolId school, CaseId id) {
        of(LOCK, school, id).query((row, _) -> file(row)).optional();
    }

    /** Whether it was opened, written in or closed after that moment. */
    boolean movedSince(CaseFile file, Instant moment) {
        return file.isClosed()
                || file.openedAt().isAfter(moment)
                || of(WRITTEN_SINCE, file.school(), file.id())
                        .param("moment", Timestamp.from(moment))
                        .query(Boolean.class)
                        .single();
    }

    /** The cases that follow from some reports and are not for everybody of their roles. */
    List<CaseFile> closer(SchoolId school, Collection<ReportId> reports) {
        return jdbc.sql(CLOSER)
                .param("school", school.value())
                .param("reports", reports.stream().map(ReportId::value).toArray(UUID[]::new))
                .query((row, _) -> file(row))
                .list();
    }

    /** What is kept of a case, for whoever cannot be shown its walks. */
    Optional<Shown.Unread> unread(SchoolId school, CaseId id, Shown.Unreadable why) {
        return of(FIND, school, id)
                .query((row, _) -> file(row))
                .optional()
                .map(file -> new Shown.Unread(
                        file,
                        why,
                        among(ENTRIES, school, List.of(id), row -> kept(entry(row)))
                                .getOrDefault(id, List.of()),
                        people(school, List.of(id)).getOrDefault(id, List.of()),
                        among(NOTES, school, List.of(id), CaseStore::note).getOrDefault(id, List.of())));
    }

    private static Shown.Kept kept(Entry entry) {
        return new Shown.Kept(entry.step(), entry.by().name(), entry.at(), said(entry));
    }

    /**
     * What has to be known of those open cases, and closed ones of some circles, that are about one of these people, or in
     * which a step is somebody's who is away.
     */
    List<CaseFacts> byThemselves(
            SchoolId school, Collection<PersonId> about, Collection<String> away, Collection<Circle> circles) {
        var files = jdbc.sql(BY_THEMSELVES)
                .param("away", away.toArray(String[]::new))
                .param("school", school.value())
                .param("about", about.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("circles", circles.stream().map(Circle::name).toArray(String[]::new))
                .query((row, _) -> file(row))
                .list();
        return files.isEmpty() ? List.of() : facts(school, files);
    }

    private List<CaseFacts> facts(SchoolId school, List<CaseFile> files) {
        var ids = files.stream().map(CaseFile::id).toList();
        var people = people(school, ids);
        var readers = readers(school, ids);
        var waiting = among(WAITING, school, ids, CaseStore::waiting);
        return files.stream()
                .map(file -> new CaseFacts(
                        file,
                        people.getOrDefault(file.id(), List.of()),
                        readers.getOrDefault(file.id(), List.of()).stream()
                                .map(CaseReader::person)
                                .collect(Collectors.toSet()),
                        waiting.getOrDefault(file.id(), List.of())))
                .toList();
    }

    /** The same as {@link #facts(CaseFile)}, whether or not its walks can be read. */
    Optional<CaseFacts> facts(SchoolId school, CaseId id) {
        return of(FIND, school, id).query((row, _) -> file(row)).optional().map(this::facts);
    }

    /** What has to be known of a case to say whose it is, from what its entries came to. */
    CaseFacts facts(CaseFile file) {
        return facts(file.school(), List.of(file)).getFirst();
    }

    /** A case, or why it cannot be followed. */
    sealed interface Kept {
        /** A case that can be followed. */
        record Found(Case one) implements Kept {}

        /** One whose text cannot be read, or does not fit what was said. */
        record Lost(CaseFile file, NoLongerReads why) implements Kept {}

        default Case orThrow() {
            return switch (this) {
                case Found(var one) -> one;
                case Lost(var _, var why) -> throw why;
            };
        }
    }

    /** A walk of a case, or why it cannot be followed. */
    private sealed interface Retraced {
        record Followed(CaseWalk walk) implements Retraced {}

        record Lost(NoLongerReads why) implements Retraced {}
    }

    private List<Kept> whole(SchoolId school, List<CaseFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        var ids = files.stream().map(CaseFile::id).toList();
        var walks = walks(school, ids);
        var people = people(school, ids);
        var readers = readers(school, ids);
        var notes = among(NOTES, school, ids, CaseStore::note);
        var holds = among(
                HOLDS,
                school,
                ids,
                row -> new Case.Held(
                        new HoldId(row.getObject("hold_id", UUID.class)),
                        person(row, "person_id"),
                        HoldKind.valueOf(row.getString("kind"))));
        return files.stream()
                .<Kept>map(file -> {
                    var followed = new ArrayList<CaseWalk>();
                    for (var walk : walks.getOrDefault(file.id(), List.of())) {
                        switch (walk) {
                            case Retraced.Followed(var one) -> followed.add(one);
                            case Retraced.Lost(var why) -> {
                                return new Kept.Lost(file, why);
                            }
                        }
                    }
                    return new Kept.Found(new Case(
                            file,
                            followed,
                            people.getOrDefault(file.id(), List.of()),
                            readers.getOrDefault(file.id(), List.of()),
                            notes.getOrDefault(file.id(), List.of()),
                            holds.getOrDefault(file.id(), List.of())));
                })
                .toList();
    }

    private Map<CaseId, List<Retraced>> walks(SchoolId school, Collection<CaseId> ids) {
        record Written(
                int walk, int place, Entry entry, @Nullable PersonId about) {}
        var entries = among(
                ENTRIES,
                school,
                ids,
                row -> new Written(row.getInt("walk"), row.getInt("entry"), entry(row), maybe(row, "about")));
        var days = openDays.of(school);
        return among(WALKS, school, ids, row -> {
            var number = row.getInt("walk");
            var written = entries.getOrDefault(id(row), List.of()).stream()
                    .filter(one -> one.walk() == number)
                    .toList();
            var about = new HashMap<Integer, PersonId>();
            for (var one : written) {
                if (one.about() != null) {
                    about.put(one.place(), one.about());
                }
            }
            try {
                return new Retraced.Followed(new CaseWalk(
                        number,
                        retrace(
                                procedures.procedure(row),
                                instant(row, "begun_at"),
                                written.stream().map(Written::entry).toList(),
                                days),
                        about));
            } catch (NoLongerReads why) {
                return new Retraced.Lost(why);
            }
        });
    }

    private interface RowReading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The rows of each of these cases, in their order. */
    private <T> Map<CaseId, List<T>> among(String sql, SchoolId school, Collection<CaseId> ids, RowReading<T> reading) {
        var rows = new HashMap<CaseId, List<T>>();
        among(sql, school, ids).query(row -> {
            rows.computeIfAbsent(id(row), _ -> new ArrayList<>()).add(reading.read(row));
        });
        return rows;
    }

    private static Walk retrace(Procedure procedure, Instant begun, List<Entry> entries, SchoolDays days) {
        try {
            return Walk.retrace(procedure, begun, entries, days);
        } catch (IllegalArgumentException unfit) {
            throw NoLongerReads.unfit(procedure, unfit);
        }
    }

    private Entry entry(ResultSet row) throws SQLException {
        var step = row.getString("step");
        var by = new Who(row.getObject("written_by", UUID.class), row.getString("written_by_name"));
        var at = instant(row, "written_at");
        var said = json.readValue(row.getString("said"), new TypeReference<Map<String, String>>() {});
        return row.getBoolean("necessary")
                ? new Entry.Said(step, by, at, said)
                : new Entry.NotNecessary(step, by, at, said.getOrDefault(Act.REASON, ""));
    }

    /** Who is on each of these cases, each person once, as what was said last. */
    Map<CaseId, List<OnCase>> people(SchoolId school, Collection<CaseId> ids) {
        var people = new HashMap<CaseId, Map<Object, OnCase>>();
        among(PEOPLE, school, ids).query(row -> {
            var one = onCase(row);
            var who = one.person() == null ? one.name() : one.person();
            people.computeIfAbsent(id(row), _ -> new LinkedHashMap<>()).put(who, one);
        });
        return people.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> List.copyOf(each.getValue().values())));
    }

    /** Who was named to read each of these cases. */
    Map<CaseId, List<CaseReader>> readers(SchoolId school, Collection<CaseId> ids) {
        return among(READERS, school, ids, CaseStore::reader);
    }

    private StatementSpec of(String sql, SchoolId school, CaseId id) {
        return jdbc.sql(sql).param("school", school.value()).param("id", id.value());
    }

    private StatementSpec among(String sql, SchoolId school, Collection<CaseId> ids) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("ids", ids.stream().map(CaseId::value).toArray(UUID[]::new));
    }

    static CaseId id(ResultSet row) throws SQLException {
        return new CaseId(row.getObject("case_id", UUID.class));
    }

    static CaseFile file(ResultSet row) throws SQLException {
        var report = row.getObject("report_id", UUID.class);
        var kind = row.getString("kind");
        var title = row.getString("title");
        return new CaseFile(
                id(row),
                new SchoolId(row.getObject("school_id", UUID.class)),
                new CaseNumber(row.getInt("year"), row.getInt("number")),
                kind,
                title == null ? CaseFile.title(kind) : title,
                instant(row, "opened_at"),
                person(row, "opened_by"),
                row.getString("opened_by_name"),
                report == null ? null : new ReportId(report),
                maybe(row, "told_by"),
                row.getBoolean("about_staff"),
                Circle.valueOf(row.getString("circle")),
                row.getBoolean("sealed"),
                instantOrNull(row, "next_due"),
                instant(row, "touched_at"),
                instantOrNull(row, "closed_at"));
    }

    static Waiting waiting(ResultSet row) throws SQLException {
        var due = instantOrNull(row, "due");
        return new Waiting(
                row.getInt("walk"),
                row.getString("step"),
                row.getString("title"),
                Doer.valueOf(row.getString("doer")),
                people(row.getArray("in_place")),
                instant(row, "since"),
                row.getBoolean("ready"),
                due == null
                        ? null
                        : new Waiting.Limit(
                                due,
                                doers(row.getArray("turns")),
                                moments(row.getArray("turns_at")),
                                instantOrNull(row, "rings_at"),
                                row.getBoolean("in_school_days")));
    }

    private static Set<PersonId> people(Array array) throws SQLException {
        return Arrays.stream((UUID[]) array.getArray()).map(PersonId::new).collect(Collectors.toSet());
    }

    private static List<Instant> moments(Array array) throws SQLException {
        return Arrays.stream((Timestamp[]) array.getArray())
                .map(Timestamp::toInstant)
                .toList();
    }

    private static List<Doer> doers(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(Doer::valueOf).toList();
    }

    private static OnCase onCase(ResultSet row) throws SQLException {
        return new OnCase(
                maybe(row, "person_id"),
                row.getString("name"),
                OnCase.Kind.valueOf(row.getString("kind")),
                OnCase.Part.valueOf(row.getString("part")),
                instant(row, "added_at"),
                person(row, "added_by"),
                row.getString("added_by_name"));
    }

    private static CaseReader reader(ResultSet row) throws SQLException {
        return new CaseReader(
                person(row, "person_id"),
                row.getString("name"),
                instant(row, "named_at"),
                person(row, "named_by"),
                row.getString("named_by_name"));
    }

    private static CaseNote note(ResultSet row) throws SQLException {
        var corrects = row.getObject("corrects", UUID.class);
        return new CaseNote(
                new CaseNoteId(row.getObject("note_id", UUID.class)),
                instant(row, "happened_at"),
                instant(row, "written_at"),
                person(row, "written_by"),
                row.getString("written_by_name"),
                new CaseNote.Boxes(
                        row.getString("fact"),
                        row.getString("concern"),
                        row.getString("risk"),
                        row.getString("action"),
                        row.getString("justification"),
                        row.getString("childs_words")),
                corrects == null ? null : new CaseNoteId(corrects));
    }

    private static PersonId person(ResultSet row, String column) throws SQLException {
        return new PersonId(row.getObject(column, UUID.class));
    }

    private static @Nullable PersonId maybe(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable UUID uuid(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }
}
