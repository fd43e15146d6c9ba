package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instantOrNull;
import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports in the database. Rows are only ever added: what was told, what was added, who took it. */
@Repository
class ReportStore {
    private static final String TELL = """
            insert into report (school_id, report_id, told_by, name, by_child, told_at, matter, words, page, teachers_too, trusted)
            values (:school, :id, :by, :name, :child, :at, :matter, :words, :page, :teachersToo, :trusted)
            """;
    private static final String ADD = """
            insert into report_addition (school_id, report_id, at, matter, words)
            values (:school, :id, :at, :matter, :words)
            """;
    private static final String TAKE = """
            insert into report_taken (school_id, report_id, taken_by, name, at)
            values (:school, :id, :by, :name, :at) on conflict do nothing
            """;
    private static final String TRUST = """
            insert into report_trusted (school_id, report_id, person_id, at)
            values (:school, :id, :person, :at) on conflict do nothing
            """;
    private static final String GRADE = """
            insert into report_danger (school_id, report_id, said_by, name, at)
            values (:school, :id, :by, :name, :at) on conflict do nothing
            """;
    private static final String REPORTS = """
            select r.*, t.name as taken_name, t.at as taken_at, a.arrived_at, a.device_clock, a.time_is_known,
              d.name as graded_by, d.at as graded_at, coalesce(r.trusted, x.person_id) as trusts
            from report r left join report_taken t using (school_id, report_id)
              left join report_arrival a using (school_id, report_id)
              left join report_danger d using (school_id, report_id)
              left join report_trusted x using (school_id, report_id)
            where r.school_id = :school
            """;
    private static final String WAITING = REPORTS + """
             and r.report_id in (select w.report_id from report_waiting w where w.school_id = :school)
            order by r.told_at, r.report_id
            """;
    private static final String HOW_MANY_WAIT = "select count(*) from report_waiting where school_id = :school";
    private static final String TAKEN = REPORTS + " and t.at is not null order by t.at desc limit :most";
    private static final String ONE = REPORTS + " and r.report_id = :id";
    private static final String TOLD =
            REPORTS + " and r.told_by = :by and r.told_at > :since order by r.told_at desc limit :most";
    private static final String TOLD_BY = REPORTS + " and r.told_by = :by order by r.told_at";
    private static final String TOLD_BY_THESE = """
            select report_id from report
            where school_id = :school and by_child and told_by = any(:children::uuid[]) and told_at > :since
            """;
    private static final String JUST_PRESSED =
            REPORTS + " and r.told_by = :by and r.words = '' and r.told_at > :since and r.told_at < :until"
                    + " order by r.told_at desc limit 1";
    private static final String ADDITIONS = """
            select * from report_addition
            where school_id = :school and report_id in (:ids) order by addition_id
            """;

    private static final String DETAIL = """
            insert into report_details
              (school_id, report_id, happened_at, heard_at, place, account, station, not_known,
               concern, risk, action, justification, childs_words)
            values
              (:school, :id, :happened, :heard, :place, :account, :station, :notKnown,
               :concern, :risk, :action, :justification, :childsWords)
            """;
    private static final String ARRIVE = """
            insert into report_arrival (school_id, report_id, arrived_at, device_clock, time_is_known)
            values (:school, :id, :arrived, :clock, :known)
            """;
    private static final String NAME = """
            insert into report_person (school_id, report_id, person_id, name, kind, part)
            values (:school, :id, :person, :name, :kind, :part)
            """;
    private static final String INJURE =
            "insert into report_injury (school_id, report_id, region, words) values (:school, :id, :region, :words)";
    private static final String INJURIES =
            "select * from report_injury where school_id = :school and report_id in (:ids) order by place";
    private static final String DETAILS =
            "select * from report_details where school_id = :school and report_id in (:ids)";
    private static final String PEOPLE =
            "select * from report_person where school_id = :school and report_id in (:ids) order by place";

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void tell(Report report) {
        jdbc.sql(TELL)
                .param("school", report.school().value())
                .param("id", report.id().value())
                .param("by", report.toldBy().value())
                .param("name", report.name())
                .param("child", report.byChild())
                .param("at", Timestamp.from(report.toldAt()))
                .param("matter", report.matter().name())
                .param("words", report.words())
                .param("page", report.page())
                .param("teachersToo", report.teachersToo())
                .param(
                        "trusted",
                        report.trusted() == null ? null : report.trusted().value())
                .update();
        var arrival = report.arrival();
        if (arrival != null) {
            of(ARRIVE, report)
                    .param("arrived", Timestamp.from(arrival.arrivedAt()))
                    .param("clock", timestamp(arrival.deviceClock()))
                    .param("known", arrival.timeIsKnown())
                    .update();
        }
        if (!report.details().isNothing()) {
            keep(report, report.details());
        }
    }

    private void keep(Report report, Details details) {
        of(DETAIL, report)
                .param("happened", timestamp(details.happenedAt()))
                .param("heard", timestamp(details.heardAt()))
                .param("place", details.place() == null ? null : details.place().name())
                .param("account", details.account())
                .param("station", details.station())
                .param("notKnown", details.notKnown())
                .param("concern", details.boxes().concern())
                .param("risk", details.boxes().risk())
                .param("action", details.boxes().action())
                .param("justification", details.boxes().justification())
                .param("childsWords", details.boxes().childsWords())
                .update();
        for (var injury : details.injuries()) {
            of(INJURE, report)
                    .param("region", injury.region().name())
                    .param("words", injury.words())
                    .update();
        }
        for (var person : details.people()) {
            of(NAME, report)
                    .param(
                            "person",
                            person.person() == null ? null : person.person().value())
                    .param("name", person.name())
                    .param("kind", person.kind().name())
                    .param("part", person.part().name())
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(String sql, Report report) {
        return jdbc.sql(sql)
                .param("school", report.school().value())
                .param("id", report.id().value());
    }

    void add(SchoolId school, ReportId id, Report.Addition addition) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", id.value())
                .param("at", Timestamp.from(addition.at()))
                .param("matter", addition.matter().name())
                .param("words", addition.words())
                .update();
    }

    /** False if somebody else was first. */
    boolean take(SchoolId school, ReportId id, PersonId by, String name, Instant at) {
        return jdbc.sql(TAKE)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("by", by.value())
                        .param("name", name)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** False where the child had chosen before. */
    boolean trust(SchoolId school, ReportId id, PersonId person, Instant at) {
        return jdbc.sql(TRUST)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("person", person.value())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** False if somebody had said so before. */
    boolean grade(SchoolId school, ReportId id, PersonId by, String name, Instant at) {
        return jdbc.sql(GRADE)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("by", by.value())
                        .param("name", name)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    List<Report> waiting(SchoolId school) {
        return whole(
                school,
                jdbc.sql(WAITING)
                        .param("school", school.value())
                        .query(ReportStore::report)
                        .list());
    }

    int howManyWait(SchoolId school) {
        return jdbc.sql(HOW_MANY_WAIT)
                .param("school", school.value())
                .query(Integer.class)
                .single();
    }

    List<Report> taken(SchoolId school, int most) {
        return whole(
                school,
                jdbc.sql(TAKEN)
                        .param("school", school.value())
                        .param("most", most)
                        .query(ReportStore::report)
                        .list());
    }

    /** All that somebody ever told. */
    List<Report> toldBy(SchoolId school, PersonId by) {
        return whole(
                school,
                jdbc.sql(TOLD_BY)
                        .param("school", school.value())
                        .param("by", by.value())
                        .query(ReportStore::report)
                        .list());
    }

    Optional<Report> find(SchoolId school, ReportId id) {
        return whole(
                        school,
                        jdbc.sql(ONE)
                                .param("school", school.value())
                                .param("id", id.value())
                                .query(ReportStore::report)
                                .list())
                .stream()
                .findFirst();
    }

    /** What somebody told since then, the newest first. */
    List<Report> told(SchoolId school, PersonId by, Instant since, int most) {
        return whole(
                school,
                jdbc.sql(TOLD)
                        .param("school", school.value())
                        .param("by", by.value())
                        .param("since", Timestamp.from(since))
                        .param("most", most)
                        .query(ReportStore::report)
                        .list());
    }

    /** What these children told since then. */
    List<ReportId> toldBy(SchoolId school, Set<PersonId> children, Instant since) {
        return jdbc.sql(TOLD_BY_THESE)
                .param("school", school.value())
                .param("children", children.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("since", Timestamp.from(since))
                .query((row, _) -> new ReportId(row.getObject("report_id", UUID.class)))
                .list();
    }

    /** A press without words by the same person between these. */
    Optional<Report> pressed(SchoolId school, PersonId by, Instant since, Instant until) {
        return jdbc.sql(JUST_PRESSED)
                .param("school", school.value())
                .param("by", by.value())
                .param("since", Timestamp.from(since))
                .param("until", Timestamp.from(until))
                .query(ReportStore::report)
                .optional();
    }

    private List<Report> whole(SchoolId school, List<Report> reports) {
        if (reports.isEmpty()) {
            return reports;
        }
        var more = of(ADDITIONS, school, reports, ReportStore::addition);
        var people = of(PEOPLE, school, reports, ReportStore::involved);
        var details = of(DETAILS, school, reports, ReportStore::details);
        var injuries = of(INJURIES, school, reports, ReportStore::injury);
        return reports.stream()
                .map(report -> report.with(
                        details.getOrDefault(report.id(), List.of(Details.NONE))
                                .getFirst()
                                .with(people.getOrDefault(report.id(), List.of()))
                                .withInjuries(injuries.getOrDefault(report.id(), List.of())),
                        more.getOrDefault(report.id(), List.of())))
                .toList();
    }

    /** What belongs to these reports, each in its order. */
    private <T> Map<ReportId, List<T>> of(String sql, SchoolId school, List<Report> reports, RowMapper<T> mapper) {
        record Part<P>(ReportId report, P part) {}
        return jdbc
                .sql(sql)
                .param("school", school.value())
                .param(
                        "ids",
                        reports.stream().map(report -> report.id().value()).toList())
                .query((row, number) ->
                        new Part<>(new ReportId(row.getObject("report_id", UUID.class)), mapper.mapRow(row, number)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Part::report, Collectors.mapping(Part::part, Collectors.toList())));
    }

    private static Report.@Nullable Arrival arrival(ResultSet row) throws SQLException {
        var arrived = instantOrNull(row, "arrived_at");
        return arrived == null
                ? null
                : new Report.Arrival(arrived, instantOrNull(row, "device_clock"), row.getBoolean("time_is_known"));
    }

    private static Report.Addition addition(ResultSet row, int number) throws SQLException {
        return new Report.Addition(
                row.getTimestamp("at").toInstant(), Matter.valueOf(row.getString("matter")), row.getString("words"));
    }

    private static Details.Involved involved(ResultSet row, int number) throws SQLException {
        var person = row.getObject("person_id", UUID.class);
        return new Details.Involved(
                person == null ? null : new PersonId(person),
                row.getString("name"),
                OnCase.Kind.valueOf(row.getString("kind")),
                OnCase.Part.valueOf(row.getString("part")));
    }

    private static Details.Injury injury(ResultSet row, int number) throws SQLException {
        return new Details.Injury(BodyRegion.valueOf(row.getString("region")), row.getString("words"));
    }

    private static Details details(ResultSet row, int number) throws SQLException {
        var place = row.getString("place");
        return new Details(
                instantOrNull(row, "happened_at"),
                instantOrNull(row, "heard_at"),
                place == null ? null : Details.Place.valueOf(place),
                row.getString("account"),
                row.getString("station"),
                row.getBoolean("not_known"),
                new CaseNote.Boxes(
                        "",
                        row.getString("concern"),
                        row.getString("risk"),
                        row.getString("action"),
                        row.getString("justification"),
                        row.getString("childs_words")),
                List.of(),
                List.of());
    }

    private static Report.@Nullable Grading graded(ResultSet row) throws SQLException {
        var at = instantOrNull(row, "graded_at");
        return at == null ? null : new Report.Grading(row.getString("graded_by"), at);
    }

    private static Report report(ResultSet row, int number) throws SQLException {
        var taken = row.getTimestamp("taken_at");
        var trusted = row.getObject("trusts", UUID.class);
        return new Report(
                new ReportId(row.getObject("report_id", UUID.class)),
                new SchoolId(row.getObject("school_id", UUID.class)),
                new PersonId(row.getObject("told_by", UUID.class)),
                row.getString("name"),
                row.getBoolean("by_child"),
                row.getTimestamp("told_at").toInstant(),
                Matter.valueOf(row.getString("matter")),
                row.getString("words"),
                row.getString("page"),
                row.getBoolean("teachers_too"),
                trusted == null ? null : new PersonId(trusted),
                Details.NONE,
                List.of(),
                taken == null
                        ? new Report.State.Waiting()
                        : new Report.State.Taken(row.getString("taken_name"), taken.toInstant()),
                arrival(row),
                graded(row));
    }
}
