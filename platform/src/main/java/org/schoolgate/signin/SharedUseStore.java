package org.schoolgate.signin;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Signs of shared accounts in the database. */
@Repository
class SharedUseStore {
    private static final String ADD = """
            insert into shared_use (school_id, shared_use_id, person, session_id, sign, seen_at)
            values (:school, :id, :person, :session, :sign, :at)
            """;
    private static final String OPEN = """
            select * from shared_use where school_id = :school and looked_at is null order by seen_at desc
            """;
    private static final String LOOKED = """
            update shared_use set looked_at = :at, looked_by = :by, outcome = :outcome
            where school_id = :school and shared_use_id = :id and looked_at is null
            """;

    private final JdbcClient jdbc;

    SharedUseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, PersonId person, SessionId session, SharedUseSeen.Sign sign, Instant at) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", UUID.randomUUID())
                .param("person", person.value())
                .param("session", session.value())
                .param("sign", sign.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    List<SharedUse> open(SchoolId school) {
        return jdbc.sql(OPEN)
                .param("school", school.value())
                .query((row, _) -> new SharedUse(
                        row.getObject("shared_use_id", UUID.class),
                        PersonId.of(row.getString("person")),
                        new SessionId(row.getObject("session_id", UUID.class)),
                        SharedUseSeen.Sign.valueOf(row.getString("sign")),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    /** Whether it was still open. */
    boolean looked(SchoolId school, UUID id, PersonId by, String outcome, Instant at) {
        return jdbc.sql(LOOKED)
                        .param("school", school.value())
                        .param("id", id)
                        .param("at", Timestamp.from(at))
                        .param("by", by.value())
                        .param("outcome", outcome)
                        .update()
                == 1;
    }
}
