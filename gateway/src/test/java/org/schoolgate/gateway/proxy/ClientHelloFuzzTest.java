package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.schoolgate.gateway.proxy.ClientHello.Read;

/** Any first bytes of a tunnel: what they turn out to be does not depend on how they arrive. */
class ClientHelloFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void aGreetingIsReadTheSameByteByByte(byte[] bytes) {
        Read whole = ClientHello.read(Unpooled.wrappedBuffer(bytes));
        Read soFar = new Read.More();
        for (int length = 1; length <= bytes.length && soFar instanceof Read.More; length++) {
            ByteBuf some = Unpooled.wrappedBuffer(bytes, 0, length);
            soFar = ClientHello.read(some);
            assertThat(some.readableBytes()).isEqualTo(length);
        }
        if (whole instanceof Read.Other) {
            assertThat(soFar).isInstanceOf(Read.Other.class);
        } else {
            assertThat(soFar).isEqualTo(whole);
        }
        if (whole instanceof Read.Whole(var hello) && hello.name() != null) {
            assertThat(hello.name()).matches("[A-Za-z0-9._-]+");
        }
    }
}
