package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until an origin that was offered HTTP/2 has chosen, and where it has chosen that, until it has said its settings. */
final class Offering extends ApplicationProtocolNegotiationHandler {
    private final Promise<Channel> ready;
    private final Patience patience;
    private final Consumer<Channel> otherwise;

    /** @param otherwise makes a connection of HTTP/1.1 of it */
    Offering(Promise<Channel> ready, Patience patience, Consumer<Channel> otherwise) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.ready = ready;
        this.patience = patience;
        this.otherwise = otherwise;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        Channel channel = context.channel();
        if (!protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            otherwise.accept(channel);
            ready.trySuccess(channel);
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(Http2FrameCodecBuilder.forClient()
                        .initialSettings(Http2Settings.defaultSettings()
                                .pushEnabled(false)
                                .maxHeaderListSize(RequestReader.LONGEST_HEAD))
                        .encoderIgnoreMaxHeaderListSize(true)
                        .gracefulShutdownTimeoutMillis(0)
                        .build())
                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                .addLast(new Connection(ready));
        context.executor()
                .schedule(
                        () -> {
                            if (ready.tryFailure(new ConnectTimeoutException("no settings of HTTP/2 in time"))) {
                                channel.close();
                            }
                        },
                        patience.connect().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        ready.tryFailure(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        ready.tryFailure(new ClosedChannelException());
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ready.tryFailure(cause);
        context.close();
    }

    /** What is said on the connection itself, and on no stream of it. */
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final Promise<Channel> ready;

        Connection(Promise<Channel> ready) {
            this.ready = ready;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(Streams.ROOM));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            if (message instanceof Http2SettingsFrame) {
                ready.trySuccess(context.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ready.tryFailure(new ClosedChannelException());
            context.fireChannelInactive();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof IdleStateEvent idle)) {
                context.fireUserEventTriggered(event);
            } else if (Streams.isUnused(context.channel())
                    || (idle.state() == IdleState.READER_IDLE && !idle.isFirst())) {
                context.close();
            } else if (idle.state() == IdleState.READER_IDLE) {
                // Its origin may have gone without a word: it answers this, or nothing, and then its streams end.
                context.writeAndFlush(new DefaultHttp2PingFrame(System.nanoTime()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
