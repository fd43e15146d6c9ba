package org.schoolgate.gateway.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Why a site's certificate is not believed. */
public enum OriginFault {
    EXPIRED("the site's certificate has expired"),
    NOT_YET("the site's certificate is not valid yet"),
    SELF_SIGNED("the site signed its certificate itself"),
    UNKNOWN_ISSUER("nobody known signed the site's certificate"),
    OTHER_NAME("the site's certificate is for another name"),
    BROKEN("the site's certificate is out of form");

    private final String sentence;

    OriginFault(String sentence) {
        this.sentence = sentence;
    }

    /** For the record of what was seen. */
    public String sentence() {
        return sentence;
    }

    /** How a fault comes through the layers of TLS. */
    static final class Found extends CertificateException {
        private static final long serialVersionUID = 1L;
        private final OriginFault fault;

        Found(OriginFault fault, CertificateException cause) {
            super(fault.sentence, cause);
            this.fault = fault;
        }
    }

    /** The fault for which a connection failed; null where it failed for another reason. */
    public static @Nullable OriginFault of(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (cause instanceof Found found) {
                return found.fault;
            }
            depth++;
        }
        return null;
    }
}
