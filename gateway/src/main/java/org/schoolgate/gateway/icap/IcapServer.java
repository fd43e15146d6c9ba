package org.schoolgate.gateway.icap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.handover.Loops;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.share.Connections;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.Bindings;

/** The port where Squid asks: {@code icap://ADDRESS/request} and {@code /response}. Whoever is not listed is hung up on. */
public final class IcapServer implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final MultiThreadIoEventLoopGroup loops;
    private final Connections room;
    private final Channel port;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean leaving;

    /** @param clients the Squids that may ask, and whose word on the client counts */
    public IcapServer(
            InetSocketAddress listen,
            List<AddressRange> clients,
            Share share,
            PolicyInForce inForce,
            Bindings bindings,
            Journal journal,
            Refusals refusals,
            Examiner examiner,
            Meters meters,
            Ports ports,
            Clock clock)
            throws IOException {
        loops = new MultiThreadIoEventLoopGroup(share.processors(), Ports.loops());
        room = share.clients();
        IcapService service =
                new IcapService(inForce, bindings, journal, refusals, new Pages(clock), examiner, meters, clock);
        Meter meter = meters.of(Edge.ICAP);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handle(channel, clients, service, meter);
                    }
                });
        try {
            port = ports.listening("icap", bootstrap, loops, listen);
        } catch (IOException e) {
            Loops.end(loops);
            throw new IOException("ICAP cannot be spoken on %s: %s".formatted(listen, e.getMessage()), e);
        }
    }

    private void handle(Channel channel, List<AddressRange> clients, IcapService service, Meter meter) {
        if (!room.take(channel)) {
            meter.tooFast();
            channel.close();
        } else if (channel.remoteAddress() instanceof InetSocketAddress from
                && AddressRange.any(clients, from.getAddress())) {
            IcapReader reader = new IcapReader();
            connections.add(channel);
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                    .addLast(reader)
                    .addLast(new IcapHandler(reader, service, meter, from.getAddress(), () -> leaving));
        } else {
            meter.note(Trouble.NOT_LISTED);
            channel.close();
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) port.localAddress();
    }

    /** How many connections there are. */
    public int connections() {
        return connections.size();
    }

    /** Says with each answer that it is the last of its connection, and hangs up on those that are quiet. */
    public void leave() {
        leaving = true;
        loops.next()
                .schedule(() -> connections.forEach(IcapServer::endIfQuiet), QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void endIfQuiet(Channel connection) {
        connection.eventLoop().execute(() -> {
            IcapHandler handler = connection.pipeline().get(IcapHandler.class);
            if (handler != null && handler.isBetween()) {
                connection.close();
            }
        });
    }

    @Override
    public void close() {
        port.close().awaitUninterruptibly();
        Loops.end(loops);
    }
}
