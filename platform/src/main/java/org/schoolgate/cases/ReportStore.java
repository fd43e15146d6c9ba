package org.schoolgate.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports in the database. Rows are only ever added: what was told, what was added, who took it. */
@Repository
class ReportStore {
    private static final String TELL = """
            insert into report (school_id, report_id, told_by, name, by_child, told_at, matter, words, page, teachers_too)
            values (:school, :id, :by, :name, :child, :at, :matter, :words, :page, :teachersToo)
            """;
    private static final String ADD = """
            insert into report_addition (school_id, report_id, at, matter, words)
            values (:school, :id, :at, :matter, :words)
            """;
    private static final String TAKE = """
            insert into report_taken (school_id, report_id, taken_by, name, at)
            values (:school, :id, :by, :name, :at) on conflict do nothing
            """;
    private static final String REPORTS = """
            select r.*, t.name as taken_name, t.at as taken_at
            from report r left join report_taken t using (school_id, report_id)
            where r.school_id = :school
            """;
    private static final String WAITING = REPORTS + " and t.at is null order by r.told_at, r.report_id";
    private static final String TAKEN = REPORTS + " and t.at is not null order by t.at desc limit :most";
    private static final String ONE = REPORTS + " and r.report_id = :id";
    private static final String JUST_PRESSED =
            REPORTS + " and r.told_by = :by and r.words = '' and r.told_at > :since order by r.told_at desc limit 1";
    private static final String ADDITIONS = """
            select * from report_addition
            where school_id = :school and report_id in (:ids) order by addition_id
            """;

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
                .update();
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

    List<Report> waiting(SchoolId school) {
        return withAdditions(
                school,
                jdbc.sql(WAITING)
                        .param("school", school.value())
                        .query(ReportStore::report)
                        .list());
    }

    List<Report> taken(SchoolId school, int most) {
        return withAdditions(
                school,
                jdbc.sql(TAKEN)
                        .param("school", school.value())
                        .param("most", most)
                        .query(ReportStore::report)
                        .list());
    }

    Optional<Report> find(SchoolId school, ReportId id) {
        return withAdditions(
                        school,
                        jdbc.sql(ONE)
                                .param("school", school.value())
                                .param("id", id.value())
                                .query(ReportStore::report)
                                .list())
                .stream()
                .findFirst();
    }

    /** A press without words by the same person since then. */
    Optional<Report> pressed(SchoolId school, PersonId by, Instant since) {
        return jdbc.sql(JUST_PRESSED)
                .param("school", school.value())
                .param("by", by.value())
                .param("since", Timestamp.from(since))
                .query(ReportStore::report)
                .optional();
    }

    private List<Report> withAdditions(SchoolId school, List<Report> reports) {
        if (reports.isEmpty()) {
            return reports;
        }
        record Added(UUID report, Report.Addition addition) {}
        Map<UUID, List<Report.Addition>> more = jdbc
                .sql(ADDITIONS)
                .param("school", school.value())
                .param(
                        "ids",
                        reports.stream().map(report -> report.id().value()).toList())
                .query((row, _) -> new Added(
                        row.getObject("report_id", UUID.class),
                        new Report.Addition(
                                row.getTimestamp("at").toInstant(),
                                Matter.valueOf(row.getString("matter")),
                                row.getString("words"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(Added::report, Collectors.mapping(Added::addition, Collectors.toList())));
        return reports.stream()
                .map(report -> with(report, more.getOrDefault(report.id().value(), List.of())))
                .toList();
    }

    private static Report with(Report report, List<Report.Addition> more) {
        return new Report(
                report.id(),
                report.school(),
                report.toldBy(),
                report.name(),
                report.byChild(),
                report.toldAt(),
                report.matter(),
                report.words(),
                report.page(),
                report.teachersToo(),
                more,
                report.state());
    }

    private static Report report(ResultSet row, int number) throws SQLException {
        var taken = row.getTimestamp("taken_at");
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
                List.of(),
                taken == null
                        ? new Report.State.Waiting()
                        : new Report.State.Taken(row.getString("taken_name"), taken.toInstant()));
    }
}
