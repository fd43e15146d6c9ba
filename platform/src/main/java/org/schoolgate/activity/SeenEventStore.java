package org.schoolgate.activity;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.schoolgate.gateways.CallingGateway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Seen events in the database. COPY cannot write behind a wall of row-level security, so rows are copied into a table of
 * the connection's own and inserted from there, each once.
 */
@Repository
class SeenEventStore {
    private static final String COLUMNS = """
            at, epoch, sequence, policy_epoch, policy_version, bytes, port, millis,
            reader, session, address, method, host, path, answer, categories, rule, evidence
            """;
    private static final String STAGED = "select to_regclass('pg_temp.seen_staging') is not null";
    private static final String STAGE = """
            create temporary table seen_staging (
              at timestamptz, epoch bigint, sequence bigint, policy_epoch bigint, policy_version bigint, bytes bigint,
              port int, millis int, reader text, session text, address text, method text, host text, path text,
              answer text, categories text[], rule text, evidence text)
            on commit delete rows
            """;
    private static final String COPY = "copy pg_temp.seen_staging (" + COLUMNS + ") from stdin";
    private static final String TAKEN = """
            with fresh as (
              insert into seen_event (school_id, gateway, %1$s)
              select :school, :gateway, %1$s from pg_temp.seen_staging
              on conflict do nothing
              returning at, epoch, sequence, answer, categories
            ), tally as (
              select date_trunc('hour', at, 'UTC') as hour, answer, '' as category, count(*) as events
              from fresh group by 1, 2
              union all
              select date_trunc('hour', at, 'UTC'), answer, category, count(*)
              from fresh, unnest(categories) as category
              where answer in ('block', 'ask') group by 1, 2, 3
            ), counted as (
              insert into seen_count (school_id, hour, answer, category, events)
              select :school, hour, answer, category, events from tally order by 2, 3, 4
              on conflict (school_id, hour, answer, category) do update
                set events = seen_count.events + excluded.events
            )
            """.formatted(COLUMNS);
    private static final String TAKE = TAKEN + "select count(*) from fresh";
    /** The same, and which of some events were among them: place 0 has the count. */
    private static final String TAKE_AND_SAY = TAKEN + """
            select 0 as place, count(*) from fresh
            union all
            select noted.place, 1
            from unnest(:epochs::bigint[], :sequences::bigint[], :times::timestamptz[]) with ordinality
              as noted (epoch, sequence, at, place)
            where exists (
              select 1 from fresh
              where fresh.epoch = noted.epoch and fresh.sequence = noted.sequence and fresh.at = noted.at)
            order by 1
            """;

    private static final String MAKE_DAY = "select activity_make_day(:day)";
    private static final String DAYS = "select activity_days()";
    private static final String INDEX_DAY = "select activity_index_day(:day)";
    private static final String DROP_DAY = "select activity_drop_day(:day)";
    private static final String FORGET_BEFORE = "select activity_forget_before(:day)";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    SeenEventStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Stores what is not stored yet; says how many that were. Inside a transaction. */
    int take(CallingGateway gateway, CopyLines rows) {
        template.execute((Connection connection) -> stage(connection, rows));
        return jdbc.sql(TAKE)
                .param("school", gateway.school().value())
                .param("gateway", gateway.number())
                .query(Integer.class)
                .single();
    }

    /**
     * How many were not stored before, and which of those that were asked for.
     *
     * @param noted in the order in which they were asked for
     */
    record Taken(int fresh, List<Seen> noted) {}

    /** The same, saying which of {@code noted} were among them. */
    Taken take(CallingGateway gateway, CopyLines rows, List<Seen> noted) {
        template.execute((Connection connection) -> stage(connection, rows));
        var found = new ArrayList<Seen>();
        var fresh = new AtomicInteger();
        jdbc.sql(TAKE_AND_SAY)
                .param("school", gateway.school().value())
                .param("gateway", gateway.number())
                .param("epochs", noted.stream().map(Seen::epoch).toArray(Long[]::new))
                .param("sequences", noted.stream().map(Seen::sequence).toArray(Long[]::new))
                .param("times", noted.stream().map(one -> one.at().toString()).toArray(String[]::new))
                .query(row -> {
                    if (row.getInt(1) == 0) {
                        fresh.set(row.getInt(2));
                    } else {
                        found.add(noted.get(row.getInt(1) - 1));
                    }
                });
        return new Taken(fresh.get(), found);
    }

    private static long stage(Connection connection, CopyLines rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            var staged = statement.executeQuery(STAGED);
            staged.next();
            if (!staged.getBoolean(1)) {
                statement.execute(STAGE);
            }
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            try {
                copy.writeToCopy(rows.bytes(), 0, rows.length());
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        }
    }

    /** Makes the partition of a day; false if there was one. */
    boolean makeDay(LocalDate day) {
        return jdbc.sql(MAKE_DAY).param("day", day).query(Boolean.class).single();
    }

    /** The days that there are partitions for. */
    Set<LocalDate> days() {
        return jdbc.sql(DAYS).query(LocalDate.class).stream().collect(Collectors.toSet());
    }

    /** Makes a day that is over ready to be searched for sites and stations; false if it is, or is not over. */
    boolean indexDay(LocalDate day) {
        return jdbc.sql(INDEX_DAY).param("day", day).query(Boolean.class).single();
    }

    /** Lets go of a whole day, of every school. */
    void dropDay(LocalDate day) {
        jdbc.sql(DROP_DAY).param("day", day).query((_, _) -> true).single();
    }

    /** Lets go of what the school of the transaction has of the time before this day; says how many events that were. */
    long forgetBefore(LocalDate day) {
        return jdbc.sql(FORGET_BEFORE).param("day", day).query(Long.class).single();
    }
}
