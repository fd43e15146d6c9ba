package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a stream what a connection of HTTP/1.1 brings: a head, then parts of a body. On the way back a head that nothing
 * follows ends its stream itself: programs tell it from one that is followed by nothing.
 */
final class Parts extends ChannelDuplexHandler {
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

    private @Nullable HttpMessage head;
    private @Nullable ChannelPromise headWritten;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpMessage said) {
            NOT_ITS_OWN.forEach(said.headers()::remove);
        }
        if (message instanceof FullHttpMessage whole) {
            context.fireChannelRead(head(whole));
            context.fireChannelRead(new DefaultLastHttpContent(whole.content()));
        } else {
            context.fireChannelRead(message);
        }
    }

    private static HttpMessage head(FullHttpMessage whole) {
        return switch (whole) {
            case FullHttpRequest asked ->
                new DefaultHttpRequest(asked.protocolVersion(), asked.method(), asked.uri(), asked.headers());
            case FullHttpResponse answer ->
                new DefaultHttpResponse(answer.protocolVersion(), answer.status(), answer.headers());
            default -> throw new IllegalStateException("neither asked nor answered: " + whole.getClass());
        };
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        HttpMessage held = head;
        if (held != null && message instanceof LastHttpContent last && isNothing(last)) {
            head = null;
            promise.addListener(_ -> goOn(promise, headWritten));
            context.write(whole(held, last), promise);
            return;
        }
        letGo(context);
        if (message instanceof HttpMessage begun && !(message instanceof FullHttpMessage)) {
            head = begun;
            headWritten = promise;
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isNothing(LastHttpContent last) {
        return !(last instanceof FullHttpMessage)
                && !last.content().isReadable()
                && last.trailingHeaders().isEmpty();
    }

    private static FullHttpMessage whole(HttpMessage head, LastHttpContent nothing) {
        return switch (head) {
            case HttpRequest asked ->
                new DefaultFullHttpRequest(
                        asked.protocolVersion(),
                        asked.method(),
                        asked.uri(),
                        nothing.content(),
                        asked.headers(),
                        nothing.trailingHeaders());
            case HttpResponse answer ->
                new DefaultFullHttpResponse(
                        answer.protocolVersion(),
                        answer.status(),
                        nothing.content(),
                        answer.headers(),
                        nothing.trailingHeaders());
            default -> throw new IllegalStateException("neither asked nor answered: " + head.getClass());
        };
    }

    private void letGo(ChannelHandlerContext context) {
        HttpMessage held = head;
        ChannelPromise written = headWritten;
        if (held != null && written != null) {
            head = null;
            headWritten = null;
            context.write(held, written);
        }
    }

    private static void goOn(ChannelPromise whole, @Nullable ChannelPromise head) {
        if (head == null) {
            return;
        }
        if (whole.isSuccess()) {
            head.trySuccess();
        } else {
            head.tryFailure(whole.cause());
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        letGo(context);
        context.flush();
    }
}
