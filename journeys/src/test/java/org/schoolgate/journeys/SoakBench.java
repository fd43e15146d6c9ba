package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An hour of everything at once. Two gateways in processes of their own serve people at every door, while others change what
 * is open, lists are swapped, slow and rude peers come and go, and one of the gateways, the platform and the database are
 * ended and killed in turn. Every answer is held against what was right when it was asked for; whatever was answered has to
 * be in the record once; and the gateway that is never restarted must hold no more in the end than in the beginning.
 *
 * <p>{@code ./schoolgate bench soak [-Dschoolgate.minutes=60]}.
 */
class SoakBench {
    /** A demonstration's folder to go on with, which saves the time of inventing one. */
    private static final String DATA = System.getProperty("schoolgate.data");

    private static final Duration LASTS = Duration.ofMinutes(Integer.getInteger("schoolgate.minutes", 60));

    /** What is held in the beginning and in the end is looked at for so long. */
    private static final Duration COMPARED =
            LASTS.dividedBy(3).compareTo(Duration.ofMinutes(10)) < 0 ? LASTS.dividedBy(3) : Duration.ofMinutes(10);

    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(3_500);
    private static final Duration BETWEEN_RESTARTS =
            LASTS.dividedBy(8).compareTo(Duration.ofMinutes(2)) < 0 ? LASTS.dividedBy(8) : Duration.ofMinutes(2);
    /** Long enough for a change to have come to the gateways on a busy machine. */
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final Duration EVENTS_ARRIVE_WITHIN = Duration.ofMinutes(3);

    /** The place of the gateway that stays, and of the one that is restarted. */
    private static final int STAYS = 0;

    private static final int RESTARTED = 1;

    private static final String OPEN = "animal-facts.example";

    private Instant began = Instant.now();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Random chance = new Random();
    private final Doors.Numbers numbers =
            new Doors.Numbers(Long.toString(System.currentTimeMillis() % 100_000_000, Character.MAX_RADIX));
    private final Verdicts verdicts = new Verdicts();
    private final Map<String, Integer> changed = new TreeMap<>();
    private final Map<String, List<Duration>> restarts = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, AtomicInteger> tunnels = new ConcurrentSkipListMap<>();
    private final List<RudePeers> rudeness = new ArrayList<>();
    private final Matter never = new Matter("never", 2, false, "");

    private int restarted;
    private Path folder;
    private Installation at;
    private List<Edge> edges;
    private Changes changes;
    private EveryOrigin origin;
    private NameServer names;
    private SSLContext sites;
    private SSLContext school;
    private Doors.Who hale;
    private Doors.Who priya;
    private Doors.Who joe;
    private Doors.Who tom;
    private final Doors.Who nobody = new Doors.Who("nobody", "", "", "127.44.9.9");

    /** What one program held at a time since the beginning. */
    private record Sample(String program, Duration at, Footprint footprint) {}

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "soak-");
        var certificates = new SiteCertificates();
        sites = certificates.trusting();
        origin = new EveryOrigin(certificates);
        names = new NameServer();
        at = new Installation(DATA == null ? folder.resolve("data") : Path.of(DATA));
        say("the platform is ready after %.1f s", at.start().toMillis() / 1e3);
        var around = new Edge.Surroundings(origin.port(), certificates, names.port());
        edges = List.of(edge("stays", around), edge("restarted", around));
        for (var edge : edges) {
            edge.start();
        }
        awaitPlatform();
        changes = new Changes(at, edges);
        school = Changes.schoolsAuthority(at);
        hale = who("Mr Hale", "127.44.0.1");
        priya = who("Priya Nair", "127.44.0.2");
        joe = who("Joe Marsh", "127.44.0.3");
        tom = who("Tom Ellis", "");
    }

    @AfterEach
    void stop() throws Exception {
        over.set(true);
        changes.close();
        edges.forEach(Edge::close);
        at.close();
        names.close();
        origin.close();
    }

    private Edge edge(String name, Edge.Surroundings around) throws IOException, InterruptedException {
        var lists = folder.resolve(name + ".image");
        Changes.firstLists(lists);
        return new Edge(
                "Soak %s, %s".formatted(numbers.run(), name),
                at,
                folder.resolve(name),
                lists,
                around,
                List.of("-Dio.netty.leakDetection.level=paranoid"));
    }

    @Test
    void anHourOfEverythingAtOnce() throws Exception {
        Family.saysYes(at, "Joe Marsh");
        Family.saysYes(at, "Tom Ellis");
        changes.saysYesInClass("Tom Ellis");
        changes.lookIntoHttps();
        changes.turnLogOns(everybody());
        for (var edge : edges) {
            awaitInspection(edge);
        }
        soak();
        tell();
    }

    /** A gateway asks for its certificate once somebody is to be looked into. */
    private void awaitInspection(Edge edge) throws Exception {
        var end = Instant.now().plusSeconds(60);
        while (!isLookedInto(edge)) {
            assertThat(Instant.now())
                    .as("HTTPS is looked into at %s", edge.name())
                    .isBefore(end);
            Thread.sleep(200);
        }
    }

    private boolean isLookedInto(Edge edge) {
        try (var door = new Doors.Inspected(edge, numbers, _ -> {}, school)) {
            return door.ask(priya, OPEN, verdicts.nextNumber(), "first") == Doors.Said.OPEN;
        } catch (IOException e) {
            return false;
        }
    }

    private Doors.Who who(String name, String address) throws IOException {
        var player = at.player(name);
        return new Doors.Who(name, player.signIn(), player.token(), address);
    }

    /** Those who have a name to log on with; the youngest have pictures. */
    private List<Doors.Who> everybody() {
        return List.of(hale, priya, joe);
    }

    private void soak() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var looking = Executors.newSingleThreadExecutor()) {
            try {
                began = Instant.now();
                for (int place = 0; place < edges.size(); place++) {
                    ask(people, place);
                }
                looking.execute(this::look);
                var end = Instant.now().plus(LASTS);
                var restart = Instant.now().plus(BETWEEN_RESTARTS);
                var still = Instant.now();
                for (int turn = 0; Instant.now().isBefore(end); turn++) {
                    Thread.sleep(BETWEEN_CHANGES);
                    change(turn);
                    if (Instant.now().isAfter(still.plusSeconds(60))) {
                        changes.stillThere(everybody());
                        still = Instant.now();
                    }
                    if (Instant.now().isAfter(restart)
                            && Instant.now().isBefore(end.minus(BETWEEN_RESTARTS.dividedBy(2)))) {
                        restart();
                        restart = Instant.now().plus(BETWEEN_RESTARTS);
                    }
                }
            } finally {
                over.set(true);
                people.shutdown();
                looking.shutdown();
                people.awaitTermination(1, TimeUnit.MINUTES);
                people.shutdownNow();
                looking.awaitTermination(1, TimeUnit.MINUTES);
            }
        }
    }

    /** Everybody who asks at one edge: people of all kinds, at every door. */
    private void ask(ExecutorService people, int place) {
        var edge = edges.get(place);
        var plain = List.of(
                of(hale, OPEN),
                of(hale, Changes.SCHOOLS_OWN, changes.rule),
                of(hale, Changes.LISTED, changes.listed),
                of(hale, Changes.CLOSED, never),
                of(priya, OPEN),
                of(priya, Changes.SCHOOLS_OWN, changes.rule),
                of(priya, Changes.LISTED, changes.listed),
                of(priya, Changes.CHAT, changes.unblocked),
                of(priya, Changes.SHOP, changes.shopping),
                of(priya, Changes.CLOSED, never),
                of(joe, OPEN, changes.agreed),
                of(joe, Changes.SCHOOLS_OWN, changes.agreed, changes.rule),
                of(tom, OPEN, changes.lesson),
                of(tom, Changes.LISTED, changes.lesson, changes.listed),
                of(nobody, OPEN, never));
        var inClear = plain.stream()
                .filter(one -> one.who().equals(hale)
                        || one.who().equals(tom)
                        || one.who().equals(nobody))
                .toList();
        var lookedInto = plain.stream()
                .filter(one -> one.who().equals(priya) || one.who().equals(joe))
                .toList();
        var named = plain.stream().filter(one -> !one.who().equals(tom)).toList();
        var looked = named.stream().map(this::atAComputer).toList();
        for (int i = 0; i < 6; i++) {
            people.execute(() ->
                    keepAsking("proxy, plain HTTP", new Doors.Plain(edge, numbers, verdicts), edge, place, plain, 200));
        }
        for (int i = 0; i < 3; i++) {
            people.execute(() -> keepAsking(
                    "proxy, tunnel by name",
                    new Doors.ByName(edge, numbers, verdicts, sites),
                    edge,
                    place,
                    inClear,
                    400));
            people.execute(() -> keepAsking(
                    "proxy, looked into",
                    new Doors.Inspected(edge, numbers, verdicts, school),
                    edge,
                    place,
                    lookedInto,
                    250));
            people.execute(() -> keepAsking("ICAP", new Doors.Icap(edge, numbers, verdicts), edge, place, named, 250));
            people.execute(() -> keepAsking("DNS", new Doors.Names(edge, numbers, verdicts), edge, place, looked, 250));
        }
        for (int i = 0; i < 2; i++) {
            people.execute(() -> keepAsking(
                    "DNS over HTTPS", new Doors.SecureNames(edge, numbers, verdicts, sites), edge, place, plain, 300));
        }
        for (int i = 0; i < 10; i++) {
            people.execute(() -> holdTunnels(edge, place, of(hale, OPEN)));
        }
        for (int i = 0; i < 5; i++) {
            people.execute(() -> holdTunnels(edge, place, of(tom, OPEN, changes.lesson)));
        }
        var rude = new RudePeers(numbers, verdicts, hale, priya, school);
        for (int i = 0; i < 25; i++) {
            people.execute(() -> rude.keepOn(edge, over::get));
        }
        rudeness.add(rude);
    }

    private static Verdicts.Case of(Doors.Who who, String site, Matter... matters) {
        return new Verdicts.Case(who, site, List.of(matters));
    }

    /** The name server knows people by the computer at which they are logged on. */
    private Verdicts.Case atAComputer(Verdicts.Case one) {
        var matters = new ArrayList<>(one.matters());
        matters.add(changes.known);
        return new Verdicts.Case(one.who(), one.site(), matters);
    }

    private void keepAsking(
            String name, Doors.Door door, Edge edge, int place, List<Verdicts.Case> cases, int pauseMillis) {
        verdicts.keepAsking(name, door, edge, place, cases, pauseMillis, over::get);
    }

    /**
     * Holds a tunnel open and says something in it now and then: it has to stay open through every change that does not
     * concern it, and to be closed by the one that does.
     */
    private void holdTunnels(Edge edge, int place, Verdicts.Case asked) {
        var door = "tunnel held open";
        while (!over.get()) {
            var first = asked.at(place, edge);
            int number = verdicts.nextNumber();
            try (var talk = Talk.to(edge.proxyPort())) {
                var host = numbers.below(number, OPEN);
                var head = talk.say("CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\nProxy-Authorization: %s\r\n\r\n"
                                .formatted(
                                        host, host, Wire.credentials(asked.who().token())))
                        .head();
                if (head.status() != 200) {
                    talk.bytes(head.length());
                    verdicts.answered(number);
                    verdicts.answered(door, edge, asked, first, asked.at(place, edge), Doors.Said.CLOSED, number);
                    Thread.sleep(1_000);
                    continue;
                }
                try (var tls = talk.secure(sites, host)) {
                    verdicts.answered(number);
                    tunnels.computeIfAbsent(asked.who().name(), _ -> new AtomicInteger())
                            .incrementAndGet();
                    speak(tls, host, edge, place, asked, number);
                }
            } catch (IOException e) {
                verdicts.cutOff(door, edge, asked, first, asked.at(place, edge), e, number);
                sleep(500);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Throws where the tunnel is closed: at a time when it may be, that is right. */
    private void speak(Talk tls, String host, Edge edge, int place, Verdicts.Case asked, int number)
            throws InterruptedException {
        var door = "tunnel held open";
        var opened = asked.at(place, edge);
        for (int words = 20 + chance.nextInt(200); words > 0 && !over.get(); words--) {
            var before = asked.at(place, edge);
            try {
                tls.say("GET /held HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host))
                        .answer();
                verdicts.answered(door, edge, asked, before, asked.at(place, edge), Doors.Said.OPEN, number);
            } catch (IOException e) {
                // what closed it may have come at any time since it was opened
                verdicts.cutOff(door, edge, asked, opened, asked.at(place, edge), e, number);
                return;
            }
            Thread.sleep(300);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private void change(int turn) throws InterruptedException {
        switch (turn % 7) {
            case 0 -> change("a site is closed or opened", changes::turnRule);
            case 1 -> change("a child agrees or takes it back", changes::turnAgreement);
            case 2 -> change("lists are swapped", changes::turnLists);
            case 3 -> change("a lesson begins or ends", changes::turnLesson);
            case 4 -> change("a site is un-blocked, or that ends", changes::turnUnblock);
            case 5 -> change("a category is opened or closed", changes::turnCategory);
            default -> change("everybody logs on or off", () -> changes.turnLogOns(everybody()));
        }
    }

    private void change(String name, Act act) throws InterruptedException {
        try {
            act.run();
            changed.merge(name, 1, Integer::sum);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            verdicts.fault("a change was not made: %s: %s".formatted(name, e));
        }
    }

    /** What was changed just before may come to the gateways only once platform and database are there again. */
    private void restart() throws Exception {
        var edge = edges.get(RESTARTED);
        if (restarted % 7 != 5) {
            Thread.sleep(SETTLED);
        }
        switch (restarted++ % 7) {
            case 0 ->
                timed("gateway ended", () -> {
                    changes.forgets(RESTARTED);
                    edge.end();
                    startEdge(edge);
                });
            case 1 ->
                timed("platform and database ended", () -> {
                    at.end();
                    at.start();
                });
            case 2 ->
                timed("gateway killed, changes meanwhile", () -> {
                    changes.forgets(RESTARTED);
                    edge.kill();
                    change("a site is closed or opened", changes::turnRule);
                    change("a child agrees or takes it back", changes::turnAgreement);
                    startEdge(edge);
                });
            case 3 ->
                timed("database killed", () -> {
                    at.killDatabase();
                    awaitPages();
                });
            case 4 ->
                timed("gateway killed", () -> {
                    changes.forgets(RESTARTED);
                    edge.kill();
                    startEdge(edge);
                });
            case 5 ->
                timed("platform and database killed, just after a change", () -> {
                    change("a child agrees or takes it back", changes::turnAgreement);
                    boolean open = changes.agreed.at(STAYS).open();
                    changes.agreed.changing();
                    at.killEverything(chance);
                    at.start();
                    awaitPlatform();
                    changes.agreed.is(open);
                });
            default ->
                timed("everything but one gateway killed", () -> {
                    changes.forgets(RESTARTED);
                    edge.kill();
                    at.killEverything(chance);
                    at.start();
                    startEdge(edge);
                });
        }
        awaitPages();
        awaitPlatform();
    }

    private void awaitPlatform() throws IOException, InterruptedException {
        for (var edge : edges) {
            edge.awaitPlatform();
        }
    }

    /** It has to be right from its first answer on, also about what was changed while it was away. */
    private void startEdge(Edge edge) throws Exception {
        edge.start();
        changes.sayAgain(RESTARTED, everybody());
    }

    private void timed(String name, Act act) throws Exception {
        var from = Instant.now();
        act.run();
        var took = Duration.between(from, Instant.now());
        restarts.computeIfAbsent(name, _ -> new ArrayList<>()).add(took);
        say("%8s  %s: %.1f s", shown(Duration.between(began, from)), name, took.toMillis() / 1e3);
    }

    private void awaitPages() throws Exception {
        var end = Instant.now().plusSeconds(300);
        try (var client = new Client(at)) {
            while (true) {
                try {
                    if (client.get("/sign-in").status() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // not yet
                }
                assertThat(Instant.now()).as("the platform is back").isBefore(end);
                Thread.sleep(200);
            }
        }
    }

    private void look() {
        var next = Instant.now();
        while (!over.get()) {
            if (Instant.now().isAfter(next)) {
                next = Instant.now().plus(BETWEEN_SAMPLES);
                sample("gateway that stays", edges.get(STAYS)::footprint);
                at.program().ifPresent(pid -> sample("platform", () -> Footprint.of(pid, -1)));
            }
            sleep(200);
        }
    }

    private interface Looking {
        Footprint look() throws IOException, InterruptedException;
    }

    private void sample(String program, Looking looking) {
        try {
            var sample = new Sample(program, Duration.between(began, Instant.now()), looking.look());
            if (sample.footprint().heapKiB() > 0) {
                samples.add(sample);
            }
        } catch (IOException | InterruptedException e) {
            // it was ended meanwhile
        }
    }

    private void tell() throws Exception {
        var lasted = Duration.between(began, Instant.now());
        var lost = events();
        say("");
        say(
                "%s with %d questions, %.0f a second",
                shown(lasted), verdicts.asked(), verdicts.asked() / (double) lasted.toSeconds());
        say(
                "%-24s %9s %9s %9s %6s %9s %9s %8s %7s",
                "", "open", "closed", "changing", "late", "latest ms", "restarts", "cut off", "wrong");
        int wrong = 0;
        int cutOff = 0;
        for (var entry : verdicts.byDoor().entrySet()) {
            var count = entry.getValue();
            say(
                    "%-24s %9d %9d %9d %6d %9d %9d %8d %7d",
                    entry.getKey(),
                    count.open.get(),
                    count.closed.get(),
                    count.changing.get(),
                    count.late.get(),
                    count.latest.get(),
                    count.restarts.get(),
                    count.cutOff.get(),
                    count.wrong.get());
            wrong += count.wrong.get();
            cutOff += count.cutOff.get();
        }
        tunnels.forEach((who, count) -> say("tunnels held open for %s: %d", who, count.get()));
        changed.forEach((name, count) -> say("%5d times %s", count, name));
        restarts.forEach((name, took) -> say(
                "%5d times %s, the longest %.1f s",
                took.size(),
                name,
                took.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1e3));
        var rude = new TreeMap<String, Integer>();
        rudeness.forEach(one -> one.counts().forEach((name, count) -> rude.merge(name, count.get(), Integer::sum)));
        rude.forEach((name, count) -> say("%5d peers: %s", count, name));
        say("%-20s %-14s %s", "", "", Footprint.heads());
        var grown = new ArrayList<String>();
        for (var program : List.of("gateway that stays", "platform")) {
            var first = middle(program, Duration.ZERO, COMPARED);
            var last = middle(program, lasted.minus(COMPARED), lasted.plus(COMPARED));
            say("%-20s %-14s %s", program, "first " + shown(COMPARED), first.shown());
            say("%-20s %-14s %s", "", "last " + shown(COMPARED), last.shown());
            if (program.startsWith("gateway")) {
                grown.addAll(grown(first, last));
            }
        }
        var leaks = new ArrayList<String>();
        for (var edge : edges) {
            edge.log()
                    .lines()
                    .filter(line -> line.contains("LEAK") || line.contains("OutOfMemory"))
                    .limit(5)
                    .forEach(leaks::add);
            say("%s says: %s", edge.name(), edge.health());
        }
        say("events: %s", lost);
        say("leaks that Netty's detector found: %d", leaks.size());
        verdicts.faults().forEach(fault -> say("fault: %s", fault));
        assertThat(verdicts.faults()).as("faults").isEmpty();
        assertThat(wrong).as("wrong verdicts").isZero();
        assertThat(cutOff).as("answers that did not come").isZero();
        assertThat(lost.missing()).as("events that are missing").isEmpty();
        assertThat(lost.twice()).as("events that are there twice").isEmpty();
        assertThat(grown).as("what has grown").isEmpty();
        assertThat(leaks).as("leaks").isEmpty();
    }

    private Footprint middle(String program, Duration from, Duration until) {
        return Footprint.middle(samples.stream()
                .filter(sample -> sample.program().equals(program))
                .filter(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(until) < 0)
                .map(Sample::footprint)
                .toList());
    }

    /** A little more is what compiled code and full caches come to; a leak of an hour is more. */
    private static List<String> grown(Footprint first, Footprint last) {
        var grown = new ArrayList<String>();
        hold(grown, "resident memory, KiB", first.residentKiB(), last.residentKiB(), 64 << 10);
        hold(grown, "heap, KiB", first.heapKiB(), last.heapKiB(), 8 << 10);
        hold(grown, "buffers, KiB", first.bufferKiB(), last.bufferKiB(), 16 << 10);
        hold(grown, "files", first.files(), last.files(), 50);
        hold(grown, "threads", first.threads(), last.threads(), 5);
        return grown;
    }

    private static void hold(List<String> grown, String what, long first, long last, long more) {
        if (last > first + first / 10 + more) {
            grown.add("%s: %d, and %d in the end".formatted(what, first, last));
        }
    }

    /** What was answered and is not in the record, or is there twice. */
    private record Lost(int answered, int stored, List<Integer> missing, List<Integer> twice) {
        @Override
        public String toString() {
            return "%d answered, %d of all asked stored, %d missing %s, %d twice %s"
                    .formatted(
                            answered,
                            stored,
                            missing.size(),
                            missing.stream().limit(10).toList(),
                            twice.size(),
                            twice.stream().limit(10).toList());
        }
    }

    private Lost events() throws Exception {
        var end = Instant.now().plus(EVENTS_ARRIVE_WITHIN);
        while (true) {
            var lost = lost();
            if (lost.missing().isEmpty() || Instant.now().isAfter(end)) {
                return lost;
            }
            Thread.sleep(2_000);
        }
    }

    private Lost lost() throws IOException, SQLException {
        var answered = verdicts.answered();
        var stored = new BitSet();
        var twice = new ArrayList<Integer>();
        try (var connection = at.database()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                // what is called back while it is open has a second event, which says so
                try (var found = statement.executeQuery("""
                        select coalesce(substring(path from '/s/%1$s/([0-9]+)$'), substring(host from '^s%1$s-([0-9]+)\\.'))::int
                        from seen_event
                        where (path like '%%/s/%1$s/%%' or host like 's%1$s-%%') and rule not like '%%closed while open'
                        """.formatted(numbers.run()))) {
                    while (found.next()) {
                        int number = found.getInt(1);
                        if (stored.get(number)) {
                            twice.add(number);
                        }
                        stored.set(number);
                    }
                }
            }
        }
        var missing = (BitSet) answered.clone();
        missing.andNot(stored);
        return new Lost(
                answered.cardinality(),
                stored.cardinality(),
                missing.stream().boxed().toList(),
                twice);
    }

    private static String shown(Duration duration) {
        return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
