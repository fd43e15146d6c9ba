package org.schoolgate.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what was seen. Every question names a time, so that only its days are looked into. */
@Repository
class SeenStore {
    private static final String COLUMNS = """
            select at, gateway, epoch, sequence, reader, address, method, host, path, answer, categories, rule,
              policy_epoch, policy_version, bytes, evidence
            from seen_event
            where school_id = :school and at >= :from and at < :until
            """;
    private static final String NEWEST_FIRST = " order by at desc, epoch desc, sequence desc limit :most";
    private static final String OF_READERS = COLUMNS + " and reader = any(:readers)" + NEWEST_FIRST;
    private static final String CLOSED_TO = COLUMNS + " and reader = :reader and answer = any(:answers)" + NEWEST_FIRST;
    private static final String OF_SITE = COLUMNS
            + " and (reverse(host) = :site or (reverse(host) ~>=~ :below and reverse(host) ~<~ :behind))"
            + NEWEST_FIRST;
    private static final String OF_ADDRESS = COLUMNS + " and address = :address" + NEWEST_FIRST;
    private static final String COUNTS = """
            select answer, category, sum(events)::bigint as events from seen_count
            where school_id = :school and hour >= :from and hour < :until
            group by answer, category
            """;

    private static final String CLOSED_BY_READER = """
            select reader, count(*) as events from seen_event
            where school_id = :school and at >= :from and at < :until and answer = any(:answers) and reader is not null
            group by reader
            """;

    private final JdbcClient jdbc;

    SeenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stretch of time, its end not in it. */
    record Time(Instant from, Instant until) {}

    List<Seen> ofReaders(SchoolId school, Collection<String> readers, Time time, int most) {
        return list(question(OF_READERS, school, time, most).param("readers", readers.toArray(String[]::new)));
    }

    List<Seen> closedTo(SchoolId school, String reader, Time time, int most) {
        return list(question(CLOSED_TO, school, time, most)
                .param("reader", reader)
                .param(
                        "answers",
                        SeenAnswer.CLOSED.stream().map(SeenAnswer::word).toArray(String[]::new)));
    }

    /** Requests to a host and all below it. Read backwards, those are what begins with it and a dot. */
    List<Seen> ofSite(SchoolId school, String site, Time time, int most) {
        var backwards = new StringBuilder(site).reverse().toString();
        return list(question(OF_SITE, school, time, most)
                .param("site", backwards)
                .param("below", backwards + ".")
                .param("behind", backwards + (char) ('.' + 1)));
    }

    List<Seen> ofAddress(SchoolId school, String address, Time time, int most) {
        return list(question(OF_ADDRESS, school, time, most).param("address", address));
    }

    /** How many requests had each answer and, of those closed, each category; the category is empty for all of one answer. */
    Map<SeenAnswer, Map<String, Long>> counts(SchoolId school, Time time) {
        var counts = new TreeMap<SeenAnswer, Map<String, Long>>();
        jdbc.sql(COUNTS)
                .param("school", school.value())
                .param("from", Timestamp.from(time.from()))
                .param("until", Timestamp.from(time.until()))
                .query(row -> {
                    counts.computeIfAbsent(SeenAnswer.of(row.getString("answer")), _ -> new TreeMap<>())
                            .merge(row.getString("category"), row.getLong("events"), Long::sum);
                });
        return counts;
    }

    /** How many requests of each reader were closed. */
    Map<String, Long> closedByReader(SchoolId school, Time time) {
        var counts = new TreeMap<String, Long>();
        jdbc.sql(CLOSED_BY_READER)
                .param("school", school.value())
                .param("from", Timestamp.from(time.from()))
                .param("until", Timestamp.from(time.until()))
                .param(
                        "answers",
                        SeenAnswer.CLOSED.stream().map(SeenAnswer::word).toArray(String[]::new))
                .query(row -> {
                    counts.put(row.getString("reader"), row.getLong("events"));
                });
        return counts;
    }

    private JdbcClient.StatementSpec question(String sql, SchoolId school, Time time, int most) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("from", Timestamp.from(time.from()))
                .param("until", Timestamp.from(time.until()))
                .param("most", most);
    }

    private static List<Seen> list(JdbcClient.StatementSpec question) {
        return question.query((row, _) -> seen(row)).list();
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(
                row.getTimestamp("at").toInstant(),
                row.getInt("gateway"),
                row.getLong("epoch"),
                row.getLong("sequence"),
                row.getString("reader"),
                row.getString("address"),
                row.getString("method"),
                row.getString("host"),
                row.getString("path"),
                SeenAnswer.of(row.getString("answer")),
                List.of((String[]) row.getArray("categories").getArray()),
                row.getString("rule"),
                row.getLong("policy_epoch"),
                row.getLong("policy_version"),
                row.getLong("bytes"),
                row.getString("evidence"));
    }
}
