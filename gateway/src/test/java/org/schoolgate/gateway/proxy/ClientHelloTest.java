package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.Hellos;

class ClientHelloTest {
    private static ClientHello.Read read(byte[] bytes) {
        return ClientHello.read(Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void aGreetingSaysItsNameAndWhetherItMayHideAnother() {
        assertThat(read(Hellos.naming("maps.example")))
                .isEqualTo(new ClientHello.Read.Whole(new ClientHello("maps.example", false)));
        assertThat(read(Hellos.hiding("maps.example")))
                .isEqualTo(new ClientHello.Read.Whole(new ClientHello("maps.example", true)));
        assertThat(read(Hellos.nameless())).isEqualTo(new ClientHello.Read.Whole(new ClientHello(null, false)));
    }
}
