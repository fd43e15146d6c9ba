package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.Wire.as;

import java.io.EOFException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Line;

/** What a forward proxy owes both sides of HTTP/1.1. */
class ForwardingTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(data);
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    @Test
    void anOpenPageComesThrough() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://maps.example/a?b=c", as("priya"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(school.origin.last().line()).isEqualTo("GET /a?b=c HTTP/1.1");
            assertThat(school.origin.last().header("Host")).isEqualTo("maps.example");
        }
    }

    @Test
    void bothSidesKeepTheirConnection() throws Exception {
        try (Wire wire = school.wire()) {
            for (int i = 0; i < 20; i++) {
                assertThat(wire.get("http://maps.example/" + i, as("priya")).body())
                        .isEqualTo("hello");
            }
        }
        assertThat(school.origin.connections()).isEqualTo(1);
    }

    @Test
    void aPostGoesThroughWithItsBody() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://maps.example/form HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 7\r\n"
                    + as("priya") + "\r\nq=river");

            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().body()).isEqualTo("q=river");
        }
    }

    @Test
    void aHeadHasNoBodyAndTheConnectionGoesOn() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("HEAD http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");

            assertThat(wire.head("HEAD").header("Content-Length")).isEqualTo("5");
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("hello");
        }
    }

    @Test
    void anAnswerInChunksStaysInChunks() throws Exception {
        school.origin.at(
                "/",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: 1\r\n\r\n");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("abcdefg");
            assertThat(wire.get("http://maps.example/x", as("priya")).body()).isEqualTo("hello");
        }
        assertThat(school.origin.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerThatEndsWithItsConnectionKeepsTheClients() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            out.write("HTTP/1.0 200 OK\r\n\r\nto the end".getBytes(ISO_8859_1));
            out.flush();
            return false;
        });
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://maps.example/", as("priya"));

            assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(answer.body()).isEqualTo("to the end");
            assertThat(wire.get("http://maps.example/x", as("priya")).body()).isEqualTo("hello");
        }
    }

    @Test
    void aClientOf1996GetsNoChunks() throws Exception {
        school.origin.at("/", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.0\r\n" + as("priya") + "\r\n");

            Wire.Answer answer = wire.answer();
            assertThat(answer.header("Transfer-Encoding")).isNull();
            assertThat(answer.body()).isEqualTo("abc");
        }
    }

    @Test
    void aBodyInChunksGoesUp() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("PUT http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nTransfer-Encoding: chunked\r\n"
                            + as("priya") + "\r\n3\r\nabc\r\n")
                    .send("2\r\nde\r\n0\r\n\r\n");

            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().body()).isEqualTo("abcde");
        }
    }

    @Test
    void aClientThatWaitsToBeAskedIsAsked() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 3\r\n"
                    + "Expect: 100-continue\r\n" + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(100);

            assertThat(wire.send("abc").answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().body()).isEqualTo("abc");
        }
    }

    @Test
    @Line("C5")
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        for (String path : List.of("/1", "/2", "/3")) {
            school.origin.at(path, (request, socket, in, out) -> {
                Thread.sleep(path.equals("/1") ? 100 : 1);
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + path).getBytes(ISO_8859_1));
                return true;
            });
        }
        try (Wire wire = school.wire()) {
            StringBuilder all = new StringBuilder();
            for (String url : List.of(
                    "http://maps.example/1",
                    "http://casino.example/",
                    "http://maps.example/2",
                    "http://maps.example/3")) {
                all.append("GET " + url + " HTTP/1.1\r\nHost: x\r\n" + as("priya") + "\r\n");
            }
            wire.send(all.toString());

            assertThat(wire.answer().body()).isEqualTo("/1");
            assertThat(wire.answer().status()).isEqualTo(403);
            assertThat(wire.answer().body()).isEqualTo("/2");
            assertThat(wire.answer().body()).isEqualTo("/3");
        }
    }

    @Test
    void aThousandPipelinedRequestsAreAnswered() throws Exception {
        try (Wire wire = school.wire()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        wire.send("GET http://maps.example/" + i + " HTTP/1.1\r\nHost: maps.example\r\n" + as("priya")
                                + "\r\n");
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 1_000; i++) {
                assertThat(wire.answer().body()).isEqualTo("hello");
            }
            sender.join();
        }
        assertThat(school.origin.asked()).hasSize(1_000);
        assertThat(school.origin.asked().get(999).line()).contains("/999 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd, dcb, dcz | gzip, deflate, br, zstd",
                "gzip;q=1.0, DCB;q=0.5 ,*;q=0 | gzip;q=1.0, *;q=0",
                "gzip,deflate,  br | gzip,deflate,  br",
                "X-Gzip, identity;q=0 | X-Gzip, identity;q=0",
                "dcb, compress | identity"
            })
    void aSiteIsAskedForNoCodingThatNobodyHereCanTakeOff(String accepted, String asked) throws Exception {
        school.origin.at(
                "/", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nUse-As-Dictionary: match=\"/*\"\r\nX-Stays: 1\r\n\r\n");
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nAccept-Encoding: " + accepted
                    + "\r\nAvailable-Dictionary: :AAAA=:\r\nDictionary-ID: \"a\"\r\n" + as("priya") + "\r\n");
            Wire.Answer answer = wire.answer();
            assertThat(answer.header("Use-As-Dictionary")).isNull();
            assertThat(answer.header("X-Stays")).isEqualTo("1");
        }
        assertThat(school.origin.last().header("Accept-Encoding")).isEqualTo(asked);
        assertThat(school.origin.last().header("Available-Dictionary")).isNull();
        assertThat(school.origin.last().header("Dictionary-ID")).isNull();
    }

    @Test
    void listsOfCodingsAreOneList() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nAccept-Encoding: gzip\r\n"
                    + "Accept-Encoding: dcz, br\r\n" + as("priya") + "\r\n");
            assertThat(wire.answer().body()).isEqualTo("hello");
        }
        assertThat(school.origin.last().headers())
                .filteredOn(line -> line.regionMatches(true, 0, "accept-encoding:", 0, 16))
                .singleElement()
                .isEqualTo("accept-encoding: gzip, br");
    }

    @Test
    void whoDoesNotReadTheirAnswersIsAskedForNoMore() throws Exception {
        byte[] question = ("GET http://casino.example/ HTTP/1.1\r\nHost: casino.example\r\n" + as("priya") + "\r\n")
                .getBytes(ISO_8859_1);
        long offered = 16 << 20;
        assertThat(Deaf.taken("127.0.0.1", school.address(), question, offered)).isLessThan(offered);
    }

    @Test
    void aConnectionThatCarriedABodyIsNobodyElses() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://maps.example/form HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 7\r\n"
                    + as("priya") + "\r\nq=river");
            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("hello");
        }
        assertThat(school.origin.connections()).isEqualTo(2);
    }

    @Test
    @Line("C12")
    void whatSpeaksOfOneConnectionStaysThere() throws Exception {
        school.origin.at(
                "/",
                String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Content-Length: 0",
                        "Connection: keep-alive, X-Of-Origin",
                        "X-Of-Origin: 1",
                        "Keep-Alive: timeout=5",
                        "Proxy-Authenticate: Basic",
                        "Alt-Svc: h3=\":443\"",
                        "X-Stays: 1",
                        "",
                        ""));
        try (Wire wire = school.wire()) {
            wire.send(
                    "GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nConnection: X-Of-Client, Host, Content-Length\r\n"
                            + "X-Of-Client: 1\r\nTE: trailers\r\nProxy-Connection: keep-alive\r\nX-Forwarded-For: 10.1.2.3\r\n"
                            + "Forwarded: for=10.1.2.3\r\nX-Stays: 1\r\n" + as("priya") + "\r\n");

            Wire.Answer answer = wire.answer();
            for (String name : List.of("X-Of-Origin", "Keep-Alive", "Proxy-Authenticate", "Alt-Svc")) {
                assertThat(answer.header(name)).as(name).isNull();
            }
            assertThat(answer.header("X-Stays")).isEqualTo("1");
            assertThat(answer.header("Via")).isEqualTo("1.1 schoolgate");
            Origin.Asked asked = school.origin.last();
            for (String name : List.of(
                    "X-Of-Client",
                    "TE",
                    "Proxy-Connection",
                    "Proxy-Authorization",
                    "Connection",
                    "X-Forwarded-For",
                    "Forwarded")) {
                assertThat(asked.header(name)).as(name).isNull();
            }
            assertThat(asked.header("X-Stays")).isEqualTo("1");
            assertThat(asked.header("Host")).isEqualTo("maps.example");
            assertThat(asked.header("Via")).isEqualTo("1.1 schoolgate");
        }
    }

    @Test
    void theTargetSaysWhereToAndTheHostHeaderDoesNot() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.1\r\nHost: casino.example\r\n" + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
            assertThat(school.origin.last().header("Host")).isEqualTo("maps.example");

            wire.send("GET http://casino.example/ HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(403);
        }
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            // More than what is held back until it shows what it is.
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + "a".repeat(2_000)).getBytes(ISO_8859_1));
            out.flush();
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThatThrownBy(() -> wire.get("http://maps.example/", as("priya")))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aSpareConnectionThatTheOriginClosedIsNotTheClientsTrouble() throws Exception {
        try (Wire wire = school.wire()) {
            for (int i = 0; i < 30; i++) {
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(200);
                school.origin.hangUp();
            }
        }
    }

    @Test
    void whatMustNotHappenTwiceGoesOnANewConnection() throws Exception {
        try (Wire wire = school.wire()) {
            wire.get("http://maps.example/", as("priya"));
            school.origin.at("/order", (request, socket, in, out) -> false);
            wire.send("POST http://maps.example/order HTTP/1.1\r\nHost: maps.example\r\nContent-Length: 1\r\n"
                    + as("priya") + "\r\n1");

            assertThat(wire.answer().status()).isEqualTo(502);
            assertThat(school.origin.asked().stream()
                            .filter(asked -> asked.line().startsWith("POST")))
                    .hasSize(1);
        }
    }

    @Test
    void aConnectionThatSignedInByItselfServesNobodyElse() throws Exception {
        school.origin.at("/in", "HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n");
        try (Wire first = school.wire();
                Wire second = school.wire()) {
            first.get("http://maps.example/in", as("priya"));
            second.get("http://maps.example/", as("zoe"));
            assertThat(school.origin.connections()).isEqualTo(2);

            first.get("http://maps.example/", as("priya"));
            assertThat(school.origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void aLargeAnswerWaitsForASlowClient() throws Exception {
        long size = 300L << 20;
        byte[] block = new byte[1 << 16];
        AtomicLong sent = new AtomicLong();
        school.origin.at("/", (request, socket, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(ISO_8859_1));
            while (sent.get() < size) {
                out.write(block);
                sent.addAndGet(block.length);
            }
            return true;
        });
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");
            while (!wire.line().isEmpty()) {
                Thread.onSpinWait();
            }
            Thread.sleep(1_000);
            assertThat(sent.get()).isLessThan(60L << 20);

            for (long read = 0; read < size; read += block.length) {
                wire.exactly(block.length);
            }
        }
        assertThat(sent.get()).isEqualTo(size);
    }

    @Test
    void aLargeBodyWaitsForASlowOrigin() throws Exception {
        long size = 200L << 20;
        CountDownLatch read = new CountDownLatch(1);
        school.origin.at("/", (request, socket, in, out) -> {
            read.await();
            in.skipNBytes(size);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            return true;
        });
        AtomicLong sent = new AtomicLong();
        byte[] block = new byte[1 << 16];
        try (Wire wire = school.wire()) {
            wire.send("POST http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nX-Unread: 1\r\nContent-Length: "
                    + size + "\r\n" + as("priya") + "\r\n");
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (long at = 0; at < size; at += block.length) {
                        wire.send(block);
                        sent.addAndGet(block.length);
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Thread.sleep(1_000);
            assertThat(sent.get()).isLessThan(60L << 20);
            read.countDown();
            assertThat(wire.answer().status()).isEqualTo(200);
            sender.join();
        }
        assertThat(sent.get()).isEqualTo(size);
    }

    @Test
    void anOriginThatAnswersBeforeItHasReadLeavesTheClientItsConnection() throws Exception {
        school.origin.at("/", "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = school.wire()) {
            wire.send(
                    "POST http://maps.example/ HTTP/1.1\r\nHost: maps.example\r\nX-Unread: 1\r\nContent-Length: 1000\r\n"
                            + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(413);
            wire.send("x".repeat(1_000));

            assertThat(wire.get("http://maps.example/2", as("priya")).body()).isEqualTo("hello");
        }
    }

    @Test
    void aRefusedUploadIsAnsweredAndTheConnectionEndsCleanly() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://casino.example/ HTTP/1.1\r\nHost: casino.example\r\nContent-Length: 1000\r\n"
                    + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(403);
            wire.send("x".repeat(1_000));

            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("hello");
        }
    }

    @Test
    void aRefusedLargeUploadIsNotReadToItsEnd() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("POST http://casino.example/ HTTP/1.1\r\nHost: casino.example\r\nContent-Length: 900000000\r\n"
                    + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(403);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            wire.send("x".repeat(8_000));
                        }
                    })
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    @Line("C6")
    void aWebSocketIsDecidedAndThenJoined() throws Exception {
        school.origin.at("/socket", (request, socket, in, out) -> {
            out.write(("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Accept: x\r\n\r\nfirst")
                    .getBytes(ISO_8859_1));
            out.write(in.readNBytes(4));
            out.flush();
            return false;
        });
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n";
        try (Wire wire = school.wire()) {
            wire.send("GET http://maps.example/socket HTTP/1.1\r\nHost: maps.example\r\n" + upgrade + as("priya")
                    + "\r\n");
            Wire.Answer answer = wire.answer();

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Upgrade")).isEqualTo("websocket");
            assertThat(new String(wire.exactly(5), ISO_8859_1)).isEqualTo("first");
            assertThat(new String(wire.send("ping").exactly(4), ISO_8859_1)).isEqualTo("ping");
            assertThat(wire.isClosed()).isTrue();
        }
        try (Wire wire = school.wire()) {
            wire.send("GET http://casino.example/socket HTTP/1.1\r\nHost: x\r\n" + upgrade + as("priya") + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(403);
        }
    }

    @Test
    void noOtherUpgradeIsPassedOn() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send(
                    "GET http://maps.example/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                            + "HTTP2-Settings: AAMAAABk\r\n" + as("priya") + "\r\n");

            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().header("Upgrade")).isNull();
            assertThat(school.origin.last().header("HTTP2-Settings")).isNull();
        }
    }

    @Test
    void anUnaskedUpgradeIsAFailure() throws Exception {
        school.origin.at("/", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(502);
        }
    }

    @Test
    void anOriginThatIsNotThereIsSaidNotToBeBlocked() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://nowhere.invalid/", as("priya"));

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).contains("It is not blocked.");
        }
    }

    @Test
    @Line("C5")
    void whatAnOriginSaysUnaskedReachesNobody() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"
                    .getBytes(ISO_8859_1));
            out.flush();
            return true;
        });
        try (Wire first = school.wire();
                Wire second = school.wire()) {
            assertThat(first.get("http://maps.example/", as("priya")).body()).isEqualTo("1");
            Thread.sleep(50);

            assertThat(second.get("http://maps.example/2", as("zoe")).body()).isEqualTo("hello");
        }
    }

    @Test
    void aTunnelIsJoinedByteByByte() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            byte[] bytes = new byte[4];
            while (in.readNBytes(bytes, 0, 4) == 4) {
                out.write(("<" + new String(bytes, ISO_8859_1) + ">").getBytes(ISO_8859_1));
                out.flush();
            }
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(wire.connect("maps.example:443", as("priya")).status()).isEqualTo(200);
            wire.send("GET / HTTP/1.1\r\n\r\n").send("ping").send("pong");

            assertThat(new String(wire.exactly(12), ISO_8859_1)).isEqualTo("<ping><pong>");
        }
    }

    @Test
    void oneEndOfATunnelMayBeDoneBeforeTheOther() throws Exception {
        school.origin.at("/", (request, socket, in, out) -> {
            byte[] all = in.readAllBytes();
            out.write(("got " + all.length).getBytes(ISO_8859_1));
            out.flush();
            return false;
        });
        try (Wire wire = school.wire()) {
            wire.connect("maps.example:443", as("priya"));
            wire.send("GET / HTTP/1.1\r\n\r\n").send("12345");
            wire.socket().shutdownOutput();

            assertThat(new String(wire.exactly(5), ISO_8859_1)).isEqualTo("got 5");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void whatAClientSendsTooEarlyIntoATunnelArrives() throws Exception {
        try (Wire wire = school.wire()) {
            wire.send("CONNECT maps.example:443 HTTP/1.1\r\nHost: x\r\n" + as("priya")
                    + "\r\nGET /early HTTP/1.1\r\nHost: maps.example\r\n\r\n");

            assertThat(wire.head("CONNECT").status()).isEqualTo(200);
            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(school.origin.last().line()).isEqualTo("GET /early HTTP/1.1");
        }
    }

    @Test
    void aRefusedTunnelIsACleanRefusal() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.connect("casino.example:443", as("priya"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("casino.example is closed").hasSizeLessThan(300);

            assertThat(wire.connect("maps.example:443", as("priya")).status()).isEqualTo(200);
        }
    }

    @Test
    void aTunnelLeadsTo443Only() throws Exception {
        try (Wire wire = school.wire()) {
            for (String target :
                    List.of("maps.example:22", "maps.example:25", "maps.example:80", "maps.example:8443")) {
                assertThat(wire.connect(target, as("hale")).status()).as(target).isEqualTo(403);
            }
            assertThat(wire.connect("maps.example:0443", as("hale")).status()).isEqualTo(200);
        }
        assertThat(school.events(5))
                .extracting(SeenEvent::answer)
                .containsExactly("inside", "inside", "inside", "inside", "allow");
    }

    @Test
    void aClosedSiteIsRefusedWithItsReason() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://www.casino.example/", as("priya"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("games for money");
            assertThat(school.origin.asked()).isEmpty();
        }
    }
}
