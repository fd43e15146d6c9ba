package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.schoolgate.testing.Keeps;

/**
 * The built program under faults. Platform, database and gateway are killed at random moments while parents sign by their links, a child signs, takes it
 * back and tells, a teacher writes a report, and others browse. Whatever somebody was answered has to be there afterwards.
 *
 * <p>{@code ./schoolgate bench kills} runs the same with 50 kills.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
class KillsTest {
    private static final int KILLS = Integer.getInteger("schoolgate.kills", 3);
    private static final long SEED = Long.getLong("schoolgate.seed", System.nanoTime());
    /** A demonstration's folder to go on with, which saves the time of inventing one. */
    private static final String DATA = System.getProperty("schoolgate.data");

    private static final Pattern SUBJECT = Pattern.compile("/agreements/mine/([0-9a-f-]{36})\\b");
    private static final Pattern RECEIPT = Pattern.compile("/agreements/mine/receipts/([0-9a-f-]{36})");

    private static Path folder;
    private static HttpServer origin;
    private static Installation at;
    private static Path edgeToken;

    private final Random chance = new Random(SEED);
    private final Ledger ledger = new Ledger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger parent = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger atTheEdge = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final StringBuilder written = new StringBuilder();
    private String draft = "";

    /** The first start dies while it invents the trust; the second begins that anew. */
    @BeforeAll
    static void start() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "kills-");
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        origin.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            }
        });
        origin.start();
        if (DATA != null) {
            at = new Installation(Path.of(DATA));
            say("seed %d; start on given data: %.1f s", SEED, at.start().toMillis() / 1e3);
        } else {
            at = new Installation(folder.resolve("data"));
            at.launch().says("Inventing a trust");
            Thread.sleep(2_000);
            at.killEverything(new Random(SEED));
            assertThat(at.cast())
                    .as("the cast of a trust that is half invented")
                    .isEmpty();
            var started = at.launch();
            say(
                    "seed %d; a start that invents the trust anew: %.1f s",
                    SEED, started.ready().toMillis() / 1e3);
            assertThat(started.said()).content().contains("so it is invented anew");
        }
        edgeToken = at.newEdge("Edge " + SEED, folder);
        at.startEdge(edgeToken, origin.getAddress().getPort());
    }

    @AfterAll
    static void stop() throws Exception {
        at.close();
        origin.stop(0);
    }

    @Test
    @Order(1)
    @Execution(ExecutionMode.SAME_THREAD)
    @Keeps("AGR-26")
    void whatSomebodyWasAnsweredSurvivesKills() throws Exception {
        var losses = new ArrayList<String>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var joe = new Client(at);
                var hale = new Client(at)) {
            try {
                joe.signIn("Joe Marsh");
                hale.signIn("Mr Hale");
                var parents = parents();
                for (int families = 0; families < 3; families++) {
                    people.execute(() -> keepOn(() -> signAsParent(parents)));
                }
                people.execute(() -> keepOn(() -> beAChild(joe)));
                people.execute(() -> keepOn(() -> writeAReport(hale)));
                for (var who : List.of("Mr Hale", "Priya Nair")) {
                    people.execute(() -> keepOn(() -> browse(who, at.proxyPort(), "animal-facts.example")));
                    people.execute(() -> keepOn(() -> browse(who, at.edgePort(), "animal-facts.example")));
                    people.execute(() -> keepOn(() -> browse(who, at.edgePort(), "casino.example")));
                }
                say(
                        "%4s  %-22s %8s %8s %10s %8s %8s %8s %8s",
                        "kill",
                        "of everything, after",
                        "ready s",
                        "check s",
                        "signatures",
                        "receipts",
                        "reports",
                        "events",
                        "missing");
                for (int kill = 1; kill <= KILLS; kill++) {
                    losses.addAll(killOnce(kill));
                }
                at.killPrograms(chance);
                restart();
                awaitAPageAtTheEdge();
                over.set(true);
                people.shutdown();
                losses.addAll(ledger.check(at).all());
                checkOnThePages();
                var count = ledger.count();
                say(
                        "%d kills of everything and one that left the database running; %s acknowledged, %d cut off: "
                                + "%d missing or twice, the record is whole",
                        KILLS, count, unanswered.get(), losses.size());
                assertThat(count.receipts())
                        .as("parents' and children's receipts")
                        .isPositive();
                assertThat(count.reports()).as("reports").isPositive();
                assertThat(count.drafts()).as("drafts").isPositive();
                assertThat(count.events()).as("pages through the proxies").isGreaterThan(KILLS);
                assertThat(atTheEdge.get())
                        .as("pages through the gateway that runs alone")
                        .isPositive();
                assertThat(unanswered.get()).as("requests that a kill cut off").isPositive();
                assertThat(losses).isEmpty();
            } finally {
                over.set(true);
                people.shutdownNow();
            }
        }
    }

    @Test
    @Order(2)
    @Execution(ExecutionMode.SAME_THREAD)
    void whileTheDatabaseIsAwayAPageSaysSoAndWhatWasToldIsThereWhenItIsBack() throws Exception {
        try (var child = new Client(at)) {
            child.signIn("Joe Marsh");
            tell(child);
            var form = child.get("/tell").form("/tell"::equals).with("words", "Nobody can keep this now");
            var control = at.data().resolve("db/global/pg_control");
            var aside = Files.move(control, control.resolveSibling("pg_control.aside"));
            try {
                at.killDatabase();
                var refused = child.send(form);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.body())
                        .contains("Schoolgate is busy for a moment", "send it again if it is not there");
                assertThat(child.get("/sign-in").status()).isEqualTo(503);
            } finally {
                Files.move(aside, control);
            }
            var end = Instant.now().plusSeconds(90);
            while (child.get("/tell").status() != 200) {
                assertThat(Instant.now()).as("the database is back").isBefore(end);
                Thread.sleep(200);
            }
            assertThat(child.send(form).status())
                    .as("the form that was open is sent again as it stands")
                    .isEqualTo(302);
            assertThat(ledger.check(at).all()).isEmpty();
            assertThat(at.rows("select words from report where words = 'Nobody can keep this now'"))
                    .hasSize(1);
        }
    }

    private static Duration restart() throws Exception {
        var ready = at.start();
        at.startEdge(edgeToken, origin.getAddress().getPort());
        return ready;
    }

    /** Lets everything run for a while, kills it, starts it again, and compares. One in five dies while it is starting. */
    private List<String> killOnce(int kill) throws Exception {
        var starting = kill % 5 == 0;
        var moment = Duration.ofMillis(starting ? 200 + chance.nextInt(4_000) : 1_000 + chance.nextInt(9_000));
        if (starting) {
            at.killEverything(chance);
            at.launch();
            at.startEdge(edgeToken, origin.getAddress().getPort());
        }
        Thread.sleep(moment);
        at.killEverything(chance);
        var ready = restart();
        var began = Instant.now();
        var losses = ledger.check(at).all();
        var count = ledger.count();
        say(
                "%4d  %-22s %8.1f %8.1f %10d %8d %8d %8d %8d",
                kill,
                "%.1f s%s".formatted(moment.toMillis() / 1e3, starting ? " of its start" : ""),
                ready.toMillis() / 1e3,
                Duration.between(began, Instant.now()).toMillis() / 1e3,
                count.signatures(),
                count.receipts(),
                count.reports(),
                count.events(),
                losses.size());
        losses.forEach(loss -> say("      lost: %s", loss));
        return losses;
    }

    /** Between two kills it may not come so far; after the last it has the time. */
    private void awaitAPageAtTheEdge() throws InterruptedException {
        var giveUp = Instant.now().plus(Duration.ofMinutes(1));
        while (atTheEdge.get() == 0 && Instant.now().isBefore(giveUp)) {
            Thread.sleep(100);
        }
    }

    private void checkOnThePages() throws IOException, InterruptedException {
        try (var head = new Client(at);
                var lead = new Client(at)) {
            head.signIn("Mrs Lindqvist");
            assertThat(head.page("/record/verify").body()).contains("<h1>The record is whole</h1>");
            lead.signIn("Ms Okafor");
            for (var report : ledger.reports()) {
                assertThat(lead.get("/reports/" + report.id()).body()).contains(report.words());
            }
        }
    }

    /** Who has not signed yet: person, name, address. */
    private static List<List<String>> parents() throws IOException, SQLException {
        var parents = at.rows("""
                select distinct person_id, given_name || ' ' || family_name, email
                from person join guardianship on guardian_id = person_id
                where email is not null
                  and not exists (select from agreement_signature where signer = person_id)
                order by 1
                """);
        assertThat(parents).as("parents who have not signed").hasSizeGreaterThan(40);
        return parents;
    }

    private interface Doing {
        void once() throws Exception;
    }

    /** Goes on through every kill, as people do: what was cut off is tried again. */
    private void keepOn(Doing doing) {
        while (!over.get()) {
            try {
                doing.once();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                unanswered.incrementAndGet();
                try {
                    Thread.sleep(200);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    /** The next parent, from an address of their own, as letters asked for from one address are counted. */
    private void signAsParent(List<List<String>> parents) throws Exception {
        int index = parent.getAndIncrement() % parents.size();
        var next = parents.get(index);
        try (var client = new Client(at, "127.7.%d.%d".formatted(index / 200, 1 + index % 200))) {
            client.comeByLetter(next.get(2));
            var subjects = SUBJECT.matcher(client.page("/agreements/mine").body())
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            for (var subject : subjects) {
                sign(client, next.get(0), next.get(1), subject);
            }
        }
    }

    /** Signed in once: a session outlives a restart. */
    private void beAChild(Client client) throws Exception {
        var joe = at.player("Joe Marsh").person();
        sign(client, joe, "Joe Marsh", joe);
        tell(client);
        takeBack(client, joe);
        tell(client);
    }

    private void sign(Client client, String signer, String name, String subject) throws Exception {
        client.get("/agreements/mine/" + subject + "/read");
        var form = client.get("/agreements/mine/" + subject + "/sign")
                .form(action -> action.endsWith("/sign"))
                .with("name", name);
        var answer = client.send(form);
        if (answer.status() != 302 || answer.to().endsWith("/read")) {
            throw new IOException("not signed: " + answer.status());
        }
        ledger.answered(new Ledger.Answered(signer, subject, "AGREED", Instant.now()));
        var thanks = client.get("/agreements/mine/" + subject);
        RECEIPT.matcher(thanks.body()).results().map(found -> found.group(1)).forEach(ledger::receipt);
    }

    private void takeBack(Client client, String who) throws Exception {
        var form = client.get("/agreements/mine/" + who + "/no").form(action -> action.endsWith("/no"));
        var answer = client.send(form);
        if (answer.status() != 302) {
            throw new IOException("not taken back: " + answer.status());
        }
        ledger.answered(new Ledger.Answered(who, who, "WITHDRAWN", Instant.now()));
    }

    private void tell(Client client) throws Exception {
        var words = "Somebody wrote to me, number " + pages.incrementAndGet();
        var answer = client.send(client.get("/tell").form("/tell"::equals).with("words", words));
        if (answer.status() != 302) {
            throw new IOException("not told: " + answer.status());
        }
        ledger.told(new Ledger.Told(answer.to().substring(answer.to().lastIndexOf('/') + 1), words));
    }

    /** A teacher writes on at one draft through all kills, and sends something else now and then. */
    private void writeAReport(Client client) throws Exception {
        var form = blank(client);
        draft = draft.isEmpty() ? form.fields().getOrDefault("draft", "") : draft;
        for (int line = 0; line < 10 && written.length() < 15_000; line++) {
            written.append(written.isEmpty() ? "It began at break" : ", and on");
            var kept = client.send(new Client.Form("/report/drafts", form.fields())
                    .with("draft", draft)
                    .with("words", written.toString())
                    .with("byScript", "true"));
            if (kept.status() != 204) {
                throw new IOException("not kept: " + kept.status());
            }
            ledger.drafted(draft, written.toString());
            Thread.sleep(500);
        }
        var words = "Written at one go, number " + pages.incrementAndGet();
        var sent = client.send(blank(client).with("words", words));
        if (sent.status() != 302) {
            throw new IOException("not told: " + sent.status());
        }
        ledger.told(new Ledger.Told(sent.to().substring(sent.to().lastIndexOf('/') + 1), words));
    }

    /** A form with a draft's number of its own: what is sent takes its draft away. */
    private static Client.Form blank(Client client) throws Exception {
        return client.get("/report").form("/report"::equals).with("matter", "ABOUT_A_CHILD");
    }

    private void browse(String who, int proxy, String host) throws Exception {
        var credentials =
                Base64.getEncoder().encodeToString((at.player(who).token() + ":").getBytes(StandardCharsets.UTF_8));
        try (var client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy)))
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            while (!over.get()) {
                var path = "/k/" + pages.incrementAndGet();
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://" + host + path))
                                .header("Proxy-Authorization", "Basic " + credentials)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 200 || answer.statusCode() == 403) {
                    ledger.seen(path);
                    if (proxy == at.edgePort()) {
                        atTheEdge.incrementAndGet();
                    }
                }
                Thread.sleep(100);
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
