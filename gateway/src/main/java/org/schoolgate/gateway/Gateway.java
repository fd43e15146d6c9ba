package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.dns.DnsFigures;
import org.schoolgate.gateway.dns.DnsServer;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.handover.Predecessor;
import org.schoolgate.gateway.handover.Succession;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.icap.IcapServer;
import org.schoolgate.gateway.journal.EventSender;
import org.schoolgate.gateway.journal.Journals;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Platform;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyFeed;
import org.schoolgate.gateway.policy.PolicyFile;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.policy.Report;
import org.schoolgate.gateway.proxy.Inside;
import org.schoolgate.gateway.proxy.ProxyServer;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.tls.Authority;
import org.schoolgate.gateway.tls.OriginTls;
import org.schoolgate.gateway.tls.PlatformAuthority;
import org.schoolgate.gateway.tls.SchoolAuthority;
import org.schoolgate.gateway.who.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A running gateway: one school's policy, enforced on the wire, with the platform or without it. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final String DOOR = "succession";

    /** How long one process without a policy waits for one before it gives up taking another's place. */
    private static final Duration POLICY = Duration.ofSeconds(15);

    /** How long what is under way may take to end when this gateway does. */
    public static final Duration PARTING = Duration.ofSeconds(20);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final GatewaySettings settings;
    private final @Nullable Predecessor before;
    private final Ports ports;
    private final ListsInUse.Lists lists;
    private final Meters meters;
    private final Journals journals;
    private final Platform platform;
    private final EventSender sender;
    private final PolicyInForce inForce;
    private final PolicyFeed feed;
    private final Whereabouts whereabouts;
    private final OriginTls originTls;
    private final Examiner examiner;
    private final Doors doors;
    private final HealthWatch health;
    private final Errands errands;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile List<Integer> proxyPorts = List.of();
    private @Nullable Succession succession;
    private @Nullable Future<?> looks;
    private boolean closed;
    private final ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-second").factory());

    /**
     * Starts a gateway; it lets nothing through before it has a policy. Where a process of this gateway runs already, it takes
     * its place, and nobody who comes finds the door closed.
     */
    public static Gateway start(GatewaySettings settings) throws IOException {
        return Objects.requireNonNull(
                Gateways.start(Map.of(Gateways.ONLY, settings)).open().get(Gateways.ONLY));
    }

    /** One whose doors are shut as yet, and which has the newest policy that can be had in a moment. */
    static Gateway ready(GatewaySettings settings, Share share, ListsInUse lists) throws IOException {
        Files.createDirectories(
                settings.data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Predecessor before = Predecessor.at(settings.data.resolve(DOOR));
        try {
            Gateway gateway = new Gateway(settings, share, lists, before);
            gateway.begin();
            return gateway;
        } catch (IOException | RuntimeException e) {
            if (before != null) {
                before.close();
            }
            throw e;
        }
    }

    private Gateway(GatewaySettings settings, Share share, ListsInUse inUse, @Nullable Predecessor before)
            throws IOException {
        this.settings = settings;
        this.before = before;
        ports = before == null ? new Ports() : before.ports();
        meters = new Meters(settings.clock);
        lists = inUse.of(settings.lists, settings.illegalCategories);
        journals = new Journals(settings.data, settings.journal, settings.clock);
        Inside inside = new Inside(settings.inside);
        Swap swap = new Swap();
        inForce = new PolicyInForce(lists.image(), settings.illegalCategories, swap::happened);
        lists.tell(inForce::lists);
        platform = new Platform(settings.server, settings.token, settings.certificate, this::report);
        sender = new EventSender(journals.own(), platform::events, meters.of(Edge.EVENTS));
        PolicyFile file = new PolicyFile(settings.data.resolve("policy"), settings.token);
        feed = new PolicyFeed(platform, inForce, file, settings.clock);
        feed.catchUp();
        whereabouts = new Whereabouts(settings, inForce, meters.of(Edge.RADIUS));
        originTls = new OriginTls(settings.trusted, settings.patience.connect());
        Authority authority = settings.authority == null
                ? PlatformAuthority.in(settings.data.resolve("authority"), settings.clock)
                : SchoolAuthority.in(settings.authority, settings.clock);
        examiner = new Examiner(settings.scanner, settings.data.resolve("waiting"));
        Refusals refusals = new Refusals();
        ProxyServer proxy = new ProxyServer(
                new ProxyServer.Network(
                        settings.listen,
                        settings.furtherPorts,
                        settings.names,
                        settings.beside,
                        settings.tunnelPorts,
                        settings.hops,
                        settings.origins,
                        settings.resolver,
                        settings.led,
                        originTls,
                        authority),
                share,
                settings.patience,
                inForce,
                whereabouts.bindings(),
                whereabouts.logOns(),
                refusals,
                journals.own(),
                inside,
                platform::redeem,
                new OwnHealth(
                        inForce,
                        feed,
                        lists,
                        journals,
                        sender,
                        this::proxyPorts,
                        whereabouts::radius,
                        this::dnsFigures,
                        examiner,
                        settings.clock),
                examiner,
                meters,
                settings.clock);
        swap.tells(proxy);
        InetSocketAddress squids = settings.icap;
        doors = new Doors(
                proxy,
                settings.dns == null
                        ? null
                        : new DnsServer(
                                settings.listen.getAddress(),
                                settings.dns,
                                new DnsServer.Surroundings(
                                        share,
                                        inForce,
                                        whereabouts.bindings(),
                                        journals.own(),
                                        refusals,
                                        inside,
                                        settings.names,
                                        meters,
                                        settings.clock),
                                ports),
                squids == null
                        ? null
                        : () -> new IcapServer(
                                squids,
                                settings.icapClients,
                                share,
                                inForce,
                                whereabouts.bindings(),
                                journals.own(),
                                refusals,
                                examiner,
                                meters,
                                ports,
                                settings.clock),
                ports);
        CertificateErrand certificate = authority instanceof PlatformAuthority own
                ? new CertificateErrand(own, inForce, platform, proxy::lookAgain)
                : null;
        EdgeProbes probes = new EdgeProbes(
                inForce,
                feed,
                journals.own(),
                sender,
                lists,
                authority,
                proxy,
                meters.of(Edge.SCANNER),
                settings.clock);
        health = new HealthWatch(meters, probes::figures, settings.clock);
        probes.all(
                health,
                certificate,
                settings.radius != null,
                settings.logOnSecret != null,
                settings.icap != null,
                examiner);
        errands = new Errands(
                new HowItIs(health, platform), new WhoIsWhere(whereabouts::sightings, platform), certificate);
    }

    private @Nullable DnsFigures dnsFigures() {
        return doors.dnsFigures();
    }

    /** Follows the policy and hands over what was seen. */
    private void begin() {
        everySecond.scheduleWithFixedDelay(() -> journals.own().sync(), 1, 1, TimeUnit.SECONDS);
        everySecond.scheduleWithFixedDelay(this::takeUp, 1, 1, TimeUnit.SECONDS);
        sender.start();
        feed.start();
    }

    private void takeUp() {
        journals.takeUp(platform::events, meters.of(Edge.EVENTS));
    }

    /** Whether another process is this gateway until now. */
    boolean isNext() {
        return before != null;
    }

    /** Nothing is let through without a policy: the process that has one keeps its place until this one has one, too. */
    void awaitPolicy() throws IOException {
        if (before != null && !isSoon(() -> inForce.current() != null, System.nanoTime() + POLICY.toNanos())) {
            throw new IOException("there is no policy, so the process that runs keeps its place");
        }
    }

    ListImage image() {
        return lists.image();
    }

    /** Lets clients in; from here on this process is the gateway. */
    void open() throws IOException {
        whereabouts.open(before == null ? null : remembered(before));
        doors.open();
        proxyPorts = doors.proxy().ports();
        doors.watch(health);
        if (before != null) {
            tell(before);
            before.close();
        }
        succession = Succession.at(settings.data.resolve(DOOR), ports, new Place());
        looks = everySecond.scheduleWithFixedDelay(health::look, 0, 1, TimeUnit.SECONDS);
        errands.start();
    }

    private @Nullable Remembered remembered(Predecessor before) {
        try {
            Remembered known = Feed.JSON.readValue(before.stops(), Remembered.class);
            Policy policy = inForce.current();
            if (policy == null || known.policy() == null || !known.isOf(policy.copy())) {
                return null;
            }
            inForce.offer(known.policy());
            return known;
        } catch (IOException | JacksonException e) {
            LOG.warn("what the process before knew of who is where is lost: {}", e.getMessage());
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static void tell(Predecessor before) {
        try {
            before.leaves();
            LOG.info("this process has taken the place of the one before");
        } catch (IOException e) {
            LOG.warn("the process before is gone already: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What this process does when another comes to take its place. */
    private final class Place implements Succession.Incumbent {
        @Override
        public String stop() {
            doors.proxy().isReplaced(true);
            whereabouts.close();
            return Feed.JSON.writeValueAsString(whereabouts.remembered());
        }

        @Override
        public void goOn() {
            doors.proxy().isReplaced(false);
            whereabouts.openAgain();
        }

        @Override
        public void leave() {
            LOG.info("another process has taken this one's place");
            Thread.ofPlatform().name("parting").start(() -> Gateway.this.leave(PARTING));
        }
    }

    private Report report() {
        Policy policy = inForce.current();
        return new Report(
                policy == null ? null : policy.copy().tag(),
                policy == null ? null : policy.canaries(),
                proxyPorts,
                journals.waiting(),
                journals.oldest());
    }

    /** The policy is there before the proxy whose traffic it decides again. */
    private static final class Swap {
        private volatile @Nullable ProxyServer proxy;

        void tells(ProxyServer server) {
            proxy = server;
        }

        void happened(Policy policy) {
            ProxyServer server = proxy;
            if (server != null) {
                server.lookAgain();
            }
        }
    }

    /** Where browsers find the proxy. */
    public InetSocketAddress address() {
        return doors.proxy().address();
    }

    /** The ports at that address where they find it, the usual one first. */
    public List<Integer> proxyPorts() {
        return proxyPorts;
    }

    /** Where devices look names up; null where they do not. */
    public @Nullable DnsServer dns() {
        return doors.dns();
    }

    /** Where a router may lead connections to; null where there is no such port. */
    public @Nullable InetSocketAddress ledAddress() {
        return doors.proxy().ledAddress();
    }

    /** The tag of the policy in force; null before the first. */
    public @Nullable String policy() {
        Policy policy = inForce.current();
        return policy == null ? null : policy.copy().tag();
    }

    /** Where RADIUS accounting is heard; nothing where it is not. */
    public OptionalInt radiusPort() {
        return whereabouts.radiusPort();
    }

    /** Where Squid asks; null where it does not. */
    public @Nullable InetSocketAddress icapAddress() {
        return doors.icapAddress();
    }

    /** Who is known where. */
    public List<Sighting> sightings() {
        return whereabouts.sightings();
    }

    /** How it is, edge by edge. */
    public GatewayHealth health() {
        return health.now();
    }

    /** Waits until this gateway is closed, as it is when another process has taken its place. */
    public void awaitEnd() throws InterruptedException {
        over.await();
    }

    /**
     * Takes no more, lets what is under way end, hands over what was seen, and closes.
     *
     * @param most after so long it closes whatever is under way
     */
    public synchronized void leave(Duration most) {
        if (closed) {
            return;
        }
        long end = System.nanoTime() + most.toNanos();
        endErrands();
        doors.leave(succession != null && succession.isTaken());
        isSoon(doors::areQuiet, end);
        journals.own().sync();
        isSoon(() -> journals.own().state().waiting() == 0 || sender.trouble() != null, end);
        try {
            close();
        } catch (IOException e) {
            LOG.warn("this gateway closed badly: {}", e.getMessage());
        }
    }

    private static boolean isSoon(BooleanSupplier condition, long end) {
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                Thread.sleep(GLANCE);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What another process does once it has taken this one's place. */
    private void endErrands() {
        if (succession != null) {
            try {
                succession.close();
            } catch (IOException e) {
                LOG.debug("the door for other processes closed badly", e);
            }
        }
        if (looks != null) {
            looks.cancel(false);
        }
        whereabouts.close();
        errands.close();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        endErrands();
        feed.close();
        doors.close();
        if (before != null) {
            before.close();
        }
        originTls.close();
        examiner.close();
        // Not now: whoever is interrupted while it brings the journal to the disk closes its file.
        everySecond.shutdown();
        sender.close();
        platform.close();
        journals.close();
        lists.close();
        over.countDown();
    }
}
