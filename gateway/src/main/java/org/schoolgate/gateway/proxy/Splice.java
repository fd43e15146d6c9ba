package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends HTTP on a connection: from here on both sides are joined byte by byte. */
final class Splice {
    private static final HttpResponseStatus ESTABLISHED = new HttpResponseStatus(200, "Connection established");

    /** Each takes bytes from the one before; the first to hear them goes last. */
    private static final List<Class<? extends ChannelHandler>> READERS = List.of(
            Onward.class,
            Tunnels.class,
            MayThey.class,
            OwnPages.class,
            WhoIsThis.class,
            Door.class,
            AnswerWriter.class,
            RequestReader.class);

    private final Chronicle chronicle;
    private final Patience patience;

    Splice(Chronicle chronicle, Patience patience) {
        this.chronicle = chronicle;
        this.patience = patience;
    }

    /** Says that a tunnel is open, and ends HTTP: from here on the client's bytes come to whoever is added now. */
    void opened(ChannelHandlerContext context, Exchange exchange, ChannelHandler next) {
        exchange.spliced = true;
        context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED));
        Channel client = context.channel();
        client.pipeline().addLast(next);
        endHttp(client.pipeline());
    }

    /** Joins an open tunnel to its far end. */
    void join(Exchange exchange, Channel client, Channel origin) {
        chronicle.allowed(exchange, 0);
        Relay.join(client, origin);
        client.pipeline().remove(HelloReader.class);
        client.config().setAutoRead(true);
        origin.config().setAutoRead(true);
    }

    /** The origin agreed to speak WebSocket. */
    void upgraded(ChannelHandlerContext context, Exchange exchange, Channel origin, HttpResponse answer) {
        exchange.remark("a WebSocket whose frames nobody saw");
        exchange.spliced = true;
        chronicle.allowed(exchange, 0);
        Headers.towardsClient(answer.headers(), "1.1 schoolgate");
        answer.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        context.write(answer);
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        Channel client = context.channel();
        Relay.join(client, origin);
        endHttp(client.pipeline());
        ChannelPipeline far = origin.pipeline();
        far.remove(IdleStateHandler.class);
        far.remove(OriginReader.class);
        far.remove(HttpClientCodec.class);
        client.config().setAutoRead(true);
        origin.config().setAutoRead(true);
    }

    /** What was read too far goes on to whoever comes next. */
    private void endHttp(ChannelPipeline near) {
        near.replace(
                IdleStateHandler.class,
                "tunnel-idle",
                new IdleStateHandler(0, 0, patience.tunnel().toMillis(), TimeUnit.MILLISECONDS));
        for (Class<? extends ChannelHandler> reader : READERS) {
            if (near.get(reader) != null) {
                near.remove(reader);
            }
        }
    }
}
