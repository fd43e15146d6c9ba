package org.schoolgate.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** TLS towards sites, each of which has to prove its name. */
public final class OriginTls implements AutoCloseable {
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;

    private final SslContext context;
    private final Duration handshake;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param trusted a file of certificates of further authorities; null for those of this machine alone
     * @param handshake how long a site may take to greet
     */
    public OriginTls(@Nullable Path trusted, Duration handshake) throws IOException {
        this.context = SslContextBuilder.forClient()
                .sslProvider(PROVIDER)
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(OriginTrust.of(trusted))
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
        this.handshake = handshake;
    }

    /** The handler of a connection to the site of this name. */
    public SslHandler handler(ByteBufAllocator allocator, String name, int port) {
        SslHandler handler = context.newHandler(allocator, name, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Called when nobody uses it any more; a second time does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            ReferenceCountUtil.release(context);
        }
    }
}
