package org.schoolgate.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sessions in the database. */
@Repository
class SessionStore {
    private static final String ADD = """
            insert into session (school_id, session_id, hash, person, way, address, device, agent, began_at, seen_at,
              ends_at, proved_at, supervised)
            values (:school, :id, :hash, :person, :way, :address, :device, :agent, :at, :at, :ends, :at, :supervised)
            """;
    private static final String LIVE =
            "select * from session where school_id = :school and hash = :hash and ended_at is null";
    private static final String FIND = "select * from session where school_id = :school and session_id = :id";
    private static final String LIVE_OF_PERSON = """
            select * from session where school_id = :school and person = :person and ended_at is null
            order by began_at for update
            """;
    private static final String SIGNED_IN = """
            select distinct person from session
            where school_id = :school and person = any(:people) and ended_at is null and ends_at > :now
            """;
    private static final String BOUND =
            "select 1 from session where school_id = :school and session_id = :id and bound_at is not null and ended_at is null";
    private static final String RECENT = """
            select * from session where school_id = :school and person = :person order by began_at desc limit :most
            """;
    private static final String SUPERVISED = """
            select * from session where school_id = :school and supervised = :supervised and ended_at is null
            order by began_at for update
            """;
    private static final String OVER = """
            select * from session where school_id = :school and ended_at is null
              and (ends_at <= :now or (way = 'PICTURE' and seen_at <= :idle_since))
            order by began_at for update skip locked
            """;
    private static final String SEEN =
            "update session set seen_at = :at where school_id = :school and session_id = :id and seen_at < :at";
    private static final String PROVED = """
            update session set seen_at = :at, proved_at = :at where school_id = :school and session_id = :id
            """;
    private static final String THROUGH =
            "update session set through = :through where school_id = :school and session_id = :id";
    private static final String ASK_ALL_AGAIN =
            "update session set through = false where school_id = :school and ended_at is null and through";
    private static final String ASK_AGAIN = ASK_ALL_AGAIN + " and person = :person";
    private static final String END = """
            update session set ended_at = :at, ended_why = :why
            where school_id = :school and session_id = :id and ended_at is null
            returning gateway
            """;
    private static final String ENDED_SINCE = """
            select session_id from session where school_id = :school and bound_at is not null
              and (ended_at >= :since or (ended_at is null and ends_at <= :now))
            """;
    private static final String DEVICES =
            "select count(distinct device) from session where school_id = :school and person = :person and began_at > :since";
    private static final String ADD_TICKET = """
            insert into session_ticket (school_id, hash, session_id, gateway, expires_at)
            values (:school, :hash, :id, :gateway, :expires)
            """;
    private static final String REDEEM = """
            update session_ticket set redeemed_at = :at
            where school_id = :school and hash = :hash and gateway = :gateway and redeemed_at is null and expires_at > :at
            returning session_id
            """;
    private static final String BIND = """
            update session set gateway = :gateway, bound_at = :at where school_id = :school and session_id = :id
            """;

    private static final String FORGET_TICKETS = """
            delete from session_ticket t where t.school_id = :school and (t.expires_at < :tickets_before or t.session_id in (
              select s.session_id from session s where s.school_id = :school and s.ended_at < :before))
            """;
    private static final String FORGET_SIGNS = """
            delete from shared_use u where u.school_id = :school and u.looked_at < :before and u.seen_at < :before
            """;
    private static final String FORGET = """
            delete from session s where s.school_id = :school and s.ended_at < :before and not exists (
              select 1 from shared_use u where u.school_id = s.school_id and u.session_id = s.session_id)
            """;

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Session session, byte[] hash) {
        jdbc.sql(ADD)
                .param("school", session.school().value())
                .param("id", session.id().value())
                .param("hash", hash)
                .param("person", session.person().value())
                .param("way", session.way().name())
                .param("address", session.where().address())
                .param("device", session.where().device())
                .param("agent", session.where().agent())
                .param("at", Timestamp.from(session.beganAt()))
                .param("ends", Timestamp.from(session.endsAt()))
                .param("supervised", session.supervised())
                .update();
    }

    Optional<Session> live(SchoolId school, byte[] hash) {
        return jdbc.sql(LIVE)
                .param("school", school.value())
                .param("hash", hash)
                .query((row, _) -> session(row))
                .optional();
    }

    Optional<Session> find(SchoolId school, SessionId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> session(row))
                .optional();
    }

    List<Session> lockLive(SchoolId school, PersonId person) {
        return jdbc.sql(LIVE_OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> session(row))
                .list();
    }

    /** Which of these people have a session that goes on. */
    Set<PersonId> signedIn(SchoolId school, Collection<PersonId> people, Instant now) {
        return new HashSet<>(jdbc.sql(SIGNED_IN)
                .param("school", school.value())
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("now", Timestamp.from(now))
                .query((row, _) -> new PersonId(row.getObject(1, UUID.class)))
                .list());
    }

    /** Whether a gateway knows a browser by this session. */
    boolean isBound(Session session) {
        return jdbc.sql(BOUND)
                .param("school", session.school().value())
                .param("id", session.id().value())
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    List<Session> recent(SchoolId school, PersonId person, int most) {
        return jdbc.sql(RECENT)
                .param("school", school.value())
                .param("person", person.value())
                .param("most", most)
                .query((row, _) -> session(row))
                .list();
    }

    List<Session> lockSupervised(SchoolId school, UUID supervised) {
        return jdbc.sql(SUPERVISED)
                .param("school", school.value())
                .param("supervised", supervised)
                .query((row, _) -> session(row))
                .list();
    }

    /** Sessions whose time is over, and sessions by picture that nobody has touched. */
    List<Session> lockOver(SchoolId school, Instant now, Instant idleSince) {
        return jdbc.sql(OVER)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .param("idle_since", Timestamp.from(idleSince))
                .query((row, _) -> session(row))
                .list();
    }

    void seen(Session session, Instant at) {
        jdbc.sql(SEEN)
                .param("school", session.school().value())
                .param("id", session.id().value())
                .param("at", Timestamp.from(at))
                .update();
    }

    void proved(SchoolId school, SessionId id, Instant at) {
        jdbc.sql(PROVED)
                .param("school", school.value())
                .param("id", id.value())
                .param("at", Timestamp.from(at))
                .update();
    }

    void through(SchoolId school, SessionId id, boolean through) {
        jdbc.sql(THROUGH)
                .param("school", school.value())
                .param("id", id.value())
                .param("through", through)
                .update();
    }

    void askGatesAgain(SchoolId school) {
        jdbc.sql(ASK_ALL_AGAIN).param("school", school.value()).update();
    }

    void askGatesAgain(SchoolId school, PersonId person) {
        jdbc.sql(ASK_AGAIN)
                .param("school", school.value())
                .param("person", person.value())
                .update();
    }

    /** What became of ending a session: it had ended before, or it ends now and a gateway may know it. */
    record Ended(boolean now, @Nullable String gateway) {}

    Ended end(Session session, Instant at, Ending why) {
        return jdbc.sql(END)
                .param("school", session.school().value())
                .param("id", session.id().value())
                .param("at", Timestamp.from(at))
                .param("why", why.name())
                .query((row, _) -> new Ended(true, row.getString("gateway")))
                .optional()
                .orElseGet(() -> new Ended(false, null));
    }

    List<SessionId> endedSince(SchoolId school, Instant since, Instant now) {
        return jdbc.sql(ENDED_SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .param("now", Timestamp.from(now))
                .query((row, _) -> new SessionId(row.getObject(1, UUID.class)))
                .list();
    }

    int devicesSince(SchoolId school, PersonId person, Instant since) {
        return jdbc.sql(DEVICES)
                .param("school", school.value())
                .param("person", person.value())
                .param("since", Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    void addTicket(Session session, byte[] hash, String gateway, Instant expires) {
        jdbc.sql(ADD_TICKET)
                .param("school", session.school().value())
                .param("hash", hash)
                .param("id", session.id().value())
                .param("gateway", gateway)
                .param("expires", Timestamp.from(expires))
                .update();
    }

    /** Spends a ticket; empty if it is none of this gateway's, spent or over. */
    Optional<SessionId> redeem(SchoolId school, byte[] hash, String gateway, Instant at) {
        return jdbc.sql(REDEEM)
                .param("school", school.value())
                .param("hash", hash)
                .param("gateway", gateway)
                .param("at", Timestamp.from(at))
                .query((row, _) -> new SessionId(row.getObject(1, UUID.class)))
                .optional();
    }

    void bind(Session session, String gateway, Instant at) {
        jdbc.sql(BIND)
                .param("school", session.school().value())
                .param("id", session.id().value())
                .param("gateway", gateway)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Removes tickets that are long spent, signs that were looked at, and sessions that ended before then. */
    int forget(SchoolId school, Instant before, Instant ticketsBefore) {
        jdbc.sql(FORGET_TICKETS)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .param("tickets_before", Timestamp.from(ticketsBefore))
                .update();
        jdbc.sql(FORGET_SIGNS)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
        return jdbc.sql(FORGET)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }

    private static Session session(ResultSet row) throws SQLException {
        var ended = row.getTimestamp("ended_at");
        return new Session(
                new SessionId(row.getObject("session_id", UUID.class)),
                SchoolId.of(row.getString("school_id")),
                PersonId.of(row.getString("person")),
                Way.valueOf(row.getString("way")),
                new Where(row.getString("address"), row.getString("device"), row.getString("agent")),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getTimestamp("proved_at").toInstant(),
                row.getObject("supervised", UUID.class),
                row.getBoolean("through"),
                ended == null ? null : new Session.End(ended.toInstant(), Ending.valueOf(row.getString("ended_why"))));
    }
}
