package org.schoolgate.gateway.warm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.dns.DnsServer;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.icap.IcapServer;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.journal.JournalSpace;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.proxy.Health;
import org.schoolgate.gateway.proxy.Inside;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.gateway.proxy.ProxyServer;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.tls.OriginTls;
import org.schoolgate.gateway.tls.SchoolAuthority;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.Bindings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes the ways to a gateway before its ports open, so that whoever comes first is answered as fast as whoever comes later. It
 * has doors, sites, a policy, an authority and a journal of its own, all on this machine, in a folder that is deleted again;
 * nothing of it reaches the platform.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final double FASTER = 1.1;

    /** So many answers by each way, or the time is up. */
    private static final int FEWEST = 200;

    /** A way that does not lead anywhere is not gone for ever. */
    private static final int MOST_FAULTS = 20;

    private static final JournalSpace SPACE = new JournalSpace(64 << 20, 4 << 10);
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Health WELL = new Health() {
        @Override
        public boolean isWell() {
            return true;
        }

        @Override
        public String json() {
            return "{}";
        }
    };

    private final Map<Edge, LongAdder> answered = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    private WarmUp() {}

    /**
     * Goes on until answers come no faster any more, and at most so long. What cannot be warmed stays cold, and the log says
     * why.
     *
     * @param image the gateway's own lists
     * @param edges those of the ways that the gateway has; of others nothing is done
     * @return how many answers came by each
     */
    public static Map<Edge, Long> run(ListImage image, Set<Edge> edges, Duration most) {
        try {
            Path folder = Files.createTempDirectory("schoolgate-warm-up");
            try {
                return new WarmUp().run(folder, image, edges, most);
            } finally {
                delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("the first pages will be slow: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private Map<Edge, Long> run(Path folder, ListImage image, Set<Edge> edges, Duration most)
            throws IOException, GeneralSecurityException, InterruptedException {
        Clock clock = Clock.systemUTC();
        PolicyInForce inForce = new PolicyInForce(image, Set.of(), _ -> {});
        inForce.offer(School.policy(clock.instant()));
        Share share = Share.of(1);
        Meters meters = new Meters(clock);
        Bindings bindings = new Bindings();
        Refusals refusals = new Refusals();
        Inside inside = new Inside(List.of());
        SchoolAuthority authority = SchoolAuthority.forNow(clock);
        try (Sites sites = new Sites(authority);
                Journal journal = Journal.open(folder, SPACE, clock);
                Examiner examiner = new Examiner(null, folder.resolve("waiting"));
                OriginTls tls = new OriginTls(authority.writeCertificates(folder.resolve("trusted.pem")), SLICE);
                ProxyServer proxy = new ProxyServer(
                        new ProxyServer.Network(
                                HERE,
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Set.of(443),
                                List.of(),
                                sites.origins(),
                                null,
                                null,
                                tls,
                                authority),
                        share,
                        Patience.USUAL,
                        inForce,
                        bindings,
                        null,
                        refusals,
                        journal,
                        inside,
                        _ -> null,
                        WELL,
                        examiner,
                        meters,
                        clock);
                DnsServer dns = new DnsServer(
                        HERE.getAddress(),
                        new DnsSettings(0, List.of(sites.names()), null, List.of(), 0),
                        new DnsServer.Surroundings(
                                share, inForce, bindings, journal, refusals, inside, Set.of(), meters, clock),
                        new Ports());
                IcapServer icap = new IcapServer(
                        HERE,
                        List.of(AddressRange.of("127.0.0.0/8")),
                        share,
                        inForce,
                        bindings,
                        journal,
                        refusals,
                        examiner,
                        meters,
                        new Ports(),
                        clock)) {
            proxy.open(new Ports());
            dns.open();
            Map<Edge, Way> ways = new EnumMap<>(Map.of(
                    Edge.PROXY, new Pages(proxy.address()),
                    Edge.INSPECTION, new PagesInside(proxy.address(), Sites.believing(authority)),
                    Edge.DNS_UDP, new Names(dns.address()),
                    Edge.ICAP, new PagesOfSquid(icap.address())));
            ways.keySet().retainAll(edges);
            run(ways, most);
        }
        Map<Edge, Long> sums = new EnumMap<>(Edge.class);
        answered.forEach((edge, count) -> sums.put(edge, count.sum()));
        LOG.debug("answers before the ports open: {}", sums);
        return sums;
    }

    private void run(Map<Edge, Way> ways, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        List<Thread> clients = new ArrayList<>();
        ways.forEach((edge, way) -> {
            int together = edge == Edge.PROXY ? Runtime.getRuntime().availableProcessors() : 1;
            for (int i = 0; i < together; i++) {
                clients.add(Thread.ofPlatform().daemon().name("warm-up").start(() -> keepGoing(edge, way)));
            }
        });
        long fastest = 0;
        int slower = 0;
        while (slower < 2 && System.nanoTime() < end) {
            long before = answers();
            Thread.sleep(SLICE);
            long now = answers() - before;
            slower = now > fastest * FASTER || !areAllGone(ways.keySet()) ? 0 : slower + 1;
            fastest = Math.max(fastest, now);
        }
        over.set(true);
        for (Thread client : clients) {
            client.join(SLICE);
        }
    }

    private boolean areAllGone(Set<Edge> ways) {
        return ways.stream()
                .allMatch(
                        edge -> answered.containsKey(edge) && answered.get(edge).sum() >= FEWEST);
    }

    private long answers() {
        return answered.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private void keepGoing(Edge edge, Way way) {
        LongAdder count = answered.computeIfAbsent(edge, _ -> new LongAdder());
        for (int faults = 0; !over.get() && faults < MOST_FAULTS; ) {
            try {
                way.go(count::increment);
            } catch (IOException e) {
                LOG.debug("{} while it gets warm: {}", edge, e.toString());
                faults++;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
