package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Edge;

class DoorTest {
    final RequestReader reader = new RequestReader(Duration.ofSeconds(10));
    final AnswerWriter writer = new AnswerWriter();
    final Door door = new Door(reader, writer, Clock.systemUTC(), Edge.PROXY, null);
    final EmbeddedChannel channel = new EmbeddedChannel(writer, reader, door);

    @Nullable
    Object read() {
        return channel.readInbound();
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
    }

    void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(ISO_8859_1));
            part.release();
        }
        return all.toString();
    }

    void answer(Exchange exchange) {
        exchange.answered = true;
        channel.writeOutbound(Answers.text(HttpResponseStatus.OK, "ok"));
        channel.runPendingTasks();
    }

    @Test
    void eachRequestIsAnExchange() {
        receive("GET http://a.example/1 HTTP/1.1\r\nHost: a\r\n\r\nGET http://a.example/2 HTTP/1.1\r\nHost: a\r\n\r\n");
        Exchange first = channel.readInbound();
        assertThat(first.path()).isEqualTo("/1");
        assertThat(door.exchange()).isSameAs(first);
        answer(first);

        assertThat(read()).isInstanceOf(LastHttpContent.class);
        assertThat(((Exchange) channel.readInbound()).path()).isEqualTo("/2");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void anAnswerEndsTheExchange() {
        receive("GET http://a.example/ HTTP/1.1\r\nHost: a\r\n\r\n");
        answer(channel.readInbound());

        assertThat(door.exchange()).isNull();
        assertThat(sent()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("connection: close");
    }

    @Test
    void theBodyOfAnAnsweredRequestIsDropped() {
        receive("POST http://a.example/ HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
        Exchange exchange = channel.readInbound();
        channel.<LastHttpContent>readInbound();
        answer(exchange);
        receive("defGET http://a.example/2 HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(((Exchange) channel.readInbound()).path()).isEqualTo("/2");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aBodyTooLongToDropEndsTheConnection() {
        receive("POST http://a.example/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
        answer(channel.readInbound());
        for (int i = 0; i < 40 && channel.isOpen(); i++) {
            receive("x".repeat(8_192));
        }

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatWantsToEndEnds() {
        receive("GET http://a.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        answer(channel.readInbound());

        assertThat(sent()).contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anOldClientIsKeptOnlyIfItAsks() {
        receive("GET http://a.example/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        answer(channel.readInbound());
        assertThat(sent()).contains("connection: keep-alive");
        channel.<LastHttpContent>readInbound();
        receive("GET http://a.example/ HTTP/1.0\r\n\r\n");
        answer(channel.readInbound());

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatStillWaitsToSendItsBodyIsClosed() {
        receive("POST http://a.example/ HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        answer(channel.readInbound());

        assertThat(sent()).contains("connection: close");
    }

    @Test
    void aFaultIsAnsweredAndEndsTheConnection() {
        receive("GET http://a.example/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

        assertThat(read()).isNull();
        assertThat(sent())
                .startsWith("HTTP/1.1 400 ")
                .contains("two Host headers")
                .contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerToHeadHasNoBody() {
        receive("HEAD http://a.example/ HTTP/1.1\r\nHost: a\r\n\r\n");
        answer(channel.readInbound());

        assertThat(sent()).contains("content-length: 3").endsWith("\r\n\r\n");
    }
}
