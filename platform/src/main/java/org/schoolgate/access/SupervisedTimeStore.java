package org.schoolgate.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.access.SupervisedSession.Closed;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.ClassId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Supervised sessions in the database. */
@Repository
class SupervisedTimeStore {
    private static final String ADD = """
            insert into supervised_session
              (school_id, session_id, class_id, adult_id, adult_name, room, about, opened_at, closes_at)
            values (:school, :id, :class, :adult, :adultName, :room, :about, :opened, :closes)
            on conflict do nothing
            """;
    private static final String REPLACE = """
            update supervised_session
            set closes_at = :closes, closed_at = :closed, closed_by = :by, closed_by_name = :byName
            where school_id = :school and session_id = :id
            """;
    private static final String LOCK =
            "select * from supervised_session where school_id = :school and session_id = :id for update";
    private static final String UNCLOSED = """
            select * from supervised_session where school_id = :school and closed_at is null order by opened_at, session_id
            """;
    private static final String SINCE = """
            select * from supervised_session where school_id = :school and opened_at >= :since order by opened_at, session_id
            """;
    private static final String OVERDUE = """
            select * from supervised_session
            where school_id = :school and closed_at is null and closes_at <= :now
            order by session_id for update skip locked
            """;
    private static final String UNCLOSED_OF_CLASS = """
            select * from supervised_session where school_id = :school and class_id = :class and closed_at is null for update
            """;

    private final JdbcClient jdbc;

    SupervisedTimeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds it; false where somebody else opened one for the class at the same moment. */
    boolean add(SchoolId school, SupervisedSession session) {
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("id", session.id())
                        .param("class", session.schoolClass().value())
                        .param("adult", session.adult().value())
                        .param("adultName", session.adultName())
                        .param("room", session.room())
                        .param("about", session.about())
                        .param("opened", Timestamp.from(session.openedAt()))
                        .param("closes", Timestamp.from(session.closesAt()))
                        .update()
                == 1;
    }

    /** Until the end of the transaction nobody else asks for this pupil: two presses are one request. */
    void lockAsker(PersonId pupil) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('access.go-online ' || :pupil, 0))")
                .param("pupil", pupil.toString())
                .query((_, _) -> true)
                .single();
    }

    void replace(SchoolId school, SupervisedSession session) {
        var closed = session.closed();
        jdbc.sql(REPLACE)
                .param("school", school.value())
                .param("id", session.id())
                .param("closes", Timestamp.from(session.closesAt()))
                .param("closed", closed == null ? null : Timestamp.from(closed.at()))
                .param(
                        "by",
                        closed == null || closed.by() == null
                                ? null
                                : closed.by().value())
                .param("byName", closed == null ? null : closed.name())
                .update();
    }

    Optional<SupervisedSession> lock(SchoolId school, UUID id) {
        return jdbc.sql(LOCK)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> session(row))
                .optional();
    }

    /** The class's session that nobody has written down as closed, locked. */
    Optional<SupervisedSession> lockUnclosed(SchoolId school, ClassId schoolClass) {
        return jdbc.sql(UNCLOSED_OF_CLASS)
                .param("school", school.value())
                .param("class", schoolClass.value())
                .query((row, _) -> session(row))
                .optional();
    }

    /** Those that are open at {@code at}. */
    List<SupervisedSession> open(SchoolId school, Instant at) {
        return list(UNCLOSED, school, Map.of()).stream()
                .filter(session -> session.isOpen(at))
                .toList();
    }

    /** Those that were opened since then. */
    List<SupervisedSession> since(SchoolId school, Instant since) {
        return list(SINCE, school, Map.of("since", Timestamp.from(since)));
    }

    /** Those whose time is over though nobody has written it down, locked. */
    List<SupervisedSession> overdue(SchoolId school, Instant now) {
        return list(OVERDUE, school, Map.of("now", Timestamp.from(now)));
    }

    private List<SupervisedSession> list(String sql, SchoolId school, Map<String, ?> parameters) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .params(parameters)
                .query((row, _) -> session(row))
                .list();
    }

    private static SupervisedSession session(ResultSet row) throws SQLException {
        var closedAt = row.getTimestamp("closed_at");
        var closedBy = row.getObject("closed_by", UUID.class);
        return new SupervisedSession(
                row.getObject("session_id", UUID.class),
                new ClassId(row.getObject("class_id", UUID.class)),
                new PersonId(row.getObject("adult_id", UUID.class)),
                row.getString("adult_name"),
                row.getString("room"),
                row.getString("about"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("closes_at").toInstant(),
                closedAt == null
                        ? null
                        : new Closed(
                                closedAt.toInstant(),
                                closedBy == null ? null : new PersonId(closedBy),
                                row.getString("closed_by_name")));
    }
}
