package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who asked to know who wrote something, and what was said to that. Rows are only ever added. */
@Repository
class TellerStore {
    private static final String ASK = """
            insert into teller_request (school_id, request_id, case_id, asked_by, asked_by_name, asked_at, reason, danger)
            values (:school, :request, :case, :by, :name, :at, :reason, :danger)
            """;
    private static final String DECIDE = """
            insert into teller_decision
              (school_id, request_id, decided_by, decided_by_name, decided_at, reason, until, quiet)
            values (:school, :request, :by, :name, :at, :reason, :until, :quiet)
            """;
    private static final String OF_CASE = """
            select r.*, d.decided_by_name, d.decided_at, d.reason as why, d.until, d.quiet
            from teller_request r left join teller_decision d using (school_id, request_id)
            where r.school_id = :school and r.case_id = :case
            order by r.asked_at, r.request_id
            """;

    private final JdbcClient jdbc;

    TellerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void ask(SchoolId school, TellerRequest request) {
        jdbc.sql(ASK)
                .param("school", school.value())
                .param("request", request.id())
                .param("case", request.of().value())
                .param("by", request.askedBy().value())
                .param("name", request.askedByName())
                .param("at", Timestamp.from(request.askedAt()))
                .param("reason", request.reason())
                .param("danger", request.danger())
                .update();
    }

    void decide(SchoolId school, UUID request, PersonId by, TellerRequest.Decision decision) {
        jdbc.sql(DECIDE)
                .param("school", school.value())
                .param("request", request)
                .param("by", by.value())
                .param("name", decision.by())
                .param("at", Timestamp.from(decision.at()))
                .param("reason", decision.reason())
                .param("until", decision.until() == null ? null : Timestamp.from(decision.until()))
                .param("quiet", decision.quiet())
                .update();
    }

    /** All of a case, the oldest first. */
    List<TellerRequest> of(SchoolId school, CaseId id) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("case", id.value())
                .query(TellerStore::request)
                .list();
    }

    private static TellerRequest request(ResultSet row, int number) throws SQLException {
        return new TellerRequest(
                row.getObject("request_id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                new PersonId(row.getObject("asked_by", UUID.class)),
                row.getString("asked_by_name"),
                instant(row, "asked_at"),
                row.getString("reason"),
                row.getBoolean("danger"),
                decision(row));
    }

    private static TellerRequest.@Nullable Decision decision(ResultSet row) throws SQLException {
        if (row.getTimestamp("decided_at") == null) {
            return null;
        }
        var until = row.getTimestamp("until");
        return new TellerRequest.Decision(
                row.getString("decided_by_name"),
                instant(row, "decided_at"),
                row.getString("why"),
                until == null ? null : until.toInstant(),
                row.getBoolean("quiet"));
    }
}
