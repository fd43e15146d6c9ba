package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.gateway.School.until;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.radius.RadiusClients;
import org.schoolgate.gateway.who.Sighting;
import org.schoolgate.gateway.who.Source;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** The Wi-Fi says who is where: FreeRADIUS, its client or its server, tells a gateway, and the proxy acts on it. */
class NetworkSignInTest {
    static final String SECRET = "a-secret-of-the-wifi";

    @TempDir
    Path data;

    final IdentityTest.MovedClock clock = new IdentityTest.MovedClock();
    School school;
    int port;

    @BeforeEach
    void start() throws Exception {
        Path clients = data.resolve("radius-clients");
        Files.writeString(clients, "# the controller\n127.0.0.1 " + SECRET + "\n");
        school = new School(data, settings -> {
            try {
                return settings.clock(clock)
                        .listen(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0))
                        .radius(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                RadiusClients.of(clients));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        port = school.gateway().radiusPort().orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    String send(String secret, String... attributes) throws Exception {
        return send(port, "acct", secret, attributes);
    }

    /** What {@code radclient} prints; it waits a second for an answer, and asks once. */
    static String send(int to, String what, String secret, String... attributes) throws Exception {
        Process process = new ProcessBuilder("radclient", "-x", "-r", "1", "-t", "1", "127.0.0.1:" + to, what, secret)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(String.join("\n", attributes).getBytes(UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    String tell(String status, String user, String session, String address) throws Exception {
        return tell(port, "127.0.0.1", status, user, session, address);
    }

    static String tell(int to, String accessPoint, String status, String user, String session, String address)
            throws Exception {
        return send(
                to,
                "acct",
                SECRET,
                "NAS-IP-Address = " + accessPoint,
                "Acct-Status-Type = " + status,
                "User-Name = \"" + user + "\"",
                "Acct-Session-Id = \"" + session + "\"",
                "Framed-IP-Address = " + address,
                "Calling-Station-Id = \"02-00-00-00-00-01\"");
    }

    Wire from(String address) throws Exception {
        return Wire.from(
                address,
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        school.gateway().address().getPort()));
    }

    SeenEvent ask(String address) throws Exception {
        String host = "a" + UUID.randomUUID().toString().substring(0, 8) + ".example";
        try (Wire wire = from(address)) {
            wire.get("http://" + host + "/", "");
        }
        until(() -> school.platform.events().stream().anyMatch(event -> host.equals(event.host())));
        return school.platform.events().stream()
                .filter(event -> host.equals(event.host()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Line({"H6", "H8"})
    @Keeps({"FIL-23", "MON-10"})
    void aPhoneOnTheWifiIsWhoeverSignedInToTheWifi() throws Exception {
        assertThat(tell("Start", "GREENFIELD\\\\Priya", "s1", "127.0.8.5")).contains("Received Accounting-Response");

        until(() -> !school.platform.presences().isEmpty());
        assertThat(school.platform.presences())
                .extracting(Presence::address, Presence::reader, Presence::source, Presence::alone)
                .containsExactly(tuple("127.0.8.5", "priya", "RADIUS", true));
        SeenEvent event = ask("127.0.8.5");
        assertThat(event.reader()).isEqualTo("priya");
        assertThat(event.evidence()).isEqualTo("signed in to the network");
        assertThat(event.session()).isNull();

        tell("Stop", "priya@greenfield.example", "s1", "127.0.8.5");
        assertThat(ask("127.0.8.5").reader()).isNull();
        assertThat(tell("Start", "priya", "s1", "127.0.8.5")).contains("Received Accounting-Response");
        assertThat(ask("127.0.8.5").reader())
                .as("what was over stays over, whoever plays it again")
                .isNull();
    }

    @Test
    @Line({"H2", "H3"})
    void aLostStopEndsByItselfAndASessionThatIsToldAgainGoesOn() throws Exception {
        tell("Start", "priya", "s1", "127.0.8.5");
        clock.by = Duration.ofHours(7);
        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
        tell("Interim-Update", "priya", "s1", "127.0.8.5");
        clock.by = Duration.ofHours(14);
        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
        clock.by = Duration.ofHours(16);
        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    @Line("H4")
    void anAddressThatIsGivenToSomebodyElseSpeaksForThemAndTheirsMovesWithThem() throws Exception {
        tell("Start", "priya", "s1", "127.0.8.5");
        tell("Start", "zoe", "s2", "127.0.8.5");
        assertThat(ask("127.0.8.5").reader()).isEqualTo("zoe");

        tell("Interim-Update", "zoe", "s2", "127.0.8.6");
        assertThat(ask("127.0.8.5").reader()).isNull();
        assertThat(ask("127.0.8.6").reader()).isEqualTo("zoe");

        tell("Start", "visitor@elsewhere.example", "s3", "127.0.8.6");
        assertThat(ask("127.0.8.6").reader()).as("somebody whom nobody knows").isNull();
        send(SECRET, "Acct-Status-Type = Accounting-On", "NAS-IP-Address = 127.0.0.1");
        assertThat(school.gateway().sightings()).isEmpty();
    }

    @Test
    @Line("H6")
    void whoSharesNoSecretChangesNothingAndHearsNothing() throws Exception {
        assertThat(send(
                        "another-secret",
                        "Acct-Status-Type = Start",
                        "User-Name = \"hale\"",
                        "Acct-Session-Id = \"s1\"",
                        "Framed-IP-Address = 127.0.8.5"))
                .contains("No reply from server");
        assertThat(ask("127.0.8.5").reader()).isNull();

        assertThat(send(SECRET, "Acct-Status-Type = Start", "User-Name = \"hale\"", "Acct-Session-Id = \"s1\""))
                .contains("Received Accounting-Response");
        try (Wire wire = from("127.0.8.5")) {
            String health = wire.send("GET /.schoolgate/health HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer()
                    .body();
            assertThat(health)
                    .contains("\"unheard\":1", "\"withoutAddress\":1", "Framed-IP-Address")
                    .doesNotContain("hale", SECRET);
        }
    }

    @Test
    void aSecretThatIsWrongIsTheFaultOfThisEdgeUntilTheSameClientIsHeard() throws Exception {
        send("another-secret", "Acct-Status-Type = Start", "Acct-Session-Id = \"s1\"", "Framed-IP-Address = 127.0.8.5");
        school.untilEdge(Edge.RADIUS, Trouble.WRONG_SECRET);
        until(() -> {
            GatewayHealth told = school.platform.health();
            return told != null
                    && told.edges().stream()
                            .anyMatch(edge -> edge.edge() == Edge.RADIUS && edge.trouble() == Trouble.WRONG_SECRET);
        });

        tell("Start", "priya", "s2", "127.0.8.5");
        school.untilEdge(Edge.RADIUS, null);
        EdgeHealth mended = school.edge(Edge.RADIUS);
        assertThat(mended.last()).as("what was wrong last").isEqualTo(Trouble.WRONG_SECRET);
        assertThat(mended.answered()).isEqualTo(1);
        assertThat(mended.refused()).isEqualTo(1);

        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.ofLiteral("127.0.8.9"))) {
            stranger.send(new DatagramPacket(
                    new byte[40],
                    40,
                    new InetSocketAddress(
                            InetAddress.ofLiteral("127.0.0.1"),
                            school.gateway().radiusPort().orElseThrow())));
        }
        until(() -> school.edge(Edge.RADIUS).last() == Trouble.NOT_LISTED);
        assertThat(school.edge(Edge.RADIUS).state())
                .as("whoever is nobody's client cannot make it look at fault")
                .isEqualTo(EdgeHealth.State.WELL);
    }

    @Test
    @Line("H6")
    void whoeverIsNoAccessPointOfTheSchoolIsNotHeard() throws Exception {
        assertThat(answers("127.0.0.9", SECRET))
                .as("it knows the secret and is not listed")
                .isFalse();
        assertThat(answers("127.0.0.9", "another-secret")).isFalse();
        assertThat(answers("127.0.0.1", "another-secret")).isFalse();
        assertThat(ask("127.0.8.5").reader()).isNull();

        assertThat(answers("127.0.0.1", SECRET)).isTrue();
        assertThat(ask("127.0.8.5").reader()).isEqualTo("hale");
    }

    /** Whether a start of Mr Hale's is answered that comes from this address, byte by byte. */
    private boolean answers(String from, String secret) throws Exception {
        byte[] attributes = ByteBuffer.allocate(6 + 6 + 6 + 4)
                .put(new byte[] {40, 6, 0, 0, 0, 1})
                .put(new byte[] {8, 6, 127, 0, 8, 5})
                .put(new byte[] {1, 6, 'h', 'a', 'l', 'e'})
                .put(new byte[] {44, 4, 's', '1'})
                .array();
        ByteBuffer packet = ByteBuffer.allocate(20 + attributes.length)
                .put(new byte[] {4, 7})
                .putShort((short) (20 + attributes.length))
                .position(20)
                .put(attributes);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(packet.array());
        packet.put(4, md5.digest(secret.getBytes(UTF_8)));
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(from), 0))) {
            socket.setSoTimeout(300);
            socket.send(new DatagramPacket(
                    packet.array(),
                    packet.capacity(),
                    InetAddress.getLoopbackAddress(),
                    school.gateway().radiusPort().orElseThrow()));
            socket.receive(new DatagramPacket(new byte[100], 100));
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    @Line("H5")
    void aSharedAddressIsNobodysWhateverTheNetworkSays() throws Exception {
        tell("Start", "hale", "s1", "127.0.9.5");

        SeenEvent event = ask("127.0.9.5");
        assertThat(event.reader()).isNull();
        assertThat(event.evidence()).isEqualTo("shared address, place 127.0.9.0/24");
    }

    @Test
    @Line({"H3", "H6"})
    void whatHappenedLongAgoChangesNothing() throws Exception {
        send(
                SECRET,
                "Acct-Status-Type = Start",
                "User-Name = \"hale\"",
                "Acct-Session-Id = \"s1\"",
                "Acct-Delay-Time = 600",
                "Framed-IP-Address = 127.0.8.5");
        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    @Line("H2")
    void howeverLateALogOffIsToldItHolds() throws Exception {
        tell("Start", "hale", "s1", "127.0.8.5");
        assertThat(ask("127.0.8.5").reader()).isEqualTo("hale");
        send(
                SECRET,
                "NAS-IP-Address = 127.0.0.1",
                "Acct-Status-Type = Stop",
                "Acct-Session-Id = \"s1\"",
                "Acct-Delay-Time = 900");
        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    @Line("H6")
    void aWordThatIsSaidAgainShortensNothing() throws Exception {
        tell("Start", "priya", "s1", "127.0.8.5");
        send(
                SECRET,
                "NAS-IP-Address = 127.0.0.1",
                "Acct-Status-Type = Start",
                "User-Name = \"priya\"",
                "Acct-Session-Id = \"s1\"",
                "Acct-Delay-Time = 1",
                "Framed-IP-Address = 127.0.8.5");
        clock.by = Duration.ofHours(7);
        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
    }

    @Test
    void twoAccessPointsBehindOneServerMayUseTheSameNamesAndOneThatStartsAnewEndsItsOwn() throws Exception {
        tell(port, "10.0.0.1", "Start", "priya", "1", "127.0.8.5");
        tell(port, "10.0.0.2", "Start", "zoe", "1", "127.0.8.6");
        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
        assertThat(ask("127.0.8.6").reader()).isEqualTo("zoe");

        send(SECRET, "Acct-Status-Type = Accounting-On", "NAS-IP-Address = 10.0.0.1");
        assertThat(ask("127.0.8.5").reader()).isNull();
        assertThat(ask("127.0.8.6").reader()).isEqualTo("zoe");
    }

    @Test
    void whoAsksWhetherAnybodyListensIsAnsweredWhereTheSecretIsRight() throws Exception {
        assertThat(send(port, "status", SECRET, "Message-Authenticator = 0x00"))
                .contains("Sent Status-Server", "Received Accounting-Response");
        assertThat(send(port, "status", "another-secret", "Message-Authenticator = 0x00"))
                .contains("No reply from server");
    }

    @Test
    @Line("H2")
    @Keeps("FIL-23")
    void theSchoolsRadiusServerTellsWhoSignsInAndOutAndItsEndLosesNobody() throws Exception {
        try (FreeRadius radius = new FreeRadius(data.resolve("freeradius"), port, SECRET)) {
            String games = "http://blockcraft.example/";
            assertThat(tell(radius.port(), "10.0.0.1", "Start", "GREENFIELD\\\\Hale", "s1", "127.0.8.5"))
                    .contains("Received Accounting-Response");
            until(() -> readers().equals(List.of("hale")));
            try (Wire wire = from("127.0.8.5")) {
                assertThat(wire.get(games, "").status()).isEqualTo(200);
                tell(radius.port(), "10.0.0.1", "Stop", "GREENFIELD\\\\Hale", "s1", "127.0.8.5");
                until(() -> readers().isEmpty());
                assertThat(wire.get(games, "").status()).isEqualTo(403);
            }

            school.gateway().close();
            assertThat(tell(radius.port(), "10.0.0.1", "Start", "hale", "s2", "127.0.8.5"))
                    .as("the server hears it though the gateway is away")
                    .contains("Received Accounting-Response");
            radius.kill();
            school.start();
            until(() -> school.gateway().policy() != null);
            radius.startAgain();
            until(() -> readers().equals(List.of("hale")));
            try (Wire wire = from("127.0.8.5")) {
                assertThat(wire.get(games, "").status()).isEqualTo(200);
            }
        }
    }

    private List<String> readers() {
        return school.gateway().sightings().stream().map(Sighting::reader).toList();
    }

    @Test
    @Line("H1")
    void whenTwoSourcesDisagreeTheStricterRulesHoldForBoth() throws Exception {
        tell("Start", "priya", "s1", "127.0.8.5");
        String ticket = "t";
        school.platform.issue(
                ticket, new Ticket.Redeemed("hale", "browser", clock.instant().plus(Duration.ofHours(1))));
        try (Wire wire = from("127.0.8.5")) {
            wire.send("GET /.schoolgate/here?ticket=t HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();
            assertThat(wire.get("http://blockcraft.example/", "").status())
                    .as("open to Mr Hale alone")
                    .isEqualTo(403);
            assertThat(wire.get("http://maps.example/", "").status()).isEqualTo(200);

            school.publish(school.policies
                    .version(2)
                    .access("priya", new AccessState.Shut("HELD", "Priya may not, because of Tuesday.", null, false))
                    .copy());
            Wire.Answer shut = wire.get("http://maps.example/", "");
            assertThat(shut.status()).isEqualTo(403);
            assertThat(shut.body())
                    .contains("More than one person is signed in at this computer")
                    .doesNotContain("Tuesday", "Priya");
        }
        assertThat(school.gateway().sightings())
                .extracting(Sighting::reader, Sighting::source, Sighting::alone)
                .containsExactlyInAnyOrder(tuple("priya", Source.RADIUS, false), tuple("hale", Source.TICKET, false));
    }

    @Test
    @Line("H4")
    void aTeachersOpenTunnelClosesWhenThePupilLogsOn() throws Exception {
        tell("Start", "hale", "s1", "127.0.8.5");
        try (Wire tunnel = from("127.0.8.5")) {
            assertThat(tunnel.connect("blockcraft.example:443", "").status()).isEqualTo(200);
            tell("Start", "tom", "s2", "127.0.8.5");
            tunnel.socket().setSoTimeout(1_000);
            assertThat(tunnel.isClosed()).as("within a second").isTrue();
        }
        assertThat(ask("127.0.8.5").reader()).isEqualTo("tom");
    }
}
