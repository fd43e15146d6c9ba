package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Line;

/** HTTPS that is looked into: what a reader, a site and the record see of it. */
class InspectionTest {
    static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path data;

    Sites sites;
    Origin maps;
    School school;
    SSLContext trust;

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "maps.example", "*.example", "www.bank.example", "childline.example");
        maps = sites.site("example");
        Instant now = Instant.now();
        sites.add("expired.example", now.minus(YEAR), now.minusSeconds(60), "expired.example");
        sites.add("early.example", now.plusSeconds(3_600), now.plus(YEAR), "early.example");
        sites.add("other.example", now.minus(YEAR), now.plus(YEAR), "another.example");
        sites.addSelfSigned("self.example");
        sites.addOfStranger("stranger.example");
        sites.add("short.example", now.minus(YEAR), now.plusSeconds(7_200), "short.example", "www.short.example");
        school = new School(
                data,
                settings ->
                        settings.authority(authority()).trusted(sites.trusted()).origins(sites.addresses()));
        school.publish(next().https(new Https(Https.Mode.INSPECT, Map.of(), Set.of("pinned.example")))
                .copy());
        trust = sites.trusting(authority().resolve("authority.pem"));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    Path authority() {
        return data.resolve("authority");
    }

    Policies next() {
        return school.policies.version(school.platform.fetches() + 100L);
    }

    Wire within(String site, String who) throws Exception {
        Wire wire = school.wire();
        assertThat(wire.connect(site + ":443", as(who)).status()).isEqualTo(200);
        return wire.secured(trust, site);
    }

    static boolean isOurs(Wire wire) throws IOException {
        return wire.certificate().getIssuerX500Principal().getName().contains("Schoolgate");
    }

    @Test
    void aPageComesThroughAndItsPathIsOnTheRecord() throws Exception {
        try (Wire wire = within("maps.example", "priya")) {
            Wire.Answer answer = wire.page("maps.example", "/a?b=c");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(maps.last().line()).isEqualTo("GET /a?b=c HTTP/1.1");
            assertThat(maps.last().header("Host")).isEqualTo("maps.example");
            assertThat(isOurs(wire)).isTrue();
        }
        SeenEvent event = school.events(1).getFirst();
        assertThat(event.reader()).isEqualTo("priya");
        assertThat(event.method()).isEqualTo("GET");
        assertThat(event.host()).isEqualTo("maps.example");
        assertThat(event.path()).isEqualTo("/a?b=c");
        assertThat(event.port()).isEqualTo(443);
        assertThat(event.answer()).isEqualTo("allow");
        assertThat(event.evidence()).startsWith("token ");
    }

    @Test
    void connectionsToASiteAreSharedAndEachOfTwoReadersIsThemselves() throws Exception {
        try (Wire priya = within("maps.example", "priya");
                Wire hale = within("maps.example", "hale")) {
            for (int i = 0; i < 10; i++) {
                assertThat(priya.page("maps.example", "/p" + i).body()).isEqualTo("hello");
                assertThat(hale.page("maps.example", "/h" + i).body()).isEqualTo("hello");
            }
        }
        assertThat(maps.connections()).isLessThanOrEqualTo(2);
        assertThat(school.events(20))
                .hasSize(20)
                .allMatch(event -> event.path() != null
                        && event.reader() != null
                        && event.path().startsWith("/" + event.reader().charAt(0)));
    }

    @Test
    void aClosedSiteSaysWhyOverHttpsAndIsNeverAsked() throws Exception {
        try (Wire wire = within("casino.example", "priya")) {
            Wire.Answer answer = wire.page("casino.example", "/win");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("This page is closed at school").contains("Greenfield Primary");
            assertThat(wire.certificate().getNotAfter().toInstant())
                    .isBefore(Instant.now().plus(Duration.ofDays(2)));
            assertThat(wire.page("casino.example", "/").status()).isEqualTo(403);
        }
        try (Wire wire = within("maps.example", "sam")) {
            assertThat(wire.page("maps.example", "/").header("Location")).endsWith("/agreement-needed");
        }
        assertThat(maps.asked()).isEmpty();
        assertThat(maps.connections()).isZero();
        assertThat(school.events(3))
                .extracting(event -> event.answer() + " " + event.method() + " " + event.path())
                .containsExactly("block GET /win", "block GET /", "shut GET /");
    }

    @Test
    void whoeverClosesATunnelToAClosedSiteWithoutAWordIsOnTheRecord() throws Exception {
        try (Wire wire = school.wire()) {
            wire.connect("casino.example:443", as("priya"));
        }
        try (Wire wire = school.wire()) {
            wire.connect("casino.example:443", as("priya"));
            wire.send("SSH-2.0-x\r\n");
            assertThat(wire.isClosed()).isTrue();
        }
        try (Wire wire = school.wire()) {
            wire.connect("casino.example:443", as("priya"));
            wire.send(Hellos.naming("maps.example"));
            assertThat(wire.exactly(7)).startsWith(21);
        }
        assertThat(school.events(3))
                .extracting(event -> event.answer() + " " + event.method() + " " + event.rule())
                .containsOnly("block CONNECT category gambling");
        assertThat(maps.connections()).isZero();
    }

    @Test
    @Line("D14")
    void aLeafHasTheNamesOfTheSiteAndNoMoreTimeThanItAndSevenDays() throws Exception {
        X509Certificate leaf;
        try (Wire wire = within("maps.example", "priya")) {
            leaf = wire.certificate();
            assertThat(leaf.getSubjectAlternativeNames())
                    .extracting(name -> (String) name.get(1))
                    .containsExactlyInAnyOrder("maps.example", "*.example", "www.bank.example", "childline.example");
            assertThat(((ECPublicKey) leaf.getPublicKey())
                            .getParams()
                            .getOrder()
                            .bitLength())
                    .isEqualTo(256);
            assertThat(leaf.getNotAfter().toInstant())
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(6)),
                            Instant.now().plus(Duration.ofDays(7)));
            assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
            assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        }
        try (Wire again = within("maps.example", "hale");
                Wire another = within("history.example", "hale");
                Wire brief = within("short.example", "hale")) {
            assertThat(again.certificate()).isEqualTo(leaf);
            assertThat(another.certificate()).isNotEqualTo(leaf);
            assertThat(another.certificate().getPublicKey()).isEqualTo(leaf.getPublicKey());
            assertThat(brief.certificate().getNotAfter().toInstant())
                    .isBefore(Instant.now().plusSeconds(7_201));
            assertThat(brief.page("short.example", "/").body()).isEqualTo("hello");
        }
    }

    @Test
    @Line({"D8", "D13"})
    void noFaultOfASiteIsCoveredUp() throws Exception {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("expired.example", "has expired");
        faults.put("early.example", "is not valid yet");
        faults.put("other.example", "is for another site");
        faults.put("self.example", "signed its own certificate");
        faults.put("stranger.example", "signed by somebody unknown");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            for (int twice = 0; twice < 2; twice++) {
                try (Wire wire = within(fault.getKey(), "hale")) {
                    Wire.Answer answer = wire.page(fault.getKey(), "/");
                    assertThat(answer.status()).as(fault.getKey()).isEqualTo(502);
                    assertThat(answer.body())
                            .contains(fault.getValue())
                            .doesNotContain("href=\"https://" + fault.getKey());
                }
            }
            assertThat(sites.site(fault.getKey()).asked()).as(fault.getKey()).isEmpty();
        }
        assertThat(school.events(10))
                .allMatch(event -> event.answer().equals("failed"))
                .extracting(SeenEvent::rule)
                .contains(
                        "the site's certificate has expired",
                        "the site's certificate is not valid yet",
                        "the site's certificate is for another name",
                        "the site signed its certificate itself",
                        "nobody known signed the site's certificate");
    }

    @Test
    @Line("D12")
    void moneyHelpAndPinnedProgramsSeeTheSiteItself() throws Exception {
        for (String site : List.of("bank.example", "www.bank.example", "childline.example", "pinned.example")) {
            try (Wire wire = within(site, "priya")) {
                assertThat(isOurs(wire)).as(site).isFalse();
                assertThat(wire.page(site, "/private").body()).isEqualTo("hello");
            }
        }
        assertThat(school.events(4)).allMatch(event -> event.path() == null);
        try (Wire wire = school.wire()) {
            wire.connect("maps.example:443", as("priya"));
            wire.send(Hellos.naming("bank.example"));
            assertThat(wire.exactly(7)).startsWith(21);
        }
        assertThat(school.events(5).getLast().rule()).isEqualTo("TLS names bank.example");
    }

    @Test
    @Line({"C2", "C3"})
    void eachRequestIsJudgedByTheHostThatItNames() throws Exception {
        try (Wire wire = within("maps.example", "priya")) {
            assertThat(wire.page("casino.example", "/").status()).isEqualTo(403);
            assertThat(wire.page("history.example", "/x").status()).isEqualTo(200);
            assertThat(maps.last().header("Host")).isEqualTo("history.example");
            assertThat(wire.send("GET https://casino.example/ HTTP/1.1\r\nHost: maps.example\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(403);
            assertThat(wire.page("MAPS.example.:443", "/").status()).isEqualTo(200);
            Wire.Answer bank = wire.page("childline.example", "/");
            assertThat(bank.status()).isEqualTo(421);
            assertThat(wire.isClosed()).isTrue();
        }
        for (String wrong : List.of(
                "GET / HTTP/1.1\r\nHost: maps.example:8443\r\n",
                "GET / HTTP/1.1\r\nHost: maps.example/x\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\n",
                "CONNECT maps.example:443 HTTP/1.1\r\nHost: maps.example\r\n",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n")) {
            try (Wire wire = within("maps.example", "priya")) {
                assertThat(wire.send(wrong + "\r\n").answer().status())
                        .as(wrong)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    @Line("C6")
    void aWebSocketIsDecidedAndItsFramesAreSaidToBeUnseen() throws Exception {
        maps.at("/socket", (request, socket, in, out) -> {
            out.write("HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
                out.flush();
            }
            return false;
        });
        try (Wire wire = within("maps.example", "priya");
                Wire closed = within("casino.example", "priya")) {
            String upgrade = "GET /socket HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
            assertThat(wire.send(upgrade.formatted("maps.example")).answer().status())
                    .isEqualTo(101);
            assertThat(new String(wire.send("frames").exactly(6), ISO_8859_1)).isEqualTo("frames");
            assertThat(closed.send(upgrade.formatted("casino.example")).answer().status())
                    .isEqualTo(403);

            school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(school.events(3))
                .extracting(event -> event.answer() + " " + event.rule())
                .contains("allow default, a WebSocket whose frames nobody saw", "block category gambling");
    }

    @Test
    @Line("C14")
    void aChangeIsInForceInAnOpenConnection() throws Exception {
        maps.at("/endless", (request, socket, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < 1_000; i++) {
                out.write("some".getBytes(ISO_8859_1));
                out.flush();
                Thread.sleep(10);
            }
            return false;
        });
        try (Wire download = within("maps.example", "priya");
                Wire idle = within("maps.example", "zoe");
                Wire other = within("history.example", "priya")) {
            download.send("GET /endless HTTP/1.1\r\nHost: maps.example\r\n\r\n");
            while (!download.line().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(idle.page("maps.example", "/").status()).isEqualTo(200);
            assertThat(other.page("history.example", "/").status()).isEqualTo(200);

            school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());

            assertThatThrownBy(() -> download.exactly(1_000_000)).isInstanceOf(IOException.class);
            assertThat(idle.page("maps.example", "/").body()).contains("This page is closed at school");
            assertThat(other.page("history.example", "/").status()).isEqualTo(200);

            school.publish(next().access("zoe", new AccessState.Shut("HELD", "Ask Ms Okafor.", null, false))
                    .copy());
            assertThat(idle.page("history.example", "/").body()).contains("Ask Ms Okafor.");
            school.publish(next().https(new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of()))
                    .copy());
            assertThat(other.isClosed()).as("it is not looked into any more").isTrue();
        }
    }

    @Test
    void itIsCountedHowMuchIsSeenOfWhatIsLetThrough() throws Exception {
        try (Wire wire = within("maps.example", "priya")) {
            wire.page("maps.example", "/a");
            wire.page("maps.example", "/b");
        }
        try (Wire wire = within("www.bank.example", "priya")) {
            wire.page("www.bank.example", "/");
        }
        try (Wire wire = school.wire()) {
            wire.connect("pinned.example:443", as("hale"));
            wire.send("SSH-2.0-OpenSSH_9.2\r\n");
            school.events(4);
        }

        assertThat(school.gateway().health().coverage().counts())
                .containsExactly(
                        new Coverage.Count(Edge.PROXY, "ks2", Coverage.Depth.WHOLE, 2),
                        new Coverage.Count(Edge.PROXY, "ks2", Coverage.Depth.NAME, 1),
                        new Coverage.Count(Edge.PROXY, "staff", Coverage.Depth.NOTHING, 1));
        assertThat(school.edge(Edge.INSPECTION).answered()).isEqualTo(2);
        assertThat(school.edge(Edge.PROXY).answered()).isEqualTo(2);
        school.untilEdge(Edge.INSPECTION, null);
    }

    @Test
    void aTunnelIsReopenedWhenItIsToBeLookedInto() throws Exception {
        school.publish(next().https(new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of()))
                .copy());
        try (Wire wire = within("maps.example", "priya")) {
            assertThat(isOurs(wire)).isFalse();
            assertThat(wire.page("maps.example", "/").status()).isEqualTo(200);
            school.publish(next().https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                    .copy());
            assertThat(wire.isClosed()).isTrue();
        }
        try (Wire wire = within("maps.example", "priya")) {
            assertThat(isOurs(wire)).isTrue();
        }
    }

    @Test
    @Line("D12")
    void aProgramThatDoesNotTakeTheCertificateIsOnTheRecord() throws Exception {
        try (Wire wire = school.wire()) {
            wire.connect("maps.example:443", as("priya"));
            assertThatThrownBy(() -> wire.secured(sites.trusting(data.resolve("none")), "maps.example"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        SeenEvent event = school.events(1).getFirst();
        assertThat(event.method()).isEqualTo("CONNECT");
        assertThat(event.rule()).isEqualTo("default, the program does not take the school's certificate");
        assertThat(school.edge(Edge.INSPECTION).failed()).isEqualTo(1);
        assertThat(school.gateway().health().coverage().counts())
                .as("nothing was seen")
                .isEmpty();
    }

    @Test
    @Line("D11")
    void aSessionThatIsTakenUpAgainIsDecidedAnew() throws Exception {
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            boolean closed = i == 2;
            if (closed) {
                school.publish(next().rule("7", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                        .copy());
            } else if (i == 3) {
                school.publish(next().https(new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of()))
                        .withoutRules()
                        .copy());
            }
            try (Wire wire = school.wire()) {
                wire.connect("maps.example:443", as("priya"));
                Wire secured = wire.secured(
                        trust, "maps.example", parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}));
                assertThat(secured.page("maps.example", "/").status()).isEqualTo(closed ? 403 : 200);
                assertThat(isOurs(secured)).isEqualTo(i < 3);
                sessions.add(Arrays.toString(
                        ((SSLSocket) secured.socket()).getSession().getId()));
            }
        }
        assertThat(sessions)
                .as("the second took up the first, and nobody took up another")
                .hasSize(3);
    }

    @Test
    void theAuthorityIsMadeOnceAndKeptFromOthers() throws Exception {
        byte[] made = Files.readAllBytes(authority().resolve("authority.pem"));
        for (String file : List.of("authority.pem", "authority.key", "authority.pass")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(authority().resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(authority().resolve("authority.key"))).contains("BEGIN ENCRYPTED PRIVATE KEY");
        String policy = school.gateway().policy();
        school.gateway().close();
        school.start();
        School.until(() -> Objects.equals(school.gateway().policy(), policy));
        assertThat(Files.readAllBytes(authority().resolve("authority.pem"))).isEqualTo(made);
        try (Wire wire = within("maps.example", "priya")) {
            assertThat(wire.page("maps.example", "/").status()).isEqualTo(200);
        }
    }

    @Test
    void aSiteThatIsAwayOrInsideSaysSoOverHttps() throws Exception {
        maps.close();
        try (Wire away = within("maps.example", "hale");
                Wire nowhere = within("no.such.name", "hale")) {
            Wire.Answer answer = away.page("maps.example", "/");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("It is not blocked");
            assertThat(nowhere.page("no.such.name", "/").status()).isEqualTo(502);
        }
    }
}
