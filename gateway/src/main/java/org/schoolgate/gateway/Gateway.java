package org.schoolgate.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.LiveLists;
import org.schoolgate.gateway.dns.DnsFigures;
import org.schoolgate.gateway.dns.DnsServer;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.icap.IcapServer;
import org.schoolgate.gateway.journal.EventSender;
import org.schoolgate.gateway.journal.Journal;
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

/** A running gateway: one school's policy, enforced on the wire, with the platform or without it. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Clock clock;
    private final LiveLists lists;
    private final Journal journal;
    private final Platform platform;
    private final EventSender sender;
    private final PolicyInForce inForce;
    private final PolicyFeed feed;
    private final OriginTls originTls;
    private final ProxyServer proxy;
    private final Bindings bindings = new Bindings();
    private final Refusals refusals = new Refusals();
    private final Meters meters;
    private final HealthWatch health;
    private final HowItIs howItIs;
    private final @Nullable AccountingServer radius;
    private final @Nullable IcapServer icap;
    private final WhoIsWhere whoIsWhere;
    private final @Nullable CertificateErrand certificate;
    private final @Nullable DnsServer dns;
    private final Examiner examiner;
    private final ScheduledExecutorService everySecond = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-second").factory());

    /** Starts a gateway; it lets nothing through before it has a policy. */
    public static Gateway start(GatewaySettings settings) throws IOException {
        return new Gateway(settings);
    }

    private Gateway(GatewaySettings settings) throws IOException {
        clock = settings.clock;
        meters = new Meters(clock);
        Files.createDirectories(
                settings.data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lists = lists(settings.lists).keeping(settings.illegalCategories);
        journal = Journal.open(settings.data.resolve("journal"), settings.journal, settings.clock);
        Inside inside = new Inside(settings.inside);
        Swap swap = new Swap();
        inForce = new PolicyInForce(lists.image(), settings.illegalCategories, swap::happened);
        platform = new Platform(settings.server, settings.token, settings.certificate, this::report);
        sender = new EventSender(journal, platform::events, meters.of(Edge.EVENTS));
        PolicyFile file = new PolicyFile(settings.data.resolve("policy"), settings.token);
        feed = new PolicyFeed(platform, inForce, file, settings.clock);
        feed.catchUp();
        radius = radius(settings);
        originTls = new OriginTls(settings.trusted, settings.patience.connect());
        Authority authority = settings.authority == null
                ? PlatformAuthority.in(settings.data.resolve("authority"), settings.clock)
                : SchoolAuthority.in(settings.authority, settings.clock);
        examiner = new Examiner(settings.scanner, settings.data.resolve("waiting"));
        proxy = new ProxyServer(
                new ProxyServer.Network(
                        settings.listen,
                        settings.names,
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
                logOns(settings),
                refusals,
                journal,
                inside,
                platform::redeem,
                new OwnHealth(
                        inForce, feed, lists, journal, sender, radius, this::dnsFigures, examiner, settings.clock),
                examiner,
                meters,
                settings.clock);
        swap.tells(proxy);
        icap = settings.icap == null
                ? null
                : new IcapServer(
                        settings.icap,
                        settings.icapClients,
                        inForce,
                        bindings,
                        journal,
                        refusals,
                        examiner,
                        meters,
                        settings.clock);
        dns = settings.dns == null
                ? null
                : dns(
                        settings,
                        settings.dns,
                        new DnsServer.Surroundings(
                                inForce, bindings, journal, refusals, inside, settings.names, meters, settings.clock));
        everySecond.scheduleWithFixedDelay(journal::sync, 1, 1, TimeUnit.SECONDS);
        everySecond.scheduleWithFixedDelay(this::lookAtLists, 1, 1, TimeUnit.SECONDS);
        whoIsWhere = new WhoIsWhere(this::sightings, platform);
        whoIsWhere.start();
        certificate = authority instanceof PlatformAuthority own
                ? new CertificateErrand(own, inForce, platform, proxy::lookAgain)
                : null;
        if (certificate != null) {
            certificate.start();
        }
        EdgeProbes probes = new EdgeProbes(
                inForce,
                feed,
                journal,
                sender,
                lists,
                settings.lists != null,
                authority,
                proxy,
                meters.of(Edge.SCANNER),
                settings.clock);
        health = new HealthWatch(meters, probes::figures, settings.clock);
        probes.all(health, certificate, radius != null, settings.logOnSecret != null, icap != null, examiner);
        if (dns != null) {
            dns.watch(health);
        }
        everySecond.scheduleWithFixedDelay(health::look, 0, 1, TimeUnit.SECONDS);
        howItIs = new HowItIs(health, platform);
        howItIs.start();
        sender.start();
        feed.start();
    }

    private @Nullable AccountingServer radius(GatewaySettings settings) throws IOException {
        return settings.radius == null || settings.radiusClients == null
                ? null
                : new AccountingServer(
                        settings.radius,
                        settings.radiusClients,
                        new Announced(Source.RADIUS, bindings, this::named, settings.clock),
                        meters.of(Edge.RADIUS),
                        settings.clock);
    }

    private @Nullable LogOns logOns(GatewaySettings settings) {
        return settings.logOnSecret == null
                ? null
                : new LogOns(
                        settings.logOnSecret,
                        new Announced(Source.LOG_ON, bindings, this::named, settings.clock),
                        settings.clock);
    }

    private @Nullable Reader named(String signInName) {
        Policy policy = inForce.current();
        return policy == null ? null : policy.named(signInName);
    }

    private DnsServer dns(GatewaySettings settings, DnsSettings dnsSettings, DnsServer.Surroundings around)
            throws IOException {
        try {
            return new DnsServer(settings.listen.getAddress(), dnsSettings, around);
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
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
                journal.state().waiting(),
                journal.oldest());
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

    @Override
    public void close() throws IOException {
        if (radius != null) {
            radius.close();
        }
        whoIsWhere.close();
        howItIs.close();
        if (certificate != null) {
            certificate.close();
        }
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
        journal.close();
        lists.close();
    }
}
