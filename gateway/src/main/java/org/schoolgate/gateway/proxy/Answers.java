package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.schoolgate.gateway.page.Page;

/** Answers that the gateway gives itself. None is ever stored, since the next policy may say otherwise. */
final class Answers {
    private Answers() {}

    static FullHttpResponse page(HttpResponseStatus status, Page page) {
        FullHttpResponse answer = with(status, page.html(), "text/html; charset=utf-8");
        answer.headers().set("Content-Security-Policy", page.contentSecurityPolicy());
        return answer;
    }

    static FullHttpResponse text(HttpResponseStatus status, String text) {
        return with(status, text + "\n", "text/plain; charset=utf-8");
    }

    static FullHttpResponse json(HttpResponseStatus status, String json) {
        return with(status, json, "application/json");
    }

    static FullHttpResponse configuration(String script) {
        return with(HttpResponseStatus.OK, script, "application/x-ns-proxy-autoconfig");
    }

    static FullHttpResponse redirect(String to) {
        FullHttpResponse answer = text(HttpResponseStatus.FOUND, to);
        answer.headers().set(HttpHeaderNames.LOCATION, to);
        return answer;
    }

    /** The same request once more, whatever its method. */
    static FullHttpResponse again(String to) {
        FullHttpResponse answer = text(HttpResponseStatus.TEMPORARY_REDIRECT, to);
        answer.headers().set(HttpHeaderNames.LOCATION, to);
        return answer;
    }

    private static FullHttpResponse with(HttpResponseStatus status, String body, String type) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body.getBytes(UTF_8)));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer");
        return answer;
    }
}
