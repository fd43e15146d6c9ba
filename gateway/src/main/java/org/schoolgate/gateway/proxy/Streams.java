package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.function.Consumer;

/** HTTP/2 in a tunnel: each of its streams is a request like any other, by the host that it names itself. */
final class Streams {
    private static final int MOST_AT_ONCE = 128;

    private Streams() {}

    /** @param each adds the way of a request to a stream */
    static void begin(ChannelPipeline pipeline, Consumer<Channel> each) {
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(Http2Settings.defaultSettings()
                                .maxConcurrentStreams(MOST_AT_ONCE)
                                .maxHeaderListSize(RequestReader.LONGEST_HEAD))
                        .build())
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                .addLast(new AsParts());
                        each.accept(stream);
                    }
                }))
                .addLast(new Idle());
    }

    /** Makes of a stream what a connection of HTTP/1.1 brings: a head, then parts of a body. */
    private static final class AsParts extends ChannelInboundHandlerAdapter {
        /** What is of one connection, or of the translation, and must not be believed. */
        private static final List<CharSequence> NOT_ITS_OWN = List.of(
                HttpHeaderNames.CONNECTION,
                HttpHeaderNames.UPGRADE,
                ExtensionHeaderNames.STREAM_ID.text(),
                ExtensionHeaderNames.SCHEME.text(),
                ExtensionHeaderNames.PATH.text(),
                ExtensionHeaderNames.STREAM_WEIGHT.text(),
                ExtensionHeaderNames.STREAM_DEPENDENCY_ID.text(),
                ExtensionHeaderNames.STREAM_PROMISE_ID.text());

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                NOT_ITS_OWN.forEach(request.headers()::remove);
            }
            if (message instanceof FullHttpRequest whole) {
                context.fireChannelRead(
                        new DefaultHttpRequest(whole.protocolVersion(), whole.method(), whole.uri(), whole.headers()));
                context.fireChannelRead(new DefaultLastHttpContent(whole.content()));
            } else {
                context.fireChannelRead(message);
            }
        }
    }

    /** Nobody said anything on any stream. */
    private static final class Idle extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.close();
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
