package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.RepeatedTest;
import org.schoolgate.gateway.handover.Loops;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.tls.OriginTls;

class OriginPoolTest {
    private static final int NUMBERS = 300;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final List<FileChannel> occupied = new ArrayList<>();
    private final BlockingQueue<Channel> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<Future<Channel>> dialled = new LinkedBlockingQueue<>();

    @AfterEach
    void end() throws IOException {
        Loops.end(loops);
        for (FileChannel one : occupied) {
            one.close();
        }
    }

    /** Takes the numbers of files that are free, so that the one that is freed next is the next to be given. */
    private void occupy(int numbers) throws IOException {
        for (int i = 0; i < numbers; i++) {
            occupied.add(FileChannel.open(Path.of("/dev/null")));
        }
    }

    /**
     * The loop hears in one breath that one client says something and that another has gone. For the first it hangs up on the other
     * and dials a site: the new connection gets the number of the one that has just been closed.
     */
    @RepeatedTest(5)
    void whatIsHeardOfAClosedConnectionIsNotTakenForTheNextOnes() throws Exception {
        Assumptions.assumeTrue(Epoll.isAvailable());
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket site = new ServerSocket(0, 10, here)) {
            OriginPool pool = new OriginPool(
                    loop,
                    EpollSocketChannel.class,
                    new OriginTls(null, Duration.ofSeconds(5)),
                    Share.of(1).sites(),
                    Patience.USUAL);
            InetSocketAddress address = new InetSocketAddress(here, site.getLocalPort());
            InetSocketAddress door = open(pool, address);
            occupy(NUMBERS);
            try (Socket says = new Socket(here, door.getPort())) {
                arrived.poll(5, TimeUnit.SECONDS);
                Socket goes = new Socket(here, door.getPort());
                Channel gone = arrived.poll(5, TimeUnit.SECONDS);
                CountDownLatch held = new CountDownLatch(1);
                loop.execute(() -> await(held));
                says.getOutputStream().write('x');
                goes.close();
                occupy(1);
                Thread.sleep(50);
                held.countDown();

                Future<Channel> connection = dialled.poll(5, TimeUnit.SECONDS);
                assertThat(gone).isNotNull();
                assertThat(connection).isNotNull();
                assertThat(connection.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(connection.cause()).isNull();
                assertThat(connection.getNow().isActive()).isTrue();
            }
        }
    }

    /** Where whoever says something makes the loop hang up on the client that came last, and dial. */
    private InetSocketAddress open(OriginPool pool, InetSocketAddress site) throws InterruptedException {
        return (InetSocketAddress) new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    private @Nullable Channel last;

                    @Override
                    protected void initChannel(Channel client) {
                        last = client;
                        arrived.add(client);
                        client.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                if (message instanceof ByteBuf) {
                                    Objects.requireNonNull(last).close();
                                    dialled.add(pool.dialTunnel(site));
                                }
                                ReferenceCountUtil.release(message);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
