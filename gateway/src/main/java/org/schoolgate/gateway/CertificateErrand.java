package org.schoolgate.gateway;

import java.io.IOException;
import java.time.Duration;
import org.schoolgate.gateway.policy.Platform;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.tls.PlatformAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the platform sign for this gateway once anybody's HTTPS is to be looked into, and again in time. */
final class CertificateErrand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateErrand.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(15);

    private final PlatformAuthority authority;
    private final PolicyInForce inForce;
    private final Platform platform;
    private final Runnable then;
    private final Thread thread = Thread.ofVirtual().name("certificate").unstarted(this::run);
    private volatile boolean closed;
    private volatile String trouble = "";

    /** @param then told of each new certificate */
    CertificateErrand(PlatformAuthority authority, PolicyInForce inForce, Platform platform, Runnable then) {
        this.authority = authority;
        this.inForce = inForce;
        this.platform = platform;
        this.then = then;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(trouble.isEmpty() ? PAUSE : PAUSE_AFTER_TROUBLE);
                Policy policy = inForce.current();
                if (policy != null && policy.looksInside() && authority.isDue()) {
                    authority.renew(platform::certificate);
                    trouble = "";
                    then.run();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException e) {
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                if (!why.equals(trouble) && !closed) {
                    LOG.warn("no new certificate to look into HTTPS with: {}", why);
                }
                trouble = why;
            }
        }
    }

    /** Whether the last try brought none. */
    boolean isInTrouble() {
        return !trouble.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
