package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** Who is this: what speaks for whom, and when it no longer does. */
class IdentityTest {
    @TempDir
    Path data;

    final MovedClock clock = new MovedClock();
    School school;

    /** The clock on the wall, moved by hand. */
    static final class MovedClock extends Clock {
        volatile Duration by = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }

    @BeforeEach
    void start() throws Exception {
        school = new School(
                data,
                settings -> settings.clock(clock)
                        .listen(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0))
                        .hops(List.of("127.0.7.1")));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    InetSocketAddress proxy() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), school.gateway().address().getPort());
    }

    Wire from(String address) throws Exception {
        return Wire.from(address, proxy());
    }

    /** Signs somebody in at an address, as the portal would send the browser there. */
    Wire.Answer signIn(String name, String session, String address) throws Exception {
        String ticket = "ticket-" + session;
        school.platform.issue(
                ticket, new Ticket.Redeemed(name, session, clock.instant().plus(Duration.ofHours(8))));
        try (Wire wire = from(address)) {
            return redeem(wire, ticket);
        }
    }

    Wire.Answer redeem(Wire wire, String ticket) throws Exception {
        return wire.send("GET /.schoolgate/here?ticket=" + ticket + "&back=/home HTTP/1.1\r\nHost: 127.0.0.1:"
                        + proxy().getPort() + "\r\n\r\n")
                .answer();
    }

    /** Whom the last event speaks of, after this address asked for a page. */
    SeenEvent ask(String address) throws Exception {
        int before = school.platform.events().size();
        try (Wire wire = from(address)) {
            wire.get("http://maps.example/", "");
        }
        return school.events(before + 1).get(before);
    }

    @Test
    void aTokenSpeaksForItsReaderAsUserNameOrAsPassword() throws Exception {
        try (Wire wire = from("127.0.0.1")) {
            wire.get("http://maps.example/", as("priya"));
            wire.get(
                    "http://maps.example/",
                    "Proxy-Authorization: basic "
                            + Base64.getEncoder().encodeToString("device:hale-token".getBytes(UTF_8)) + "\r\n");
        }
        assertThat(school.events(2)).extracting(SeenEvent::reader).containsExactly("priya", "hale");
        assertThat(school.events(2))
                .extracting(SeenEvent::evidence)
                .doesNotHaveDuplicates()
                .allMatch(evidence -> evidence.matches("token [0-9a-f]{8}"));
        assertThat(school.origin.last().header("Proxy-Authorization")).isNull();
    }

    @Test
    @Line("C14")
    void oneConnectionMayCarrySeveralReadersOneAfterAnother() throws Exception {
        try (Wire wire = from("127.0.0.1")) {
            assertThat(wire.get("http://blockcraft.example/", as("hale")).status())
                    .isEqualTo(200);
            assertThat(wire.get("http://blockcraft.example/", as("tom")).status())
                    .isEqualTo(403);
            assertThat(wire.get("http://blockcraft.example/", as("hale")).status())
                    .isEqualTo(200);
            assertThat(wire.get("http://blockcraft.example/", "").status()).isEqualTo(407);
        }
    }

    @Test
    @Keeps("FIL-1")
    void withoutATokenAndAPlaceNothingGoesThrough() throws Exception {
        try (Wire wire = from("127.0.0.1")) {
            Wire.Answer page = wire.get("http://maps.example/", "");
            assertThat(page.status()).isEqualTo(407);
            assertThat(page.header("Proxy-Authenticate")).startsWith("Basic realm=");
            assertThat(page.body()).contains("Sign in first.");
            assertThat(wire.connect("maps.example:443", "").status()).isEqualTo(407);
            assertThat(wire.connect("maps.example:443", as("priya")).status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenThatIsNotInForceIsAskedForAgainEvenAtAKnownPlace() throws Exception {
        school.publish(school.policies.version(2).revoked("priya").copy());
        try (Wire wire = from("127.0.8.5")) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(407);
            assertThat(wire.get("http://maps.example/", "Proxy-Authorization: Basic !!!\r\n")
                            .status())
                    .isEqualTo(407);
            assertThat(wire.get("http://maps.example/", "Proxy-Authorization: Bearer x\r\n")
                            .status())
                    .isEqualTo(407);
            assertThat(wire.get("http://maps.example/", "").status()).isEqualTo(200);
        }
    }

    @Test
    void aPlaceHasAFloor() throws Exception {
        try (Wire wire = from("127.0.8.5")) {
            assertThat(wire.get("http://maps.example/", "").status()).isEqualTo(200);
            assertThat(wire.get("http://blockcraft.example/", "").status()).isEqualTo(403);
        }
        assertThat(school.events(2))
                .extracting(SeenEvent::evidence)
                .containsOnly("nobody signed in, place 127.0.8.0/24");
        assertThat(school.events(2)).extracting(SeenEvent::reader).containsOnlyNulls();
    }

    @Test
    @Keeps({"FIL-23", "MON-10"})
    void aTicketBindsTheAddressThatTheGatewaySees() throws Exception {
        Wire.Answer answer = signIn("hale", "s1", "127.0.8.5");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(school.platform.address() + "/home");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        SeenEvent event = ask("127.0.8.5");
        assertThat(event.reader()).isEqualTo("hale");
        assertThat(event.session()).isEqualTo("s1");
        assertThat(event.evidence()).isEqualTo("signed in at this address");
        assertThat(ask("127.0.8.6").reader()).isNull();
    }

    @Test
    void aTicketIsGoodOnce() throws Exception {
        signIn("hale", "s1", "127.0.8.5");
        try (Wire wire = from("127.0.8.6")) {
            assertThat(redeem(wire, "ticket-s1").status()).isEqualTo(403);
            assertThat(redeem(wire, "never-issued").status()).isEqualTo(403);
        }
        assertThat(ask("127.0.8.6").reader()).isNull();
    }

    @Test
    void theWayBackLeadsToThePortalAlone() throws Exception {
        for (String back : List.of("//evil.example/", "https://evil.example/", "/%0d%0aX:1", "/\\evil.example", "")) {
            String ticket = "t" + back.hashCode();
            school.platform.issue(
                    ticket, new Ticket.Redeemed("hale", "s", clock.instant().plusSeconds(60)));
            try (Wire wire = from("127.0.8.5")) {
                Wire.Answer answer = wire.send("GET /.schoolgate/here?ticket=" + ticket + "&back=" + back
                                + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer();
                assertThat(answer.header("Location")).as(back).isEqualTo(school.platform.address() + "/");
            }
        }
    }

    @Test
    void aTicketMayComeThroughTheProxyItself() throws Exception {
        school.platform.issue(
                "t", new Ticket.Redeemed("hale", "s1", clock.instant().plusSeconds(3600)));
        try (Wire wire = from("127.0.8.5")) {
            Wire.Answer answer = wire.get("http://127.0.0.1:" + proxy().getPort() + "/.schoolgate/here?ticket=t", "");
            assertThat(answer.status()).isEqualTo(302);
        }
        assertThat(ask("127.0.8.5").reader()).isEqualTo("hale");
    }

    @Test
    @Line("H1")
    void twoPeopleAtOneAddressAreNobody() throws Exception {
        signIn("priya", "s1", "127.0.8.5");
        signIn("zoe", "s2", "127.0.8.5");

        SeenEvent event = ask("127.0.8.5");
        assertThat(event.reader()).isNull();
        assertThat(event.evidence()).isEqualTo("several people at this address, place 127.0.8.0/24");

        school.publish(school.policies.version(2).ended("s2").copy());
        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
    }

    @Test
    void theSamePersonTwiceIsOnePerson() throws Exception {
        signIn("priya", "s1", "127.0.8.5");
        signIn("priya", "s2", "127.0.8.5");

        assertThat(ask("127.0.8.5").session()).isEqualTo("s2");
    }

    @Test
    @Line("H5")
    void aSharedAddressIsNoIdentity() throws Exception {
        Wire.Answer answer = signIn("hale", "s1", "127.0.9.5");

        assertThat(answer.status()).isEqualTo(409);
        SeenEvent event = ask("127.0.9.5");
        assertThat(event.reader()).isNull();
        assertThat(event.evidence()).isEqualTo("shared address, place 127.0.9.0/24");
    }

    @Test
    @Line("H5")
    void aTokenSpeaksForItsReaderAtASharedAddressToo() throws Exception {
        try (Wire wire = from("127.0.9.5")) {
            wire.get("http://maps.example/", as("priya"));
        }
        assertThat(school.events(1).getFirst().reader()).isEqualTo("priya");
    }

    @Test
    @Line({"H2", "H3"})
    @Keeps("ACC-11")
    void aTeacherWhoLeavesTheComputerIsForgottenAfterTenMinutes() throws Exception {
        signIn("hale", "s1", "127.0.8.5");
        clock.by = Duration.ofMinutes(9);
        assertThat(ask("127.0.8.5").reader()).isEqualTo("hale");
        clock.by = Duration.ofMinutes(18);
        assertThat(ask("127.0.8.5").reader()).isEqualTo("hale");

        clock.by = Duration.ofMinutes(28).plusSeconds(30);
        assertThat(ask("127.0.8.5").reader()).isNull();
        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    void aPupilStaysSignedInOverALongText() throws Exception {
        signIn("priya", "s1", "127.0.8.5");
        clock.by = Duration.ofMinutes(45);

        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
    }

    @Test
    @Line("H4")
    void aTeachersIdentityEndsWhenAPupilSignsInThere() throws Exception {
        signIn("hale", "s1", "127.0.8.5");
        signIn("priya", "s2", "127.0.8.5");

        assertThat(ask("127.0.8.5").reader()).isEqualTo("priya");
        school.publish(school.policies.version(2).ended("s2").copy());
        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    void aTeachersIdentityEndsWhenTheySignOut() throws Exception {
        signIn("hale", "s1", "127.0.8.5");
        school.publish(school.policies.version(2).ended("s1").copy());

        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    @Line("H2")
    void aSessionEndsAtItsEndThoughThePlatformIsAway() throws Exception {
        signIn("priya", "s1", "127.0.8.5");
        school.platform.refuseEvents(false);
        clock.by = Duration.ofHours(9);

        assertThat(ask("127.0.8.5").reader()).isNull();
    }

    @Test
    @Line("H7")
    void anAddressInAHeaderCountsFromAListedHopOnly() throws Exception {
        String said = "X-Forwarded-For: 127.0.8.5\r\n";
        signIn("priya", "s1", "127.0.8.5");
        try (Wire hop = from("127.0.7.1");
                Wire stranger = from("127.0.0.1")) {
            assertThat(stranger.get("http://maps.example/", said).status()).isEqualTo(407);
            assertThat(hop.get("http://maps.example/", said).status()).isEqualTo(200);
            assertThat(hop.get("http://maps.example/", "X-Forwarded-For: 127.0.8.5, 127.0.0.1\r\n")
                            .status())
                    .isEqualTo(407);
            assertThat(hop.get("http://maps.example/", "X-Forwarded-For: 127.0.0.1, 127.0.8.5, 127.0.7.1\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(hop.get("http://maps.example/", "X-Forwarded-For: nonsense\r\n")
                            .status())
                    .isEqualTo(407);
        }
        assertThat(school.events(5)).extracting(SeenEvent::reader).containsExactly(null, "priya", null, "priya", null);
        assertThat(school.events(5))
                .extracting(SeenEvent::address)
                .containsExactly("127.0.0.1", "127.0.8.5", "127.0.0.1", "127.0.8.5", "127.0.7.1");
    }

    @Test
    @Keeps({"AGR-21", "ACC-1"})
    void whoeverHasNotSignedIsLedToTheAgreement() throws Exception {
        try (Wire wire = from("127.0.0.1")) {
            Wire.Answer answer = wire.get("http://maps.example/", as("sam"));
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo(school.platform.address() + "/agreement-needed");
            assertThat(wire.connect("maps.example:443", as("sam")).status()).isEqualTo(403);

            Wire.Answer portal = wire.get(school.platform.address() + "/agreement-needed", as("sam"));
            assertThat(portal.status()).isEqualTo(200);
            assertThat(portal.body()).isEqualTo("portal /agreement-needed");
        }
        assertThat(school.events(2)).extracting(SeenEvent::answer).containsExactly("shut", "shut");
    }

    @Test
    void aTunnelToThePortalLeadsToNothingBesideIt() throws Exception {
        try (Wire wire = school.wire()) {
            String portal = school.platform.address().getAuthority();
            assertThat(wire.connect(portal, as("sam")).status()).isEqualTo(200);
            byte[] came = wire.send(Hellos.naming("casino.example"))
                    .socket()
                    .getInputStream()
                    .readAllBytes();
            assertThat(came).as("an alert of TLS").hasSize(7).startsWith(21);
        }
    }

    @Test
    void thePortalIsOpenToEverybodyAndIsNotRecorded() throws Exception {
        try (Wire wire = from("127.0.0.1")) {
            assertThat(wire.get(school.platform.address() + "/s/secret-link", "")
                            .status())
                    .isEqualTo(200);
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
        }
        assertThat(school.events(1)).extracting(SeenEvent::host).containsExactly("maps.example");
    }
}
