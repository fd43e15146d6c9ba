package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.testing.Line;

/** A request that two readers could read differently is refused, and reaches no origin. */
class StrictReadingTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(
                data,
                settings -> settings.patience(new Patience(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5))));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    static String get(String more) {
        return "GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + more + "\r\n";
    }

    static String post(String more, String body) {
        return "POST http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + more + "\r\n" + body;
    }

    @Test
    @Line({"C2", "C5"})
    void whatIsAmbiguousIsRefused() throws Exception {
        Map<String, Integer> refused = new LinkedHashMap<>();
        refused.put(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
        refused.put(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400);
        refused.put(post("Content-Length: 3, 4\r\n", "abcd"), 400);
        refused.put(post("Content-Length: -1\r\n", ""), 400);
        refused.put(post("Content-Length: 0x3\r\n", "abc"), 400);
        refused.put(post("Content-Length: +3\r\n", "abc"), 400);
        refused.put(post("Transfer-Encoding: gzip\r\n", "abc"), 501);
        refused.put(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501);
        refused.put(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501);
        refused.put(post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501);
        refused.put(post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400);
        refused.put(get("Host: other.example\r\n"), 400);
        refused.put(get("X: a\r\n b\r\n"), 400);
        refused.put(get("X: a\r\n\tb\r\n"), 400);
        refused.put(get(" X: a\r\n"), 400);
        refused.put(get("X: a\rY: b\r\n"), 400);
        refused.put(get("X: a\u0000b\r\n"), 400);
        refused.put(get("X\r\n"), 400);
        refused.put(get("X : 1\r\n"), 400);
        refused.put(get("X: a\nY: b\r\n"), 400);
        refused.put(get(as("hale")), 400);
        refused.put("GET http://maps.example/ HTTP/1.1\r\n\r\n", 400);
        refused.put("GET http://maps.example/ HTTP/2.0\r\nHost: x\r\n\r\n", 505);
        refused.put("GET http://maps.example/ HTTP/1.2\r\nHost: x\r\n\r\n", 505);
        refused.put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        refused.put("GET http://maps.example/\r\n\r\n", 400);
        refused.put("GET  HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET https://maps.example/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET ftp://maps.example/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET maps.example HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET http://maps.example:99999/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET http://maps.example:0/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET http://maps.example:8x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET http://maps.example\\@casino.example/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("CONNECT maps.example HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("CONNECT http://maps.example:443/ HTTP/1.1\r\nHost: x\r\n\r\n", 400);
        refused.put("GET http://maps.example/" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
        refused.put(get("X: " + "a".repeat(66_000) + "\r\n"), 431);
        List<String> wrong = new ArrayList<>();
        refused.forEach((request, status) -> {
            try (Wire wire = school.wire()) {
                Wire.Answer answer = wire.send(request).answer();
                boolean closes = wire.isClosed();
                if (answer.status() != status || !closes) {
                    wrong.add(answer.status() + (closes ? "" : " kept open") + " to "
                            + request.lines().toList());
                }
            } catch (java.io.IOException e) {
                wrong.add(e + " to " + request.lines().toList());
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(school.origin.asked()).isEmpty();
        assertThat(refused).hasSize(39);
    }

    @Test
    @Line("C5")
    void aBodyInBrokenChunksReachesNoOriginAsWhole() throws Exception {
        for (String body : List.of("zz\r\nabc\r\n0\r\n\r\n", "3\r\nabcX0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n")) {
            try (Wire wire = school.wire()) {
                wire.send(post("Transfer-Encoding: chunked\r\n", body));

                assertThat(wire.isClosed()).as(body).isTrue();
            }
        }
        assertThat(school.origin.asked()).isEmpty();
    }

    @Test
    void aHeadThatComesByteByByteIsReadAsOne() throws Exception {
        try (Wire wire = school.wire()) {
            for (char c : get("").toCharArray()) {
                wire.send(String.valueOf(c));
            }

            assertThat(wire.answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void emptyLinesBeforeARequestArePassedOver() throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.send("\r\n\r\n" + get("")).answer().body()).isEqualTo("hello");
            assertThat(wire.send("\r\n" + get("")).answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void aHeadThatNeverEndsTimesOut() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.1\r\nX: ");
            AtomicInteger drops = new AtomicInteger();
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        Thread.sleep(50);
                        wire.send("a");
                        drops.incrementAndGet();
                    }
                } catch (java.io.IOException | InterruptedException _) {
                    return;
                }
            });

            assertThat(wire.answer().status()).isEqualTo(408);
            assertThat(drops).as("it went on while it was cut off").hasValueLessThan(100);
            drip.interrupt();
            drip.join();
        }
    }

    @Test
    void aClientThatSaysNothingTimesOut() throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
            long began = System.nanoTime();

            assertThat(wire.isClosed()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("it was not closed at once")
                    .isGreaterThan(Duration.ofMillis(1_500));
        }
    }

    @Test
    void anOriginThatSaysNothingTimesOut() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            Thread.sleep(4_000);
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(504);
        }
    }

    @Test
    void anAddressAsBrowsersMeanItIsRead() throws Exception {
        try (Wire wire = school.wire()) {
            Map<String, String> seen = new LinkedHashMap<>();
            seen.put("http://MAPS.example", "GET / HTTP/1.1");
            seen.put("http://maps.example.?q", "GET /?q HTTP/1.1");
            seen.put("HTTP://maps.example:80/a#fragment", "GET /a HTTP/1.1");
            seen.put("http://maps.example:/a", "GET /a HTTP/1.1");
            seen.put("http://user:secret@maps.example/a", "GET /a HTTP/1.1");
            seen.put("http://maps.example/caf\u00c3\u00a9?\u00e2", "GET /caf%C3%A9?%E2 HTTP/1.1");
            seen.put("http://maps.example//a/../b;c=d", "GET //a/../b;c=d HTTP/1.1");
            for (Map.Entry<String, String> one : seen.entrySet()) {
                wire.send("GET " + one.getKey() + " HTTP/1.1\r\nHost: x\r\n" + as("priya") + "\r\n");

                assertThat(wire.answer().status()).as(one.getKey()).isEqualTo(200);
                assertThat(school.origin.last().line()).isEqualTo(one.getValue());
                assertThat(school.origin.last().header("Host")).isEqualTo("maps.example");
            }
        }
    }
}
