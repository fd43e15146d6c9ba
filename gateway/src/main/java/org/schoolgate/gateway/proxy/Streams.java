package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** HTTP/2 in a tunnel: each of its streams is a request like any other, by the host that it names itself. */
final class Streams {
    private static final int MOST_AT_ONCE = 128;

    /** What a connection takes beyond one stream's window: so much that no stream that is not read holds up another. */
    static final int ROOM = (MOST_AT_ONCE - 1) * Http2CodecUtil.DEFAULT_WINDOW_SIZE;

    private Streams() {}

    /** @param each adds the way of a request to a stream */
    static void begin(ChannelPipeline pipeline, Patience patience, Consumer<Channel> each) {
        Connection connection = new Connection(patience);
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(Http2Settings.defaultSettings()
                                .maxConcurrentStreams(MOST_AT_ONCE)
                                .maxHeaderListSize(RequestReader.LONGEST_HEAD))
                        .encoderIgnoreMaxHeaderListSize(true)
                        .build())
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        connection.came(stream);
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                .addLast(new Parts());
                        each.accept(stream);
                    }
                }))
                .addLast(connection);
    }

    /** What is known of a connection of HTTP/2, to a client or to an origin. */
    static Http2Connection connection(Channel channel) {
        return Objects.requireNonNull(channel.pipeline().get(Http2FrameCodec.class))
                .connection();
    }

    static boolean isUnused(Channel channel) {
        return connection(channel).numActiveStreams() == 0;
    }

    /** What is said on the connection itself, and on no stream of it. */
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final Set<Channel> streams = new HashSet<>();
        private final long mostIdle;
        private long idle;

        Connection(Patience patience) {
            // A little more, so that a call of which nothing is heard ends with a word.
            mostIdle = patience.tunnel().dividedBy(patience.idle()) + 1;
        }

        void came(Channel stream) {
            streams.add(stream);
            stream.closeFuture().addListener(_ -> streams.remove(stream));
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(ROOM));
        }

        /** One that is not read just now would not hear that its connection is gone. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Set.copyOf(streams).forEach(Channel::close);
            context.fireChannelInactive();
        }

        /** Nobody said anything on any stream. Messages of programs may be far between. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof IdleStateEvent again)) {
                context.fireUserEventTriggered(event);
                return;
            }
            idle = again.isFirst() ? 1 : idle + 1;
            if (idle >= mostIdle || isUnused(context.channel())) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
