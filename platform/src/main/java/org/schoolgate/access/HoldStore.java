package org.schoolgate.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Hold.Decider;
import org.schoolgate.access.Hold.Lifted;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Holds in the database. */
@Repository
class HoldStore {
    private static final String ADD = """
            insert into access_hold
              (school_id, hold_id, person_id, kind, closes, scope, scope_name, hosts, reason, begins_at, ends_at, placed_by,
               placed_by_name, placed_at)
            values
              (:school, :id, :person, :kind, :closes, :scope, :scopeName, :hosts, :reason, :begins, :ends, :by,
               :byName, :at)
            """;
    private static final String LIFT = """
            update access_hold
            set lifted_by = :by, lifted_by_name = :byName, lifted_at = :at, lift_reason = :reason
            where school_id = :school and hold_id = :id
            """;
    private static final String LOCK =
            "select * from access_hold where school_id = :school and hold_id = :id for update";
    private static final String OF_PERSON = """
            select * from access_hold where school_id = :school and person_id = :person order by placed_at desc, hold_id
            """;
    private static final String FIND = "select * from access_hold where school_id = :school and hold_id = :id";
    private static final String SINCE = """
            select * from access_hold
            where school_id = :school
              and ((lifted_at is null and (ends_at is null or ends_at > :since)) or lifted_at > :since)
            order by begins_at, hold_id
            """;
    private static final String AHEAD = """
            select * from access_hold
            where school_id = :school and lifted_at is null and (ends_at is null or ends_at > :at)
            order by begins_at, hold_id
            """;
    private static final String NARROW_AHEAD = """
            select * from access_hold
            where school_id = :school and scope <> 'EVERYTHING' and lifted_at is null and ends_at > :at
            order by begins_at, hold_id
            """;
    private static final String AHEAD_OF_PERSON = """
            select * from access_hold
            where school_id = :school and person_id = :person and lifted_at is null and (ends_at is null or ends_at > :at)
            order by begins_at, hold_id
            """;

    private final JdbcClient jdbc;

    HoldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Hold hold) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", hold.id().value())
                .param("person", hold.person().value())
                .param("kind", hold.kind().name())
                .param("closes", hold.closes().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("scope", HeldScope.of(hold.scope()).name())
                .param("scopeName", HeldScope.nameOf(hold.scope()))
                .param("hosts", HeldScope.hostsOf(hold.scope()))
                .param("reason", hold.reason())
                .param("begins", Timestamp.from(hold.from()))
                .param("ends", hold.until() == null ? null : Timestamp.from(hold.until()))
                .param("by", uuid(hold.placed().by()))
                .param("byName", hold.placed().name())
                .param("at", Timestamp.from(hold.placed().at()))
                .update();
    }

    void lift(SchoolId school, HoldId id, Lifted lifted) {
        jdbc.sql(LIFT)
                .param("school", school.value())
                .param("id", id.value())
                .param("by", uuid(lifted.by().by()))
                .param("byName", lifted.by().name())
                .param("at", Timestamp.from(lifted.by().at()))
                .param("reason", lifted.reason())
                .update();
    }

    Optional<Hold> lock(SchoolId school, HoldId id) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> hold(row))
                .optional();
    }

    Optional<Hold> find(SchoolId school, HoldId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> hold(row))
                .optional();
    }

    /** Those that were not over at that moment, whatever became of them since. */
    List<Hold> since(SchoolId school, Instant since) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .query((row, _) -> hold(row))
                .list();
    }

    /** All that there ever were on somebody, the newest first. */
    List<Hold> of(SchoolId school, PersonId person) {
        return jdbc.sql(OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> hold(row))
                .list();
    }

    /** Everybody's that hold at {@code at} or will. */
    Map<PersonId, List<Hold>> ahead(SchoolId school, Instant at) {
        return jdbc
                .sql(AHEAD)
                .param("school", school.value())
                .param("at", Timestamp.from(at))
                .query((row, _) -> hold(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Hold::person));
    }

    /** Those that take less than everything and hold at {@code at} or will. */
    List<Hold> narrowAhead(SchoolId school, Instant at) {
        return jdbc.sql(NARROW_AHEAD)
                .param("school", school.value())
                .param("at", Timestamp.from(at))
                .query((row, _) -> hold(row))
                .list();
    }

    List<Hold> ahead(SchoolId school, PersonId person, Instant at) {
        return jdbc.sql(AHEAD_OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .param("at", Timestamp.from(at))
                .query((row, _) -> hold(row))
                .list();
    }

    private static Hold hold(ResultSet row) throws SQLException {
        var ends = row.getTimestamp("ends_at");
        var closes = (String[]) row.getArray("closes").getArray();
        return new Hold(
                new HoldId(row.getObject("hold_id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                HoldKind.valueOf(row.getString("kind")),
                Arrays.stream(closes).map(Service::valueOf).collect(Collectors.toSet()),
                HeldScope.valueOf(row.getString("scope")).scope(row),
                row.getString("reason"),
                row.getTimestamp("begins_at").toInstant(),
                ends == null ? null : ends.toInstant(),
                decider(row, "placed"),
                row.getTimestamp("lifted_at") == null
                        ? null
                        : new Lifted(decider(row, "lifted"), row.getString("lift_reason")));
    }

    private static Decider decider(ResultSet row, String did) throws SQLException {
        var by = row.getObject(did + "_by", UUID.class);
        return new Decider(
                by == null ? null : new PersonId(by),
                row.getString(did + "_by_name"),
                row.getTimestamp(did + "_at").toInstant());
    }

    private static @Nullable UUID uuid(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }
}
