package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.LiveLists;
import org.schoolgate.gateway.dns.DnsFigures;
import org.schoolgate.gateway.dns.DnsServer;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Reader;
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
import org.schoolgate.gateway.radius.AccountingServer;
import org.schoolgate.gateway.tls.Authority;
import org.schoolgate.gateway.tls.OriginTls;
import org.schoolgate.gateway.tls.PlatformAuthority;
import org.schoolgate.gateway.tls.SchoolAuthority;
import org.schoolgate.gateway.who.Announced;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.LogOns;
import org.schoolgate.gateway.who.Sighting;
import org.schoolgate.gateway.who.Source;
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
    private final Clock clock;
    private final LiveLists lists;
    private final Journals journals;
    private final Platform platform;
    private final EventSender sender;
    private final PolicyInForce inForce;
    private final PolicyFeed feed;
    private final OriginTls originTls;
    private final ProxyServer proxy;
    private final Bindings bindings = new Bindings();
    private final Announced network;
    private final Announced computers;
    private final @Nullable LogOns logOns;
    private final Refusals refusals = new Refusals();
    private final Meters meters;
    private final HealthWatch health;
    private final HowItIs howItIs;
    private final Ports ports;
    private final WhoIsWhere whoIsWhere;
    private final @Nullable CertificateErrand certificate;
    private final Examiner examiner;
    private final @Nullable DnsServer dns;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile List<Integer> proxyPorts = List.of();
    private volatile @Nullable AccountingServer radius;
    private volatile @Nullable IcapServer icap;
    private @Nullable Succession succession;
    private boolean closed;
    private final ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-second").factory());

    /**
     * Starts a gateway; it lets nothing through before it has a policy. Where a process of this gateway runs already, it takes
     * its place, and nobody who comes finds the door closed.
     */
    public static Gateway start(GatewaySettings settings) throws IOException {
        Files.createDirectories(
                settings.data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Predecessor before = Predecessor.at(settings.data.resolve(DOOR))) {
            Gateway gateway = new Gateway(settings, before == null ? new Ports() : before.ports());
            try {
                gateway.open(before);
            } catch (IOException | RuntimeException e) {
                gateway.close();
                throw e;
            }
            return gateway;
        }
    }

    private Gateway(GatewaySettings settings, Ports ports) throws IOException {
        this.settings = settings;
        this.ports = ports;
        clock = settings.clock;
        meters = new Meters(clock);
        lists = lists(settings.lists).keeping(settings.illegalCategories);
        journals = new Journals(settings.data, settings.journal, settings.clock);
        Inside inside = new Inside(settings.inside);
        Swap swap = new Swap();
        inForce = new PolicyInForce(lists.image(), settings.illegalCategories, swap::happened);
        platform = new Platform(settings.server, settings.token, settings.certificate, this::report);
        sender = new EventSender(journals.own(), platform::events, meters.of(Edge.EVENTS));
        PolicyFile file = new PolicyFile(settings.data.resolve("policy"), settings.token);
        feed = new PolicyFeed(platform, inForce, file, settings.clock);
        feed.catchUp();
        network = new Announced(Source.RADIUS, bindings, this::named, settings.clock);
        computers = new Announced(Source.LOG_ON, bindings, this::named, settings.clock);
        logOns = settings.logOnSecret == null ? null : new LogOns(settings.logOnSecret, computers, settings.clock);
        originTls = new OriginTls(settings.trusted, settings.patience.connect());
        Authority authority = settings.authority == null
                ? PlatformAuthority.in(settings.data.resolve("authority"), settings.clock)
                : SchoolAuthority.in(settings.authority, settings.clock);
        examiner = new Examiner(settings.scanner, settings.data.resolve("waiting"));
        proxy = new ProxyServer(
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
                settings.patience,
                inForce,
                bindings,
                logOns,
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
                        this::radiusState,
                        this::dnsFigures,
                        examiner,
                        settings.clock),
                examiner,
                meters,
                settings.clock);
        swap.tells(proxy);
        dns = settings.dns == null
                ? null
                : new DnsServer(
                        settings.listen.getAddress(),
                        settings.dns,
                        new DnsServer.Surroundings(
                                inForce,
                                bindings,
                                journals.own(),
                                refusals,
                                inside,
                                settings.names,
                                meters,
                                settings.clock),
                        ports);
        whoIsWhere = new WhoIsWhere(this::sightings, platform);
        certificate = authority instanceof PlatformAuthority own
                ? new CertificateErrand(own, inForce, platform, proxy::lookAgain)
                : null;
        EdgeProbes probes = new EdgeProbes(
                inForce,
                feed,
                journals.own(),
                sender,
                lists,
                settings.lists != null,
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
        howItIs = new HowItIs(health, platform);
    }

    /** Lets clients in; from here on this process is the gateway. */
    private void open(@Nullable Predecessor before) throws IOException {
        everySecond.scheduleWithFixedDelay(() -> journals.own().sync(), 1, 1, TimeUnit.SECONDS);
        everySecond.scheduleWithFixedDelay(this::takeUp, 1, 1, TimeUnit.SECONDS);
        everySecond.scheduleWithFixedDelay(this::lookAtLists, 1, 1, TimeUnit.SECONDS);
        sender.start();
        feed.start();
        if (!settings.warmUp.isZero()) {
            WarmUp.run(lists.image(), settings.warmUp);
        }
        if (before != null) {
            awaitPolicy();
        }
        Remembered known = before == null ? null : remembered(before);
        if (known != null) {
            remember(known);
        }
        radius = radius(settings);
        if (known != null) {
            hearOnFrom(known.network().said());
        }
        if (settings.icap != null) {
            icap = new IcapServer(
                    settings.icap,
                    settings.icapClients,
                    inForce,
                    bindings,
                    journals.own(),
                    refusals,
                    examiner,
                    meters,
                    ports,
                    settings.clock);
        }
        if (dns != null) {
            dns.open();
            dns.watch(health);
        }
        proxy.open(ports);
        proxyPorts = proxy.ports();
        if (before != null) {
            tell(before);
        }
        ports.closeUnwanted();
        succession = Succession.at(settings.data.resolve(DOOR), ports, new Place());
        everySecond.scheduleWithFixedDelay(health::look, 0, 1, TimeUnit.SECONDS);
        howItIs.start();
        whoIsWhere.start();
        if (certificate != null) {
            certificate.start();
        }
    }

    private void takeUp() {
        journals.takeUp(platform::events, meters.of(Edge.EVENTS));
    }

    /** Nothing is let through without a policy: the process that has one keeps its place until this one has one, too. */
    private void awaitPolicy() throws IOException {
        if (!isSoon(() -> inForce.current() != null, System.nanoTime() + POLICY.toNanos())) {
            throw new IOException("there is no policy, so the process that runs keeps its place");
        }
    }

    private @Nullable Remembered remembered(Predecessor before) {
        try {
            Remembered known = Feed.JSON.readValue(before.stops(), Remembered.class);
            Policy policy = inForce.current();
            return policy != null && known.isOf(policy.copy()) ? known : null;
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

    private Remembered remembered() {
        AccountingServer heard = radius;
        Policy policy = inForce.current();
        return new Remembered(
                policy == null ? null : policy.copy(),
                bindings.all(),
                new Remembered.Heard(
                        network.sessions(),
                        heard == null ? List.of() : heard.heardBefore().all()),
                new Remembered.Heard(
                        computers.sessions(),
                        logOns == null ? List.of() : logOns.saidBefore().all()));
    }

    private void remember(Remembered known) {
        if (known.policy() != null) {
            inForce.offer(known.policy());
        }
        bindings.goOnFrom(known.bound());
        network.goOnFrom(known.network().sessions());
        computers.goOnFrom(known.computers().sessions());
        if (logOns != null) {
            known.computers().said().forEach(logOns.saidBefore()::isNew);
        }
    }

    private void hearOnFrom(List<String> said) {
        AccountingServer hears = radius;
        if (hears != null) {
            said.forEach(hears.heardBefore()::isNew);
        }
    }

    /** What this process does when another comes to take its place. */
    private final class Place implements Succession.Incumbent {
        private @Nullable AccountingServer silenced;

        @Override
        public String stop() {
            proxy.isReplaced(true);
            silenced = radius;
            if (silenced != null) {
                silenced.close();
            }
            return Feed.JSON.writeValueAsString(remembered());
        }

        @Override
        public void goOn() {
            proxy.isReplaced(false);
            AccountingServer before = silenced;
            if (before != null) {
                try {
                    radius = radius(settings);
                    hearOnFrom(before.heardBefore().all());
                } catch (IOException e) {
                    LOG.error("RADIUS accounting is heard no more: {}", e.getMessage());
                }
            }
        }

        @Override
        public void leave() {
            LOG.info("another process has taken this one's place");
            Thread.ofPlatform().name("parting").start(() -> Gateway.this.leave(PARTING));
        }
    }

    private @Nullable AccountingServer radius(GatewaySettings settings) throws IOException {
        return settings.radius == null || settings.radiusClients == null
                ? null
                : new AccountingServer(
                        settings.radius, settings.radiusClients, network, meters.of(Edge.RADIUS), settings.clock);
    }

    private AccountingServer.@Nullable State radiusState() {
        AccountingServer server = radius;
        return server == null ? null : server.state();
    }

    private @Nullable Reader named(String signInName) {
        Policy policy = inForce.current();
        return policy == null ? null : policy.named(signInName);
    }

    private @Nullable DnsFigures dnsFigures() {
        DnsServer server = dns;
        return server == null ? null : server.figures();
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

    private static LiveLists lists(@Nullable Path file) throws IOException {
        if (file == null) {
            return LiveLists.none();
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return LiveLists.of(file);
    }

    private void lookAtLists() {
        String before = lists.trouble();
        if (lists.look()) {
            inForce.lists(lists.image());
            LOG.info("new category lists are in force: {} names", lists.image().names());
        } else if (lists.trouble() != null && !lists.trouble().equals(before)) {
            LOG.warn("the category lists before stay in force: {}", lists.trouble());
        }
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
        return proxy.address();
    }

    /** The ports at that address where they find it, the usual one first. */
    public List<Integer> proxyPorts() {
        return proxyPorts;
    }

    /** Where devices look names up; null where they do not. */
    public @Nullable DnsServer dns() {
        return dns;
    }

    /** Where a router may lead connections to; null where there is no such port. */
    public @Nullable InetSocketAddress ledAddress() {
        return proxy.ledAddress();
    }

    /** The tag of the policy in force; null before the first. */
    public @Nullable String policy() {
        Policy policy = inForce.current();
        return policy == null ? null : policy.copy().tag();
    }

    /** Where RADIUS accounting is heard; nothing where it is not. */
    public OptionalInt radiusPort() {
        return radius == null ? OptionalInt.empty() : OptionalInt.of(radius.port());
    }

    /** Where Squid asks; null where it does not. */
    public @Nullable InetSocketAddress icapAddress() {
        return icap == null ? null : icap.address();
    }

    /** Who is known where. */
    public List<Sighting> sightings() {
        Policy policy = inForce.current();
        return policy == null ? List.of() : bindings.sightings(policy.copy().endedSessions(), clock.instant());
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
        ports.leave(succession != null && succession.isTaken());
        proxy.leave();
        if (icap != null) {
            icap.leave();
        }
        isSoon(this::isQuiet, end);
        journals.own().sync();
        isSoon(() -> journals.own().state().waiting() == 0 || sender.trouble() != null, end);
        try {
            close();
        } catch (IOException e) {
            LOG.warn("this gateway closed badly: {}", e.getMessage());
        }
    }

    private boolean isQuiet() {
        return proxy.clients() == 0 && (icap == null || icap.connections() == 0) && (dns == null || !dns.isAsking());
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
        if (radius != null) {
            radius.close();
        }
        whoIsWhere.close();
        howItIs.close();
        if (certificate != null) {
            certificate.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        endErrands();
        if (icap != null) {
            icap.close();
        }
        feed.close();
        proxy.close();
        if (dns != null) {
            dns.close();
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
