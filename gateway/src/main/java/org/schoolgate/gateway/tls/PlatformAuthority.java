package org.schoolgate.gateway.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authority under the one that the platform keeps for the school. The gateway makes its own key, which never leaves it, and
 * has the platform sign for it: at each start, and again when a third of the time is left. While the platform is away it goes
 * on with what it has until that ends.
 */
public final class PlatformAuthority implements Authority {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformAuthority.class);
    private static final String REQUEST = "authority.csr";

    private final Path folder;
    private final Clock clock;
    private volatile @Nullable SchoolAuthority held;
    private volatile boolean asked;

    private PlatformAuthority(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Whoever signs requests for certificates (PKCS #10) and answers with the certificate and those above it, in PEM. */
    @FunctionalInterface
    public interface Signer {
        String sign(byte[] request) throws IOException, InterruptedException;
    }

    /** With what a folder has from before, if that is any good. */
    public static PlatformAuthority in(Path folder, Clock clock) {
        PlatformAuthority authority = new PlatformAuthority(folder, clock);
        Path certificates = folder.resolve(SchoolAuthority.CERTIFICATES);
        if (Files.exists(certificates)) {
            try {
                authority.held = authority.read(Files.readString(certificates));
            } catch (IOException e) {
                LOG.warn("{}; the platform is asked for another", e.getMessage());
            }
        }
        return authority;
    }

    @Override
    public boolean isReady() {
        SchoolAuthority now = held;
        return now != null && clock.instant().isBefore(end(now));
    }

    @Override
    public @Nullable Instant until() {
        SchoolAuthority now = held;
        return now == null ? null : end(now);
    }

    /** Whether it is time to ask. */
    public boolean isDue() {
        SchoolAuthority now = held;
        if (!asked || now == null) {
            return true;
        }
        Instant from = now.chain().getFirst().getNotBefore().toInstant();
        Duration third = Duration.between(from, end(now)).dividedBy(3);
        return !clock.instant().isBefore(end(now).minus(third));
    }

    /** Has its key signed for, and shows the new certificate from now on. */
    public void renew(Signer signer) throws IOException, InterruptedException {
        String certificates = signer.sign(request());
        SchoolAuthority next = read(certificates);
        held = next;
        asked = true;
        SchoolAuthority.write(folder.resolve(SchoolAuthority.CERTIFICATES), certificates);
    }

    private SchoolAuthority read(String certificates) throws IOException {
        try {
            SchoolAuthority authority = SchoolAuthority.of(folder, certificates, clock);
            List<X509Certificate> chain = authority.chain();
            for (int i = 1; i < chain.size(); i++) {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            }
            return authority;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IOException("the certificate from the platform is no good: " + e.getMessage(), e);
        }
    }

    /** Made with the key and kept beside it, as it never changes. */
    private byte[] request() throws IOException {
        Path file = folder.resolve(REQUEST);
        try {
            if (!Files.exists(file)) {
                KeyPair pair = SchoolAuthority.makeKey(folder);
                PKCS10CertificationRequest made = new JcaPKCS10CertificationRequestBuilder(
                                new X500Name("CN=a gateway"), pair.getPublic())
                        .build(SchoolAuthority.signer("SHA256withECDSA", pair.getPrivate()));
                // The request goes last: whoever finds it finds the key.
                SchoolAuthority.write(file, SchoolAuthority.pem(made));
            }
            try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
                if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                    return request.getEncoded();
                }
            }
            throw new IOException("there is no request in " + file);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no key can be made in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public List<X509Certificate> chain() {
        return authority().chain();
    }

    @Override
    public Leaf leaf(String host, @Nullable X509Certificate upstream) {
        return authority().leaf(host, upstream);
    }

    private SchoolAuthority authority() {
        SchoolAuthority now = held;
        if (now == null) {
            throw new IllegalStateException("the platform has given no certificate yet");
        }
        return now;
    }

    private static Instant end(SchoolAuthority authority) {
        return authority.chain().getFirst().getNotAfter().toInstant();
    }
}
