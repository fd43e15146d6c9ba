package org.schoolgate.gateways;

import static org.schoolgate.ui.Words.say;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** Certificates as they are made, and requests for them as they are read. */
final class CertificateWork {
    private static final Duration ROOT_LIFE = Duration.ofDays(3_652);
    private static final Duration GATEWAY_LIFE = Duration.ofDays(90);

    /** Clocks of devices run slow. */
    private static final Duration BEFORE = Duration.ofHours(1);

    /** A common name holds 64 characters. */
    private static final int MOST_OF_A_NAME = 40;

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Provider STRICT = new BouncyCastleProvider();

    private CertificateWork() {}

    /** An authority with its key. */
    record Root(X509Certificate certificate, PrivateKey key) {}

    /** What somebody sent for a request. */
    sealed interface Request {
        /** Signed by the holder of a key of the right kind. What else it says counts for nothing. */
        record Good(PublicKey key) implements Request {}

        record Bad(String sentence) implements Request {}
    }

    /** A new authority for a school. Two of one name would be taken for each other by a device, so each has a mark. */
    static Root root(String school, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var mark = new byte[4];
            RANDOM.nextBytes(mark);
            var name = name(shortened(school) + " web filter " + HexFormat.of().formatHex(mark));
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    serial(),
                    Date.from(now.minus(BEFORE)),
                    Date.from(now.plus(ROOT_LIFE)),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new Root(signed(builder, pair.getPrivate()), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("every Java makes certificates on P-256", impossible);
        }
    }

    /** A gateway's own authority under a school's: for sites alone, and for no further authority. */
    static X509Certificate gateway(Root root, String gateway, PublicKey key, Instant now) {
        var end = now.plus(GATEWAY_LIFE);
        var rootEnd = root.certificate().getNotAfter().toInstant();
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                    root.certificate(),
                    serial(),
                    Date.from(now.minus(BEFORE)),
                    Date.from(end.isBefore(rootEnd) ? end : rootEnd),
                    name("web filter gateway " + shortened(gateway)),
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(root.certificate()));
            return signed(builder, root.key());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("the school's authority cannot sign", impossible);
        }
    }

    /** Reads a request in PKCS #10. */
    static Request request(byte[] der) {
        try {
            var request = new PKCS10CertificationRequest(der);
            if (!isP256(request.getSubjectPublicKeyInfo())) {
                return new Request.Bad(say("gateways.certificate.request.other-key"));
            }
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(STRICT)
                    .build(request.getSubjectPublicKeyInfo());
            return request.isSignatureValid(verifier)
                    ? new Request.Good(new JcaPEMKeyConverter().getPublicKey(request.getSubjectPublicKeyInfo()))
                    : new Request.Bad(say("gateways.certificate.request.not-signed"));
        } catch (IOException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException _) {
            // Each of these is how the reader says that bytes are none.
            return new Request.Bad(say("gateways.certificate.request.unreadable"));
        }
    }

    private static boolean isP256(SubjectPublicKeyInfo key) {
        return X9ObjectIdentifiers.id_ecPublicKey.equals(key.getAlgorithm().getAlgorithm())
                && SECObjectIdentifiers.secp256r1.equals(key.getAlgorithm().getParameters());
    }

    static byte[] bytes(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a certificate cannot be written", broken);
        }
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the school's certificate cannot be read", broken);
        }
    }

    static String text(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    static PrivateKey key(String text) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key of the school's authority is none", broken);
        }
    }

    /** As files hold certificates. */
    static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(key)));
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Schoolgate")
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private static String shortened(String name) {
        return name.length() <= MOST_OF_A_NAME ? name : name.substring(0, MOST_OF_A_NAME);
    }

    private static BigInteger serial() {
        return new BigInteger(120, RANDOM).setBit(119);
    }
}
