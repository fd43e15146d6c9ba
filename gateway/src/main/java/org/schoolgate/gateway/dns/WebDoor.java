package org.schoolgate.gateway.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.who.ProxyToken;

/**
 * Questions over HTTPS (RFC 8484), by GET and by POST. The path may carry the token of a person and device, the same that
 * stands in proxy credentials, so that a device is known wherever it is.
 */
final class WebDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String PATH = "/dns-query";
    private static final String MESSAGE = "application/dns-message";

    private final Desk desk;
    private final Turn turn;

    WebDoor(Desk desk, Turn turn) {
        this.desk = desk;
        this.turn = turn;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Waiting waiting = new Waiting(context.channel(), request);
        if (waiting.stream == null) {
            // Without streams, answers come in the order of their requests.
            context.channel().config().setAutoRead(false);
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path();
        if (request.decoderResult().isFailure()) {
            waiting.nothing();
        } else if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            waiting.refuse(HttpResponseStatus.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET)) {
            byte[] message = message(target.parameters().get("dns"));
            if (message == null) {
                waiting.nothing();
            } else {
                ask(message, path, waiting);
            }
        } else if (!request.method().equals(HttpMethod.POST)) {
            waiting.refuse(HttpResponseStatus.METHOD_NOT_ALLOWED);
        } else if (!MESSAGE.equals(request.headers().get(HttpHeaderNames.CONTENT_TYPE))) {
            waiting.refuse(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE);
        } else {
            byte[] message = new byte[request.content().readableBytes()];
            request.content().readBytes(message);
            ask(message, path, waiting);
        }
    }

    private static byte @Nullable [] message(@Nullable List<String> values) {
        if (values == null || values.size() != 1) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(values.getFirst());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private void ask(byte[] message, String path, Waiting waiting) {
        String token = path.length() > PATH.length() + 1 ? ProxyToken.digest(path.substring(PATH.length() + 1)) : null;
        desk.bring(message, waiting.from(), token, waiting);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private final class Waiting implements Asker {
        private final Channel channel;
        private final @Nullable String stream;

        Waiting(Channel channel, FullHttpRequest request) {
            this.channel = channel;
            this.stream = request.headers().get(HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text());
        }

        InetAddress from() {
            Channel connection =
                    channel.parent() != null && channel.remoteAddress() == null ? channel.parent() : channel;
            return connection.remoteAddress() instanceof InetSocketAddress socket
                    ? socket.getAddress()
                    : InetAddress.getLoopbackAddress();
        }

        @Override
        public Edge edge() {
            return Edge.DNS_HTTPS;
        }

        @Override
        public int most(Question question) {
            return MessageWriter.LONGEST;
        }

        @Override
        public void answer(byte[] message, int length, int seconds) {
            ByteBuf body = channel.alloc().directBuffer(length).writeBytes(message, 0, length);
            FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, MESSAGE)
                    // The next reader behind the same cache may not get the same answer.
                    .set(HttpHeaderNames.CACHE_CONTROL, "private, max-age=" + seconds);
            turn.send(channel, framed(answer), written());
        }

        @Override
        public void nothing() {
            refuse(HttpResponseStatus.BAD_REQUEST);
        }

        void refuse(HttpResponseStatus status) {
            channel.writeAndFlush(
                    framed(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER)),
                    written());
        }

        private FullHttpResponse framed(FullHttpResponse answer) {
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
            if (stream != null) {
                answer.headers().set(HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text(), stream);
            }
            return answer;
        }

        /** Without streams, the next question is read when this one's answer has gone out. */
        private ChannelPromise written() {
            ChannelPromise written = channel.newPromise();
            return stream == null ? written.addListener(_ -> channel.config().setAutoRead(true)) : written;
        }
    }
}
