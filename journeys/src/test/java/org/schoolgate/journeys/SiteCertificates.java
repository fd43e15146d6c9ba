package org.schoolgate.journeys;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The authority that speaks for the sites of a run, and their certificates, which share one key. */
final class SiteCertificates {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String ISSUER = "Authority of the sites";

    private final KeyPair authority = key();
    private final KeyPair key = key();
    private final SecureRandom chance = new SecureRandom();
    private final X509Certificate root = certificate(ISSUER, authority, true);

    private static KeyPair key() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of every site. */
    KeyPair siteKey() {
        return key;
    }

    /** A certificate of a site with these names. */
    X509Certificate of(String... names) {
        return certificate(names[0], key, false, names);
    }

    /** The authority's certificate, for whoever has to trust the sites. */
    Path trusted(Path file) throws IOException {
        return Files.writeString(file, pem(root));
    }

    /** A certificate and its key for a server at one name, as two files. */
    void server(String name, Path certificate, Path privateKey) throws IOException {
        Files.writeString(certificate, pem(of(name)) + pem(root));
        Files.writeString(privateKey, pem(key.getPrivate()));
    }

    /** A client that trusts these sites. */
    SSLContext trusting() {
        return trusting(root);
    }

    /** A client that trusts the authority of this file, and nobody else. */
    static SSLContext trusting(byte[] pem) throws GeneralSecurityException {
        return trusting((X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(pem)));
    }

    private static SSLContext trusting(X509Certificate authority) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(String subject, KeyPair of, boolean isAuthority, String... names) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + ISSUER),
                    new BigInteger(64, chance),
                    Date.from(now.minus(YEAR)),
                    Date.from(now.plus(YEAR)),
                    new X500Name("CN=" + subject),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(Arrays.stream(names)
                                .map(name -> new GeneralName(GeneralName.dNSName, name))
                                .toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    object instanceof java.security.PrivateKey key
                            ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(key, null)
                            : object);
        }
        return text.toString();
    }
}
