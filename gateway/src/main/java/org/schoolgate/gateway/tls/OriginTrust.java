package org.schoolgate.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Believes what this machine believes, and says why where it does not. */
public final class OriginTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager machine;

    private OriginTrust(X509ExtendedTrustManager machine) {
        this.machine = machine;
    }

    /**
     * Believes the authorities of this machine and further ones.
     *
     * @param further a file of certificates, of those that sites of the school's own have; null for none
     */
    public static OriginTrust of(@Nullable Path further) throws IOException {
        try {
            X509ExtendedTrustManager usual = manager(null);
            if (further == null) {
                return new OriginTrust(usual);
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            List<Certificate> certificates = new ArrayList<>(Arrays.asList(usual.getAcceptedIssuers()));
            try (InputStream in = Files.newInputStream(further)) {
                certificates.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
            }
            for (int i = 0; i < certificates.size(); i++) {
                all.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            return new OriginTrust(manager(all));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in %s cannot be read: %s".formatted(further, e.getMessage()), e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            machine.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw new OriginFault.Found(fault(chain, type), e);
        }
    }

    /** Looks for the fault that a person would name first. */
    private OriginFault fault(X509Certificate[] chain, String type) {
        try {
            for (X509Certificate certificate : chain) {
                certificate.checkValidity();
            }
        } catch (CertificateExpiredException _) {
            return OriginFault.EXPIRED;
        } catch (CertificateNotYetValidException _) {
            return OriginFault.NOT_YET;
        }
        try {
            // Without an engine nobody asks for whom it is.
            ((X509TrustManager) machine).checkServerTrusted(chain, type);
            return OriginFault.OTHER_NAME;
        } catch (CertificateException _) {
            boolean self = chain[0].getIssuerX500Principal().equals(chain[0].getSubjectX500Principal());
            return self ? OriginFault.SELF_SIGNED : OriginFault.UNKNOWN_ISSUER;
        } catch (IllegalArgumentException _) {
            return OriginFault.BROKEN;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a site is believed by its name alone");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
