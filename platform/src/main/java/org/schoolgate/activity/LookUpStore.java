package org.schoolgate.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Look-ups in the database. */
@Repository
class LookUpStore {
    private static final String ADD = """
            insert into look_up (school_id, look_up_id, asked_by, asked_by_name, asked_as, purpose, because, person_id,
              site, address, period_from, period_until, asked_at, needs_second, open_until)
            values (:school, :id, :by, :name, :as, :purpose, :because, :person, :site, :address, :from, :until, :at,
              :second, :open)
            """;
    private static final String FIND = "select * from look_up where school_id = :school and look_up_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String NEWEST =
            "select * from look_up where school_id = :school order by asked_at desc, look_up_id limit :most";
    private static final String NEWEST_BY = """
            select * from look_up where school_id = :school and asked_by = :by
            order by asked_at desc, look_up_id limit :most
            """;
    private static final String WAITING = """
            select * from look_up
            where school_id = :school and needs_second and decided_at is null order by asked_at, look_up_id
            """;
    private static final String DECIDE = """
            update look_up set decided_by = :by, decided_by_name = :name, decided_at = :at, refused_because = :why,
              open_until = :open
            where school_id = :school and look_up_id = :id
            """;
    private static final String READ = """
            update look_up set readings = readings + 1, results = :results where school_id = :school and look_up_id = :id
            """;

    private final JdbcClient jdbc;

    LookUpStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, LookUp lookUp) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", lookUp.id().value())
                .param("by", lookUp.askedBy().value())
                .param("name", lookUp.askedByName())
                .param("as", lookUp.askedAs())
                .param("purpose", lookUp.purpose().name())
                .param("because", lookUp.because())
                .param(
                        "person",
                        lookUp.subject() instanceof Subject.OfPerson(var who) ? who.value() : null,
                        Types.OTHER)
                .param("site", lookUp.subject() instanceof Subject.OfSite(var site) ? site : null)
                .param("address", lookUp.subject() instanceof Subject.OfAddress(var address) ? address : null)
                .param("from", Timestamp.from(lookUp.from()))
                .param("until", Timestamp.from(lookUp.until()))
                .param("at", Timestamp.from(lookUp.askedAt()))
                .param("second", lookUp.needsSecond())
                .param("open", openUntil(lookUp), Types.TIMESTAMP)
                .update();
    }

    Optional<LookUp> find(SchoolId school, LookUpId id) {
        return one(FIND, school, id);
    }

    Optional<LookUp> lock(SchoolId school, LookUpId id) {
        return one(LOCK, school, id);
    }

    List<LookUp> newest(SchoolId school, int most) {
        return list(jdbc.sql(NEWEST).param("school", school.value()).param("most", most));
    }

    List<LookUp> newest(SchoolId school, PersonId by, int most) {
        return list(jdbc.sql(NEWEST_BY)
                .param("school", school.value())
                .param("by", by.value())
                .param("most", most));
    }

    List<LookUp> waiting(SchoolId school) {
        return list(jdbc.sql(WAITING).param("school", school.value()));
    }

    /** Writes down what a second person decided. */
    void decide(SchoolId school, LookUp decided, PersonId by, String name, Instant at) {
        jdbc.sql(DECIDE)
                .param("school", school.value())
                .param("id", decided.id().value())
                .param("by", by.value())
                .param("name", name)
                .param("at", Timestamp.from(at))
                .param("why", decided.state() instanceof LookUp.State.Refused refused ? refused.because() : null)
                .param("open", openUntil(decided), Types.TIMESTAMP)
                .update();
    }

    void read(SchoolId school, LookUpId id, long results) {
        jdbc.sql(READ)
                .param("school", school.value())
                .param("id", id.value())
                .param("results", results)
                .update();
    }

    private Optional<LookUp> one(String sql, SchoolId school, LookUpId id) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> lookUp(row))
                .optional();
    }

    private static List<LookUp> list(JdbcClient.StatementSpec query) {
        return query.query((row, _) -> lookUp(row)).list();
    }

    private static @Nullable Timestamp openUntil(LookUp lookUp) {
        return lookUp.state() instanceof LookUp.State.Open(var until, var _) ? Timestamp.from(until) : null;
    }

    private static LookUp lookUp(ResultSet row) throws SQLException {
        long results = row.getLong("results");
        var counted = row.wasNull() ? null : results;
        return new LookUp(
                new LookUpId(row.getObject("look_up_id", UUID.class)),
                new PersonId(row.getObject("asked_by", UUID.class)),
                row.getString("asked_by_name"),
                row.getString("asked_as"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("because"),
                subject(row),
                row.getTimestamp("period_from").toInstant(),
                row.getTimestamp("period_until").toInstant(),
                row.getTimestamp("asked_at").toInstant(),
                row.getBoolean("needs_second"),
                state(row),
                row.getInt("readings"),
                counted);
    }

    private static Subject subject(ResultSet row) throws SQLException {
        var person = row.getObject("person_id", UUID.class);
        if (person != null) {
            return new Subject.OfPerson(new PersonId(person));
        }
        var site = row.getString("site");
        return site != null ? new Subject.OfSite(site) : new Subject.OfAddress(row.getString("address"));
    }

    private static LookUp.State state(ResultSet row) throws SQLException {
        var open = row.getTimestamp("open_until");
        if (open != null) {
            return new LookUp.State.Open(open.toInstant(), row.getString("decided_by_name"));
        }
        var refused = row.getString("refused_because");
        return refused == null
                ? new LookUp.State.Waiting()
                : new LookUp.State.Refused(
                        Objects.requireNonNull(row.getString("decided_by_name")),
                        Objects.requireNonNull(row.getTimestamp("decided_at")).toInstant(),
                        refused);
    }
}
