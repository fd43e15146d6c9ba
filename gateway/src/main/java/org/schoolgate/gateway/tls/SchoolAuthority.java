package org.schoolgate.gateway.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of the school's own, kept in a folder: {@code authority.pem} with its certificate and those above
 * it, {@code authority.key} with its key, encrypted with the pass phrase in {@code authority.pass}. It is made there where
 * the folder has none.
 */
public final class SchoolAuthority implements Authority {
    static final String CERTIFICATES = "authority.pem";
    private static final String KEY = "authority.key";
    private static final String PASS = "authority.pass";
    private static final Duration OWN_LIFE = Duration.ofDays(5 * 365);
    private static final Duration LEAF_LIFE = Duration.ofDays(7);
    private static final Duration PAGE_LIFE = Duration.ofDays(1);

    /** Clocks of devices run slow. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final int MOST_NAMES = 200;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Provider CIPHERS = new BouncyCastleProvider();

    private final List<X509Certificate> chain;
    private final X509CertificateHolder issuer;
    private final String algorithm;
    private final PrivateKey key;
    private final KeyPair leafKey = newKey();
    private final Clock clock;

    private SchoolAuthority(List<X509Certificate> chain, PrivateKey key, Clock clock) throws GeneralSecurityException {
        this.chain = List.copyOf(chain);
        this.issuer = new JcaX509CertificateHolder(chain.getFirst());
        this.key = key;
        this.algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        this.clock = clock;
    }

    /** One that is kept nowhere, and is gone with whoever had it made. */
    public static SchoolAuthority forNow(Clock clock) {
        try {
            KeyPair pair = newKey();
            return new SchoolAuthority(List.of(certificate(pair, clock)), pair.getPrivate(), clock);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    /** Loads the authority of a folder, or makes it. */
    public static SchoolAuthority in(Path folder, Clock clock) throws IOException {
        try {
            if (!Files.exists(folder.resolve(CERTIFICATES))) {
                make(folder, clock);
            }
            return of(folder, Files.readString(folder.resolve(CERTIFICATES)), clock);
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IOException(
                    "the certificate authority in %s is no good: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** The authority with the key in a folder and these certificates, its own first. */
    static SchoolAuthority of(Path folder, String certificates, Clock clock)
            throws IOException, GeneralSecurityException, OperatorCreationException, PKCSException {
        List<X509Certificate> chain = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(certificates))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof X509CertificateHolder holder) {
                    chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        }
        if (chain.isEmpty() || chain.getFirst().getBasicConstraints() < 0) {
            throw new IOException(
                    "%s does not begin with the certificate of an authority".formatted(folder.resolve(CERTIFICATES)));
        }
        PrivateKey key = key(folder);
        if (!fit(key, chain.getFirst().getPublicKey())) {
            throw new IOException("%s is not the key of the first certificate in %s"
                    .formatted(folder.resolve(KEY), folder.resolve(CERTIFICATES)));
        }
        return new SchoolAuthority(chain, key, clock);
    }

    private static PEMParser parser(Path file) throws IOException {
        Reader reader = Files.newBufferedReader(file, UTF_8);
        return new PEMParser(reader);
    }

    private static PrivateKey key(Path folder) throws IOException, OperatorCreationException, PKCSException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = parser(folder.resolve(KEY))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PKCS8EncryptedPrivateKeyInfo encrypted -> {
                        InputDecryptorProvider pass = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                .setProvider(CIPHERS)
                                .build(pass(folder));
                        return converter.getPrivateKey(encrypted.decryptPrivateKeyInfo(pass));
                    }
                    case PEMKeyPair plain -> throw inClear(folder, plain);
                    case PrivateKeyInfo plain -> throw inClear(folder, plain);
                    default -> {
                        // Parameters of the curve stand before the key in some files.
                    }
                }
            }
        }
        throw new IOException("there is no key in " + folder.resolve(KEY));
    }

    private static IOException inClear(Path folder, Object key) {
        return new IOException(
                "%s holds a %s in clear: whoever reads the file could pass for every site. Encrypt it, for"
                                .formatted(folder.resolve(KEY), key.getClass().getSimpleName())
                        + " example with openssl pkcs8 -topk8, and put the pass phrase into " + PASS);
    }

    private static char[] pass(Path folder) throws IOException {
        return Files.readString(folder.resolve(PASS)).strip().toCharArray();
    }

    private static boolean fit(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        byte[] sample = new byte[32];
        RANDOM.nextBytes(sample);
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        signature.initVerify(certified);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static void make(Path folder, Clock clock)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = makeKey(folder);
        // The certificate goes last: whoever finds it finds the rest.
        write(folder.resolve(CERTIFICATES), pem(certificate(pair, clock)));
    }

    private static X509Certificate certificate(KeyPair pair, Clock clock)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = clock.instant();
        byte[] mark = new byte[4];
        RANDOM.nextBytes(mark);
        // Two authorities of one name would be taken for each other by a device.
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Schoolgate")
                .addRDN(BCStyle.CN, "Schoolgate web filter " + HexFormat.of().formatHex(mark))
                .build();
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial(), Date.from(now.minus(BEFORE)), Date.from(now.plus(OWN_LIFE)), name, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(signer("SHA256withECDSA", pair.getPrivate())));
    }

    /** Makes a key for a folder, and keeps it there encrypted. */
    static KeyPair makeKey(Path folder) throws IOException, GeneralSecurityException, OperatorCreationException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeyPair pair = newKey();
        byte[] pass = new byte[24];
        RANDOM.nextBytes(pass);
        String phrase = HexFormat.of().formatHex(pass);
        JcaPKCS8Generator encrypted = new JcaPKCS8Generator(
                pair.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(CIPHERS)
                        .setPassword(phrase.toCharArray())
                        .setIterationCount(210_000)
                        .build());
        write(folder.resolve(PASS), phrase + "\n");
        write(folder.resolve(KEY), pem(encrypted));
        return pair;
    }

    /** Writes the certificates for whoever is to believe in it, its own first. */
    public Path writeCertificates(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate one : chain) {
            text.append(pem(one));
        }
        write(file, text.toString());
        return file;
    }

    static String pem(Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }

    static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(120, RANDOM).setBit(119);
    }

    static ContentSigner signer(String algorithm, PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(algorithm).build(key);
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public Leaf leaf(String host, @Nullable X509Certificate upstream) {
        Instant now = clock.instant();
        Instant from = now.minus(BEFORE);
        Instant until = earlier(now.plus(upstream == null ? PAGE_LIFE : LEAF_LIFE), issuer.getNotAfter());
        if (upstream != null) {
            from = upstream.getNotBefore().toInstant().isAfter(from)
                    ? upstream.getNotBefore().toInstant()
                    : from;
            until = earlier(until, upstream.getNotAfter());
        }
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer.getSubject(),
                    serial(),
                    Date.from(from),
                    Date.from(until),
                    subject(host),
                    SubjectPublicKeyInfo.getInstance(leafKey.getPublic().getEncoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer))
                    .addExtension(Extension.subjectAlternativeName, false, names(host, upstream));
            X509Certificate certificate =
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer(algorithm, key)));
            return Leaf.of(leafKey.getPrivate(), certificate, chain);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made for " + host, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant earlier(Instant one, Date other) {
        return other.toInstant().isBefore(one) ? other.toInstant() : one;
    }

    /** A subject holds at most 64 characters; the name that counts stands among the names. */
    private static X500Name subject(String host) {
        String common = host.length() <= 64 ? host : "a site";
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
    }

    /** The site's own names, so that a client sees no more and no less than it would without us. */
    private static GeneralNames names(String host, @Nullable X509Certificate upstream) throws GeneralSecurityException {
        List<GeneralName> names = new ArrayList<>();
        if (upstream != null && upstream.getSubjectAlternativeNames() != null) {
            for (List<?> name : upstream.getSubjectAlternativeNames()) {
                int kind = (Integer) name.getFirst();
                if ((kind == GeneralName.dNSName || kind == GeneralName.iPAddress) && names.size() < MOST_NAMES) {
                    names.add(new GeneralName(kind, (String) name.get(1)));
                }
            }
        }
        if (names.isEmpty() || names.size() == MOST_NAMES) {
            names.add(new GeneralName(
                    ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
