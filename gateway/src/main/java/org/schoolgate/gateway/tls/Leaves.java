package org.schoolgate.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What clients are shown in the place of sites, made once for as long as a site shows the same certificate itself. Bounded:
 * the one that was wanted longest ago goes first. A session of TLS can be taken up again only under the same certificate, and
 * says nothing of what was decided: every request is decided by itself.
 */
public final class Leaves implements AutoCloseable {
    private static final int MOST = 2_000;
    private static final int MOST_WAITING = 1_000;
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** Well before a certificate ends another takes its place. */
    private static final long SITE_NANOS = TimeUnit.DAYS.toNanos(3);

    private static final long PAGE_NANOS = TimeUnit.HOURS.toNanos(12);

    /** Longer than anybody holds one between having it and using it. */
    private static final long GRACE_SECONDS = 60;

    private final Authority authority;
    private final int most;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor minters;
    private final ScheduledExecutorService releases;
    private final Queue<Shown> leaving = new ConcurrentLinkedQueue<>();

    private final Map<String, Shown> shown = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
            if (size() <= most) {
                return false;
            }
            letGo(eldest.getValue());
            return true;
        }
    };

    private record Shown(String upstream, long madeAt, long lookedAt, CompletableFuture<SslContext> context) {}

    public Leaves(Authority authority) {
        this(authority, MOST, System::nanoTime);
    }

    /** @param nanos the time that has gone by, from any moment on */
    Leaves(Authority authority, int most, LongSupplier nanos) {
        this.authority = authority;
        this.most = most;
        this.nanos = nanos;
        this.minters = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("leaves-", 0).factory());
        this.minters.allowCoreThreadTimeOut(true);
        ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("leaves-release").factory());
        later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.releases = later;
    }

    /** What is shown for a site whose own certificate was looked at a short while ago; null where it was not. */
    public synchronized @Nullable CompletableFuture<SslContext> known(String host) {
        Shown known = shown.get(host);
        return known != null
                        && !known.upstream().isEmpty()
                        && !known.context().isCompletedExceptionally()
                        && nanos.getAsLong() - known.lookedAt() < KNOWN_NANOS
                ? known.context()
                : null;
    }

    /** What is shown for a site, by the certificate that it shows itself now; null for a page of the gateway's. */
    public synchronized CompletableFuture<SslContext> of(String host, @Nullable X509Certificate upstream) {
        String place = upstream == null ? host + " page" : host;
        String digest = upstream == null ? "" : digest(upstream);
        Shown known = shown.get(place);
        long now = nanos.getAsLong();
        boolean same = known != null
                && known.upstream().equals(digest)
                && !known.context().isCompletedExceptionally()
                && now - known.madeAt() < (upstream == null ? PAGE_NANOS : SITE_NANOS);
        CompletableFuture<SslContext> context = same && known != null ? known.context() : made(host, upstream);
        long madeAt = same && known != null ? known.madeAt() : now;
        Shown before = shown.put(place, new Shown(digest, madeAt, now, context));
        if (before != null && !same) {
            letGo(before);
        }
        return context;
    }

    private CompletableFuture<SslContext> made(String host, @Nullable X509Certificate upstream) {
        try {
            return CompletableFuture.supplyAsync(() -> make(authority.leaf(host, upstream)), minters);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static SslContext make(Leaf leaf) {
        try {
            return SslContextBuilder.forServer(leaf.key(), leaf.chain().toArray(X509Certificate[]::new))
                    .sslProvider(OriginTls.PROVIDER)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be made ready", e);
        }
    }

    private void letGo(Shown gone) {
        leaving.add(gone);
        releases.schedule(() -> release(gone), GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private void release(Shown gone) {
        if (leaving.remove(gone)) {
            gone.context().thenAccept(ReferenceCountUtil::release);
        }
    }

    private static String digest(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called once nobody uses any of them. */
    @Override
    public synchronized void close() {
        minters.shutdownNow();
        releases.shutdownNow();
        leaving.addAll(shown.values());
        shown.clear();
        List.copyOf(leaving).forEach(this::release);
    }
}
