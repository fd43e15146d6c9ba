package org.schoolgate.agreements;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sealed papers of answers. Rows are added and never changed. */
@Repository
class ReceiptStore {
    private static final String ADD = """
            insert into agreement_receipt (school_id, signature_id, pdf, sealed_at)
            values (:school, :id, :pdf, :at)
            on conflict do nothing
            """;
    private static final String FIND =
            "select pdf from agreement_receipt where school_id = :school and signature_id = :id";
    private static final String UNSEALED = """
            select s.signature_id from agreement_signature s
            where s.school_id = :school and not exists (
              select 1 from agreement_receipt r
              where r.school_id = s.school_id and r.signature_id = s.signature_id)
            order by s.number limit :most
            """;

    private final JdbcClient jdbc;

    ReceiptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, SignatureId id, byte[] pdf, Instant at) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", id.value())
                .param("pdf", pdf)
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<byte[]> find(SchoolId school, SignatureId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /** The oldest answers of which no paper was made yet. */
    List<SignatureId> unsealed(SchoolId school, int most) {
        return jdbc.sql(UNSEALED)
                .param("school", school.value())
                .param("most", most)
                .query((row, number) -> new SignatureId(row.getObject(1, UUID.class)))
                .list();
    }
}
