package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class GatewayDoorTest {
    private final Cast cast;
    private final Gateways gateways;
    private final Places places;
    private final MockMvcTester mvc;
    private final int port;

    GatewayDoorTest(Cast cast, Gateways gateways, Places places, MockMvcTester mvc, @LocalServerPort int port) {
        this.cast = cast;
        this.gateways = gateways;
        this.places = places;
        this.mvc = mvc;
        this.port = port;
    }

    private Gateways.Registration.Done register(Greenfield school, String name) {
        return (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), name, null));
    }

    private int status(String token) throws Exception {
        return status(token, "127.0.0.1");
    }

    private int status(String token, String from) throws Exception {
        try (var client = new GatewayClient(port, token, from)) {
            return client.send(client.request(Feed.POLICY)).statusCode();
        }
    }

    @Test
    void onlyATokenOpensTheDoor() throws Exception {
        var token = register(cast.greenfield(), "Edge").token();

        assertThat(status(token)).isEqualTo(200);
        assertThat(status(token.substring(0, token.length() - 1) + "1")).isEqualTo(401);
        assertThat(status("")).isEqualTo(401);
        assertThat(status("sgg-" + Secret.letters(52))).isEqualTo(401);
    }

    @Test
    void somebodySignedInIsNoGateway() {
        var school = cast.greenfield();

        for (var path : List.of(Feed.POLICY, Feed.CHANGES)) {
            assertThat(mvc.get().uri(path).with(Cast.as(school.technician()))).hasStatus(401);
        }
    }

    @Test
    void aNewTokenEndsTheOldOne() throws Exception {
        var school = cast.greenfield();
        var old = register(school, "Edge");

        var fresh = (Gateways.Replacement.Done)
                Tenants.within(school.school(), () -> gateways.replaceToken(school.technician(), old.id()));

        assertThat(status(fresh.token())).isEqualTo(200);
        assertThat(status(old.token())).isEqualTo(401);
    }

    @Test
    void aRevokedGatewayIsOutAtOnceAndItsOpenStreamWithinAHeartbeat() throws Exception {
        var school = cast.greenfield();
        var stolen = register(school, "Edge");
        try (var client = new GatewayClient(port, stolen.token());
                var changes = client.changes()) {
            assertThat(changes.next(Duration.ofSeconds(5))).startsWith("policy ");

            school.within(() -> gateways.revoke(school.technician(), stolen.id()));

            assertThat(status(stolen.token())).isEqualTo(401);
            assertThat(changes.endsWithin(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aRevokedGatewayIsHandedNoFurtherPolicy() throws Exception {
        var school = cast.greenfield();
        var stolen = register(school, "Edge");
        try (var client = new GatewayClient(port, stolen.token());
                var changes = client.changes()) {
            assertThat(changes.next(Duration.ofSeconds(5))).startsWith("policy ");

            school.within(() -> {
                gateways.revoke(school.technician(), stolen.id());
                places.note(school.technician(), "Library", "10.1.2.0/24", "ks2", false);
            });

            assertThat(changes.nextChange(Duration.ofSeconds(10))).isEqualTo("end");
        }
    }

    @Test
    void theDatabaseHoldsNoToken() {
        var school = cast.greenfield();
        var token = register(school, "Edge").token();

        assertThat(Tenants.within(school.school(), () -> gateways.all(school.technician()))
                        .toString())
                .doesNotContain(token);
    }

    @Test
    void whoeverTriesTokensIsSlowedAndTheGatewayAtTheSameAddressIsNot() throws Exception {
        var token = register(cast.greenfield(), "Edge").token();
        assertThat(status(token, "127.0.7.1")).isEqualTo(200);

        int slowed = 0;
        for (int i = 0; i < 60; i++) {
            slowed += status("sgg-" + Secret.letters(52), "127.0.7.1") == 429 ? 1 : 0;
        }

        assertThat(slowed).isBetween(30, 60);
        assertThat(status(token, "127.0.7.1")).isEqualTo(200);
    }
}
