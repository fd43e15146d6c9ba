package org.schoolgate.gateway;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
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
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.schoolgate.gateway.dns.DnsSettings;

/** Sites with HTTPS under a certificate authority of the tests, good and bad ones; each name below {@code example}. */
public final class Sites implements AutoCloseable {
    private static final Duration YEAR = Duration.ofDays(365);

    private final Path folder;
    private final Map<String, Origin> origins = new HashMap<>();
    private final KeyPair authority = key();
    private final X509Certificate root;

    /** @param names of the site that answers to every name which has none of its own */
    public Sites(Path folder, String... names) throws Exception {
        this.folder = folder;
        Instant now = Instant.now();
        root = certificate(
                "Test authority", authority, "Test authority", authority.getPrivate(), now, now.plus(YEAR), true);
        Files.writeString(trusted(), pem(root));
        add("example", now.minus(YEAR), now.plus(YEAR), names);
    }

    /** What the gateway has to trust besides. */
    public Path trusted() {
        return folder.resolve("trusted.pem");
    }

    /** A site with a certificate of the authority's. */
    public Origin add(String host, Instant from, Instant until, String... names) throws Exception {
        KeyPair key = key();
        return add(
                host, key, certificate(host, key, "Test authority", authority.getPrivate(), from, until, false, names));
    }

    /** A site at an address and port of the test's choice, as one that is found by name has to be. */
    public Origin add(String host, InetSocketAddress at, String... names) throws Exception {
        KeyPair key = key();
        Instant now = Instant.now();
        X509Certificate certificate = certificate(
                host, key, "Test authority", authority.getPrivate(), now.minus(YEAR), now.plus(YEAR), false, names);
        return add(host, key, certificate, at);
    }

    /** A site without HTTPS. */
    public Origin addPlain(String host) throws IOException {
        Origin origin = new Origin();
        origins.put(host, origin);
        return origin;
    }

    /** A certificate of the authority's and its key, in two files, for a server that is none of these sites. */
    public DnsSettings.Secure written(String host) throws Exception {
        KeyPair key = key();
        Instant now = Instant.now();
        Path certificate = folder.resolve(host + ".pem");
        Path secret = folder.resolve(host + ".key");
        Files.writeString(
                certificate,
                pem(certificate(
                        host, key, "Test authority", authority.getPrivate(), now, now.plus(YEAR), false, host)));
        Files.writeString(
                secret, pem(new PemObject("PRIVATE KEY", key.getPrivate().getEncoded())));
        return new DnsSettings.Secure(certificate, secret, 0, 0);
    }

    /** A site that nobody but itself speaks for. */
    public Origin addSelfSigned(String host) throws Exception {
        KeyPair key = key();
        Instant now = Instant.now();
        return add(
                host,
                key,
                certificate(host, key, host, key.getPrivate(), now.minus(YEAR), now.plus(YEAR), false, host));
    }

    /** A site that an authority speaks for which nobody knows. */
    public Origin addOfStranger(String host) throws Exception {
        KeyPair key = key();
        Instant now = Instant.now();
        return add(
                host,
                key,
                certificate(host, key, "A stranger", key().getPrivate(), now.minus(YEAR), now.plus(YEAR), false, host));
    }

    private Origin add(String host, KeyPair key, X509Certificate certificate) throws Exception {
        return add(host, key, certificate, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Origin add(String host, KeyPair key, X509Certificate certificate, InetSocketAddress at) throws Exception {
        Origin origin = new Origin(door(key, certificate, at));
        origins.put(host, origin);
        return origin;
    }

    /** Where a server listens that is none of these sites, with a certificate of the authority's. */
    public ServerSocket door(String host) throws Exception {
        KeyPair key = key();
        Instant now = Instant.now();
        return door(
                key,
                certificate(host, key, "Test authority", authority.getPrivate(), now, now.plus(YEAR), false, host),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static ServerSocket door(KeyPair key, X509Certificate certificate, InetSocketAddress at) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", key.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(at.getPort(), 100, at.getAddress());
    }

    /** Where each is reached. */
    public Map<String, InetSocketAddress> addresses() {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        origins.forEach((host, origin) -> addresses.put(host, origin.address()));
        return addresses;
    }

    public Origin site(String host) {
        return Objects.requireNonNull(origins.get(host));
    }

    /** A client that trusts the sites' authority and this one. */
    public SSLContext trusting(Path further) throws Exception {
        List<Certificate> all = new ArrayList<>(List.of(root));
        if (Files.exists(further)) {
            try (var in = Files.newInputStream(further)) {
                all.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
            }
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("c" + i, all.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyPair key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            String subject,
            KeyPair key,
            String issuer,
            PrivateKey signs,
            Instant from,
            Instant until,
            boolean isAuthority,
            String... names)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                new BigInteger(64, new java.util.Random()),
                Date.from(from),
                Date.from(until),
                new X500Name("CN=" + subject),
                key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        if (names.length > 0) {
            GeneralName[] all = new GeneralName[names.length];
            for (int i = 0; i < names.length; i++) {
                all[i] = new GeneralName(GeneralName.dNSName, names[i]);
            }
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signs)));
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        for (Origin origin : origins.values()) {
            origin.close();
        }
    }
}
