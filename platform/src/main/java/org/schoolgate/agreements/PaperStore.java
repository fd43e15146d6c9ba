package org.schoolgate.agreements;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.agreements.PaperReturn.State;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The papers that came back, in the database. */
@Repository
class PaperStore {
    private static final String ADD = """
            insert into agreement_paper (school_id, paper_id, subject, signers, texts, agreed, signed_on, scan_id,
              entered_by, entered_at, state)
            values (:school, :id, :subject, :signers, :texts, :agreed, :signedOn, :scan, :by, :at, :state)
            """;
    private static final String SELECT = "select * from agreement_paper where school_id = :school ";
    private static final String LOCK = SELECT + "and paper_id = :id for update";
    private static final String FIND = SELECT + "and paper_id = :id";
    private static final String WAITING = SELECT + "and state = 'WAITING' order by number";
    private static final String NEWEST = SELECT + "order by number desc limit :most";
    private static final String LOOKED = """
            update agreement_paper set state = :state, looked_by = :by, looked_at = :at, note = :note
            where school_id = :school and paper_id = :id
            """;

    private final JdbcClient jdbc;

    PaperStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, PaperReturn paper) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", paper.id().value())
                .param("subject", paper.subject().value())
                .param("signers", paper.signers().stream().map(PersonId::value).toArray(UUID[]::new))
                .param("texts", paper.texts().stream().map(TextId::value).toArray(UUID[]::new))
                .param("agreed", paper.agreed())
                .param("signedOn", Date.valueOf(paper.signedOn()))
                .param("scan", paper.scan())
                .param("by", paper.enteredBy().value())
                .param("at", Timestamp.from(paper.enteredAt()))
                .param("state", paper.isWaiting() ? "WAITING" : "TAKEN")
                .update();
    }

    /** Notes what somebody else saw who looked. */
    void looked(SchoolId school, PaperId id, boolean taken, PersonId by, Instant at, String note) {
        jdbc.sql(LOOKED)
                .param("school", school.value())
                .param("id", id.value())
                .param("state", taken ? "TAKEN" : "RETURNED")
                .param("by", by.value())
                .param("at", Timestamp.from(at))
                .param("note", note)
                .update();
    }

    Optional<PaperReturn> find(SchoolId school, PaperId id) {
        return one(FIND, school, id);
    }

    /** The same, kept as it is until the transaction ends. */
    Optional<PaperReturn> lock(SchoolId school, PaperId id) {
        return one(LOCK, school, id);
    }

    private Optional<PaperReturn> one(String sql, SchoolId school, PaperId id) {
        return jdbc.sql(sql)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, number) -> paper(row))
                .optional();
    }

    List<PaperReturn> waiting(SchoolId school) {
        return jdbc.sql(WAITING)
                .param("school", school.value())
                .query((row, number) -> paper(row))
                .list();
    }

    List<PaperReturn> newest(SchoolId school, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("most", most)
                .query((row, number) -> paper(row))
                .list();
    }

    private static PaperReturn paper(ResultSet row) throws SQLException {
        return new PaperReturn(
                new PaperId(row.getObject("paper_id", UUID.class)),
                new PersonId(row.getObject("subject", UUID.class)),
                ids(row.getArray("signers")).map(PersonId::new).toList(),
                ids(row.getArray("texts")).map(TextId::new).toList(),
                row.getBoolean("agreed"),
                row.getDate("signed_on").toLocalDate(),
                row.getObject("scan_id", UUID.class),
                new PersonId(row.getObject("entered_by", UUID.class)),
                row.getTimestamp("entered_at").toInstant(),
                state(row));
    }

    private static java.util.stream.Stream<UUID> ids(Array array) throws SQLException {
        return Arrays.stream((UUID[]) array.getArray());
    }

    private static State state(ResultSet row) throws SQLException {
        var looked = row.getObject("looked_by", UUID.class);
        if (looked == null) {
            return row.getString("state").equals("WAITING") ? new State.Waiting() : new State.Taken();
        }
        var by = new PersonId(looked);
        var at = row.getTimestamp("looked_at").toInstant();
        return row.getString("state").equals("TAKEN")
                ? new State.Verified(by, at)
                : new State.Returned(by, at, row.getString("note"));
    }
}
