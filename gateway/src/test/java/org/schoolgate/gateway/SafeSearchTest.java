package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;

/** Search engines and YouTube in their safe modes, by reader, whether or not the inside of a tunnel is seen. */
class SafeSearchTest {
    @TempDir
    Path data;

    School school;
    ServerSocket safe;
    ServerSocket usual;

    @BeforeEach
    void start() throws Exception {
        safe = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        usual = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        safe.setSoTimeout(5_000);
        usual.setSoTimeout(5_000);
        InetSocketAddress there = (InetSocketAddress) safe.getLocalSocketAddress();
        school = new School(
                data,
                settings -> settings.origins(Map.of(
                        "forcesafesearch.google.com", there,
                        "restrict.youtube.com", there,
                        "*", (InetSocketAddress) usual.getLocalSocketAddress())));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of("m.youtube.com")))
                .safeModes(new SafeModes(true, YouTube.STRICT))
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        safe.close();
        usual.close();
    }

    /** Whether a tunnel to a site that TLS names leads to this place. */
    private boolean leads(String site, String named, String who, ServerSocket place) throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.connect(site + ":443", as(who)).status()).isEqualTo(200);
            byte[] hello = Hellos.naming(named);
            wire.send(hello);
            try (Socket arrived = place.accept()) {
                return arrived.getInputStream().readNBytes(hello.length).length == hello.length;
            }
        }
    }

    @Test
    void aTunnelLeadsToTheSafeHostAndItsTlsStillNamesTheSite() throws Exception {
        assertThat(leads("www.google.co.uk", "www.google.co.uk", "priya", safe)).isTrue();
        assertThat(leads("www.youtube.com", "www.youtube.com", "priya", safe)).isTrue();
        assertThat(leads("m.youtube.com", "m.youtube.com", "priya", safe)).isTrue();
        assertThat(leads("mail.google.com", "mail.google.com", "priya", usual)).isTrue();

        assertThat(school.events(4))
                .extracting(event -> event.host() + " " + event.rule())
                .containsExactly(
                        "www.google.co.uk default, led to forcesafesearch.google.com",
                        "www.youtube.com default, led to restrict.youtube.com",
                        "m.youtube.com default, led to restrict.youtube.com, passed on untouched",
                        "mail.google.com default");

        school.publish(school.policies.version(3).safeModes(SafeModes.OPEN).copy());
        assertThat(leads("www.google.co.uk", "www.google.co.uk", "priya", usual))
                .isTrue();
    }

    @Test
    void aTunnelToAnotherSiteIsNoWayPastTheSafeHost() throws Exception {
        assertThat(leads("maps.google.com", "www.google.com", "priya", usual)).isFalse();
        assertThat(leads("mail.google.com", "www.youtube.com", "priya", usual)).isFalse();
        assertThat(leads("www.youtube.com", "www.google.com", "priya", safe)).isFalse();
        assertThat(leads("www.google.com", "www.google.co.uk", "priya", safe)).isTrue();
        assertThat(school.events(4))
                .extracting(event -> event.answer() + " " + event.host() + " " + event.rule())
                .startsWith("block maps.google.com TLS names www.google.com");
    }

    @Test
    void aPlainSearchIsSafeToo() throws Exception {
        Thread site = Thread.ofVirtual().start(() -> {
            try (Socket arrived = safe.accept()) {
                byte[] head = arrived.getInputStream().readNBytes(4);
                arrived.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + new String(head, US_ASCII))
                                .getBytes(US_ASCII));
                arrived.getOutputStream().flush();
                arrived.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://www.google.com/search?q=x", as("priya")).body())
                    .isEqualTo("GET ");
        }
        school.gateway().close();
        site.join();
    }
}
