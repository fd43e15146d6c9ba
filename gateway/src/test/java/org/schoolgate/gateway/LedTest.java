package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.testing.Line;

/** Devices that know of no proxy, whose connections a router leads to the gateway. */
class LedTest {
    static final String ROOM = "127.0.8.5";

    @TempDir
    Path data;

    Sites sites;
    School school;
    SSLContext trust;

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "maps.example", "secure.example");
        school = new School(data, settings -> {
            Map<String, InetSocketAddress> origins = new HashMap<>(sites.addresses());
            origins.put("plain.example", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            return settings.led(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .authority(data.resolve("authority"))
                    .trusted(sites.trusted())
                    .origins(origins);
        });
        publish(2, Https.Mode.NAME_ONLY);
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    private void publish(long version, Https.Mode mode) throws Exception {
        school.publish(school.policies
                .version(version)
                .https(new Https(mode, Map.of(), Set.of()))
                .copy());
    }

    private Wire led(String from) throws Exception {
        return Wire.from(from, Objects.requireNonNull(school.gateway().ledAddress()));
    }

    @Test
    void tlsLeadsWhereItsNameSaysAndAClosedNameNowhere() throws Exception {
        try (Wire wire = led(ROOM).secured(trust, "maps.example")) {
            assertThat(wire.page("maps.example", "/").body()).isEqualTo("hello");
        }
        try (Wire wire = led(ROOM)) {
            wire.send(Hellos.naming("casino.example"));
            assertThat(wire.exactly(7)).startsWith(21);
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(school.events(2))
                .extracting(event -> event.answer() + " " + event.method() + " " + event.host() + " " + event.port())
                .containsExactly("allow CONNECT maps.example 443", "block CONNECT casino.example 443");
    }

    @Test
    void whatIsLookedIntoIsLookedIntoHereToo() throws Exception {
        publish(3, Https.Mode.INSPECT);
        try (Wire open = led(ROOM).secured(trust, "maps.example");
                Wire closed = led(ROOM).secured(trust, "casino.example")) {
            assertThat(open.page("maps.example", "/a").body()).isEqualTo("hello");
            assertThat(closed.page("casino.example", "/").status()).isEqualTo(403);
        }
        assertThat(school.events(2))
                .extracting(event -> event.answer() + " " + event.path())
                .containsExactly("allow /a", "block /");
    }

    @Test
    void httpLeadsWhereItsHostSays() throws Exception {
        try (Wire wire = led(ROOM)) {
            wire.send("GET /x HTTP/1.1\r\nHost: casino.example\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(403);
            wire.send("GET /y HTTP/1.1\r\nHost: plain.example\r\n\r\n");
            assertThat(wire.answer().body()).contains("It is not blocked");
            wire.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
        }
        try (Wire stranger = led("127.0.0.1")) {
            stranger.send("GET / HTTP/1.1\r\nHost: maps.example\r\n\r\n");
            Wire.Answer answer = stranger.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Proxy-Authenticate")).isNull();
        }
    }

    @Test
    @Line({"D1", "D2", "D9"})
    void whatSaysNoNameGoesNowhere() throws Exception {
        for (byte[] first : new byte[][] {
            Hellos.nameless(),
            Hellos.naming("192.0.2.10"),
            "SSH-2.0-x\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)
        }) {
            try (Wire wire = led(ROOM)) {
                wire.send(first);
                byte[] rest = wire.socket().getInputStream().readAllBytes();
                assertThat(rest.length).isIn(0, 7);
            }
        }
        assertThat(sites.site("example").connections()).isZero();
    }
}
