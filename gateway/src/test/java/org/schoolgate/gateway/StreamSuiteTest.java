package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Cases.Where.INSIDE;
import static org.schoolgate.gateway.Wire.as;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.testing.Keeps;

/** Tricks of HTTP/2 inside a tunnel that is looked into, frame by frame. */
class StreamSuiteTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_OF_STREAM = 1;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_OF_HEADERS = 4;

    @TempDir
    Path data;

    Sites sites;
    School school;
    SSLContext trust;
    final Cases cases = new Cases();

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "maps.example", "history.example");
        Patience quick = new Patience(
                Patience.USUAL.head(),
                Duration.ofSeconds(2),
                Patience.USUAL.connect(),
                Patience.USUAL.answer(),
                Patience.USUAL.tunnel(),
                Patience.USUAL.spare());
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .patience(quick)
                        .origins(sites.addresses()));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                .copy());
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    /** A client of HTTP/2 that sends what it is told to, right or wrong. */
    private final class Client implements AutoCloseable {
        private final Wire wire;
        private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);

        Client() throws Exception {
            Wire plain = school.wire();
            plain.connect("maps.example:443", as("priya"));
            wire = plain.secured(trust, "maps.example", how -> how.setApplicationProtocols(new String[] {"h2"}));
            wire.socket().setSoTimeout(5_000);
            wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            frame(SETTINGS, 0, 0, new byte[0]);
        }

        void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            wire.send(ByteBuffer.allocate(9 + payload.length)
                    .put(new byte[] {(byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length
                    })
                    .put((byte) type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload)
                    .array());
        }

        /** The status of the answer on a stream; 0 where the stream or the connection was ended instead. */
        int status(int stream) throws Exception {
            int status = 0;
            try {
                while (true) {
                    ByteBuffer head = ByteBuffer.wrap(wire.exactly(9));
                    int length = head.getInt() >>> 8;
                    int type = head.get(3);
                    int flags = head.get(4);
                    int of = head.getInt(5);
                    byte[] payload = wire.exactly(length);
                    if (type == SETTINGS && flags != ACKNOWLEDGED) {
                        frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
                    } else if (type == HEADERS) {
                        CharSequence said = heads.decodeHeaders(of, Unpooled.wrappedBuffer(payload))
                                .status();
                        status = of == stream ? Integer.parseInt(said.toString()) : status;
                    }
                    boolean ends = (type == HEADERS || type == DATA) && (flags & END_OF_STREAM) != 0;
                    if (type == GO_AWAY || (of == stream && (type == RESET || ends))) {
                        return status;
                    }
                }
            } catch (IOException _) {
                return status;
            }
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    /** A block of headers, each "name: value", spelt out. */
    private static byte[] block(String... headers) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (String header : headers) {
            int colon = header.indexOf(": ", 1);
            block.write(0x10);
            text(block, header.substring(0, colon));
            text(block, header.substring(colon + 2));
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                block.write((length & 127) | 128);
            }
            block.write(length);
        }
        block.writeBytes(text.getBytes(ISO_8859_1));
    }

    private static String[] asking(String authority, String... more) {
        List<String> all = new ArrayList<>(List.of(":method: GET", ":scheme: https", ":path: /"));
        all.add(":authority: " + authority);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Origin site() {
        return sites.site("example");
    }

    /** What came of a request: the status, and how often the site was asked. */
    private record Came(int status, int asked) {}

    private Came came(byte[] block, byte[]... parts) throws Exception {
        int before = site().asked().size();
        try (Client client = new Client()) {
            client.frame(HEADERS, END_OF_HEADERS | (parts.length == 0 ? END_OF_STREAM : 0), 1, block);
            for (int i = 0; i < parts.length; i++) {
                client.frame(DATA, i == parts.length - 1 ? END_OF_STREAM : 0, 1, parts[i]);
            }
            return new Came(client.status(1), site().asked().size() - before);
        }
    }

    /** Refused, or its stream ended; the site was not asked. */
    private void refused(String line, String... headers) throws Exception {
        Came came = came(block(headers));
        cases.add(
                line,
                INSIDE,
                (came.status() == 400 || came.status() == 0) && came.asked() == 0,
                List.of(headers) + " " + came);
    }

    private void answers(String line, int status, int asked, String... headers) throws Exception {
        Came came = came(block(headers));
        cases.add(line, INSIDE, came.equals(new Came(status, asked)), List.of(headers) + " " + came);
    }

    @Test
    @Keeps("FIL-1")
    void noStreamLeadsToAClosedSite() throws Exception {
        authorities();
        fields();
        bodies();
        tunnels();
        floods();
        cases.areHeldBy("StreamSuiteTest.noStreamLeadsToAClosedSite");
    }

    /** Each stream goes where it says itself, in whichever connection it is. */
    private void authorities() throws Exception {
        answers("C4", 200, 1, asking("maps.example"));
        answers("C4", 200, 1, asking("history.example"));
        assertThat(site().last().header("Host")).isEqualTo("history.example");
        answers("C4", 200, 1, asking("MAPS.example.:443"));
        for (String closed : List.of(
                "casino.example",
                "Casino.EXAMPLE.",
                "www.casino.example:443",
                "maps.example@casino.example",
                "192.0.2.10")) {
            answers("C4", 403, 0, asking(closed));
        }
        answers("C4", 421, 0, asking("childline.example"));
        for (String odd : List.of(
                "maps.example:8443",
                "maps.example/x",
                "maps.example?x",
                "maps.example\\.casino.example",
                "maps.example#x")) {
            refused("C4", asking(odd));
        }
        refused("C1", asking("maps.example", "host: casino.example"));
        refused("C1", asking("casino.example", "host: maps.example"));
        answers("C2", 200, 1, asking("maps.example", "host: maps.example"));
        refused("C2", asking("maps.example", ":authority: casino.example"));
        refused("C2", ":method: GET", ":scheme: https", ":path: /", "host: maps.example", "host: casino.example");
        refused("C2", ":method: GET", ":scheme: https", ":path: /");
        answers("C1", 403, 0, ":method: GET", ":scheme: https", ":path: /", "host: casino.example");
        answers(
                "C1",
                403,
                0,
                ":method: GET",
                ":scheme: https",
                ":path: https://casino.example/",
                ":authority: maps.example");
        for (String method : List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "get")) {
            answers("C13", 403, 0, ":method: " + method, ":scheme: https", ":path: /", ":authority: casino.example");
        }
    }

    /** What would be another request, or another header, once it is written as HTTP/1.1. */
    private void fields() throws Exception {
        String smuggled = " HTTP/1.1\r\nHost: casino.example\r\n\r\nGET /";
        refused("C5", ":method: GET", ":scheme: https", ":path: /" + smuggled, ":authority: maps.example");
        refused("C5", ":method: GET /" + smuggled, ":scheme: https", ":path: /", ":authority: maps.example");
        refused("C5", ":method: G T", ":scheme: https", ":path: /", ":authority: maps.example");
        refused("C5", ":method: GET", ":scheme: https", ":path: /a b", ":authority: maps.example");
        refused("C5", ":method: GET", ":scheme: https", ":path: a", ":authority: maps.example");
        refused("C5", ":method: GET", ":scheme: https", ":path: ", ":authority: maps.example");
        refused("C5", ":method: GET", ":scheme: https", ":authority: maps.example");
        refused("C5", ":scheme: https", ":path: /", ":authority: maps.example");
        refused("C5", asking("maps.example", ":path: /b"));
        refused("C5", asking("maps.example", ":status: 200"));
        refused("C5", asking("maps.example", ":other: 1"));
        refused("C5", "x: 1", ":method: GET", ":scheme: https", ":path: /", ":authority: maps.example");
        refused("C5", asking("maps.example\r\nX: 1"));
        for (String header : List.of(
                "x: 1\r\nhost: casino.example",
                "x: 1\nhost: casino.example",
                "x: 1\u0000",
                "x\r\ny: 1",
                "x y: 1",
                "X: 1",
                "x:y: 1",
                "transfer-encoding: chunked",
                "connection: x",
                "keep-alive: 1",
                "proxy-connection: keep-alive",
                "upgrade: websocket",
                "te: gzip")) {
            refused("C5", asking("maps.example", header));
        }
    }

    private void bodies() throws Exception {
        byte[] hidden = "GET /hidden HTTP/1.1\r\nHost: casino.example\r\n\r\n".getBytes(ISO_8859_1);
        for (String length : List.of(
                "content-length: 0",
                "content-length: 3",
                "content-length: 900",
                "content-length: -1",
                "content-length: x")) {
            int before = site().asked().size();
            Came came = came(block(asking("maps.example", length)), hidden);
            List<Origin.Asked> asked =
                    site().asked().subList(before, site().asked().size());
            boolean right = came.status() != 200
                    && asked.stream().noneMatch(one -> one.line().contains("hidden"));
            cases.add("C5", INSIDE, right, length + " " + came + asked);
        }
        Came whole = came(block(asking("maps.example", "content-length: " + hidden.length)), hidden);
        boolean body = site().last().body().equals(new String(hidden, ISO_8859_1));
        cases.add("C5", INSIDE, whole.equals(new Came(200, 1)) && body, whole);
        try (Client client = new Client()) {
            client.frame(HEADERS, END_OF_HEADERS, 1, block(asking("maps.example")));
            client.frame(DATA, 0, 1, "abc".getBytes(ISO_8859_1));
            client.frame(
                    HEADERS,
                    END_OF_HEADERS | END_OF_STREAM,
                    1,
                    block("x-forwarded-host: casino.example", "host: casino.example"));
            boolean right = client.status(1) == 200
                    && site().last().body().equals("abc")
                    && site().last().headers().stream()
                            .noneMatch(one -> one.toLowerCase(Locale.ROOT).contains("casino"));
            cases.add("C5", INSIDE, right, "headers behind a body");
        }
    }

    private void tunnels() throws Exception {
        for (String to : List.of("casino.example:443", "maps.example:443", "maps.example:22")) {
            refused("C6", ":method: CONNECT", ":authority: " + to);
        }
        refused(
                "C6",
                ":method: CONNECT",
                ":protocol: websocket",
                ":scheme: https",
                ":path: /",
                ":authority: maps.example");
        for (String protocol : List.of("connect-udp", "connect-ip", "webtransport")) {
            refused(
                    "E4",
                    ":method: CONNECT",
                    ":protocol: " + protocol,
                    ":scheme: https",
                    ":path: /.well-known/masque/udp/192.0.2.1/853/",
                    ":authority: maps.example",
                    "capsule-protocol: ?1");
        }
    }

    /** More than people ask for ends the connection of whoever does it, and nobody else's. */
    private void floods() throws Exception {
        byte[] block = block(asking("maps.example"));
        try (Client client = new Client()) {
            boolean ended = false;
            try {
                for (int stream = 1; stream < 20_000; stream += 2) {
                    client.frame(HEADERS, END_OF_HEADERS | END_OF_STREAM, stream, block);
                    client.frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
                }
                ended = client.status(19_999) == 0;
            } catch (IOException _) {
                ended = true;
            }
            cases.add("C4", INSIDE, ended, "streams that are taken back at once");
        }
        try (Client client = new Client()) {
            boolean ended = false;
            client.frame(HEADERS, END_OF_STREAM, 1, block);
            try {
                for (int i = 0; i < 20_000; i++) {
                    client.frame(CONTINUATION, 0, 1, block("x-" + i + ": 1"));
                }
                ended = client.status(1) == 0;
            } catch (IOException _) {
                ended = true;
            }
            cases.add("C4", INSIDE, ended, "headers without an end");
        }
        try (Client client = new Client()) {
            client.frame(HEADERS, END_OF_STREAM, 1, block);
            long began = System.nanoTime();
            boolean ended = client.status(1) == 0 && System.nanoTime() - began < 4_000_000_000L;
            cases.add("C4", INSIDE, ended, "headers that stop in the middle");
        }
        answers("C4", 200, 1, asking("maps.example"));
    }
}
