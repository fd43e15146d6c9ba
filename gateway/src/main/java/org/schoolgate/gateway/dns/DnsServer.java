package org.schoolgate.gateway.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.handover.Loops;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.health.Reading;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.proxy.Inside;
import org.schoolgate.gateway.share.Connections;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.who.Bindings;

/**
 * The gateway's ports for names, and the steps behind them in their order. Every question is judged on one loop, which has
 * time for more of them than a school ever asks; connections and their encryption have loops of their own.
 */
public final class DnsServer implements AutoCloseable {
    private static final int PORTS_TRIED = 10;
    private static final int IDLE_SECONDS = 15;
    private static final int MOST_KEPT = 100_000;
    private static final int LONGEST_REQUEST = 64 << 10;
    private static final int MOST_STREAMS = 100;
    private static final Idle IDLE = new Idle();

    /** What a name server needs from the gateway that it belongs to. */
    public record Surroundings(
            Share share,
            PolicyInForce inForce,
            Bindings bindings,
            Journal journal,
            Refusals refusals,
            Inside inside,
            Set<String> ownNames,
            Meters meters,
            Clock clock) {}

    private final DnsNetwork network = new DnsNetwork();
    /** What doors over TLS need. */
    private record Secured(DnsSettings.Secure ports, Certificates tls, Certificates web) {
        static Secured of(DnsSettings.Secure from) throws IOException {
            return new Secured(
                    from,
                    new Certificates(from.certificate(), from.key(), "dot"),
                    new Certificates(
                            from.certificate(),
                            from.key(),
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1));
        }
    }

    private final MultiThreadIoEventLoopGroup judges = new MultiThreadIoEventLoopGroup(1, network.loops());
    private final MultiThreadIoEventLoopGroup connections;
    private final Connections room;
    private final EventLoop loop = judges.next();
    private final Turn turn;
    private final Meters meters;
    private final PolicyInForce inForce;
    private final Clock clock;
    private final Desk desk;
    private @Nullable Upstream upstream;
    private final @Nullable Secured secured;
    private final Pace pace;
    private final Ports ports;
    private final Cache cache = new Cache(MOST_KEPT);
    private final List<Channel> open = new ArrayList<>();
    private final InetAddress listen;
    private final DnsSettings settings;

    public DnsServer(InetAddress listen, DnsSettings settings, Surroundings around, Ports ports) throws IOException {
        this.listen = listen;
        this.settings = settings;
        this.ports = ports;
        connections = new MultiThreadIoEventLoopGroup(around.share().processors(), network.loops());
        room = around.share().clients();
        turn = new Turn(loop, around.journal());
        meters = around.meters();
        inForce = around.inForce();
        clock = around.clock();
        pace = new Pace(settings.perSecond(), meters);
        try {
            secured = settings.secure() == null ? null : Secured.of(settings.secure());
            desk = desk(settings, around);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Hears questions. */
    public void open() throws IOException {
        inClear(listen, settings.port());
        if (secured != null) {
            secure(listen, secured);
        }
    }

    /** The way of a question: each step answers it or passes it on. */
    private Desk desk(DnsSettings settings, Surroundings around) throws IOException {
        OwnNames own = new OwnNames(around.ownNames());
        LookUps lookUps = new LookUps(turn, meters);
        Judging judging = new Judging();
        Closing closing =
                new Closing(lookUps, around.refusals(), new Reasons(loop, around.refusals()), settings.page());
        Upstream servers = new Upstream(loop, network, turn, settings.servers(), meters.of(Edge.NAME_SERVERS));
        upstream = servers;
        Resolver resolver = new Resolver(cache, servers, around.inside());
        return new Desk(
                loop,
                around.clock(),
                List.of(
                        pace,
                        new SignalNames(),
                        new WhoAsks(around.inForce()::current, around.bindings()),
                        new MayTheyAsk(own, judging, closing),
                        new AnyType(lookUps),
                        new LookUp(resolver, own, judging, closing, lookUps)),
                meters);
    }

    /** Packets and connections come to the same port; of free ports one that is free for both. */
    private void inClear(InetAddress listen, int port) throws IOException {
        for (int left = port == 0 ? PORTS_TRIED : 1; ; left--) {
            try {
                packets(new InetSocketAddress(listen, port));
                connections(
                        Edge.DNS_TCP,
                        "names-tcp",
                        new InetSocketAddress(listen, address().getPort()),
                        channel -> stream(Edge.DNS_TCP, channel.pipeline()));
                return;
            } catch (IOException e) {
                open.forEach(bound -> {
                    ports.forget(bound);
                    bound.close().awaitUninterruptibly();
                });
                open.clear();
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private void packets(InetSocketAddress address) throws IOException {
        Bootstrap bootstrap = new Bootstrap().group(judges).handler(new PacketDoor(desk, turn));
        network.readsMany(bootstrap);
        try {
            open.add(ports.packets("names", bootstrap, address));
        } catch (IOException e) {
            throw unheard(address, e);
        }
    }

    private void connections(Edge edge, String name, InetSocketAddress address, Consumer<Channel> way)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (room.take(channel)) {
                            way.accept(channel);
                        } else {
                            meters.of(edge).tooFast();
                            channel.close();
                        }
                    }
                });
        try {
            open.add(ports.listening(name, bootstrap, connections, address));
        } catch (IOException e) {
            throw unheard(address, e);
        }
    }

    private static IOException unheard(InetSocketAddress address, IOException why) {
        return new IOException("names cannot be looked up on %s: %s".formatted(address, why.getMessage()), why);
    }

    private void secure(InetAddress listen, Secured with) throws IOException {
        connections(
                Edge.DNS_TLS,
                "names-tls",
                new InetSocketAddress(listen, with.ports().tlsPort()),
                channel -> {
                    channel.pipeline().addLast(with.tls().current().newHandler(channel.alloc()));
                    stream(Edge.DNS_TLS, channel.pipeline());
                });
        connections(
                Edge.DNS_HTTPS,
                "names-https",
                new InetSocketAddress(listen, with.ports().webPort()),
                channel -> channel.pipeline()
                        .addLast(with.web().current().newHandler(channel.alloc()))
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                        .addLast(IDLE)
                        .addLast(new Spoken()));
    }

    private void stream(Edge edge, ChannelPipeline way) {
        way.addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(IDLE)
                .addLast(new LengthFieldBasedFrameDecoder(MessageWriter.LONGEST + 2, 0, 2, 0, 2))
                .addLast(new FlowControlHandler())
                .addLast(new StreamDoor(edge, desk, turn));
    }

    /** Goes on in the version of HTTP that both sides speak. */
    private final class Spoken extends ApplicationProtocolNegotiationHandler {
        Spoken() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                context.pipeline()
                        .addLast(Http2FrameCodecBuilder.forServer()
                                .initialSettings(Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(MOST_STREAMS)
                                        .maxHeaderListSize(8 << 10))
                                .build())
                        .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                        .addLast(new HttpObjectAggregator(LONGEST_REQUEST))
                                        .addLast(new WebDoor(desk, turn));
                            }
                        }));
            } else {
                context.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpServerKeepAliveHandler())
                        .addLast(new HttpObjectAggregator(LONGEST_REQUEST))
                        .addLast(new FlowControlHandler())
                        .addLast(new WebDoor(desk, turn));
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** Where names are looked up, over UDP and TCP. */
    public InetSocketAddress address() {
        return (InetSocketAddress) open.getFirst().localAddress();
    }

    /** Where they are over TLS. */
    public InetSocketAddress tls() {
        return (InetSocketAddress) open.get(2).localAddress();
    }

    /** Where they are over HTTPS. */
    public InetSocketAddress web() {
        return (InetSocketAddress) open.get(3).localAddress();
    }

    /** Whether anybody waits for an answer from the school's name servers. */
    public boolean isAsking() {
        Upstream asks = upstream;
        return asks != null && asks.waiting() > 0;
    }

    /** Has the doors and the school's name servers watched. */
    public void watch(HealthWatch watch) {
        watch.watch(Edge.DNS_UDP, lately -> reading(lately, null));
        watch.watch(Edge.DNS_TCP, lately -> reading(lately, null));
        if (secured != null) {
            watch.watch(Edge.DNS_TLS, lately -> reading(lately, secured.tls()));
            watch.watch(Edge.DNS_HTTPS, lately -> reading(lately, secured.web()));
        }
        Upstream servers = Objects.requireNonNull(upstream);
        watch.watch(Edge.NAME_SERVERS, lately -> servers.reading(lately.hardlyAny()));
    }

    private Reading reading(HealthWatch.Lately lately, @Nullable Certificates secure) {
        if (inForce.current() == null) {
            return Reading.fault(Trouble.NO_POLICY);
        }
        Trouble trouble = secure == null ? null : secure.trouble(clock.instant());
        if (trouble != null) {
            return Reading.fault(trouble);
        }
        return lately.tooFast() ? Reading.busy(Trouble.TOO_FAST) : Reading.WELL;
    }

    public DnsFigures figures() {
        return new DnsFigures(desk.questions(), desk.unreadable(), pace.refused(), cache.size());
    }

    @Override
    public void close() {
        open.forEach(port -> port.close().awaitUninterruptibly());
        Loops.end(connections);
        Loops.end(judges);
    }
}
