package org.schoolgate.agreements;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The scans of papers, with their digests. */
@Repository
class ScanStore {
    private static final String ADD = """
            insert into agreement_scan (school_id, scan_id, type, bytes, digest, stored_by, stored_at)
            values (:school, :id, :type, :bytes, :digest, :by, :at)
            """;
    private static final String FIND =
            "select type, bytes, digest from agreement_scan where school_id = :school and scan_id = :id";

    private static final String TYPE = "select type from agreement_scan where school_id = :school and scan_id = :id";

    private final JdbcClient jdbc;

    ScanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID add(SchoolId school, Scan scan, PersonId by, Instant at) {
        var id = UUID.randomUUID();
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", id)
                .param("type", scan.type().mediaType())
                .param("bytes", scan.bytes())
                .param("digest", digest(scan.bytes()))
                .param("by", by.value())
                .param("at", Timestamp.from(at))
                .update();
        return id;
    }

    Optional<Scan> find(SchoolId school, UUID id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id)
                .query((row, number) -> {
                    var bytes = row.getBytes("bytes");
                    if (!digest(bytes).equals(row.getString("digest"))) {
                        throw new IllegalStateException("scan %s is not what was stored".formatted(id));
                    }
                    return new Scan(Scan.Type.of(row.getString("type")), bytes);
                })
                .optional();
    }

    /** What a scan is, without its bytes. */
    Scan.Type type(SchoolId school, UUID id) {
        return Scan.Type.of(jdbc.sql(TYPE)
                .param("school", school.value())
                .param("id", id)
                .query(String.class)
                .single());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
