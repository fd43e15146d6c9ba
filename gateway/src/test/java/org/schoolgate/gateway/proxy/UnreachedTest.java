package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class UnreachedTest {
    static final InetSocketAddress SITE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.10"), 443);

    /** An address at which nobody listens any more. */
    static InetSocketAddress gone() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress("localhost", nobody.getLocalPort());
        }
    }

    static void isSaidWithoutItsAddress(EventLoopGroup loops, Class<? extends SocketChannel> channel) throws Exception {
        InetSocketAddress gone = gone();
        try (loops) {
            Throwable cause = new Bootstrap()
                    .group(loops)
                    .channel(channel)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(gone)
                    .await()
                    .cause();
            assertThat(cause).hasMessageContaining(":" + gone.getPort());
            assertThat(Unreached.why(new Far(gone, null), cause))
                    .contains("Connection refused")
                    .doesNotContain("localhost", "127.0.0.1", "" + gone.getPort());
        }
    }

    @Test
    void whatNettySaysOfARefusalIsSaidWithoutItsAddress() throws Exception {
        isSaidWithoutItsAddress(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), NioSocketChannel.class);
        isSaidWithoutItsAddress(
                new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()), EpollSocketChannel.class);
    }

    @Test
    void neitherNameNorAddressIsSaid() {
        assertThat(Unreached.why(
                        new Far(SITE, "maps.example"),
                        new ConnectTimeoutException("connection timed out after 10000 ms: " + SITE)))
                .isEqualTo("ConnectTimeoutException, connection timed out after 10000 ms");
        assertThat(Unreached.why(
                        new Far(SITE, "maps.example"),
                        new SSLHandshakeException("maps.example is no name of 192.0.2.10")))
                .isEqualTo("SSLHandshakeException, is no name of");
        assertThat(Unreached.why(new Far(SITE, null), new IllegalStateException()))
                .isEqualTo("IllegalStateException, null");
    }
}
