package org.schoolgate.gateway.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.handover.Loops;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.health.Pulse;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.share.Connections;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.tls.Authority;
import org.schoolgate.gateway.tls.Leaves;
import org.schoolgate.gateway.tls.OriginTls;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.LogOns;

/** The proxy's port, and the handlers behind it in their order. */
public final class ProxyServer implements AutoCloseable {
    private static final int TICK_MILLIS = 50;
    private static final int SWEEP_SECONDS = 5;

    /**
     * What differs between two schools.
     *
     * @param further ports at the same address where the proxy is found, too
     * @param names further {@code host:port} under which browsers know this gateway
     * @param beside {@code host:port} of the school's other gateways
     * @param tunnelPorts where CONNECT may lead
     * @param hops the school's own proxies, whose X-Forwarded-For counts
     * @param origins demonstration and measurement only: host, or {@code *}, to address
     * @param resolver null for this machine's name servers
     * @param led where a router leads connections of clients that know of no proxy; null for nowhere
     * @param tls towards sites whose traffic is looked into
     * @param authority whose certificates clients are shown for those; null where nothing is looked into
     */
    public record Network(
            InetSocketAddress listen,
            Set<Integer> further,
            Set<String> names,
            Set<String> beside,
            Set<Integer> tunnelPorts,
            List<AddressRange> hops,
            Map<String, InetSocketAddress> origins,
            @Nullable Names resolver,
            @Nullable InetSocketAddress led,
            OriginTls tls,
            @Nullable Authority authority) {}

    private final boolean epoll = Epoll.isAvailable();
    private final MultiThreadIoEventLoopGroup loops;
    private final Map<EventLoop, OriginPool> pools = new HashMap<>();
    private final Network network;
    private final Patience patience;
    private final PolicyInForce inForce;
    private final Bindings bindings;
    private final Connections room;
    private final LiveTraffic live;
    private final Pulse pulse;
    private final Modes modes;
    private final @Nullable Leaves leaves;
    private final @Nullable Inspecting inspecting;
    private final MayThey mayThey;
    private final OwnPages ownPages;
    private final WhereTo whereTo;
    private final Refusing refusing;
    private final Splice splice;
    private final Chronicle chronicle;
    private final Examiner examiner;
    private final Meters meters;
    private final Clock clock;
    private final List<Channel> ports = new CopyOnWriteArrayList<>();
    private @Nullable Channel ledPort;

    /** @param logOns null where no script says who logs on to which computer */
    public ProxyServer(
            Network network,
            Share share,
            Patience patience,
            PolicyInForce inForce,
            Bindings bindings,
            @Nullable LogOns logOns,
            Refusals refusals,
            Journal journal,
            Inside inside,
            Tickets tickets,
            Health health,
            Examiner examiner,
            Meters meters,
            Clock clock) {
        this.examiner = examiner;
        this.network = network;
        this.room = share.clients();
        this.patience = patience;
        this.inForce = inForce;
        this.bindings = bindings;
        this.clock = clock;
        this.meters = meters;
        this.chronicle = new Chronicle(journal, meters);
        Pages pages = new Pages(clock);
        this.refusing = new Refusing(chronicle, refusals, pages);
        this.modes = new Modes(network.authority());
        this.mayThey = new MayThey(network.tunnelPorts(), modes, refusing);
        this.ownPages = new OwnPages(
                new ProxyNames(network.names(), network.beside(), network.further(), this::isFoundAt),
                tickets,
                health,
                bindings,
                logOns,
                refusals,
                pages,
                meters,
                clock);
        this.splice = new Splice(chronicle, patience);
        Names resolver = network.resolver() != null
                ? network.resolver()
                : new SystemNames(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class);
        this.whereTo = new WhereTo(resolver, inside, network.origins());
        this.leaves = network.authority() == null ? null : new Leaves(network.authority());
        this.inspecting = leaves == null
                ? null
                : new Inspecting(
                        leaves,
                        whereTo,
                        this::pool,
                        patience,
                        (stream, site) -> handle(stream, site.tunnel().edge, site));
        // One processor stays for the system's own work, the journal and the compiler: a loop that waits for its turn
        // lets
        // all its clients wait.
        this.loops = new MultiThreadIoEventLoopGroup(
                Math.max(1, share.processors() - 1), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends SocketChannel> channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        List<EventLoop> each = new ArrayList<>();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            OriginPool pool = new OriginPool(loop, channel, network.tls(), share.sites(), patience);
            pools.put(loop, pool);
            each.add(loop);
            loop.scheduleWithFixedDelay(pool::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        }
        this.pulse = new Pulse(each);
        this.live = new LiveTraffic(each, inForce, modes, bindings, chronicle, refusals, clock);
        loops.next().scheduleWithFixedDelay(live::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets clients in. */
    public void open(Ports ports) throws IOException {
        this.ports.add(bind(ports, Edge.PROXY, "proxy", network.listen(), client -> handle(client, Edge.PROXY)));
        for (int further : network.further()) {
            InetSocketAddress address = new InetSocketAddress(network.listen().getAddress(), further);
            this.ports.add(bind(ports, Edge.PROXY, "proxy-" + further, address, client -> handle(client, Edge.PROXY)));
        }
        ledPort = network.led() == null
                ? null
                : bind(ports, Edge.TRANSPARENT, "transparent", network.led(), this::handleLed);
    }

    private Channel bind(Ports ports, Edge edge, String name, InetSocketAddress listen, Consumer<Channel> way)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OriginPool.WATER)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (room.take(channel)) {
                            live.came(channel);
                            way.accept(channel);
                        } else {
                            meters.of(edge).tooFast();
                            channel.close();
                        }
                    }
                });
        try {
            return ports.listening(name, bootstrap, loops, listen);
        } catch (IOException e) {
            throw new IOException("the proxy cannot listen on %s: %s".formatted(listen, e.getMessage()), e);
        }
    }

    private void handle(Channel channel, Edge edge) {
        channel.pipeline().addLast(idle());
        handle(channel, edge, null);
    }

    private IdleStateHandler idle() {
        return new IdleStateHandler(0, 0, patience.idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void handle(Channel channel, Edge edge, @Nullable Inspected tunnel) {
        if (channel instanceof Http2StreamChannel) {
            handleRequests(channel, new Door(null, null, clock, edge, tunnel));
        } else {
            RequestReader reader = new RequestReader(patience.head());
            AnswerWriter writer = new AnswerWriter();
            channel.pipeline().addLast(writer).addLast(reader);
            handleRequests(channel, new Door(reader, writer, clock, edge, tunnel));
        }
    }

    private void handleLed(Channel channel) {
        channel.pipeline().addLast(idle()).addLast(new HelloReader(patience.head(), read -> handleLed(channel, read)));
    }

    /** Its first bytes say whether it is TLS or HTTP; anything else ends here. */
    private void handleLed(Channel channel, ClientHello.Read read) {
        HelloReader greeting = channel.pipeline().get(HelloReader.class);
        String name = read instanceof ClientHello.Read.Whole(var hello) ? hello.name() : null;
        if (name != null) {
            Led.Tls tls = new Led.Tls(greeting);
            channel.pipeline().addLast(tls);
            handleRequests(channel, new Door(null, null, clock, Edge.TRANSPARENT, null));
            tls.ask(channel.pipeline().context(tls), name);
        } else if (read instanceof ClientHello.Read.Other(var what) && what.equals(ClientHello.HTTP)) {
            RequestReader reader = new RequestReader(patience.head());
            AnswerWriter writer = new AnswerWriter();
            channel.pipeline().addLast(writer).addLast(reader).addLast(new Led.Http());
            handleRequests(channel, new Door(reader, writer, clock, Edge.TRANSPARENT, null));
            channel.pipeline().remove(greeting);
            channel.config().setAutoRead(true);
        } else {
            meters.of(Edge.TRANSPARENT).refused();
            channel.close();
        }
    }

    /** The way of a request: each handler answers it or passes it on. */
    private void handleRequests(Channel channel, Door door) {
        OriginPool pool = pool(channel);
        channel.pipeline()
                // Judges the form of the request, so that nobody behind it sees an ambiguous one.
                .addLast(door)
                .addLast(new WhoIsThis(inForce::current, bindings, network.hops()))
                // Before the decision: whoever may not go online may still sign in and ask why.
                .addLast(ownPages)
                .addLast(mayThey)
                .addLast(new Tunnels(
                        inForce::current, modes, whereTo, pool, refusing, splice, inspecting, chronicle, patience))
                .addLast(new Onward(whereTo, pool, refusing, splice, patience, chronicle, examiner));
        live.add(channel, door);
    }

    private OriginPool pool(Channel channel) {
        OriginPool pool = pools.get(channel.eventLoop());
        if (pool == null) {
            throw new IllegalStateException("no pool for " + channel.eventLoop());
        }
        return pool;
    }

    /** Where a router may lead connections to; null where there is no such port. */
    public @Nullable InetSocketAddress ledAddress() {
        return ledPort == null ? null : (InetSocketAddress) ledPort.localAddress();
    }

    /** Where browsers find the proxy, unless they are given a further port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) ports.getFirst().localAddress();
    }

    /** The ports where browsers find the proxy, the usual one first. */
    public List<Integer> ports() {
        return ports.stream()
                .map(port -> ((InetSocketAddress) port.localAddress()).getPort())
                .toList();
    }

    private boolean isFoundAt(int port) {
        return ports.stream().anyMatch(open -> ((InetSocketAddress) open.localAddress()).getPort() == port);
    }

    /** Another process takes what comes, and what is kept of who is where is kept there; or it does no more. */
    public void isReplaced(boolean replaced) {
        ownPages.passOn(replaced);
    }

    /** Tells clients with their next answer that it is the last, and hangs up on those that are quiet. */
    public void leave() {
        live.leave();
        loops.next()
                .scheduleWithFixedDelay(
                        live::endQuiet, Farewell.GLANCE_MILLIS, Farewell.GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many clients are connected. */
    public int clients() {
        return live.count();
    }

    /** Whether connections wait for a processor. */
    public boolean isLate() {
        return pulse.isLate();
    }

    /** Decides again what is under way. */
    public void lookAgain() {
        live.lookAgain();
    }

    @Override
    public void close() {
        ports.forEach(port -> port.close().awaitUninterruptibly());
        if (ledPort != null) {
            ledPort.close().awaitUninterruptibly();
        }
        Loops.end(loops);
        if (leaves != null) {
            leaves.close();
        }
    }
}
