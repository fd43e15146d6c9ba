package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.tls.Leaves;
import org.schoolgate.gateway.tls.OriginFault;

/**
 * Looks into tunnels: looks at the site's own certificate first, shows the client one of the school's for the same names and
 * time, and hears each request by itself. A site that does not prove its name gets no certificate that covers it up: the client
 * is shown a page that says what is wrong.
 */
final class Inspecting {
    private final Leaves leaves;
    private final WhereTo whereTo;
    private final Function<Channel, OriginPool> pools;
    private final Patience patience;
    private final BiConsumer<Channel, Inspected> handlers;

    /** @param handlers add the way of a request to a connection, as it is outside of tunnels */
    Inspecting(
            Leaves leaves,
            WhereTo whereTo,
            Function<Channel, OriginPool> pools,
            Patience patience,
            BiConsumer<Channel, Inspected> handlers) {
        this.leaves = leaves;
        this.whereTo = whereTo;
        this.pools = pools;
        this.patience = patience;
        this.handlers = handlers;
    }

    /** A tunnel to a site that is open to its reader. */
    void site(Inspected site, Channel client) {
        Leaves.Held known = leaves.known(site.host().shown());
        if (known != null) {
            show(site, client, known);
        } else {
            look(
                    site,
                    client,
                    certificate -> show(site, client, leaves.of(site.host().shown(), certificate)));
        }
    }

    /** A tunnel to a site that is closed to its reader, who is told so in it. */
    void page(Inspected site, Channel client) {
        show(site, client, leaves.of(site.host().shown(), null));
    }

    /** Hears the certificate of a site; null where there is no good one, and the first request will find out why. */
    private void look(Inspected site, Channel client, Consumer<@Nullable X509Certificate> then) {
        whereTo.find(client.eventLoop(), site.leads(), site.port(), false, found -> {
            if (found instanceof WhereTo.Found.At(var addresses)) {
                dial(site, client, addresses.iterator(), then);
            } else {
                then.accept(null);
            }
        });
    }

    private void dial(
            Inspected site, Channel client, Iterator<InetSocketAddress> to, Consumer<@Nullable X509Certificate> then) {
        OriginPool pool = pools.apply(client);
        Far far = new Far(to.next(), site.host().shown());
        pool.dial(far, new OriginReader()).addListener((Future<Channel> dialled) -> {
            if (dialled.isSuccess()) {
                Channel origin = dialled.getNow();
                then.accept(certificate(origin));
                pool.giveBack(far, origin);
            } else if (pool.isOnlyStreams(far)) {
                offer(pool, far, then);
            } else if (to.hasNext() && OriginFault.of(dialled.cause()) == null) {
                dial(site, client, to, then);
            } else {
                then.accept(null);
            }
        });
    }

    private static void offer(OriginPool pool, Far far, Consumer<@Nullable X509Certificate> then) {
        pool.offer(far).addListener((Future<Channel> dialled) -> {
            then.accept(dialled.isSuccess() ? certificate(dialled.getNow()) : null);
            if (dialled.isSuccess()) {
                dialled.getNow().close();
            }
        });
    }

    private static @Nullable X509Certificate certificate(Channel origin) {
        try {
            Certificate[] chain = origin.pipeline()
                    .get(SslHandler.class)
                    .engine()
                    .getSession()
                    .getPeerCertificates();
            return (X509Certificate) chain[0];
        } catch (SSLPeerUnverifiedException _) {
            return null;
        }
    }

    private void show(Inspected site, Channel client, Leaves.Held held) {
        held.context()
                .whenCompleteAsync(
                        (made, failure) -> {
                            if (client.isActive() && failure == null) {
                                greet(site, client, made);
                            } else {
                                client.close();
                            }
                            held.letGo();
                        },
                        client.eventLoop());
    }

    private void greet(Inspected site, Channel client, SslContext context) {
        ChannelPipeline pipeline = client.pipeline();
        SslHandler tls = context.newHandler(client.alloc());
        tls.setHandshakeTimeoutMillis(patience.head().toMillis());
        // Before the connection is closed for it.
        tls.handshakeFuture().addListener(shaken -> {
            if (!shaken.isSuccess()) {
                site.tunnel().remark = "the program does not take the school's certificate";
            }
        });
        pipeline.replace(
                IdleStateHandler.class,
                "idle",
                new IdleStateHandler(0, 0, patience.idle().toMillis(), TimeUnit.MILLISECONDS));
        pipeline.addLast(tls, new Chosen(site));
        pipeline.remove(HelloReader.class);
        client.config().setAutoRead(true);
    }

    /** Waits until both have chosen a version of HTTP. */
    private final class Chosen extends ApplicationProtocolNegotiationHandler {
        private final Inspected site;

        Chosen(Inspected site) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.site = site;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                Streams.begin(context.pipeline(), patience, stream -> handlers.accept(stream, site));
            } else {
                handlers.accept(context.channel(), site);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
