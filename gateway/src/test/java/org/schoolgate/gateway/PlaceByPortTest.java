package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.testing.Line;

/**
 * Places behind one address, told apart by the port that their devices are given; and what a pupil of Year 6 gets who types
 * another. Games are open to staff, and closed or to be asked for elsewhere.
 */
class PlaceByPortTest {
    private static final String SITE = "127.0.10.1";
    private static final String ROOM = "127.0.8.5";
    private static final String NOWHERE = "127.0.77.1";

    @TempDir
    Path data;

    int library;
    int staffRoom;
    int tablets;
    School school;

    @BeforeEach
    void start() throws Exception {
        library = School.freePort();
        staffRoom = School.freePort();
        tablets = School.freePort();
        school = new School(
                data,
                settings -> settings.listen(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0))
                        .furtherPorts(Set.of(library, staffRoom, tablets)));
        school.publish(school.policies
                .version(2)
                .place(SITE + "/32", library, "ks1")
                .place(SITE + "/32", staffRoom, "staff")
                .place(null, tablets, "staff")
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    Wire from(String address, int port) throws Exception {
        return Wire.from(address, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    int usual() {
        return school.gateway().address().getPort();
    }

    int games(String address, int port) throws Exception {
        return games(address, port, "");
    }

    int games(String address, int port, String headers) throws Exception {
        try (Wire wire = from(address, port)) {
            return wire.get("http://blockcraft.example/", headers).status();
        }
    }

    @Test
    void thePortTellsWhichPlaceBehindOneAddressItIs() throws Exception {
        assertThat(games(SITE, staffRoom)).isEqualTo(200);
        assertThat(games(SITE, library)).isEqualTo(403);
        try (Wire wire = from(SITE, library)) {
            assertThat(wire.get("http://maps.example/", "").status()).isEqualTo(200);
            assertThat(wire.connect("blockcraft.example:443", "").status()).isEqualTo(403);
        }

        assertThat(school.events(4))
                .extracting(SeenEvent::evidence)
                .containsOnly(
                        "shared address, place 127.0.10.1/32 by port " + staffRoom,
                        "shared address, place 127.0.10.1/32 by port " + library);
    }

    @Test
    @Line("H5")
    void thePortOfALaxerPlaceOpensNothingElsewhere() throws Exception {
        for (int port : new int[] {usual(), library, staffRoom, tablets}) {
            assertThat(games(ROOM, port)).as("port %d", port).isEqualTo(403);
            assertThat(games(NOWHERE, port)).as("port %d", port).isEqualTo(407);
        }
        assertThat(games(SITE, usual())).isEqualTo(407);
        assertThat(games(SITE, tablets)).isEqualTo(407);
    }

    @Test
    @Line("H7")
    void noHeaderSaysByWhichPortSomebodyCame() throws Exception {
        for (String said :
                new String[] {"X-Forwarded-Port: %d", "X-Forwarded-For: 127.0.10.1:%d", "Via: 1.1 proxy:%d"}) {
            assertThat(games(ROOM, usual(), said.formatted(staffRoom) + "\r\n")).isEqualTo(403);
        }
        try (Wire wire = from(ROOM, usual())) {
            Wire.Answer answer = wire.send("GET http://blockcraft.example/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                            .formatted(staffRoom))
                    .answer();
            assertThat(answer.status()).isEqualTo(403);
        }
        try (Wire wire = from(ROOM, usual())) {
            assertThat(wire.connect("127.0.0.1:" + staffRoom, "").status()).isEqualTo(403);
        }
    }

    @Test
    void whoeverIsKnownStaysWhoTheyAreByEveryPort() throws Exception {
        school.platform.issue(
                "t", new Ticket.Redeemed("tom", "s1", Instant.now().plusSeconds(600)));
        try (Wire wire = from(ROOM, library)) {
            String here = "http://127.0.0.1:" + usual() + "/.schoolgate/here?ticket=t&back=/";
            assertThat(wire.get(here, "").status()).isEqualTo(302);
        }
        for (int port : new int[] {usual(), library, staffRoom, tablets}) {
            assertThat(games(ROOM, port)).isEqualTo(403);
            assertThat(games(ROOM, port, as("hale"))).isEqualTo(200);
        }
        school.publish(school.policies
                .version(3)
                .access("tom", new AccessState.Shut("HELD", "Ask Ms Okafor first.", null, false))
                .copy());
        for (int port : new int[] {usual(), library, staffRoom, tablets}) {
            try (Wire wire = from(ROOM, port)) {
                assertThat(wire.get("http://maps.example/", "").body()).contains("Ask Ms Okafor first.");
            }
        }
    }

    @Test
    void whatIsOpenIsDecidedAgainByThePortThroughWhichItCame() throws Exception {
        try (Wire staff = from(SITE, staffRoom)) {
            assertThat(staff.connect("blockcraft.example:443", "").status()).isEqualTo(200);

            school.publish(new Policies(school.platform.address().toString())
                    .version(3)
                    .place(SITE + "/32", staffRoom, "ks1")
                    .copy());

            assertThat(staff.isClosed()).isTrue();
        }
    }

    @Test
    void nobodySignsInAtAnAddressThatPortsTellApart() throws Exception {
        school.platform.issue(
                "t", new Ticket.Redeemed("hale", "s1", Instant.now().plusSeconds(600)));
        for (int port : new int[] {usual(), library, staffRoom, tablets}) {
            try (Wire wire = from(SITE, port)) {
                String here = "http://127.0.0.1:" + port + "/.schoolgate/here?ticket=t&back=/";
                assertThat(wire.get(here, "").status()).isEqualTo(409);
            }
        }
    }
}
