package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How much a gateway holds when a school looks into ten thousand different sites, and when five thousand tunnels are open at
 * once: before, meanwhile, and after. A click of the co-ordinator's closes all the tunnels.
 *
 * <p>{@code ./schoolgate bench hosts [-Dschoolgate.hosts=10000] [-Dschoolgate.tunnels=5000]}.
 */
class HostsBench {
    private static final int HOSTS = Integer.getInteger("schoolgate.hosts", 10_000);
    private static final int TUNNELS = Integer.getInteger("schoolgate.tunnels", 5_000);
    private static final int AT_ONCE = 16;
    private static final int KEPT_LEAVES = 2_000;

    /** One tunnel in so many says something every few seconds. */
    private static final int TRICKLES = 5;

    private static final int TRICKLE_MILLIS = 5_000;

    /** After this a gateway has let go of whatever nobody has used meanwhile. */
    private static final Duration LETS_GO = Duration.ofSeconds(75);

    private static final Duration DESIGN = Duration.ofMillis(250);
    private static final String SITE = Changes.SCHOOLS_OWN;

    private final List<String> grown = new ArrayList<>();
    private String rule = "";
    private EveryOrigin origin;
    private NameServer names;
    private Client coordinator;
    private Installation at;
    private Edge edge;
    private SSLContext school;
    private SSLContext sites;
    private Doors.Who priya;
    private Doors.Who hale;

    @BeforeEach
    void start() throws Exception {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "hosts-");
        var certificates = new SiteCertificates();
        sites = certificates.trusting();
        origin = new EveryOrigin(certificates);
        names = new NameServer();
        at = new Installation(folder.resolve("data"));
        at.start();
        var lists = folder.resolve("lists.image");
        Changes.firstLists(lists);
        edge = new Edge(
                "Hosts",
                at,
                folder.resolve("edge"),
                lists,
                new Edge.Surroundings(origin.port(), certificates, names.port()),
                List.of());
        edge.start();
        coordinator = new Client(at);
        coordinator.signIn("Miss Farrow");
        Changes.lookIntoHttps(coordinator);
        school = Changes.schoolsAuthority(at);
        priya = who("Priya Nair");
        hale = who("Mr Hale");
    }

    @AfterEach
    void stop() throws Exception {
        coordinator.close();
        edge.close();
        at.close();
        names.close();
        origin.close();
    }

    private Doors.Who who(String name) throws IOException {
        var player = at.player(name);
        return new Doors.Who(name, player.signIn(), player.token(), "127.0.0.1");
    }

    private void awaitInspection() throws InterruptedException {
        for (int tries = 0; ask("animal-facts.example") < 0; tries++) {
            assertThat(tries).as("tries until HTTPS is looked into").isLessThan(300);
            Thread.sleep(200);
        }
    }

    /** Milliseconds for a page of a host, from the connection to the last byte; -1 where it did not come. */
    private double ask(String host) {
        var began = System.nanoTime();
        try (var talk = connect(host, priya)) {
            if (talk.head().status() != 200) {
                return -1;
            }
            try (var tls = talk.secure(school, host)) {
                var answer = tls.say("GET /page HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host))
                        .answer();
                return answer.head().status() == 200 && answer.body().equals("ok /page")
                        ? (System.nanoTime() - began) / 1e6
                        : -1;
            }
        } catch (IOException e) {
            return -1;
        }
    }

    private Talk connect(String host, Doors.Who who) throws IOException {
        return Talk.to(edge.proxyPort())
                .say("CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\nProxy-Authorization: %s\r\n\r\n"
                        .formatted(host, host, Wire.credentials(who.token())));
    }

    @Test
    void tenThousandHosts() throws Exception {
        awaitInspection();
        say("%-46s %s", "", Footprint.heads());
        var before = footprint("before");
        pass("%,d hosts, each for the first time".formatted(HOSTS), 0, HOSTS);
        var first = footprint("after them");
        pass("the same again", 0, HOSTS);
        var second = footprint("after them");
        pass("those that were asked for last", Math.max(0, HOSTS - KEPT_LEAVES / 2), HOSTS);
        footprint("after them");
        Thread.sleep(LETS_GO);
        var last = footprint("a while later");
        hold("leaves kept", Math.max(first.leaves(), second.leaves()), KEPT_LEAVES + 2 * AT_ONCE);
        hold("heap after the second time, MiB", second.heapKiB() >> 10, (first.heapKiB() >> 10) + 8);
        hold("resident after the second time, MiB", second.residentKiB() >> 10, (first.residentKiB() >> 10) + 64);
        hold("files", last.files(), before.files() + 20);
        hold("threads", last.threads(), before.threads() + 10);
        assertThat(grown).as("what is not bounded").isEmpty();
    }

    private void pass(String name, int from, int until) throws Exception {
        var times = new double[until - from];
        var next = new AtomicInteger(from);
        var began = System.nanoTime();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                people.execute(() -> {
                    for (int host = next.getAndIncrement(); host < until; host = next.getAndIncrement()) {
                        times[host - from] = ask("www.site-%d.example".formatted(host));
                    }
                });
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        int failed = (int) Arrays.stream(times).filter(time -> time < 0).count();
        Arrays.sort(times);
        say(
                "%-46s %.0f a second, p50 %.0f ms, p99 %.0f ms, %d failed",
                name, times.length / seconds, times[times.length / 2], times[times.length * 99 / 100], failed);
        hold("pages that did not come", failed, 0);
    }

    @Test
    void fiveThousandTunnels() throws Exception {
        say("%-46s %s", "", Footprint.heads());
        var first = footprint("before the tunnels");
        try (var holders = Executors.newVirtualThreadPerTaskExecutor()) {
            var closed = open(holders);
            footprint("%,d tunnels open".formatted(TUNNELS));
            Thread.sleep(Duration.ofSeconds(60));
            hold("tunnels that ended by themselves", closed.size(), 0);
            footprint("a minute of trickle later");
            close(closed);
        }
        Thread.sleep(LETS_GO);
        var second = footprint("closed by a click, a while later");
        openSite();
        try (var holders = Executors.newVirtualThreadPerTaskExecutor()) {
            open(holders);
            footprint("%,d other tunnels open".formatted(TUNNELS));
            holders.shutdownNow();
        }
        Thread.sleep(LETS_GO);
        var last = footprint("their clients gone, a while later");
        hold("files", last.files(), first.files() + 20);
        hold("heap, MiB", last.heapKiB() >> 10, (first.heapKiB() >> 10) + 24);
        hold("resident, MiB", last.residentKiB() >> 10, (second.residentKiB() >> 10) * 11 / 10 + 32);
        hold("buffers, MiB", last.bufferKiB() >> 10, (second.bufferKiB() >> 10) * 11 / 10 + 16);
        assertThat(grown).as("what is not bounded").isEmpty();
    }

    /** Opens all of them; the times at which they end are added to what is returned. */
    private Queue<Long> open(ExecutorService holders) throws InterruptedException {
        Queue<Long> ended = new ConcurrentLinkedQueue<>();
        var failed = new AtomicInteger();
        var open = new CountDownLatch(TUNNELS);
        var opening = new Semaphore(AT_ONCE);
        var began = System.nanoTime();
        for (int i = 0; i < TUNNELS; i++) {
            int number = i;
            opening.acquire();
            holders.execute(() -> {
                var host = "t%d.%s".formatted(number, SITE);
                try (var talk = connect(host, hale)) {
                    if (talk.head().status() != 200) {
                        throw new IOException("refused");
                    }
                    try (var tls = talk.secure(sites, host)) {
                        opening.release();
                        open.countDown();
                        hold(tls, host, number % TRICKLES == 0);
                        ended.add(System.nanoTime());
                    }
                } catch (IOException e) {
                    opening.release();
                    failed.incrementAndGet();
                    open.countDown();
                }
            });
        }
        assertThat(open.await(5, TimeUnit.MINUTES)).as("all tunnels are open").isTrue();
        say(
                "%-46s %.0f a second, %d failed",
                "tunnels opened", TUNNELS / ((System.nanoTime() - began) / 1e9), failed.get());
        hold("tunnels that were not opened", failed.get(), 0);
        return ended;
    }

    /** Until the other side closes it, or whoever holds it is told to go. */
    private static void hold(Talk tls, String host, boolean trickles) {
        try {
            tls.socket().setSoTimeout(trickles ? TRICKLE_MILLIS : 0);
            while (true) {
                try {
                    tls.line();
                } catch (SocketTimeoutException e) {
                    tls.say("GET /held HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host))
                            .answer();
                }
            }
        } catch (IOException _) {
            // it is over
        }
    }

    private void close(Queue<Long> ended) throws Exception {
        var form = coordinator
                .get("/filter/sites/new")
                .form("/filter/sites"::equals)
                .with("site", SITE)
                .with("effect", "BLOCK")
                .with("readers", "everybody")
                .with("until", "")
                .with("reason", "To close what is open");
        var clicked = System.nanoTime();
        rule = Changes.sent(coordinator, form);
        for (int waited = 0; ended.size() < TUNNELS && waited < 100; waited++) {
            Thread.sleep(100);
        }
        var millis = ended.stream()
                .mapToDouble(time -> (time - clicked) / 1e6)
                .sorted()
                .toArray();
        hold("tunnels that stayed open", TUNNELS - millis.length, 0);
        say(
                "%-46s first %.0f ms, p50 %.0f ms, p99 %.0f ms, last %.0f ms",
                "%,d tunnels closed by one click, after".formatted(millis.length),
                millis[0],
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
        say(
                "%-46s %d",
                "of them within %d ms".formatted(DESIGN.toMillis()),
                IntStream.range(0, millis.length)
                        .filter(i -> millis[i] <= DESIGN.toMillis())
                        .count());
    }

    private void openSite() throws Exception {
        Changes.sent(
                coordinator, coordinator.get(rule).form((rule + "/end")::equals).with("reason", "To be opened again"));
        Thread.sleep(1_000);
    }

    private Footprint footprint(String when) throws Exception {
        var footprint = edge.footprint();
        say("%-46s %s", when, footprint.shown());
        return footprint;
    }

    private void hold(String what, long is, long most) {
        if (is > most) {
            grown.add("%s: %d, and at most %d".formatted(what, is, most));
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
