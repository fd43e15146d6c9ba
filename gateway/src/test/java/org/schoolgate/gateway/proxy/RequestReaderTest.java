package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    final RequestReader reader = new RequestReader(Duration.ofSeconds(10));
    final EmbeddedChannel channel = new EmbeddedChannel(reader);

    @Nullable
    Object read() {
        return channel.readInbound();
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
    }

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    void next() {
        reader.next(channel.pipeline().context(reader));
        channel.runPendingTasks();
    }

    @Test
    void aRequestIsReadWhenItsHeadIsWhole() {
        channel.writeInbound(bytes("GET http://a.example/ HTTP/1.1\r\nHost: a.exa"));
        assertThat(read()).isNull();
        channel.writeInbound(bytes("mple\r\n\r\n"));

        HttpRequest request = channel.readInbound();
        assertThat(request.uri()).isEqualTo("http://a.example/");
        assertThat(read()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void thePipelinedOneWaitsForTheAnswerBeforeIt() {
        channel.writeInbound(bytes("GET http://a.example/1 HTTP/1.1\r\n\r\nGET http://a.example/2 HTTP/1.1\r\n\r\n"));
        assertThat(((HttpRequest) channel.readInbound()).uri()).endsWith("/1");
        channel.readInbound();
        assertThat(read()).isNull();
        assertThat(channel.config().isAutoRead()).isFalse();

        next();

        assertThat(((HttpRequest) channel.readInbound()).uri()).endsWith("/2");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aBodyIsPassedOnAsItComes() {
        channel.writeInbound(bytes("POST http://a.example/ HTTP/1.1\r\nContent-Length: 6\r\n\r\nabc"));
        channel.readInbound();
        HttpContent first = channel.readInbound();
        assertThat(first.content().toString(ISO_8859_1)).isEqualTo("abc");
        first.release();
        channel.writeInbound(bytes("defGET http://a.example/2 HTTP/1.1\r\n\r\n"));

        LastHttpContent last = channel.readInbound();
        assertThat(last.content().toString(ISO_8859_1)).isEqualTo("def");
        last.release();
        assertThat(read()).isNull();
    }

    @Test
    void whatFollowsATunnelRequestIsNotRead() {
        channel.writeInbound(bytes("CONNECT a.example:443 HTTP/1.1\r\n\r\n\u0016\u0003\u0001binary"));
        channel.readInbound();
        channel.readInbound();
        assertThat(read()).isNull();

        channel.pipeline().remove(reader);

        ByteBuf rest = channel.readInbound();
        assertThat(rest.toString(ISO_8859_1)).isEqualTo("\u0016\u0003\u0001binary");
        rest.release();
    }

    @Test
    void aFaultIsSaidOnceAndTheRestIsDropped() {
        channel.writeInbound(bytes("GET http://a.example/ HTTP/1.1\r\nX: a\r\n folded\r\n\r\n"));
        assertThat((Fault) channel.readInbound()).isEqualTo(Fault.malformed("a header is folded"));

        channel.writeInbound(bytes("GET http://a.example/ HTTP/1.1\r\n\r\n"));
        assertThat(read()).isNull();
    }

    @Test
    void aSlowHeadIsAFault() {
        channel.writeInbound(bytes("GET http://a.example/ HTTP/1.1\r\n"));
        channel.advanceTimeBy(11, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        Fault fault = channel.readInbound();
        assertThat(fault.status().code()).isEqualTo(408);
    }

    @Test
    void aHeadInTimeIsNoFaultLater() {
        channel.writeInbound(bytes("GET http://a.example/ HTTP/1.1\r\n"));
        channel.writeInbound(bytes("\r\n"));
        channel.readInbound();
        channel.readInbound();
        channel.advanceTimeBy(60, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(read()).isNull();
    }

    /** However bytes are cut, the same requests come out; whatever bytes come, nothing else does. */
    @Test
    void theCutOfBytesChangesNothing() {
        String stream = "POST http://a.example/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "\r\nGET http://a.example/2 HTTP/1.1\r\nHost: a\r\n\r\n"
                + "PUT http://a.example/3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            RequestReader cut = new RequestReader(Duration.ofSeconds(10));
            EmbeddedChannel to = new EmbeddedChannel(cut);
            List<String> seen = new ArrayList<>();
            for (int at = 0; at < stream.length(); ) {
                int end = Math.min(stream.length(), at + 1 + random.nextInt(20));
                to.writeInbound(bytes(stream.substring(at, end)));
                drain(to, cut, seen);
                at = end;
            }
            assertThat(String.join("", seen))
                    .isEqualTo("[http://a.example/1]abc.[http://a.example/2].[http://a.example/3]abc.");
            to.finishAndReleaseAll();
        }
    }

    private static void drain(EmbeddedChannel channel, RequestReader reader, List<String> seen) {
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            switch (message) {
                case HttpRequest request -> seen.add("[" + request.uri() + "]");
                case HttpContent content -> {
                    seen.add(content.content().toString(ISO_8859_1));
                    boolean last = content instanceof LastHttpContent;
                    content.release();
                    if (last) {
                        seen.add(".");
                        reader.next(channel.pipeline().context(reader));
                        channel.runPendingTasks();
                    }
                }
                default -> throw new AssertionError(message);
            }
        }
    }

    @Test
    void noiseNeverThrowsAndNeverPilesUp() {
        Random random = new Random(5);
        String alphabet = "GET http://a.example/ HTTP/1.1\r\nHost: x\r\n\r\n \t:\u0000\u00ff";
        int requests = 0;
        for (int round = 0; round < 3_000; round++) {
            EmbeddedChannel to = new EmbeddedChannel(new RequestReader(Duration.ofSeconds(10)));
            StringBuilder noise = new StringBuilder(random.nextBoolean() ? "GET http://a.example/ HTTP/1.1\r\n" : "");
            for (int i = random.nextInt(120); i > 0; i--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            to.writeInbound(bytes(noise.append("\r\n\r\n").toString()));
            for (Object message = to.readInbound(); message != null; message = to.readInbound()) {
                assertThat(message).isInstanceOfAny(HttpRequest.class, HttpContent.class, Fault.class);
                requests += message instanceof HttpRequest ? 1 : 0;
                ReferenceCountUtil.release(message);
            }
            to.checkException();
            to.finishAndReleaseAll();
        }
        assertThat(requests).isGreaterThan(300);
    }
}
