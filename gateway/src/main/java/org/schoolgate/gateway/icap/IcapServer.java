package org.schoolgate.gateway.icap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.Bindings;

/** The port where Squid asks: {@code icap://ADDRESS/request} and {@code /response}. Whoever is not listed is hung up on. */
public final class IcapServer implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final Channel port;

    /** @param clients the Squids that may ask, and whose word on the client counts */
    public IcapServer(
            InetSocketAddress listen,
            List<AddressRange> clients,
            PolicyInForce inForce,
            Bindings bindings,
            Journal journal,
            Refusals refusals,
            Examiner examiner,
            Meters meters,
            Clock clock)
            throws IOException {
        IcapService service =
                new IcapService(inForce, bindings, journal, refusals, new Pages(clock), examiner, meters, clock);
        Meter meter = meters.of(Edge.ICAP);
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handle(channel, clients, service, meter);
                    }
                })
                .bind(listen)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "ICAP cannot be spoken on %s: %s"
                            .formatted(listen, bound.cause().getMessage()),
                    bound.cause());
        }
        port = bound.channel();
    }

    private static void handle(Channel channel, List<AddressRange> clients, IcapService service, Meter meter) {
        if (channel.remoteAddress() instanceof InetSocketAddress from && AddressRange.any(clients, from.getAddress())) {
            IcapReader reader = new IcapReader();
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                    .addLast(reader)
                    .addLast(new IcapHandler(reader, service, meter, from.getAddress()));
        } else {
            meter.note(Trouble.NOT_LISTED);
            channel.close();
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) port.localAddress();
    }

    @Override
    public void close() {
        port.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
