package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from a click in Chromium until a gateway in a process of its own, which serves 50 connections of load,
 * answers otherwise and has closed the open tunnel of whom it concerns: a site is blocked, an un-block ends, a child takes
 * their yes back, a lesson is closed. The clock starts at the click as the browser counts it, and everything that follows
 * is in the figure: the platform's work, the database on disk, the policy's way to the gateway.
 *
 * <p>{@code ./schoolgate bench clicks [-Dschoolgate.clicks=200] [-Dschoolgate.warm=60] [-Dschoolgate.data=DIR]
 * [-Dschoolgate.pause=100]}; needs wrk, whose connections wait so many milliseconds between two pages: 0 is as much load as
 * the machine takes. The first clicks, while both programs are still being compiled, are counted apart.
 */
class ClicksBench {
    private static final int CLICKS = Integer.getInteger("schoolgate.clicks", 200);
    private static final int WARM = Integer.getInteger("schoolgate.warm", 60);
    private static final int CLIENTS = Integer.getInteger("schoolgate.clients", 50);
    private static final int PAUSE = Integer.getInteger("schoolgate.pause", 100);
    private static final String DATA = System.getProperty("schoolgate.data");
    private static final Duration A_PRESS = Duration.ofMillis(1_200);

    private static final Path SCRIPT = Path.of("..", "bench", "proxy.lua");
    private static final String OPEN_TO_ALL = "animal-facts.example";
    private static final String CLOSED_TO_KS2 = "talk-to-anyone.example";

    private static final String FRESH = "the first clicks";

    private static Path folder;
    private static Installation at;
    private static HttpServer origin;

    /** One kind of change. */
    private record Change(String name, Preparing preparing) {}

    /** Makes a page open that a click will close. */
    private interface Preparing {
        Opened open(int turn) throws Exception;
    }

    /** Somebody may reach a host, until the button is clicked. */
    private record Opened(String who, String host, Locator button) {}

    /** Milliseconds from the click to the first other answer, and to the end of the tunnel. */
    private record Figure(double answer, double tunnel) {}

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "clicks-");
        origin = origin();
        at = new Installation(DATA == null ? folder.resolve("data") : Path.of(DATA));
        at.start();
        at.awaitEdge(at.startEdge(
                at.newEdge("Clicks " + System.nanoTime(), folder),
                origin.getAddress().getPort()));
    }

    @AfterAll
    static void stop() throws Exception {
        at.close();
        origin.stop(0);
    }

    @Test
    void fromAClickToItsEffectAtTheGateway() throws Exception {
        try (var browser = new Browser();
                var teacher = new Client(at);
                var coordinator = new Client(at);
                var child = new Client(at)) {
            teacher.signIn("Mr Hale");
            coordinator.signIn("Miss Farrow");
            child.signIn("Joe Marsh");
            Family.saysYes(at, "Joe Marsh");
            Family.saysYes(at, "Tom Ellis");
            saysYesInClass("Tom Ellis");
            await("Mr Hale", OPEN_TO_ALL, 200);
            play(List.of(
                    block(desk(browser, "Miss Farrow")),
                    unblock(desk(browser, "Miss Farrow"), teacher, coordinator),
                    withdrawal(desk(browser, "Joe Marsh"), child),
                    lesson(desk(browser, "Miss Adeyemi"))));
        }
    }

    private static HttpServer origin() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var page = "x".repeat(1024).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
        return server;
    }

    private static void play(List<Change> changes) throws Exception {
        var figures = new LinkedHashMap<String, List<Figure>>();
        var load = load();
        try {
            for (int turn = 0; turn < WARM + CLICKS; turn++) {
                var change = changes.get(turn % changes.size());
                var began = System.nanoTime();
                var figure = one(change.preparing().open(turn));
                figures.computeIfAbsent(turn < WARM ? FRESH : change.name(), _ -> new ArrayList<>())
                        .add(figure);
                // no faster than the platform lets one person press
                var rest = A_PRESS.minusNanos(System.nanoTime() - began);
                Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
            }
            assertThat(load.isAlive()).as("the load goes on").isTrue();
        } finally {
            new ProcessBuilder("kill", "-INT", Long.toString(load.pid()))
                    .start()
                    .waitFor();
            load.waitFor(10, TimeUnit.SECONDS);
        }
        figures.put(
                "all but those",
                figures.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(FRESH))
                        .flatMap(entry -> entry.getValue().stream())
                        .toList());
        figures.forEach((name, all) -> say("first changed answer", name, all, Figure::answer));
        figures.forEach((name, all) -> say("tunnel closed", name, all, Figure::tunnel));
        System.out.print(Files.readString(folder.resolve("load")));
    }

    private static void say(String effect, String name, List<Figure> figures, ToDoubleFunction<Figure> of) {
        var sorted = figures.stream().mapToDouble(of).sorted().toArray();
        System.out.printf(
                "%-21s %-20s n=%4d p50=%7.1f ms p99=%7.1f ms max=%7.1f ms%n",
                effect, name, sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static double rank(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    private static Process load() throws IOException {
        var hosts = Files.writeString(folder.resolve("hosts"), OPEN_TO_ALL + "\nnews.example\n");
        return new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + CLIENTS,
                        "-d3600s",
                        "-s",
                        SCRIPT.toString(),
                        "http://127.0.0.1:" + at.edgePort(),
                        "--",
                        hosts.toString(),
                        "/1k",
                        "",
                        "Proxy-Authorization: "
                                + Wire.credentials(at.player("Mr Hale").token()),
                        Integer.toString(PAUSE))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("load").toFile())
                .start();
    }

    private static Figure one(Opened opened) throws Exception {
        var token = at.player(opened.who()).token();
        try (var page = new Wire(at.edgePort(), token);
                var tunnel = new Wire(at.edgePort(), token);
                var watching = Executors.newSingleThreadExecutor()) {
            await(page, opened.host(), 200);
            assertThat(tunnel.ask("CONNECT " + opened.host() + ":443 HTTP/1.1", opened.host()))
                    .as("a tunnel of %s to %s", opened.who(), opened.host())
                    .isEqualTo(200);
            var closed = watching.submit(tunnel::end);
            var answered = watching(page, opened.host());
            opened.button().click();
            var clicked = clicked(opened.button().page());
            return new Figure(answered.join(30) - clicked, closed.get(30, TimeUnit.SECONDS) - clicked);
        }
    }

    /** Asks on and on from a thread of its own, until the page is no longer open. */
    private static Watching watching(Wire page, String host) {
        var watching = new Watching(page, host);
        watching.start();
        return watching;
    }

    /** Somebody who keeps asking for a page, and notes when it was answered otherwise. */
    private static final class Watching extends Thread {
        private final Wire page;
        private final String host;
        private volatile double changed;

        private Watching(Wire page, String host) {
            this.page = page;
            this.host = host;
        }

        @Override
        public void run() {
            try {
                while (page.page(host) == 200) {
                    Thread.sleep(1);
                }
                changed = Wire.now();
            } catch (IOException e) {
                changed = Wire.now(); // it was called back while it was under way
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private double join(int seconds) throws InterruptedException {
            join(Duration.ofSeconds(seconds));
            assertThat(changed)
                    .as("another answer for %s within %d s", host, seconds)
                    .isPositive();
            return changed;
        }
    }

    /** When the button was clicked, as its page had written down before it went away. */
    private static double clicked(Page page) {
        page.waitForLoadState();
        return ((Number) page.evaluate("() => Number(localStorage.getItem('clicked'))")).doubleValue();
    }

    private static void await(String who, String host, int status) throws IOException, InterruptedException {
        try (var wire = new Wire(at.edgePort(), at.player(who).token())) {
            await(wire, host, status);
        }
    }

    private static void await(Wire wire, String host, int status) throws IOException, InterruptedException {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int answer = wire.page(host);
        while (answer != status && System.nanoTime() < giveUp) {
            Thread.sleep(5);
            answer = wire.page(host);
        }
        assertThat(answer).as("the answer for %s", host).isEqualTo(status);
    }

    private static Page desk(Browser browser, String who) throws IOException {
        BrowserContext context = browser.desk();
        context.addInitScript("""
                addEventListener('click', click =>
                    localStorage.setItem('clicked', performance.timeOrigin + click.timeStamp), true)""");
        var page = context.newPage();
        var player = at.player(who);
        page.navigate(at.at("/sign-in"));
        if (!player.signIn().contains("@")) {
            page.locator("select[name=school]").selectOption(player.school());
        }
        page.locator("input[name=name]").fill(player.signIn());
        page.locator("input[name=password]").fill(player.password());
        page.locator("main form button").first().click();
        return page;
    }

    /** The co-ordinator closes a site for pupils that nobody had a rule for. */
    private static Change block(Page coordinator) {
        return new Change("a site is blocked", turn -> {
            var host = "site-" + turn + "-" + ProcessHandle.current().pid() + ".example";
            coordinator.navigate(at.at("/filter/sites/new"));
            coordinator.locator("#site").fill(host);
            coordinator.locator("input[name=effect][value=BLOCK]").check();
            coordinator.locator("input[name=readers][value=everybody]").check();
            coordinator.locator("#reason").fill("A change to be measured");
            return new Opened(
                    "Priya Nair", host, coordinator.locator("main form button").last());
        });
    }

    /** The co-ordinator ends what was open for a class until a date. */
    private static Change unblock(Page desk, Client teacher, Client coordinator) {
        return new Change("an un-block ends", turn -> {
            var host = "turn-%d-%d.%s".formatted(turn, ProcessHandle.current().pid(), CLOSED_TO_KS2);
            await("Priya Nair", host, 403);
            var page = teacher.get("/ask");
            var asked = teacher.send(page.form("/ask"::equals)
                    .with("sites", host)
                    .with("forWhom", kingfishers(page.body()))
                    .with(
                            "until",
                            LocalDate.now(ZoneId.of("Europe/London"))
                                    .plusDays(7)
                                    .toString())
                    .with("reason", "A change to be measured, number " + turn)
                    .with("checked", "on"));
            assertThat(asked.status()).as("asked: %s", asked.body()).isEqualTo(302);
            var request = "/requests/"
                    + at.rows("select permission_id from permission where things[1] = '" + host + "'")
                            .getFirst()
                            .getFirst();
            var decided = coordinator.send(coordinator
                    .get(request)
                    .form((request + "/decision")::equals)
                    .with("thing0", "yes")
                    .with("reason", "Granted to be measured")
                    .with("decision", "grant"));
            assertThat(decided.status()).as("decided: %s", decided.body()).isEqualTo(302);
            desk.navigate(at.at(request));
            desk.locator("form[action$='/closing'] input[name=reason]").fill("Measured");
            return new Opened("Priya Nair", host, desk.locator("form[action$='/closing'] button"));
        });
    }

    private static String kingfishers(String form) {
        var option = Pattern.compile("<option[^>]*value=\"([^\"]+)\"[^>]*>\\s*Kingfishers")
                .matcher(form);
        assertThat(option.find()).as("Mr Hale may ask for Kingfishers").isTrue();
        return option.group(1);
    }

    /** A child who has said yes, and whose parent has, takes it back. */
    private static Change withdrawal(Page desk, Client child) throws IOException {
        var joe = at.player("Joe Marsh").person();
        return new Change("a yes is taken back", _ -> {
            child.get("/agreements/mine/" + joe + "/read");
            var signed = child.send(child.get("/agreements/mine/" + joe + "/sign")
                    .form(action -> action.endsWith("/sign"))
                    .with("name", "Joe Marsh"));
            assertThat(signed.status()).as("signed: %s", signed.body()).isEqualTo(302);
            desk.navigate(at.at("/agreements/mine/" + joe + "/no"));
            return new Opened(
                    "Joe Marsh", OPEN_TO_ALL, desk.locator("main form button").first());
        });
    }

    /** A teacher closes the lesson in which alone the youngest are online. */
    private static Change lesson(Page teacher) {
        return new Change("a lesson is closed", turn -> {
            teacher.navigate(at.at("/"));
            teacher.locator("a[href$='/today']").first().click();
            if (teacher.locator("#about").count() > 0) {
                teacher.locator("#about").fill("Lesson " + turn);
                teacher.locator("main form:has(#about) button").click();
            }
            return new Opened("Tom Ellis", OPEN_TO_ALL, teacher.locator("form[action$='/closing'] button"));
        });
    }

    /** One of the youngest presses yes before their teacher's eyes, where they have not yet. */
    private static void saysYesInClass(String child) throws Exception {
        var pupil = at.player(child).person();
        try (var teacher = new Client(at)) {
            teacher.signIn("Miss Adeyemi");
            var lists = teacher.get("/agreements/classes").links(href -> href.startsWith("/agreements/classes/"));
            var rules = teacher.get(lists.getFirst() + "/" + pupil);
            if (rules.body().contains("name=\"words\"")) {
                teacher.send(rules.form(action -> action.endsWith(pupil)));
            }
        }
    }
}
