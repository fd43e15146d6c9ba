package org.schoolgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateways.CertificateAuthorities;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@PageTest
class DemoGatewaysTest {
    private final Greenfield school;
    private final Classroom kingfishers;
    private final Gateways gateways;
    private final CertificateAuthorities authorities;
    private final Places places;
    private final PolicyCopies copies;
    private final ProxyTokens tokens;
    private final Clock clock;
    private final int port;

    @TempDir
    Path folder = Path.of("");

    DemoGatewaysTest(
            Cast cast,
            People people,
            Roster roster,
            Gateways gateways,
            CertificateAuthorities authorities,
            Places places,
            PolicyCopies copies,
            ProxyTokens tokens,
            Clock clock,
            @LocalServerPort int port) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.gateways = gateways;
        this.authorities = authorities;
        this.places = places;
        this.copies = copies;
        this.tokens = tokens;
        this.clock = clock;
        this.port = port;
    }

    @Test
    void theFirstRequestOfAFirstAndALaterStartMeetsTheNewestPolicy() throws Exception {
        ListImage.write(Map.of("gambling", List.of("casino.example")), folder.resolve(SampleLists.FILE));
        var demo = new DemoGateways(gateways, authorities, places, copies, new DataFolder(folder), clock);
        demo.register(school.school());

        assertThat(firstAnswer(demo, token(0))).isNotIn(503, 407);
        assertThat(firstAnswer(demo, token(1)))
                .as("a token made while it was down")
                .isNotIn(503, 407);
    }

    private int firstAnswer(DemoGateways demo, String token) throws Exception {
        var proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        try (var web = SampleWeb.open();
                var browser =
                        HttpClient.newBuilder().proxy(ProxySelector.of(proxy)).build()) {
            demo.open(school.school(), port, proxy.getPort(), web);
            demo.awaitPolicies();
            return browser.send(
                            HttpRequest.newBuilder(URI.create("http://casino.example/"))
                                    .header("Proxy-Authorization", "Basic " + basic(token))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } finally {
            demo.stop();
        }
    }

    private String token(int pupil) {
        return Tenants.within(
                school.school(),
                () -> ((ProxyTokens.Issue.Done) tokens.issue(
                                school.technician(), kingfishers.pupil(pupil).person(), "laptop"))
                        .token());
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
