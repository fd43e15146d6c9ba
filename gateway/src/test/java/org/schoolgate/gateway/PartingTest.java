package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.handover.Predecessor;

/** A gateway ends when it is asked to, and breaks off nothing that can end by itself soon. */
class PartingTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(
                data,
                settings -> settings.icap(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")));
        school.origin.at("/slow", (request, socket, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < 10; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
            return true;
        });
        school.origin.at("/echo", (request, socket, in, out) -> {
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
                out.flush();
            }
            return false;
        });
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    private Thread leave(Duration most) {
        return Thread.ofPlatform().start(() -> school.gateway().leave(most));
    }

    private Wire tunnel() throws Exception {
        Wire wire = school.wire();
        assertThat(wire.connect("maps.example:443", as("hale")).status()).isEqualTo(200);
        wire.send("GET /echo HTTP/1.1\r\n\r\n");
        assertThat(moves(wire)).isTrue();
        return wire;
    }

    private static boolean moves(Wire tunnel) throws Exception {
        return new String(tunnel.send("p").exactly(1), ISO_8859_1).equals("p");
    }

    @Test
    void whatIsUnderWayEndsInPeaceAndEachAnswerSaysThatItIsTheLast() throws Exception {
        try (Wire slow = school.wire();
                Wire kept = school.wire();
                Wire silent = school.wire();
                Wire tunnel = tunnel();
                Wire quiet = tunnel();
                IcapTest.Talk squid =
                        IcapTest.talk(Objects.requireNonNull(school.gateway().icapAddress()))) {
            assertThat(kept.get("http://maps.example/1", as("priya")).header("Connection"))
                    .isNull();
            assertThat(silent.get("http://maps.example/2", as("priya")).status())
                    .isEqualTo(200);
            squid.say(IcapTest.OPTIONS);
            assertThat(squid.head()).startsWith("ICAP/1.0 200 OK").doesNotContain("Connection:");
            slow.send("GET http://maps.example/slow HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");
            School.until(() -> school.origin.asked().stream()
                    .anyMatch(asked -> asked.line().contains("/slow")));
            InetSocketAddress address = school.gateway().address();

            Thread leaving = leave(Duration.ofSeconds(20));

            School.until(() -> {
                try (Wire late = Wire.to(address)) {
                    return late.socket().isClosed();
                } catch (IOException _) {
                    return true;
                }
            });
            assertThat(slow.answer().body()).isEqualTo("xxxxxxxxxx");
            Wire.Answer last = kept.get("http://maps.example/3", as("priya"));
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("Connection")).isEqualTo("close");
            assertThat(kept.isClosed()).isTrue();
            squid.say(IcapTest.OPTIONS);
            assertThat(squid.head()).startsWith("ICAP/1.0 200 OK").contains("Connection: close\r\n");
            assertThat(squid.head()).isEmpty();
            assertThat(silent.isClosed()).isTrue();
            assertThat(moves(tunnel)).isTrue();
            assertThat(quiet.isClosed()).as("nothing moves in it").isTrue();
            assertThat(moves(tunnel)).isTrue();
            tunnel.socket().close();
            assertThat(leaving.join(Duration.ofSeconds(30))).isTrue();
            assertThatThrownBy(() -> Wire.to(address)).isInstanceOf(ConnectException.class);
        }
        assertThat(school.platform.events())
                .as("handed over before it ended")
                .extracting(SeenEvent::path)
                .contains("/1", "/2", "/3", "/slow");
    }

    @Test
    void whatDoesNotEndIsBrokenOffInTime() throws Exception {
        try (Wire tunnel = tunnel()) {
            school.platform.goAway();
            Thread leaving = leave(Duration.ofMillis(600));
            long began = System.nanoTime();
            while (leaving.isAlive()
                    && Duration.ofNanos(System.nanoTime() - began).toSeconds() < 8) {
                try {
                    moves(tunnel);
                } catch (IOException _) {
                    break;
                }
            }

            assertThat(leaving.join(Duration.ofSeconds(30))).isTrue();
            assertThat(tunnel.isClosed()).isTrue();
        }
    }

    @Test
    void aProcessThatFailsToTakeThePlaceLeavesItAsItWas() throws Exception {
        try (Wire kept = school.wire()) {
            assertThat(kept.get("http://maps.example/1", as("priya")).status()).isEqualTo(200);
            try (Predecessor one = Objects.requireNonNull(Predecessor.at(data.resolve("gateway/succession")))) {
                assertThat(one.stops()).contains("\"bound\":[]");
            }
            assertThat(kept.get("http://maps.example/2", as("priya")).header("Connection"))
                    .isNull();
            try (Wire next = school.wire()) {
                assertThat(next.get("http://maps.example/3", as("priya")).status())
                        .isEqualTo(200);
            }
        }
    }
}
