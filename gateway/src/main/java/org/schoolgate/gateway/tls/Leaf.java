package org.schoolgate.gateway.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is shown to a client in the place of a site.
 *
 * @param key shared by all leaves of a gateway, and never on disk
 * @param chain its certificate first
 */
public record Leaf(PrivateKey key, List<X509Certificate> chain) {
    public Leaf {
        chain = List.copyOf(chain);
    }

    static Leaf of(PrivateKey key, X509Certificate certificate, List<X509Certificate> issuers) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(certificate);
        chain.addAll(issuers);
        return new Leaf(key, chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }
}
