package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Locale;

/** Messages of programs (gRPC), as far as a gateway has to know of them: which requests they are, and how one is told no. */
final class Messages {
    static final String REMARK = "messages of programs, which nobody read";

    private static final String TYPE = "application/grpc";

    /** How a call ended, by the numbers that these programs know. */
    enum Outcome {
        PERMISSION_DENIED(7),
        UNAVAILABLE(14);

        private final int number;

        Outcome(int number) {
            this.number = number;
        }
    }

    private Messages() {}

    /** Whether a program asks so; what browsers send in its place is answered like any page. */
    static boolean areAsked(HttpRequest request) {
        return request.method().equals(HttpMethod.POST) && areIn(request.headers());
    }

    static boolean areIn(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        return type.startsWith(TYPE)
                && (type.length() == TYPE.length() || "+; ".indexOf(type.charAt(TYPE.length())) >= 0);
    }

    /** An answer of nothing but the reason. With another status than 200 most programs would not read it. */
    static FullHttpResponse refusal(Outcome outcome, String words) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, TYPE);
        say(answer.headers(), outcome, words);
        return answer;
    }

    /** The end of an answer that has begun. */
    static LastHttpContent ending(Outcome outcome, String words) {
        LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        say(end.trailingHeaders(), outcome, words);
        return end;
    }

    private static void say(HttpHeaders headers, Outcome outcome, String words) {
        headers.set("grpc-status", outcome.number).set("grpc-message", escaped(words));
    }

    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        for (byte b : words.getBytes(UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                escaped.append((char) b);
            } else {
                escaped.append("%%%02X".formatted(b & 0xff));
            }
        }
        return escaped.toString();
    }
}
