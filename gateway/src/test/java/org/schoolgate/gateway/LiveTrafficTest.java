package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** Nothing that is open outlives its permission (hole 4 of the design). */
class LiveTrafficTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(data);
        school.origin.at("/echo", (request, socket, in, out) -> {
            byte[] bytes = new byte[4];
            while (in.readNBytes(bytes, 0, 4) == 4) {
                out.write(bytes);
                out.flush();
            }
            return false;
        });
        school.origin.at("/endless", (request, socket, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < 1_000; i++) {
                out.write("some".getBytes(ISO_8859_1));
                out.flush();
                Thread.sleep(20);
            }
            return false;
        });
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    Wire tunnel(String who) throws Exception {
        Wire wire = school.wire();
        assertThat(wire.connect("maps.example:443", who).status()).isEqualTo(200);
        wire.send("GET /echo HTTP/1.1\r\n\r\n");
        assertThat(works(wire)).isTrue();
        return wire;
    }

    static boolean works(Wire wire) throws Exception {
        return new String(wire.send("ping").exactly(4), ISO_8859_1).equals("ping");
    }

    Policies next() {
        return school.policies.version(school.platform.fetches() + 100L);
    }

    @Test
    @Line("H9")
    void aRuleClosesAnOpenTunnelOfWhomItMeansAndNoOther() throws Exception {
        try (Wire priya = tunnel(as("priya"));
                Wire hale = tunnel(as("hale"))) {
            school.publish(next().access("priya", new AccessState.Shut("HELD", "Ask Ms Okafor.", null, false))
                    .copy());

            assertThat(priya.isClosed()).isTrue();
            assertThat(works(hale)).isTrue();
        }
        SeenEvent last = school.events(3).getLast();
        assertThat(last.reader()).isEqualTo("priya");
        assertThat(last.answer()).isEqualTo("shut");
        assertThat(last.rule()).isEqualTo("access HELD, closed while open");
    }

    @Test
    @Keeps({"SAN-4", "SAN-5"})
    void aProgrammeThatIsTakenAwayIsCutAtOnceAndComesBackByItself() throws Exception {
        try (Wire priya = tunnel(as("priya"));
                Wire zoe = tunnel(as("zoe"));
                Wire rest = school.wire();
                Wire again = school.wire()) {
            Instant end = Instant.now().plusSeconds(2);
            school.publish(next().withheld(
                            "priya", new Withheld(Set.of("maps.example"), Set.of(), null, end, "Talk to Ms Okafor."))
                    .copy());

            assertThat(priya.isClosed()).isTrue();
            assertThat(works(zoe)).as("it is nobody else's").isTrue();
            assertThat(rest.connect("history.example:443", as("priya")).status())
                    .as("everything else stays open")
                    .isEqualTo(200);
            Wire.Answer refused = again.get("http://maps.example/", as("priya"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("Talk to Ms Okafor.").doesNotContain("/ask?site=");

            School.until(() -> !Instant.now().isBefore(end));
            try (Wire after = school.wire()) {
                assertThat(after.connect("maps.example:443", as("priya")).status())
                        .as("no newer policy was needed")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    @Line("C6")
    void aBlockClosesTunnelsDownloadsAndWebSockets() throws Exception {
        school.origin.at("/socket", (request, socket, in, out) -> {
            out.write("HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
            in.transferTo(out);
            return false;
        });
        try (Wire tunnel = tunnel(as("priya"));
                Wire download = school.wire();
                Wire socket = school.wire();
                Wire other = school.wire()) {
            download.send("GET http://maps.example/endless HTTP/1.1\r\nHost: x\r\n" + as("priya") + "\r\n");
            while (!download.line().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(new String(download.exactly(4), ISO_8859_1)).isEqualTo("some");
            socket.send(
                    "GET http://maps.example/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + as("priya") + "\r\n");
            assertThat(socket.answer().status()).isEqualTo(101);
            other.send("GET http://history.example/endless HTTP/1.1\r\nHost: x\r\n" + as("priya") + "\r\n");
            while (!other.line().isEmpty()) {
                Thread.onSpinWait();
            }

            school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());

            assertThat(tunnel.isClosed()).isTrue();
            assertThat(socket.isClosed()).isTrue();
            int more = 0;
            try {
                for (; more < 200; more++) {
                    download.exactly(4);
                }
            } catch (java.io.IOException _) {
                // It was cut.
            }
            assertThat(more).isLessThan(200);
            assertThat(new String(other.exactly(4), ISO_8859_1)).isEqualTo("some");
        }
        assertThat(school.events(7).stream().filter(event -> event.rule().endsWith("closed while open")))
                .hasSize(3);
    }

    @Test
    void aRequestOnItsWayIsCalledBack() throws Exception {
        school.origin.at("/slow", (request, socket, in, out) -> {
            Thread.sleep(5_000);
            return false;
        });
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/slow HTTP/1.1\r\nHost: x\r\n" + as("priya") + "\r\n");
            School.until(() -> !school.origin.asked().isEmpty());
            school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());

            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    @Line("C14")
    void aKeptConnectionAsksUnderTheNewPolicy() throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
            school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(403);
            school.publish(next().version(500).withoutRules().copy());
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
        }
    }

    @Test
    @Keeps("FIL-5")
    void anUnblockEndsByItselfThoughThePlatformIsAway() throws Exception {
        Instant end = Instant.now().plusMillis(900);
        school.publish(next().rule("9", "casino.example", Rule.Effect.ALLOW, Rule.Source.UNBLOCK, end)
                .copy());
        try (Wire wire = school.wire()) {
            assertThat(wire.connect("casino.example:443", as("priya")).status()).isEqualTo(200);
            assertThat(school.wire().get("http://casino.example/", as("tom")).status())
                    .isEqualTo(403);
            school.platform.goAway();

            assertThat(wire.isClosed()).isTrue();
            assertThat(Duration.between(end, Instant.now())).isBetween(Duration.ZERO, Duration.ofMillis(250));
            try (Wire again = school.wire()) {
                assertThat(again.get("http://casino.example/", as("priya")).status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    @Keeps("ACC-17")
    void timeOnlineEndsByItself() throws Exception {
        Instant end = Instant.now().plusMillis(900);
        school.publish(next().access("priya", new AccessState.Open(end)).copy());
        try (Wire wire = tunnel(as("priya"))) {
            assertThat(wire.isClosed()).isTrue();
            assertThat(Duration.between(end, Instant.now())).isBetween(Duration.ZERO, Duration.ofMillis(250));
            try (Wire again = school.wire()) {
                assertThat(again.get("http://maps.example/", as("priya")).body())
                        .contains("Your time online is over.");
            }
        }
    }

    @Test
    @Line("H3")
    void aTunnelOfASessionThatEndsIsDecidedByThePlace() throws Exception {
        school.platform.issue(
                "t", new Ticket.Redeemed("hale", "s1", Instant.now().plusSeconds(600)));
        school.wireFrom("127.0.8.5")
                .send("GET /.schoolgate/here?ticket=t HTTP/1.1\r\nHost: x\r\n\r\n")
                .answer();
        try (Wire games = school.wireFrom("127.0.8.5");
                Wire maps = school.wireFrom("127.0.8.5")) {
            assertThat(games.connect("blockcraft.example:443", "").status()).isEqualTo(200);
            assertThat(maps.connect("maps.example:443", "").status()).isEqualTo(200);
            maps.send("GET /echo HTTP/1.1\r\n\r\n");

            school.publish(next().ended("s1").copy());

            assertThat(games.isClosed()).isTrue();
            assertThat(works(maps)).isTrue();
        }
    }

    @Test
    void aRevokedTokenClosesWhatItOpened() throws Exception {
        try (Wire wire = tunnel(as("priya"))) {
            school.publish(next().revoked("priya").copy());

            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    @Line("H9")
    void whoeverMovesToAnotherGroupIsDecidedByItInWhatIsOpen() throws Exception {
        try (Wire games = school.wire();
                Wire maps = tunnel(as("hale"));
                Wire kept = school.wire()) {
            assertThat(games.connect("blockcraft.example:443", as("hale")).status())
                    .isEqualTo(200);
            assertThat(kept.get("http://blockcraft.example/", as("hale")).status())
                    .isEqualTo(200);

            school.publish(next().profile("hale", "ks2").copy());

            assertThat(games.isClosed()).isTrue();
            assertThat(works(maps)).as("what both groups may see goes on").isTrue();
            assertThat(kept.get("http://blockcraft.example/", as("hale")).status())
                    .isEqualTo(403);
            school.publish(next().version(500).profile("hale", "staff").copy());
            assertThat(kept.get("http://blockcraft.example/", as("hale")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    @Line({"I2", "I3"})
    void noAnswerIsWrongOrLostWhileListsAndRulesChange() throws Exception {
        Map<String, Integer> right =
                Map.of("maps.example", 200, "casino.example", 403, "illegal.example", 403, "plain.example", 200);
        AtomicBoolean over = new AtomicBoolean();
        int asked = 0;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                counts.add(clients.submit(() -> askOverAndOver(right, over)));
            }
            try {
                asked = change();
            } finally {
                over.set(true);
            }
            for (Future<Integer> count : counts) {
                asked += count.get();
            }
        }
        assertThat(school.events(asked)).as("each is on the record, once").hasSize(asked);
    }

    /** Changes a rule over and over, and the lists now and then; how often it was asked whether it is so. */
    private int change() throws Exception {
        int asked = 0;
        try (Wire wire = school.wire()) {
            for (int i = 0; i < 30; i++) {
                if (i % 10 == 0) {
                    ListImage.write(
                            Map.of(
                                    "gambling", Set.of("casino.example", "more" + i + ".example"),
                                    "illegal", Set.of("illegal.example")),
                            data.resolve("lists.image"));
                }
                int wanted = i % 2 == 0 ? 403 : 200;
                Policies next = school.policies.version(1_000L + i).withoutRules();
                school.publish((wanted == 403
                                ? next.rule("7", "changed.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                                : next)
                        .copy());
                asked++;
                assertThat(wire.get("http://changed.example/", as("priya")).status())
                        .as("change %d", i)
                        .isEqualTo(wanted);
                Thread.sleep(60);
            }
        }
        return asked;
    }

    private int askOverAndOver(Map<String, Integer> right, AtomicBoolean over) throws Exception {
        int asked = 0;
        try (Wire wire = school.wire()) {
            while (!over.get()) {
                for (Map.Entry<String, Integer> each : right.entrySet()) {
                    Wire.Answer answer = wire.get("http://" + each.getKey() + "/", as("priya"));
                    assertThat(answer.status()).as(each.getKey()).isEqualTo(each.getValue());
                    asked++;
                }
                Thread.sleep(2);
            }
        }
        return asked;
    }

    @Test
    @Line("I3")
    void eachOfManyChangesClosesWhatItMeans() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (Wire wire = tunnel(as("priya"))) {
                school.platform.publish(school.policies
                        .version(1_000 + 2L * i)
                        .rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                        .copy());
                assertThat(wire.isClosed()).as("change %d", i).isTrue();
            }
            school.publish(
                    school.policies.version(1_001 + 2L * i).withoutRules().copy());
        }
    }

    @Test
    @Line("I1")
    void newListsAreInForceWithoutARestartAndCloseWhatTheyList() throws Exception {
        try (Wire tunnel = tunnel(as("priya"));
                Wire asks = school.wire()) {
            Path lists = data.resolve("lists.image");
            ListImage.write(Map.of("gambling", Set.of("maps.example"), "illegal", Set.of("illegal.example")), lists);

            School.until(() -> tunnel.isClosed());
            assertThat(asks.get("http://maps.example/", as("priya")).status()).isEqualTo(403);
            assertThat(asks.get("http://casino.example/", as("priya")).status()).isEqualTo(200);

            Path half = data.resolve("half");
            byte[] whole = Files.readAllBytes(lists);
            Files.write(half, Arrays.copyOf(whole, whole.length / 2));
            Files.move(half, lists, StandardCopyOption.REPLACE_EXISTING);
            School.until(() -> health().contains("lists.image"));
            assertThat(asks.get("http://maps.example/", as("priya")).status()).isEqualTo(403);
        }
    }

    private String health() {
        try (Wire wire = school.wire()) {
            int port = school.gateway().address().getPort();
            return wire.get("http://127.0.0.1:" + port + "/.schoolgate/health", "")
                    .body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
