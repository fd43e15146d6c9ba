package org.schoolgate.gateway.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final int ROUNDS = 20;
    private static final int GO = 'g';

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, Ports.loops());
    private final Queue<Channel> came = new ConcurrentLinkedQueue<>();
    private Channel port;

    /** Says back what it hears, after it has held its breath for a moment; at a certain word it hangs up on who came first. */
    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            came.add(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object heard) {
            if (((ByteBuf) heard).getByte(0) == GO) {
                came.remove().close();
                ReferenceCountUtil.release(heard);
                return;
            }
            context.channel().config().setAutoRead(false);
            context.executor().execute(() -> {
                context.channel().config().setAutoRead(true);
                context.writeAndFlush(heard);
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap().childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(new Echo());
            }
        });
        port = new Ports()
                .listening("test", bootstrap, loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        port.close().awaitUninterruptibly();
        Loops.end(loops);
    }

    private Socket client() throws IOException {
        InetSocketAddress at = (InetSocketAddress) port.localAddress();
        Socket client = new Socket(at.getAddress(), at.getPort());
        client.setSoTimeout(5_000);
        return client;
    }

    private static int said(Socket client, int word) throws IOException {
        client.getOutputStream().write(word);
        return client.getInputStream().read();
    }

    /** The new one is given the number of the old one while the loop has still to hear that the old one's client is gone. */
    @Test
    void aConnectionThatComesWhileAnotherGoesIsNotTakenForIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch held = new CountDownLatch(1);
            try (Socket old = client();
                    Socket other = client()) {
                assertThat(said(old, 'a')).isEqualTo('a');
                assertThat(said(other, 'b')).isEqualTo('b');
                loops.execute(() -> await(held));
                other.getOutputStream().write(GO);
                try (Socket next = client()) {
                    old.shutdownOutput();
                    held.countDown();
                    assertThat(said(next, 'c')).isEqualTo('c');
                    assertThat(said(next, 'd')).isEqualTo('d');
                }
            }
            came.clear();
        }
    }

    private static void await(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
