package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    final EmbeddedChannel client = new EmbeddedChannel();
    final EmbeddedChannel origin = new EmbeddedChannel();

    @BeforeEach
    void join() {
        Relay.join(client, origin);
    }

    @AfterEach
    void nothingIsLeft() {
        client.finishAndReleaseAll();
        origin.finishAndReleaseAll();
    }

    static String sent(EmbeddedChannel channel) {
        ByteBuf part = channel.readOutbound();
        String text = part.toString(ISO_8859_1);
        part.release();
        return text;
    }

    @Test
    void bytesGoBothWays() {
        client.writeInbound(Unpooled.copiedBuffer("up", ISO_8859_1));
        origin.writeInbound(Unpooled.copiedBuffer("down", ISO_8859_1));

        assertThat(sent(origin)).isEqualTo("up");
        assertThat(sent(client)).isEqualTo("down");
    }

    @Test
    void oneEndIsNotReadWhileTheOtherIsFull() {
        origin.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        origin.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        client.writeInbound(Unpooled.copiedBuffer("more than it takes", ISO_8859_1));
        assertThat(client.config().isAutoRead()).isFalse();

        origin.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        origin.runPendingTasks();

        assertThat(client.config().isAutoRead()).isTrue();
        assertThat(sent(origin)).isEqualTo("more than it takes");
    }

    @Test
    void whenOneEndIsGoneSoIsTheOther() {
        client.close();

        assertThat(origin.isOpen()).isFalse();
    }
}
