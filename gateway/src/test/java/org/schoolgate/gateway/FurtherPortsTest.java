package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway whose proxy is found at more ports than one. */
class FurtherPortsTest {
    @TempDir
    Path data;

    int further;
    School school;

    @BeforeEach
    void start() throws Exception {
        further = School.freePort();
        school = new School(
                data,
                settings -> settings.furtherPorts(Set.of(further))
                        .names(Set.of("filter-a.example:3128"))
                        .beside(Set.of("filter-b.example:3128")));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    InetSocketAddress further() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), further);
    }

    int usual() {
        return school.gateway().address().getPort();
    }

    @Test
    void theProxyAnswersAtEachOfThemAndSaysSo() throws Exception {
        for (InetSocketAddress port : new InetSocketAddress[] {school.gateway().address(), further()}) {
            try (Wire wire = Wire.to(port)) {
                assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("hello");
                assertThat(wire.get("http://casino.example/", as("priya")).status())
                        .isEqualTo(403);
                assertThat(wire.get("http://maps.example/", "").status()).isEqualTo(407);
                assertThat(wire.connect("maps.example:443", as("priya")).status())
                        .isEqualTo(200);
            }
        }
        assertThat(school.gateway().proxyPorts()).containsExactly(usual(), further);
        School.until(() -> school.platform.ports().equals(usual() + "," + further));
    }

    @Test
    void theGatewaysOwnPagesAreUnderEachOfThemByWhicheverPortTheyAreAskedFor() throws Exception {
        for (InetSocketAddress port : new InetSocketAddress[] {school.gateway().address(), further()}) {
            for (int named : new int[] {usual(), further}) {
                try (Wire wire = Wire.to(port)) {
                    String own = "http://127.0.0.1:" + named + "/.schoolgate/";
                    assertThat(wire.get(own + "why", as("priya")).status()).isEqualTo(200);
                    assertThat(wire.get(own + "health", "").body())
                            .contains("\"proxyPorts\":[%d,%d]".formatted(usual(), further));
                }
            }
        }
        try (Wire wire = Wire.to(further())) {
            assertThat(wire.get("http://filter-a.example:" + further + "/.schoolgate/why", as("priya"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theFileThatIsAskedForAtAFurtherPortLeadsToThatPortOfEveryGateway() throws Exception {
        assertThat(proxies(school.gateway().address()))
                .contains("PROXY filter-a.example:3128", "PROXY filter-b.example:3128");
        assertThat(proxies(further()))
                .contains("PROXY filter-a.example:" + further, "PROXY filter-b.example:" + further)
                .doesNotContain(":3128");
    }

    private static String proxies(InetSocketAddress port) throws IOException {
        try (Wire wire = Wire.to(port)) {
            return wire.send("GET /proxy.pac HTTP/1.1\r\nHost: wpad\r\n\r\n")
                    .answer()
                    .body();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void whatDevicesCannotBeGivenIsNoFurtherPort(int port) {
        GatewaySettings settings = new GatewaySettings(school.platform.address(), "token", data);

        assertThatThrownBy(() -> settings.furtherPorts(Set.of(port)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a further port for the proxy is a number from 1 to 65535: " + port);
    }
}
