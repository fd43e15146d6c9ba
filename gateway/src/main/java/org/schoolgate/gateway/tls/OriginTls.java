package org.schoolgate.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS towards sites, each of which has to prove its name. */
public final class OriginTls implements AutoCloseable {
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;

    private final SslContext usual;
    private final SslContext offering;
    private final Duration handshake;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param trusted a file of certificates of further authorities; null for those of this machine alone
     * @param handshake how long a site may take to greet
     */
    public OriginTls(@Nullable Path trusted, Duration handshake) throws IOException {
        OriginTrust trust = OriginTrust.of(trusted);
        this.usual = context(trust, ApplicationProtocolNames.HTTP_1_1);
        this.offering = context(trust, ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
        this.handshake = handshake;
    }

    private static SslContext context(OriginTrust trust, String... spoken) throws IOException {
        return SslContextBuilder.forClient()
                .sslProvider(PROVIDER)
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(trust)
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        spoken))
                .build();
    }

    /** The handler of a connection to the site of this name, over which HTTP/1.1 is to be spoken. */
    public SslHandler handler(ByteBufAllocator allocator, String name, int port) {
        return handler(usual, allocator, name, port);
    }

    /** The same, and the site may choose HTTP/2 besides. */
    public SslHandler offering(ByteBufAllocator allocator, String name, int port) {
        return handler(offering, allocator, name, port);
    }

    private SslHandler handler(SslContext context, ByteBufAllocator allocator, String name, int port) {
        SslHandler handler = context.newHandler(allocator, name, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Whether a site refused to greet because it speaks no HTTP/1.1. */
    public static boolean speaksOther(@Nullable Throwable failure) {
        return failure instanceof SSLException
                && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("no_application_protocol");
    }

    /** Called when nobody uses it any more; a second time does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            ReferenceCountUtil.release(usual);
            ReferenceCountUtil.release(offering);
        }
    }
}
