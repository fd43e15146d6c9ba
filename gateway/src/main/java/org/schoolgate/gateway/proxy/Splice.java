package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
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
import java.util.concurrent.TimeUnit;

/** Ends HTTP on a connection: from here on both sides are joined byte by byte. */
final class Splice {
    private static final HttpResponseStatus ESTABLISHED = new HttpResponseStatus(200, "Connection established");

    private final Chronicle chronicle;
    private final Patience patience;

    Splice(Chronicle chronicle, Patience patience) {
        this.chronicle = chronicle;
        this.patience = patience;
    }

    /** The far end of a tunnel is there. */
    void tunnel(ChannelHandlerContext context, Exchange exchange, Channel origin) {
        chronicle.allowed(exchange, 0);
        exchange.spliced = true;
        context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED));
        join(context.channel(), origin);
    }

    /** The origin agreed to speak WebSocket. */
    void upgraded(ChannelHandlerContext context, Exchange exchange, Channel origin, HttpResponse answer) {
        chronicle.allowed(exchange, 0);
        exchange.spliced = true;
        Headers.towardsClient(answer.headers(), "1.1 schoolgate");
        answer.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        context.write(answer);
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        join(context.channel(), origin);
    }

    /** The readers go last: what they have read too far goes on to the relay. */
    private void join(Channel client, Channel origin) {
        Relay.join(client, origin);
        ChannelPipeline near = client.pipeline();
        near.replace(
                IdleStateHandler.class,
                "tunnel-idle",
                new IdleStateHandler(0, 0, patience.tunnel().toMillis(), TimeUnit.MILLISECONDS));
        near.remove(Onward.class);
        near.remove(MayThey.class);
        near.remove(OwnPages.class);
        near.remove(WhoIsThis.class);
        near.remove(Door.class);
        near.remove(AnswerWriter.class);
        near.remove(RequestReader.class);
        ChannelPipeline far = origin.pipeline();
        if (far.get(HttpClientCodec.class) != null) {
            far.remove(IdleStateHandler.class);
            far.remove(OriginReader.class);
            far.remove(HttpClientCodec.class);
        }
        client.config().setAutoRead(true);
        origin.config().setAutoRead(true);
    }
}
