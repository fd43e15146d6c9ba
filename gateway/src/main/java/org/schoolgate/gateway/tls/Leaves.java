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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What clients are shown in the place of sites, made once for as long as a site shows the same certificate itself. Bounded:
 * the one that was wanted longest ago goes first, at once unless it is in somebody's hands. A session of TLS can be taken up again only under the same certificate, and
 * says nothing of what was decided: every request is decided by itself.
 */
public final class Leaves implements AutoCloseable {
    private static final int MOST = 2_000;
    private static final int MOST_WAITING = 1_000;
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** Well before a certificate ends another takes its place. */
    private static final long SITE_NANOS = TimeUnit.DAYS.toNanos(3);

    private static final long PAGE_NANOS = TimeUnit.HOURS.toNanos(12);

    private final Authority authority;
    private final int most;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor minters;

    /** Those that have not been released yet: the ones that are kept, and others that are in somebody's hands. */
    private final Set<Shown> alive = new HashSet<>();

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

    private static final class Shown {
        private final String upstream;
        private final long madeAt;
        private final CompletableFuture<SslContext> context;
        private long lookedAt;
        private int holders;

        Shown(String upstream, long madeAt, CompletableFuture<SslContext> context) {
            this.upstream = upstream;
            this.madeAt = madeAt;
            this.context = context;
            this.lookedAt = madeAt;
        }
    }

    /** One that is in somebody's hands: it is there until they let it go, even when it is not kept any longer. */
    public final class Held {
        private final Shown one;
        private boolean gone;

        private Held(Shown one) {
            this.one = one;
        }

        public CompletableFuture<SslContext> context() {
            return one.context;
        }

        /** Said once a connection has been greeted with it, or will not be. */
        public void letGo() {
            synchronized (Leaves.this) {
                if (!gone) {
                    gone = true;
                    Leaves.this.letGo(one);
                }
            }
        }
    }

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
    }

    /** What is shown for a site whose own certificate was looked at a short while ago; null where it was not. */
    public synchronized @Nullable Held known(String host) {
        Shown known = shown.get(host);
        return known != null
                        && !known.upstream.isEmpty()
                        && !known.context.isCompletedExceptionally()
                        && nanos.getAsLong() - known.lookedAt < KNOWN_NANOS
                ? held(known)
                : null;
    }

    /** What is shown for a site, by the certificate that it shows itself now; null for a page of the gateway's. */
    public synchronized Held of(String host, @Nullable X509Certificate upstream) {
        String place = upstream == null ? host + " page" : host;
        String digest = upstream == null ? "" : digest(upstream);
        Shown known = shown.get(place);
        long now = nanos.getAsLong();
        if (known != null
                && known.upstream.equals(digest)
                && !known.context.isCompletedExceptionally()
                && now - known.madeAt < (upstream == null ? PAGE_NANOS : SITE_NANOS)) {
            known.lookedAt = now;
            return held(known);
        }
        Shown next = new Shown(digest, now, made(host, upstream));
        alive.add(next);
        next.holders = 1;
        Held held = held(next);
        Shown before = shown.put(place, next);
        if (before != null) {
            letGo(before);
        }
        return held;
    }

    private Held held(Shown one) {
        one.holders++;
        return new Held(one);
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
            return SslContextBuilder.forServer(LeafStore.of(leaf))
                    .trustManager(new NoClients())
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

    private void letGo(Shown one) {
        one.holders--;
        if (one.holders == 0 && alive.remove(one)) {
            release(one);
        }
    }

    private static void release(Shown one) {
        one.context.thenAccept(ReferenceCountUtil::release);
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
        shown.clear();
        alive.forEach(Leaves::release);
        alive.clear();
    }
}
