package org.schoolgate.permissions;

import static org.schoolgate.tenancy.Moments.instant;
import static org.schoolgate.tenancy.Moments.instantOrNull;
import static org.schoolgate.tenancy.Moments.timestamp;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Permissions in the database. Every statement names the school, and the wall stands behind it. */
@Repository
class PermissionStore {
    private static final String NEXT_NUMBER = """
            insert into permission_number (school_id, last) values (:school, 1)
            on conflict (school_id) do update set last = permission_number.last + 1
            returning last
            """;
    private static final String ADD = """
            insert into permission
              (school_id, permission_id, number, kind, asked_by, asked_by_name, asked_by_decider, asked_at, things,
               for_refs, for_label, wanted_from, wanted_until, reason, evidence, again, state)
            values
              (:school, :id, :number, :kind, :by, :byName, :byDecider, :at, :things,
               :refs, :label, :from, :until, :reason, :evidence::jsonb, :again, 'waiting')
            """;
    private static final String REPLACE = """
            update permission set
              state = :state, decided_by = :decidedBy, decided_by_name = :decidedByName, decided_at = :decidedAt,
              decision_reason = :decisionReason, granted_things = :grantedThings, granted_from = :grantedFrom,
              granted_until = :grantedUntil, ticket = :ticket,
              ticket_answer = :ticketAnswer, ticket_at = :ticketAt, reviewed_at = :reviewedAt, noticed_at = :noticedAt,
              closed_by = :closedBy, closed_by_name = :closedByName, closed_at = :closedAt, close_reason = :closeReason
            where school_id = :school and permission_id = :id
            """;
    private static final String FIND = "select * from permission where school_id = :school and permission_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String WAITING = """
            select * from permission where school_id = :school and state = 'waiting' order by asked_at, number
            """;
    private static final String OF_ASKER = """
            select * from permission where school_id = :school and asked_by = :by order by number desc limit :most
            """;
    private static final String LIVE = """
            select * from permission where school_id = :school and state = 'granted' order by granted_until, number
            """;
    private static final String LIVE_OF_KIND = """
            select * from permission
            where school_id = :school and kind = :kind and state = 'granted' and granted_until > :now
            order by number
            """;
    private static final String ABOUT_THING = """
            select * from permission where school_id = :school and things @> :things::text[] order by number desc limit :most
            """;
    private static final String ABOUT_PERSON = """
            select * from permission
            where school_id = :school and (asked_by = :person or for_refs @> :refs::text[])
            order by number desc limit :most
            """;
    private static final String WAITING_OF_ASKER =
            "select count(*) from permission where school_id = :school and asked_by = :by and state = 'waiting'";
    private static final String CLOSED_BY_ITSELF = """
            select * from permission
            where school_id = :school and state = 'revoked' and closed_by is null and closed_at >= :since
            order by closed_at desc
            """;
    private static final String DUE = """
            select * from permission
            where school_id = :school
              and ((state = 'granted' and granted_until <= :now) or (state = 'waiting' and wanted_until <= :now))
            order by number for update skip locked
            """;
    private static final String TO_ANNOUNCE = """
            select * from permission
            where school_id = :school and state = 'granted' and noticed_at is null and granted_until <= :before
            order by number for update skip locked
            """;
    private static final String UNREVIEWED = """
            select * from permission
            where school_id = :school and state = 'granted' and coalesce(reviewed_at, decided_at) < :since
            order by number for update skip locked
            """;
    private static final String LOG = """
            select * from permission
            where school_id = :school and asked_at >= :from and asked_at < :until order by number
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    PermissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int nextNumber(SchoolId school) {
        return jdbc.sql(NEXT_NUMBER)
                .param("school", school.value())
                .query(Integer.class)
                .single();
    }

    void add(Permission permission) {
        var request = permission.request();
        jdbc.sql(ADD)
                .param("school", permission.school().value())
                .param("id", permission.id().value())
                .param("number", permission.number())
                .param("kind", permission.kind())
                .param("by", request.by().value())
                .param("byName", request.byName())
                .param("byDecider", request.byDecider())
                .param("at", Timestamp.from(request.at()))
                .param("things", request.things().toArray(String[]::new))
                .param("refs", request.forWhom().refs().toArray(String[]::new))
                .param("label", request.forWhom().label())
                .param("from", Timestamp.from(request.from()))
                .param("until", Timestamp.from(request.until()))
                .param("reason", request.reason())
                .param("evidence", json.writeValueAsString(request.evidence()))
                .param("again", request.again() == null ? null : request.again().value())
                .update();
    }

    void replace(Permission permission) {
        var row = Columns.of(permission.state());
        var grant = row.grant();
        var ticket = grant == null ? null : grant.ticket();
        jdbc.sql(REPLACE)
                .param("school", permission.school().value())
                .param("id", permission.id().value())
                .param("state", row.name())
                .param("decidedBy", uuid(row.decided()))
                .param(
                        "decidedByName",
                        row.decided() == null ? null : row.decided().name())
                .param(
                        "decidedAt",
                        timestamp(row.decided() == null ? null : row.decided().at()))
                .param(
                        "decisionReason",
                        row.decided() == null ? null : row.decided().reason())
                .param("grantedThings", grant == null ? null : grant.things().toArray(String[]::new))
                .param("grantedFrom", timestamp(grant == null ? null : grant.from()))
                .param("grantedUntil", timestamp(grant == null ? null : grant.until()))
                .param("ticket", ticket == null ? null : ticket.number())
                .param("ticketAnswer", ticket == null ? null : ticket.answer())
                .param("ticketAt", timestamp(ticket == null ? null : ticket.at()))
                .param("reviewedAt", timestamp(grant == null ? null : grant.reviewedAt()))
                .param("noticedAt", timestamp(grant == null ? null : grant.noticedAt()))
                .param("closedBy", uuid(row.closed()))
                .param(
                        "closedByName",
                        row.closed() == null ? null : row.closed().name())
                .param("closedAt", timestamp(row.closedAt()))
                .param("closeReason", row.closed() == null ? null : row.closed().reason())
                .update();
    }

    Optional<Permission> find(SchoolId school, PermissionId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> permission(row))
                .optional();
    }

    Optional<Permission> lock(SchoolId school, PermissionId id) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> permission(row))
                .optional();
    }

    List<Permission> waiting(SchoolId school) {
        return list(WAITING, school, Map.of());
    }

    List<Permission> live(SchoolId school) {
        return list(LIVE, school, Map.of());
    }

    List<Permission> live(SchoolId school, String kind, Instant now) {
        return list(LIVE_OF_KIND, school, Map.of("kind", kind, "now", Timestamp.from(now)));
    }

    List<Permission> askedBy(SchoolId school, PersonId by, int most) {
        return list(OF_ASKER, school, Map.of("by", by.value(), "most", most));
    }

    List<Permission> about(SchoolId school, String thing, int most) {
        return list(ABOUT_THING, school, Map.of("things", new String[] {thing}, "most", most));
    }

    List<Permission> about(SchoolId school, PersonId person, int most) {
        return list(
                ABOUT_PERSON,
                school,
                Map.of("person", person.value(), "refs", new String[] {ForWhom.ref(person)}, "most", most));
    }

    /** For how many answers somebody waits. */
    int waiting(SchoolId school, PersonId by) {
        return jdbc.sql(WAITING_OF_ASKER)
                .param("school", school.value())
                .param("by", by.value())
                .query(Integer.class)
                .single();
    }

    /** What the program closed since then because nobody looked after it, newest first. */
    List<Permission> closedByItself(SchoolId school, Instant since) {
        return list(CLOSED_BY_ITSELF, school, Map.of("since", Timestamp.from(since)));
    }

    /** What time has overtaken, locked; what another process has locked already is left to it. */
    List<Permission> due(SchoolId school, Instant now) {
        return list(DUE, school, Map.of("now", Timestamp.from(now)));
    }

    /** Open ones that end before then and whose end has not been announced, locked. */
    List<Permission> toAnnounce(SchoolId school, Instant before) {
        return list(TO_ANNOUNCE, school, Map.of("before", Timestamp.from(before)));
    }

    /** Open ones at which nobody has looked since then, locked. */
    List<Permission> unreviewedSince(SchoolId school, Instant since) {
        return list(UNREVIEWED, school, Map.of("since", Timestamp.from(since)));
    }

    List<Permission> log(SchoolId school, Instant from, Instant until) {
        return list(LOG, school, Map.of("from", Timestamp.from(from), "until", Timestamp.from(until)));
    }

    private List<Permission> list(String sql, SchoolId school, Map<String, ?> parameters) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .params(parameters)
                .query((row, _) -> permission(row))
                .list();
    }

    private Permission permission(ResultSet row) throws SQLException {
        var again = row.getObject("again", UUID.class);
        var request = new Request(
                new PersonId(row.getObject("asked_by", UUID.class)),
                row.getString("asked_by_name"),
                row.getBoolean("asked_by_decider"),
                instant(row, "asked_at"),
                texts(row.getArray("things")),
                new ForWhom(Set.copyOf(texts(row.getArray("for_refs"))), row.getString("for_label")),
                instant(row, "wanted_from"),
                instant(row, "wanted_until"),
                row.getString("reason"),
                json.readValue(row.getString("evidence"), new TypeReference<Map<String, String>>() {}),
                again == null ? null : new PermissionId(again));
        return new Permission(
                new PermissionId(row.getObject("permission_id", UUID.class)),
                new SchoolId(row.getObject("school_id", UUID.class)),
                row.getInt("number"),
                row.getString("kind"),
                request,
                state(row));
    }

    private static State state(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "waiting" -> new State.Waiting();
            case "withdrawn" -> new State.Withdrawn(instant(row, "closed_at"));
            case "lapsed" -> new State.Lapsed(instant(row, "closed_at"));
            case "refused" -> new State.Refused(decided(row));
            case "granted" -> new State.Granted(grant(row));
            case "revoked" -> new State.Revoked(grant(row), closed(row));
            case "ended" -> new State.Ended(grant(row), instant(row, "closed_at"));
            case String other -> throw new IllegalStateException("unknown state in the database: " + other);
        };
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                decided(row),
                texts(row.getArray("granted_things")),
                instant(row, "granted_from"),
                instant(row, "granted_until"),
                ticket(row),
                instantOrNull(row, "reviewed_at"),
                instantOrNull(row, "noticed_at"));
    }

    private static @Nullable Ticket ticket(ResultSet row) throws SQLException {
        var number = row.getString("ticket");
        if (number == null) {
            return null;
        }
        var at = instantOrNull(row, "ticket_at");
        return new Ticket(
                number,
                Objects.requireNonNullElse(row.getString("ticket_answer"), ""),
                at == null ? instant(row, "decided_at") : at);
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                person(row, "decided_by"),
                row.getString("decided_by_name"),
                instant(row, "decided_at"),
                row.getString("decision_reason"));
    }

    private static Decided closed(ResultSet row) throws SQLException {
        return new Decided(
                person(row, "closed_by"),
                row.getString("closed_by_name"),
                instant(row, "closed_at"),
                row.getString("close_reason"));
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable UUID uuid(@Nullable Decided decided) {
        return decided == null || decided.by() == null ? null : decided.by().value();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** A state as its columns hold it. */
    private record Columns(
            String name,
            @Nullable Decided decided,
            @Nullable Grant grant,
            @Nullable Decided closed,
            @Nullable Instant closedAt) {
        static Columns of(State state) {
            return switch (state) {
                case State.Waiting() -> new Columns("waiting", null, null, null, null);
                case State.Withdrawn(var at) -> new Columns("withdrawn", null, null, null, at);
                case State.Lapsed(var at) -> new Columns("lapsed", null, null, null, at);
                case State.Refused(var decided) -> new Columns("refused", decided, null, null, null);
                case State.Granted(var grant) -> new Columns("granted", grant.decided(), grant, null, null);
                case State.Revoked(var grant, var by) -> new Columns("revoked", grant.decided(), grant, by, by.at());
                case State.Ended(var grant, var at) -> new Columns("ended", grant.decided(), grant, null, at);
            };
        }
    }
}
