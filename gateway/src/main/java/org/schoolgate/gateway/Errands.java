package org.schoolgate.gateway;

import org.jspecify.annotations.Nullable;

/** What a gateway does beside its traffic, from the moment that its doors are open until it leaves. */
record Errands(
        HowItIs howItIs, WhoIsWhere whoIsWhere, @Nullable CertificateErrand certificate) implements AutoCloseable {

    void start() {
        howItIs.start();
        whoIsWhere.start();
        if (certificate != null) {
            certificate.start();
        }
    }

    @Override
    public void close() {
        whoIsWhere.close();
        howItIs.close();
        if (certificate != null) {
            certificate.close();
        }
    }
}
