package org.schoolgate.gateway.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class LoopsTest {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    /** The loop is busy, as it is whenever somebody asks for something: then it may hear of its end at any step of its round. */
    @RepeatedTest(50)
    void noConnectionIsLeftOpenWithNobodyBehindIt() throws Exception {
        Channel port = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        InetSocketAddress address = (InetSocketAddress) port.localAddress();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
            loops.submit(() -> {}).sync();
            loops.submit(() -> {});

            Loops.end(loops);

            assertThat(isOver(client)).isTrue();
        }
    }

    /** Ended, or broken off where the loop had not taken it up yet; a time-out is neither. */
    private static boolean isOver(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketException _) {
            return true;
        }
    }
}
