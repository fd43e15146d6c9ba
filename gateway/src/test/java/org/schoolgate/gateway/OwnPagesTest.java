package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** What the gateway answers under its own address. */
class OwnPagesTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(data, settings -> settings.names(Set.of("filter.school.example:3128")));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    String own(String path) {
        return "http://127.0.0.1:" + school.gateway().address().getPort() + path;
    }

    @Test
    @Keeps("FIL-21")
    void whyShowsAtOnceWhatABrowserDidNot() throws Exception {
        try (Wire wire = school.wire()) {
            wire.connect("casino.example:443", as("priya"));
            Wire.Answer why = wire.get(own("/.schoolgate/why"), as("priya"));

            assertThat(why.status()).isEqualTo(200);
            assertThat(why.header("Cache-Control")).isEqualTo("no-store");
            assertThat(why.body())
                    .contains("casino.example is about games for money.")
                    .contains("/ask?site=casino.example");
            assertThat(wire.get(own("/.schoolgate/why"), as("zoe")).body())
                    .contains("Nothing was closed for you just now.");
        }
    }

    @Test
    void whyKnowsAnAddressWhereNobodyIsKnown() throws Exception {
        try (Wire room = school.wireFrom("127.0.8.5");
                Wire neighbour = school.wireFrom("127.0.8.6")) {
            room.connect("casino.example:443", "");

            assertThat(room.get(own("/.schoolgate/why"), "").body()).contains("casino.example");
            assertThat(neighbour.get(own("/.schoolgate/why"), "").body()).doesNotContain("casino.example");
        }
    }

    @Test
    void whoeverMayNotGoOnlineMayAskWhy() throws Exception {
        school.publish(school.policies
                .version(2)
                .access("priya", new AccessState.Shut("HELD", "Ask Ms Okafor first.", null, false))
                .copy());
        try (Wire wire = school.wire()) {
            wire.connect("maps.example:443", as("priya"));

            assertThat(wire.get(own("/.schoolgate/why"), as("priya")).body()).contains("Ask Ms Okafor first.");
        }
    }

    @Test
    void browsersFindTheProxyByAFileThatKnowsNoWayPastIt() throws Exception {
        try (Wire wire = school.wire()) {
            for (String path : new String[] {"/proxy.pac", "/wpad.dat"}) {
                Wire.Answer file = wire.send("GET " + path + " HTTP/1.1\r\nHost: wpad\r\n\r\n")
                        .answer();

                assertThat(file.header("Content-Type")).isEqualTo("application/x-ns-proxy-autoconfig");
                assertThat(file.body())
                        .contains("return \"PROXY filter.school.example:3128\";")
                        .doesNotContain("3128; DIRECT");
            }
        }
        Path script = Files.writeString(
                data.resolve("pac.js"),
                "const isPlainHostName = h => !h.includes('.'), dnsDomainIs = (h, d) => h.endsWith(d);"
                        + "const isInNet = (h, n, m) => { const b = a => a.split('.').reduce((x, y) => x * 256 + +y, 0);"
                        + " return (b(h) & b(m)) === (b(n) & b(m)); };\n"
                        + file()
                        + "console.log(['intranet', 'nas.local', '10.1.2.3', '192.168.7.7', '172.32.0.1', '8.8.8.8',"
                        + " 'maps.example', '10.example'].map(h => FindProxyForURL('https://' + h + '/', h).split(' ')[0])"
                        + ".join(' '))");
        Process node = new ProcessBuilder("node", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(node.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("DIRECT DIRECT DIRECT DIRECT PROXY PROXY PROXY PROXY\n");
    }

    private String file() throws Exception {
        try (Wire wire = school.wire()) {
            return wire.send("GET /proxy.pac HTTP/1.1\r\nHost: wpad\r\n\r\n")
                    .answer()
                    .body();
        }
    }

    @Test
    void itKnowsItselfUnderItsOwnNames() throws Exception {
        try (Wire wire = school.wire()) {
            String port = ":" + school.gateway().address().getPort();
            for (String url : new String[] {
                "http://filter.school.example:3128/.schoolgate/why",
                "http://localhost" + port + "/.schoolgate/why",
                "http://127.0.0.1" + port + "/.schoolgate/why"
            }) {
                assertThat(wire.get(url, "").status()).as(url).isEqualTo(200);
            }
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer().header("Location"))
                    .isEqualTo("/.schoolgate/why");
            assertThat(wire.send("GET /.schoolgate/nothing HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(404);
            assertThat(wire.get("http://maps.example/.schoolgate/why", as("priya"))
                            .body())
                    .isEqualTo("hello");
            for (String torn : new String[] {"/%", "/.schoolgate/why?a=%zz", "/.schoolgate/here?ticket=%e"}) {
                assertThat(wire.send("GET " + torn + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .answer()
                                .status())
                        .as(torn)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void healthSaysWhatIsInForceAndWhatWaits() throws Exception {
        try (Wire wire = school.wire()) {
            wire.get("http://maps.example/", as("priya"));
            school.events(1);
            Wire.Answer health = wire.get(own("/.schoolgate/health"), "");

            assertThat(health.status()).isEqualTo(200);
            assertThat(health.header("Content-Type")).isEqualTo("application/json");
            assertThat(health.body())
                    .contains("\"policy\":\"1-1\"")
                    .contains("\"policyFaults\":[]")
                    .contains("\"platformTrouble\":null")
                    .contains("\"last\":1")
                    .contains("\"full\":false");
        }
    }

    @Test
    @Line("C15")
    void aBlockPageIsNeverStored() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://casino.example/", as("tom"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.body()).contains("This page is not for you today.");
        }
    }
}
