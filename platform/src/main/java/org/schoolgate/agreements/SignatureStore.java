package org.schoolgate.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people answered, in the order in which they did. Rows are added and never changed. */
@Repository
class SignatureStore {
    private static final String ADD = """
            insert into agreement_signature (school_id, signature_id, text_id, language, fingerprint, part, signer,
              subject, capacity, name, answer, reason, proof, proof_detail, method, strength, at, address, year, receipt)
            values (:school, :id, :text, :language, :fingerprint, :part, :signer,
              :subject, :capacity, :name, :answer, :reason, :proof, :detail, :method, :strength, :at, :address, :year,
              :receipt)
            """;
    private static final String SELECT = """
            select s.*, t.audience, t.major, t.minor
            from agreement_signature s join agreement_text t using (school_id, text_id)
            where s.school_id = :school
            """;
    private static final String ABOUT = SELECT + "and s.subject = any(:subjects) order by s.number";
    private static final String OF_PERSON =
            SELECT + "and (s.signer = :person or s.subject = :person) order by s.number";
    private static final String FIND = SELECT + "and s.signature_id = :id";
    private static final String BY_RECEIPT = SELECT + "and s.receipt like :start || '%' order by s.number";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(:person, 7406602))";

    private final JdbcClient jdbc;

    SignatureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps this signer's other requests waiting until the transaction ends: a double press signs once. */
    void lock(PersonId signer) {
        jdbc.sql(LOCK)
                .param("person", signer.toString())
                .query((row, number) -> true)
                .list();
    }

    void add(SchoolId school, Signature signature) {
        var under = signature.under();
        var by = signature.by();
        var proof = signature.how().proof();
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", signature.id().value())
                .param("text", under.text().value())
                .param("language", under.language())
                .param("fingerprint", under.words().hex())
                .param("part", under.part().name())
                .param("signer", by.signer().value())
                .param("subject", by.subject().value())
                .param("capacity", by.capacity())
                .param("name", by.name())
                .param("answer", signature.answer().kind())
                .param("reason", signature.answer().reason())
                .param("proof", proof.kind())
                .param("detail", proof.detail())
                .param("method", proof.method().name())
                .param("strength", proof.strength().name())
                .param("at", Timestamp.from(signature.how().at()))
                .param("address", signature.how().address())
                .param("year", signature.year().startYear())
                .param("receipt", signature.receipt().hex())
                .update();
    }

    /** Every answer about any of these people. */
    List<Signature> about(SchoolId school, Collection<PersonId> subjects) {
        return jdbc.sql(ABOUT)
                .param("school", school.value())
                .param("subjects", subjects.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> signature(row))
                .list();
    }

    /** Every answer that this person gave or that is about them. */
    List<Signature> of(SchoolId school, PersonId person) {
        return jdbc.sql(OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, number) -> signature(row))
                .list();
    }

    Optional<Signature> find(SchoolId school, SignatureId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, number) -> signature(row))
                .optional();
    }

    /** The answers whose receipt begins like this; {@code start} is hexadecimal digits. */
    List<Signature> byReceipt(SchoolId school, String start) {
        return jdbc.sql(BY_RECEIPT)
                .param("school", school.value())
                .param("start", start)
                .query((row, number) -> signature(row))
                .list();
    }

    private static Signature signature(ResultSet row) throws SQLException {
        return new Signature(
                new SignatureId(row.getObject("signature_id", UUID.class)),
                new Signature.Under(
                        new TextId(row.getObject("text_id", UUID.class)),
                        Audience.valueOf(row.getString("audience")),
                        new VersionNumber(row.getInt("major"), row.getInt("minor")),
                        row.getString("language"),
                        new Fingerprint(row.getString("fingerprint")),
                        Part.valueOf(row.getString("part"))),
                new Signature.By(
                        new PersonId(row.getObject("signer", UUID.class)),
                        new PersonId(row.getObject("subject", UUID.class)),
                        row.getString("capacity"),
                        row.getString("name")),
                Answer.of(row.getString("answer"), row.getString("reason")),
                new Signature.How(
                        Proof.of(row.getString("proof"), row.getString("proof_detail")),
                        row.getTimestamp("at").toInstant(),
                        row.getString("address")),
                new AcademicYear(row.getInt("year")),
                new Fingerprint(row.getString("receipt")));
    }
}
