package org.schoolgate.gateway.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever the school's devices trust to vouch for a site that is looked into. */
public interface Authority {
    /** Whether it can vouch for anything now; while it cannot, HTTPS is judged by names. */
    default boolean isReady() {
        return true;
    }

    /** When its certificate ends; null where it has none. */
    default @Nullable Instant until() {
        return chain().getFirst().getNotAfter().toInstant();
    }

    /** The certificate that signs leaves, and whatever a device needs to come from it to the one that it trusts. */
    List<X509Certificate> chain();

    /**
     * A certificate for a site.
     *
     * @param upstream the site's own, whose names and time it takes; null for a page of the gateway's in the place of a site
     */
    Leaf leaf(String host, @Nullable X509Certificate upstream);
}
