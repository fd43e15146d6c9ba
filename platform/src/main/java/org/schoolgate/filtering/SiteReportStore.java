package org.schoolgate.filtering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.filtering.SiteReport.Answer;
import org.schoolgate.filtering.SiteReport.Sent;
import org.schoolgate.filtering.SiteReport.State;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports of unsuitable sites, in the database. */
@Repository
class SiteReportStore {
    private static final String ADD = """
            insert into site_report
              (school_id, report_id, number, host, url, content, device, found_by, found_by_name, by_pupil, reported_at,
               blocks, lapses_at)
            values
              (:school, :id, :number, :host, :url, :content, :device, :by, :byName, :byPupil, :at, :blocks, :lapses)
            """;
    private static final String DECIDE = """
            update site_report
            set decision = :decision, decided_by = :by, decided_by_name = :byName, decided_at = :at,
              decision_reason = :reason
            where school_id = :school and report_id = :id
            """;
    private static final String SENT =
            "update site_report set sent_to = :to, sent_at = :at where school_id = :school and report_id = :id";
    private static final String ANSWERED = """
            update site_report set answer = :answer, answer_reference = :reference, answered_at = :at
            where school_id = :school and report_id = :id
            """;
    private static final String FIND = "select * from site_report where school_id = :school and report_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String BLOCKING = """
            select * from site_report
            where school_id = :school and decision is null and blocks and (lapses_at is null or lapses_at > :at)
            order by number
            """;
    private static final String NEWEST =
            "select * from site_report where school_id = :school order by decision is not null, number desc limit :most";
    private static final String DISMISSED_SINCE = """
            select count(*) from site_report
            where school_id = :school and host = :host and decision = 'DISMISSED' and decided_at > :since
            """;

    private final JdbcClient jdbc;

    SiteReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, SiteReport report) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", report.id())
                .param("number", report.number())
                .param("host", report.site())
                .param("url", report.url())
                .param("content", report.content())
                .param("device", report.device())
                .param("by", report.foundBy().value())
                .param("byName", report.foundByName())
                .param("byPupil", report.byPupil())
                .param("at", Timestamp.from(report.at()))
                .param("blocks", report.blocks())
                .param("lapses", report.lapsesAt() == null ? null : Timestamp.from(report.lapsesAt()))
                .update();
    }

    void decide(Actor by, UUID id, String decision, Instant at, String reason) {
        jdbc.sql(DECIDE)
                .param("school", by.school().value())
                .param("id", id)
                .param("decision", decision)
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    void sent(SchoolId school, UUID id, String to, Instant at) {
        jdbc.sql(SENT)
                .param("school", school.value())
                .param("id", id)
                .param("to", to)
                .param("at", Timestamp.from(at))
                .update();
    }

    void answered(SchoolId school, UUID id, Answer answer) {
        jdbc.sql(ANSWERED)
                .param("school", school.value())
                .param("id", id)
                .param("answer", answer.text())
                .param("reference", answer.reference())
                .param("at", Timestamp.from(answer.at()))
                .update();
    }

    Optional<SiteReport> find(SchoolId school, UUID id) {
        return one(FIND, school, id);
    }

    Optional<SiteReport> lock(SchoolId school, UUID id) {
        return one(LOCK, school, id);
    }

    /** Those that keep a site closed at {@code at}. */
    List<SiteReport> blocking(SchoolId school, Instant at) {
        return jdbc.sql(BLOCKING)
                .param("school", school.value())
                .param("at", Timestamp.from(at))
                .query((row, _) -> report(row))
                .list();
    }

    /** The open ones first, then the newest. */
    List<SiteReport> newest(SchoolId school, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> report(row))
                .list();
    }

    boolean wasDismissedSince(SchoolId school, String host, Instant since) {
        return jdbc.sql(DISMISSED_SINCE)
                        .param("school", school.value())
                        .param("host", host)
                        .param("since", Timestamp.from(since))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Optional<SiteReport> one(String sql, SchoolId school, UUID id) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> report(row))
                .optional();
    }

    private static SiteReport report(ResultSet row) throws SQLException {
        var lapses = row.getTimestamp("lapses_at");
        var sentAt = row.getTimestamp("sent_at");
        var answeredAt = row.getTimestamp("answered_at");
        return new SiteReport(
                row.getObject("report_id", UUID.class),
                row.getInt("number"),
                row.getString("host"),
                row.getString("url"),
                row.getString("content"),
                row.getString("device"),
                new PersonId(row.getObject("found_by", UUID.class)),
                row.getString("found_by_name"),
                row.getBoolean("by_pupil"),
                row.getTimestamp("reported_at").toInstant(),
                row.getBoolean("blocks"),
                lapses == null ? null : lapses.toInstant(),
                state(row),
                sentAt == null ? null : new Sent(row.getString("sent_to"), sentAt.toInstant()),
                answeredAt == null
                        ? null
                        : new Answer(
                                row.getString("answer"), row.getString("answer_reference"), answeredAt.toInstant()));
    }

    private static State state(ResultSet row) throws SQLException {
        return switch (row.getString("decision")) {
            case null -> new State.Open();
            case "CONFIRMED" ->
                new State.Confirmed(
                        row.getString("decided_by_name"),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getString("decision_reason"));
            case "DISMISSED" ->
                new State.Dismissed(
                        row.getString("decided_by_name"),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getString("decision_reason"));
            case String other -> throw new IllegalStateException("unknown decision in the database: " + other);
        };
    }
}
