package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.proxy.Names;
import org.schoolgate.testing.Line;

/** The proxy is no way into the school's own network (hole 2 of the design). */
class InsideTest {
    @TempDir
    Path data;

    final FakeNames names = new FakeNames();
    final List<School> schools = new ArrayList<>();

    /** A name server that answers what the test says, and perhaps something else the second time. */
    static final class FakeNames implements Names {
        final Map<String, List<List<String>>> answers = new ConcurrentHashMap<>();
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Future<List<InetAddress>> find(EventLoop loop, String name) {
            List<List<String>> turns = answers.get(name);
            if (turns == null) {
                return loop.newFailedFuture(new UnknownHostException(name));
            }
            List<String> turn = turns.get(Math.min(asked.getAndIncrement(), turns.size() - 1));
            return loop.newSucceededFuture(
                    turn.stream().map(InetAddress::ofLiteral).toList());
        }
    }

    School start(List<String> inside) throws Exception {
        School school = new School(data, settings -> settings.resolver(names).inside(inside));
        schools.add(school);
        return school;
    }

    @AfterEach
    void stop() throws Exception {
        for (School school : schools) {
            school.close();
        }
    }

    @Test
    void everySpellingOfAnInsideAddressIsClosed() throws Exception {
        School school = start(List.of());
        int port = school.origin.address().getPort();
        List<String> hosts = List.of(
                "127.0.0.1",
                "127.1",
                "127.0.0.1.",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "017700000001",
                "0",
                "0.0.0.0",
                "127.255.255.254",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "192.0.0.1",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[64:ff9b::10.0.0.1]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2002:a00:1::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[ff02::1]",
                "[100::1]",
                "[2001:db8::1]",
                "[2001::1]");
        List<String> open = new ArrayList<>();
        try (Wire wire = school.wire()) {
            for (String host : hosts) {
                // hale's profile lets bare addresses through: it is the destination check alone that closes these.
                Wire.Answer answer = wire.send(
                                "GET http://" + host + ":" + port + "/ HTTP/1.1\r\nHost: x\r\n" + as("hale") + "\r\n")
                        .answer();
                if (answer.status() != 403) {
                    open.add(host + " " + answer.status());
                }
                Wire.Answer tunnel = wire.connect(host + ":443", as("hale"));
                if (tunnel.status() != 403) {
                    open.add("tunnel to " + host + " " + tunnel.status());
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(school.origin.connections()).isZero();
        assertThat(hosts).hasSize(48);
    }

    @Test
    void aNameThatLeadsInsideIsClosed() throws Exception {
        School school = start(List.of());
        String port = ":" + school.origin.address().getPort();
        List<List<String>> leads = List.of(
                List.of("127.0.0.1"),
                List.of("10.1.2.3"),
                List.of("::1"),
                List.of("fd00::1"),
                List.of("169.254.169.254"),
                List.of("::ffff:127.0.0.1"),
                List.of("64:ff9b::a00:1"),
                List.of("192.168.1.1", "10.0.0.1"));
        try (Wire wire = school.wire()) {
            for (List<String> addresses : leads) {
                names.answers.put("rebind.test", List.of(addresses));

                Wire.Answer answer = wire.get("http://rebind.test" + port + "/", as("hale"));

                assertThat(answer.status()).as(addresses.toString()).isEqualTo(403);
                assertThat(answer.body()).contains("is inside the school");
            }
            assertThat(wire.get("http://localhost" + port + "/", as("hale")).status())
                    .isNotEqualTo(200);
        }
        assertThat(school.origin.connections()).isZero();
        List<SeenEvent> events = school.events(leads.size());
        assertThat(events.getFirst().answer()).isEqualTo("inside");
        assertThat(events.getFirst().rule()).isEqualTo("inside address 127.0.0.1");
    }

    @Test
    void thisMachinesOwnAddressesAreNobodysDestination() throws Exception {
        School school = start(List.of());
        List<String> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                .toList();
        try (Wire wire = school.wire()) {
            for (String address : own) {
                names.answers.put("own.test", List.of(List.of(address)));
                assertThat(wire.get(
                                        "http://own.test:"
                                                + school.gateway().address().getPort() + "/",
                                        as("hale"))
                                .status())
                        .as(address)
                        .isEqualTo(403);
            }
        }
        assertThat(own).isNotEmpty();
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsDialled() throws Exception {
        School school = start(List.of("127.0.0.1/32"));
        String port = ":" + school.origin.address().getPort();
        names.answers.put("twice.test", List.of(List.of("127.0.0.1"), List.of("127.0.0.2")));
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://twice.test" + port + "/", as("hale")).status())
                    .isEqualTo(200);
            assertThat(names.asked).hasValue(1);
            assertThat(wire.get("http://twice.test" + port + "/", as("hale")).status())
                    .isEqualTo(403);
            assertThat(names.asked).hasValue(2);
        }
    }

    @Test
    void amongSeveralAddressesAnOpenOneIsTaken() throws Exception {
        School school = start(List.of("127.0.0.1/32"));
        names.answers.put("mixed.test", List.of(List.of("10.0.0.1", "127.0.0.1")));
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://mixed.test:" + school.origin.address().getPort() + "/", as("hale"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsNotTheLast() throws Exception {
        School school = start(List.of("127.0.0.0/8"));
        names.answers.put("several.test", List.of(List.of("127.0.0.9", "127.0.0.8", "127.0.0.1")));
        school.origin.at("/through", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://several.test:" + school.origin.address().getPort() + "/", as("hale"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsListedIsOpenAndItsNeighbourIsNot() throws Exception {
        School school = start(List.of("127.0.0.1"));
        String port = ":" + school.origin.address().getPort();
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://127.0.0.1" + port + "/", as("hale")).status())
                    .isEqualTo(200);
            assertThat(wire.get("http://127.0.0.2" + port + "/", as("hale")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    @Line("C12")
    void aRedirectInsideIsDecidedAgain() throws Exception {
        School school = start(List.of());
        String inside = "http://127.0.0.1:" + school.origin.address().getPort() + "/secret";
        school.origin.at("/", "HTTP/1.1 302 Found\r\nLocation: " + inside + "\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = school.wire()) {
            Wire.Answer redirect = wire.get("http://maps.example/", as("hale"));
            assertThat(redirect.header("Location")).isEqualTo(inside);

            assertThat(wire.get(inside, as("hale")).status()).isEqualTo(403);
        }
        assertThat(school.origin.asked()).hasSize(1);
    }

    @Test
    void thePortalIsReachedThoughItIsInside() throws Exception {
        School school = start(List.of());
        names.answers.put("portal.test", List.of(List.of("127.0.0.1")));
        school.publish(school.policies
                .version(2)
                .portal("http://portal.test:" + school.platform.port())
                .copy());
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://portal.test:" + school.platform.port() + "/home", "")
                            .body())
                    .isEqualTo("portal /home");
            assertThat(wire.get("http://portal.test:" + (school.platform.port() + 1) + "/", as("hale"))
                            .status())
                    .isEqualTo(403);
        }
    }
}
