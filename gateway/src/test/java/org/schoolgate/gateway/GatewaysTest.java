package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.journal.JournalSpace;
import org.schoolgate.gateway.proxy.Names;

/** Two schools in one process: the same children's names, the same addresses, the same sites, and a wall between them. */
class GatewaysTest {
    /** A computer that there is at either school. */
    static final String PC = "127.0.8.5";

    @TempDir
    Path data;

    final Place greenfield = new Place("greenfield");
    final Place riverside = new Place("riverside");
    Origin origin;
    Path lists;

    @Nullable
    Gateways gateways;

    /** One of them, with a platform that knows only its own gateway. */
    final class Place {
        final String name;
        FakePlatform platform;
        Policies policies;
        UnaryOperator<GatewaySettings> settings = UnaryOperator.identity();

        @SuppressWarnings("NullAway.Init") // before each test
        Place(String name) {
            this.name = name;
        }

        void begin() throws IOException {
            platform = new FakePlatform(null, name + "-token");
            policies = new Policies(platform.address().toString());
            platform.change(policies.copy());
        }

        GatewaySettings settings() {
            return settings.apply(new GatewaySettings(platform.address(), name + "-token", data.resolve(name))
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .lists(lists)
                    .logOnSecret("a log-on secret of " + name + " alone")
                    .resolver(School.NO_NAMES)
                    .origins(Map.of("example", origin.address())));
        }

        Gateway gateway() {
            return Objects.requireNonNull(
                    Objects.requireNonNull(gateways).open().get(name));
        }

        Wire wire() throws IOException {
            return Wire.to(gateway().address());
        }

        Wire wireFrom(String source) throws IOException {
            return Wire.from(source, gateway().address());
        }

        Wire.Answer get(String url, String who) throws IOException {
            try (Wire wire = wire()) {
                return wire.get(url, who);
            }
        }

        /** Whom the gateway takes to be at an address. */
        @Nullable
        String at(String address) throws IOException {
            String path = "/" + System.nanoTime();
            try (Wire wire = wireFrom(address)) {
                wire.get("http://maps.example" + path, "");
            }
            until(() -> event(path) != null);
            return Objects.requireNonNull(event(path)).reader();
        }

        @Nullable
        SeenEvent event(String path) {
            return platform.events().stream()
                    .filter(event -> path.equals(event.path()))
                    .findFirst()
                    .orElse(null);
        }

        int redeem(String ticket) throws IOException {
            try (Wire wire = wireFrom(PC)) {
                return wire.send("GET /.schoolgate/here?ticket=" + ticket + "&back=/ HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer()
                        .status();
            }
        }

        int says(String logOn) throws IOException {
            try (Wire wire = wire()) {
                return wire.send(logOn).answer().status();
            }
        }
    }

    /** As a script of a school says it. */
    private static String logOn(String user, String address, String secret) throws Exception {
        String said = "at=%d&event=on&session=%s-1&user=%s&address=%s"
                .formatted(Instant.now().getEpochSecond(), user, user, address);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "POST /.schoolgate/log-on?" + said + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                + "Schoolgate-Signature: " + HexFormat.of().formatHex(mac.doFinal(said.getBytes(UTF_8))) + "\r\n\r\n";
    }

    @BeforeEach
    void begin() throws Exception {
        origin = new Origin();
        lists = data.resolve("lists.image");
        ListImage.write(Map.of("gambling", Set.of("casino.example"), "illegal", Set.of("illegal.example")), lists);
        greenfield.begin();
        riverside.begin();
    }

    @AfterEach
    void end() throws Exception {
        if (gateways != null) {
            gateways.leave(Duration.ZERO);
        }
        greenfield.platform.close();
        riverside.platform.close();
        origin.close();
    }

    private Map<String, GatewaySettings> both() {
        Map<String, GatewaySettings> both = new LinkedHashMap<>();
        both.put(greenfield.name, greenfield.settings());
        both.put(riverside.name, riverside.settings());
        return both;
    }

    private void start() throws IOException {
        gateways = Gateways.start(both());
    }

    /** On a slow machine a door may open a moment before its policy is there. */
    private void startWithPolicies() throws IOException {
        Gateways started = Gateways.start(both());
        gateways = started;
        until(() -> started.open().values().stream().allMatch(gateway -> gateway.policy() != null));
    }

    @Test
    void theSameChildGetsEachSchoolsOwnAnswer() throws Exception {
        greenfield.platform.change(greenfield
                .policies
                .rule("1", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
        startWithPolicies();

        assertThat(greenfield.get("http://maps.example/", as("priya")).status()).isEqualTo(403);
        assertThat(riverside.get("http://maps.example/", as("priya")).body()).isEqualTo("hello");
        assertThat(greenfield.get("http://casino.example/", as("hale")).status())
                .isEqualTo(403);
        assertThat(riverside.get("http://casino.example/", as("hale")).status()).isEqualTo(403);
    }

    @Test
    void whoeverIsKnownAtOneIsNobodyAtTheOther() throws Exception {
        riverside.platform.change(riverside.policies.revoked("priya").copy());
        startWithPolicies();

        assertThat(greenfield.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
        assertThat(riverside.get("http://maps.example/", as("priya")).status()).isEqualTo(407);

        greenfield.platform.issue(
                "t", new Ticket.Redeemed("tom", "s1", Instant.now().plusSeconds(600)));
        assertThat(riverside.redeem("t")).isEqualTo(403);
        assertThat(greenfield.redeem("t")).isEqualTo(302);
        assertThat(greenfield.at(PC)).isEqualTo("tom");
        assertThat(riverside.at(PC)).isNull();

        String logOn = logOn("hale", "127.0.8.6", "a log-on secret of greenfield alone");
        assertThat(riverside.says(logOn)).isEqualTo(403);
        assertThat(greenfield.says(logOn)).isBetween(200, 299);
        assertThat(greenfield.at("127.0.8.6")).isEqualTo("hale");
        assertThat(riverside.at("127.0.8.6")).isNull();
        assertThat(riverside.gateway().sightings()).isEmpty();
    }

    @Test
    void whatIsSeenAtOneIsToldToItsPlatformAlone() throws Exception {
        startWithPolicies();
        for (int i = 0; i < 20; i++) {
            greenfield.get("http://maps.example/g" + i, as("priya"));
            riverside.get("http://maps.example/r" + i, as("priya"));
        }

        until(() -> greenfield.platform.events().size() == 20
                && riverside.platform.events().size() == 20);
        assertThat(greenfield.platform.events())
                .extracting(SeenEvent::path)
                .allSatisfy(path -> assertThat(path).startsWith("/g"));
        assertThat(riverside.platform.events())
                .extracting(SeenEvent::path)
                .allSatisfy(path -> assertThat(path).startsWith("/r"));
    }

    @Test
    void aSchoolWithoutAPolicyIsClosedByItself() throws Exception {
        greenfield.platform.goAway();
        start();

        assertThat(greenfield.get("http://maps.example/", as("priya")).status()).isEqualTo(503);
        assertThat(riverside.get("http://maps.example/", as("priya")).status()).isEqualTo(200);

        greenfield.platform.comeBack();
        until(() -> greenfield.gateway().policy() != null);
        assertThat(greenfield.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
    }

    @Test
    void aPolicyThatChangesClosesWhatIsOpenAtItsOwnSchoolAlone() throws Exception {
        origin.at("/echo", (request, socket, in, out) -> {
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
                out.flush();
            }
            return false;
        });
        startWithPolicies();
        try (Wire there = riverside.wire();
                Wire here = greenfield.wire()) {
            for (Wire tunnel : List.of(here, there)) {
                assertThat(tunnel.connect("maps.example:443", as("hale")).status())
                        .isEqualTo(200);
                tunnel.send("GET /echo HTTP/1.1\r\n\r\np").exactly(1);
            }

            greenfield.platform.publish(greenfield
                    .policies
                    .version(2)
                    .rule("1", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());

            assertThat(here.isClosed()).isTrue();
            assertThat(there.send("p").exactly(1)).isEqualTo("p".getBytes(UTF_8));
        }
    }

    @Test
    void newListsReachBoth() throws Exception {
        startWithPolicies();
        assertThat(riverside.get("http://dice.example/", as("priya")).status()).isEqualTo(200);
        Path next = data.resolve("next.image");
        ListImage.write(
                Map.of("gambling", Set.of("casino.example", "dice.example"), "illegal", Set.of("illegal.example")),
                next);
        Files.move(next, lists, StandardCopyOption.ATOMIC_MOVE);

        for (Place school : List.of(greenfield, riverside)) {
            until(() -> {
                try {
                    return school.get("http://dice.example/", as("priya")).status() == 403;
                } catch (IOException _) {
                    // It was under way when the lists changed.
                    return false;
                }
            });
        }
        greenfield.gateway().close();
        assertThat(riverside.get("http://dice.example/", as("priya")).status())
                .as("the lists stay for whoever uses them")
                .isEqualTo(403);
    }

    @Test
    void aFullJournalOfOneLosesNothingOfTheOther() throws Exception {
        greenfield.settings = settings -> settings.journal(new JournalSpace(4_000, 64 << 10));
        startWithPolicies();
        greenfield.platform.refuseEvents(true);
        for (int i = 0; i < 100; i++) {
            assertThat(greenfield.get("http://maps.example/" + i, as("priya")).status())
                    .isEqualTo(200);
            assertThat(riverside.get("http://maps.example/" + i, as("priya")).status())
                    .isEqualTo(200);
        }
        String health = greenfield
                .get("http://127.0.0.1:" + greenfield.gateway().address().getPort() + "/.schoolgate/health", "")
                .body();

        assertThat(health).contains("\"full\":true");
        until(() -> riverside.platform.events().size() == 100);
    }

    @Test
    void aFaultAtOneLeavesTheOtherAlone() throws Exception {
        Names broken = (loop, name) -> {
            throw new IllegalStateException("it was bound to happen");
        };
        greenfield.settings = settings -> settings.resolver(broken).origins(Map.of());
        startWithPolicies();
        for (int i = 0; i < 50; i++) {
            try (Wire wire = greenfield.wire()) {
                wire.get("http://maps.example/", as("priya"));
            } catch (IOException _) {
                // Hung up on, or told that it cannot be done.
            }
            assertThat(riverside.get("http://maps.example/", as("priya")).status())
                    .isEqualTo(200);
        }
        assertThat(greenfield.get("http://casino.example/", as("priya")).status())
                .as("even there the next one is answered")
                .isEqualTo(403);
    }

    @Test
    void whatTwoHaveInCommonIsRefusedBeforeADoorOpens() throws Exception {
        int port = free();
        riverside.settings = settings -> new GatewaySettings(
                        riverside.platform.address(), "greenfield-token", data.resolve("x/../greenfield"))
                .listen(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port))
                .logOnSecret("a log-on secret of greenfield alone");
        greenfield.settings =
                settings -> settings.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Files.createDirectories(data.resolve("x"));

        assertThatThrownBy(this::start).hasMessage("""
                        riverside: its token is that of greenfield
                        riverside: its data folder %s is that of greenfield
                        riverside: its log-on secret is that of greenfield
                        riverside: its port %d for the proxy is that for the proxy of greenfield\
                        """, data.resolve("x/../greenfield"), port);
        assertThatThrownBy(() -> Wire.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void whatIsWrongWithOneIsSaidOfThatOneAndNothingOpens() throws Exception {
        int port = free();
        greenfield.settings =
                settings -> settings.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            riverside.settings = settings -> settings.icap(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort()),
                    List.of("127.0.0.1"));

            assertThatThrownBy(this::start)
                    .hasMessage(
                            "riverside: its port for ICAP cannot be opened on 127.0.0.1:%d: Address already in use",
                            taken.getLocalPort());
        }
        assertThatThrownBy(() -> Wire.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .isInstanceOf(ConnectException.class);

        riverside.settings = settings -> settings.lists(data.resolve("no.image"));
        assertThatThrownBy(this::start).hasMessage("riverside: there is no file %s", data.resolve("no.image"));

        riverside.settings = UnaryOperator.identity();
        startWithPolicies();
        assertThat(greenfield.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
        assertThat(Files.exists(data.resolve("greenfield/journal-2")))
                .as("what was refused has let go of everything")
                .isFalse();
    }

    private static int free() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @Test
    void aCrowdAtOneKeepsNobodyAtTheOtherWaiting() throws Exception {
        startWithPolicies();
        List<Thread> crowd = new ArrayList<>();
        InetSocketAddress there = greenfield.gateway().address();
        for (int i = 0; i < 32; i++) {
            crowd.add(Thread.ofPlatform().daemon().start(() -> {
                try (Wire wire = Wire.to(there)) {
                    while (!Thread.currentThread().isInterrupted()) {
                        wire.get("http://casino.example/", as("priya"));
                    }
                } catch (IOException _) {
                    // The crowd goes.
                }
            }));
        }
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long began = System.nanoTime();
            assertThat(riverside.get("http://maps.example/", as("priya")).status())
                    .isEqualTo(200);
            millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        crowd.forEach(Thread::interrupt);

        millis.sort(null);
        assertThat(millis.get(49)).as("the half of them: %s", millis).isLessThan(500);
    }
}
