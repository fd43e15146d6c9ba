package org.schoolgate.gateways;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.SecretBox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Schools' certificate authorities in the database, where no key can be read without the secret in the data folder. */
@Repository
class AuthorityStore {
    private static final String ADD = """
            insert into certificate_authority (school_id, made_at, certificate, sealed_key)
            values (:school, :at, :certificate, :key)
            on conflict (school_id) do nothing
            """;
    private static final String FIND = "select certificate from certificate_authority where school_id = :school";
    private static final String WITH_KEY =
            "select certificate, sealed_key from certificate_authority where school_id = :school";
    private static final String SIGNED = """
            insert into gateway_certificate (school_id, gateway_id, serial, signed_at, ends_at)
            values (:school, :gateway, :serial, :at, :until)
            on conflict (school_id, gateway_id) do update
              set serial = excluded.serial, signed_at = excluded.signed_at, ends_at = excluded.ends_at
            """;
    private static final String GATEWAYS = """
            select gateway.name, signed_at, ends_at from gateway_certificate
            join gateway using (school_id, gateway_id)
            where school_id = :school and revoked_at is null
            order by lower(gateway.name)
            """;

    private final JdbcClient jdbc;
    private final SecretBox secrets;

    AuthorityStore(JdbcClient jdbc, DataFolder folder) {
        this.jdbc = jdbc;
        this.secrets = new SecretBox(folder, "authority");
    }

    /** Keeps it; false if the school has one already, which stays. */
    boolean add(SchoolId school, CertificateWork.Root root, Instant at) {
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("at", Timestamp.from(at))
                        .param("certificate", CertificateWork.bytes(root.certificate()))
                        .param("key", secrets.seal(CertificateWork.text(root.key())))
                        .update()
                == 1;
    }

    Optional<X509Certificate> find(SchoolId school) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .query((row, _) -> CertificateWork.certificate(row.getBytes("certificate")))
                .optional();
    }

    /** With its key, to sign with it now. */
    Optional<CertificateWork.Root> open(SchoolId school) {
        return jdbc.sql(WITH_KEY)
                .param("school", school.value())
                .query((row, _) -> new CertificateWork.Root(
                        CertificateWork.certificate(row.getBytes("certificate")), key(row.getBytes("sealed_key"))))
                .optional();
    }

    private PrivateKey key(byte[] sealed) {
        return CertificateWork.key(secrets.open(sealed));
    }

    void signed(CallingGateway gateway, X509Certificate certificate, Instant at) {
        jdbc.sql(SIGNED)
                .param("school", gateway.school().value())
                .param("gateway", gateway.id().value())
                .param("serial", certificate.getSerialNumber().toString(16))
                .param("at", Timestamp.from(at))
                .param("until", Timestamp.from(certificate.getNotAfter().toInstant()))
                .update();
    }

    List<CertificateAuthorities.Certified> gateways(SchoolId school) {
        return jdbc.sql(GATEWAYS)
                .param("school", school.value())
                .query((row, _) -> new CertificateAuthorities.Certified(
                        row.getString("name"),
                        row.getTimestamp("signed_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()))
                .list();
    }
}
