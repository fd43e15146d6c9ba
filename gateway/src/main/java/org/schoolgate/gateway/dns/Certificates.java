package org.schoolgate.gateway.dns;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate by which devices know this name server. It is read again when its file changes, as it does every few weeks. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final Path certificate;
    private final Path key;
    private final String[] protocols;
    private FileTime read;
    private SslContext context;
    private Instant until = Instant.MAX;
    private boolean unread;

    /** @param protocols by their names in ALPN, those that are preferred first */
    Certificates(Path certificate, Path key, String... protocols) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.protocols = protocols.clone();
        this.read = Files.getLastModifiedTime(certificate);
        this.context = load();
    }

    /** What the next connection is to be met with. */
    synchronized SslContext current() {
        try {
            FileTime now = Files.getLastModifiedTime(certificate);
            if (!now.equals(read)) {
                read = now;
                context = load();
                unread = false;
                LOG.info("the certificate {} was read again", certificate);
            }
        } catch (IOException e) {
            if (!unread) {
                LOG.warn("the certificate before stays: {}", e.getMessage());
            }
            unread = true;
        }
        return context;
    }

    /** What is wrong with it; null where nothing is. */
    synchronized @Nullable Trouble trouble(Instant now) {
        current();
        return unread || !now.isBefore(until) ? Trouble.BAD_CERTIFICATE : null;
    }

    private SslContext load() throws IOException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            SslContext loaded = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            protocols))
                    .build();
            until = CertificateFactory.getInstance("X.509").generateCertificate(pem) instanceof X509Certificate first
                    ? first.getNotAfter().toInstant()
                    : Instant.MAX;
            return loaded;
        } catch (IllegalArgumentException | CertificateException e) {
            throw new IOException(
                    "%s and %s are no certificate and its key: %s".formatted(certificate, key, e.getMessage()), e);
        }
    }
}
