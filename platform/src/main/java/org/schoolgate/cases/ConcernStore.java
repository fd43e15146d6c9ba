package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Complaints and concerns from outside in the database: by the keyed hash of their code, who wrote them apart from them. */
@Repository
class ConcernStore {
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(:receipt, 0))";
    private static final String ADD = """
            insert into concern (school_id, concern_id, receipt, case_id, kind, about_whom, wanted, told_at, until)
            values (:school, :id, :receipt, :case, :kind, :whom, :wanted, :at, :until)
            """;
    private static final String SAY = """
            insert into concern_message (school_id, concern_id, at, written_by, written_by_name, words)
            values (:school, :id, :at, :by, :name, :words)
            """;
    private static final String ADD_TELLER = """
            insert into concern_teller (school_id, concern_id, who, email) values (:school, :id, :who, :email)
            """;
    private static final String LASTS = """
            update concern set until = :until where school_id = :school and concern_id = :id
            """;
    private static final String BY_RECEIPT = "select * from concern where school_id = :school and receipt = :receipt";
    private static final String OF_CASE = "select * from concern where school_id = :school and case_id = :case";
    private static final String RECEIPT = "select receipt from concern where school_id = :school and concern_id = :id";
    private static final String SAID = """
            select * from concern_message where school_id = :school and concern_id = :id order by message_id
            """;
    /** By the names that these steps have in the procedure; one that a school calls otherwise is not shown. */
    private static final String STAGES = """
            select
              min(e.written_at) filter (where e.step in ('thanks', 'data-thanks')) as acknowledged,
              max(e.written_at) filter (where e.step in ('answer', 'last-answer')) as answered,
              f.closed_at
            from case_file f
            left join case_entry e
              on e.school_id = f.school_id and e.case_id = f.case_id and e.walk = 1 and e.necessary
            where f.school_id = :school and f.case_id = :case
            group by f.closed_at
            """;

    private static final String TELLER = "select * from concern_teller where school_id = :school and concern_id = :id";

    private final JdbcClient jdbc;

    ConcernStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever sends the same form at the same time waits until the transaction is over. */
    void oneAtATime(byte[] receipt) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("receipt", HexFormat.of().formatHex(receipt))
                .query((_, _) -> true)
                .single();
    }

    void add(Concern concern, byte[] receipt) {
        jdbc.sql(ADD)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .param("receipt", receipt)
                .param("case", concern.following().value())
                .param("kind", concern.kind().name())
                .param("whom", concern.aboutWhom())
                .param("wanted", concern.wanted())
                .param("at", Timestamp.from(concern.toldAt()))
                .param("until", Timestamp.from(concern.until()))
                .update();
        concern.said().forEach(said -> say(concern, said, null));
    }

    /** @param by null for whoever told it */
    void say(Concern concern, Concern.Said said, @Nullable PersonId by) {
        jdbc.sql(SAY)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .param("at", Timestamp.from(said.at()))
                .param("by", by == null ? null : by.value())
                .param("name", said.by())
                .param("words", said.words())
                .update();
    }

    void add(Concern concern, Concern.Teller teller) {
        jdbc.sql(ADD_TELLER)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .param("who", teller.who())
                .param("email", teller.email())
                .update();
    }

    /** Its code opens it until then. */
    void lasts(Concern concern, Instant until) {
        jdbc.sql(LASTS)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .param("until", Timestamp.from(until))
                .update();
    }

    Optional<Concern> find(SchoolId school, byte[] receipt) {
        return jdbc.sql(BY_RECEIPT)
                .param("school", school.value())
                .param("receipt", receipt)
                .query(this::concern)
                .optional();
    }

    Optional<Concern> of(SchoolId school, CaseId following) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("case", following.value())
                .query(this::concern)
                .optional();
    }

    byte[] receipt(Concern concern) {
        return jdbc.sql(RECEIPT)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .query(byte[].class)
                .single();
    }

    /** Who wrote it; empty where they did not say. */
    Optional<Concern.Teller> teller(Concern concern) {
        return jdbc.sql(TELLER)
                .param("school", concern.school().value())
                .param("id", concern.id().value())
                .query((row, _) -> new Concern.Teller(row.getString("who"), row.getString("email")))
                .optional();
    }

    Concern.Stages stages(Concern concern) {
        return jdbc.sql(STAGES)
                .param("school", concern.school().value())
                .param("case", concern.following().value())
                .query((row, _) -> new Concern.Stages(
                        instantOrNull(row, "acknowledged"),
                        instantOrNull(row, "answered"),
                        instantOrNull(row, "closed_at")))
                .single();
    }

    private Concern concern(ResultSet row, int number) throws SQLException {
        var school = new SchoolId(row.getObject("school_id", UUID.class));
        var id = new ConcernId(row.getObject("concern_id", UUID.class));
        return new Concern(
                id,
                school,
                new CaseId(row.getObject("case_id", UUID.class)),
                Concern.Kind.valueOf(row.getString("kind")),
                row.getString("about_whom"),
                row.getString("wanted"),
                row.getTimestamp("told_at").toInstant(),
                row.getTimestamp("until").toInstant(),
                said(school, id));
    }

    private List<Concern.Said> said(SchoolId school, ConcernId id) {
        return jdbc.sql(SAID)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> new Concern.Said(
                        row.getTimestamp("at").toInstant(), row.getString("written_by_name"), row.getString("words")))
                .list();
    }
}
