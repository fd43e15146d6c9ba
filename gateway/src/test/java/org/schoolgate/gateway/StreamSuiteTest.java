package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Cases.Where.INSIDE;
import static org.schoolgate.gateway.Frames.CONTINUATION;
import static org.schoolgate.gateway.Frames.DATA;
import static org.schoolgate.gateway.Frames.END_OF_HEADERS;
import static org.schoolgate.gateway.Frames.END_OF_STREAM;
import static org.schoolgate.gateway.Frames.GO_AWAY;
import static org.schoolgate.gateway.Frames.HEADERS;
import static org.schoolgate.gateway.Frames.PREFACE;
import static org.schoolgate.gateway.Frames.RESET;
import static org.schoolgate.gateway.Frames.SETTINGS;
import static org.schoolgate.gateway.Frames.block;
import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.schoolgate.testing.Line;

/** Tricks of HTTP/2 inside a tunnel that is looked into, frame by frame. */
class StreamSuiteTest {
    @TempDir
    Path data;

    Sites sites;
    FrameSite frames;
    School school;
    SSLContext trust;
    final Cases cases = new Cases();

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "maps.example", "history.example");
        frames = new FrameSite(sites.door("frames.example"), true);
        Map<String, InetSocketAddress> origins = new HashMap<>(sites.addresses());
        origins.put("frames.example", frames.address());
        Patience quick = new Patience(
                Patience.USUAL.head(),
                Duration.ofSeconds(2),
                Patience.USUAL.connect(),
                Patience.USUAL.answer(),
                Duration.ofSeconds(3),
                Patience.USUAL.spare());
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .patience(quick)
                        .origins(origins));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                .copy());
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        frames.close();
        sites.close();
    }

    /** A client of HTTP/2 that sends what it is told to, right or wrong. */
    private final class Client implements AutoCloseable {
        private final Wire wire;
        private final Frames frames;

        Client() throws Exception {
            this("maps.example");
        }

        Client(String host) throws Exception {
            Wire plain = school.wire();
            plain.connect(host + ":443", as("priya"));
            wire = plain.secured(trust, host, how -> how.setApplicationProtocols(new String[] {"h2"}));
            wire.socket().setSoTimeout(5_000);
            wire.send(PREFACE);
            frames = new Frames(wire.socket().getInputStream(), wire.socket().getOutputStream());
            frame(SETTINGS, 0, 0, new byte[0]);
        }

        void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            frames.send(type, flags, stream, payload);
        }

        /** The status of the answer on a stream; 0 where the stream or the connection was ended instead. */
        int status(int stream) throws Exception {
            int status = 0;
            try {
                while (true) {
                    Frames.Frame frame = frames.next();
                    if (frame.type() == HEADERS && frame.stream() == stream) {
                        status = Integer.parseInt(frame.header(":status"));
                    }
                    if (frame.type() == GO_AWAY
                            || (frame.stream() == stream && (frame.type() == RESET || frame.ends()))) {
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
        messages();
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

    private static String[] calling(String authority, String type) {
        return new String[] {
            ":method: POST",
            ":scheme: https",
            ":path: /school.Talk/say",
            ":authority: " + authority,
            "content-type: " + type,
            "te: trailers"
        };
    }

    /** What says that it is a message of a program goes by the same decisions, and a page that says so is a page. */
    private void messages() throws Exception {
        for (String type : List.of("application/grpc", "application/grpc+proto", "Application/GRPC; v=1")) {
            int before = site().asked().size();
            try (Client client = new Client()) {
                client.frame(HEADERS, END_OF_HEADERS, 1, block(calling("casino.example", type)));
                List<Frames.Frame> came = client.frames.rest(1);
                Frames.Frame head = came.getFirst();
                boolean right = came.size() == 1
                        && head.header(":status").equals("200")
                        && head.header("grpc-status").equals("7")
                        && head.header("grpc-message").contains("casino.example")
                        && site().asked().size() == before;
                cases.add("C16", INSIDE, right, type + " " + came);
            }
        }
        for (String type : List.of("application/grpc-web", "application/grpcx", "text/plain, application/grpc")) {
            answers("C16", 403, 0, calling("casino.example", type));
        }
        answers("C16", 403, 0, asking("casino.example", "content-type: application/grpc"));
        site().at(
                        "/setup.exe",
                        "HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\nContent-Length: 1200\r\n\r\nMZ"
                                + "\0".repeat(1_198));
        answers("C16", 403, 1, ":method: GET", ":scheme: https", ":path: /setup.exe", ":authority: maps.example");
        try (Client client = new Client()) {
            client.frame(HEADERS, END_OF_HEADERS, 1, block(calling("maps.example", "application/grpc")));
            client.frame(DATA, 0, 1, "abc".getBytes(ISO_8859_1));
            client.frame(HEADERS, END_OF_HEADERS | END_OF_STREAM, 1, block("x: 1", "host: casino.example"));
            client.status(1);
            boolean right = site().last().body().equals("abc")
                    && site().last().headers().stream()
                            .noneMatch(one -> one.toLowerCase(Locale.ROOT).contains("casino"));
            cases.add("C16", INSIDE, right, "headers behind a body, to a site of HTTP/1.1");
        }
    }

    /** A client that has made a call of a site that speaks in frames, and has not ended it. */
    private Client called() throws Exception {
        Client client = new Client("frames.example");
        client.frame(HEADERS, END_OF_HEADERS, 1, block(calling("frames.example", "application/grpc")));
        client.frame(DATA, 0, 1, new byte[5]);
        return client;
    }

    private static final byte[] BEGUN = block(":status: 200", "content-type: application/grpc");

    @Test
    @Line("C16")
    void howASiteEndsACallIsHowItEnds() throws Exception {
        int refused = 7;
        int calm = 11;
        frames.answers((asked, out) -> out.reset(asked.stream(), refused));
        try (Client client = called()) {
            assertThat(client.frames.rest(1)).singleElement().returns(refused, Frames.Frame::code);
        }
        frames.answers((asked, out) -> {
            out.send(HEADERS, END_OF_HEADERS, asked.stream(), BEGUN);
            out.send(DATA, 0, asked.stream(), new byte[5]);
            out.reset(asked.stream(), calm);
        });
        try (Client client = called()) {
            assertThat(client.frames.rest(1)).extracting(Frames.Frame::type).containsExactly(HEADERS, DATA, RESET);
        }
        frames.answers((asked, out) -> out.send(GO_AWAY, 0, 0, new byte[8]));
        try (Client client = called()) {
            assertThat(client.frames.rest(1)).singleElement().returns(refused, Frames.Frame::code);
        }
        frames.answers((_, _) -> frames.hangUp());
        try (Client client = called()) {
            assertThat(client.frames.rest(1))
                    .singleElement()
                    .returns("14", one -> one.header("grpc-status"))
                    .returns(true, Frames.Frame::ends);
        }
        frames.answers((asked, out) -> {
            out.send(HEADERS, END_OF_HEADERS, asked.stream(), BEGUN);
            frames.hangUp();
        });
        try (Client client = called()) {
            List<Frames.Frame> came = client.frames.rest(1);
            assertThat(came.getFirst().header("grpc-status")).isEqualTo("null");
            assertThat(came.getLast().header("grpc-status")).isEqualTo("14");
        }
    }

    @Test
    @Line("C16")
    void aWordBehindAnAnswerComesWithItAndSoDoesOneAlone() throws Exception {
        byte[] behind = block("grpc-status: 5", "mark: 12", "host: casino.example");
        frames.answers((asked, out) -> {
            out.send(HEADERS, END_OF_HEADERS, asked.stream(), BEGUN);
            out.send(DATA, 0, asked.stream(), new byte[5]);
            out.send(HEADERS, END_OF_HEADERS | END_OF_STREAM, asked.stream(), behind);
            // It has said everything, and wants to hear no more.
            out.reset(asked.stream(), 0);
        });
        try (Client client = called()) {
            List<Frames.Frame> came = client.frames.rest(1);
            assertThat(came).extracting(Frames.Frame::type).containsExactly(HEADERS, DATA, HEADERS);
            assertThat(came.getLast().header("grpc-status")).isEqualTo("5");
            assertThat(came.getLast().header("mark")).isEqualTo("12");
            assertThat(came.getLast().header("host")).isEqualTo("null");
            assertThat(client.frames.next()).returns(RESET, Frames.Frame::type).returns(0, Frames.Frame::code);
        }
        frames.answers((asked, out) -> out.send(
                HEADERS,
                END_OF_HEADERS | END_OF_STREAM,
                asked.stream(),
                block(":status: 200", "content-type: application/grpc", "grpc-status: 5")));
        try (Client client = called()) {
            assertThat(client.frames.rest(1)).singleElement().returns(true, Frames.Frame::ends);
        }
    }

    @Test
    @Line("C16")
    void whatACallerSaysReachesTheSiteAndNothingBeside() throws Exception {
        frames.answers((_, _) -> {});
        try (Client client = called()) {
            client.frame(
                    HEADERS,
                    END_OF_HEADERS | END_OF_STREAM,
                    1,
                    block("mark: 12", "host: casino.example", "x-forwarded-for: 192.0.2.1"));
            School.until(
                    () -> frames.came().size() >= 3 && frames.came().getLast().ends());
            Frames.Frame head = frames.came().stream()
                    .filter(one -> one.type() == HEADERS)
                    .findFirst()
                    .orElseThrow();
            assertThat(head.header(":path")).isEqualTo("/school.Talk/say");
            assertThat(head.header(":authority")).isEqualTo("frames.example");
            assertThat(head.header("te")).isEqualTo("trailers");
            Frames.Frame end = frames.came().getLast();
            assertThat(end.header("mark")).isEqualTo("12");
            assertThat(end.header("host")).isEqualTo("null");
            assertThat(end.header("x-forwarded-for")).isEqualTo("null");
        }
        // One goodbye of the look at its certificate, one of the client that has gone.
        School.until(() ->
                frames.came().stream().filter(one -> one.type() == GO_AWAY).count() == 2);
        frames.answers((_, _) -> {});
        try (Client client = called()) {
            School.until(() -> frames.came().size() >= 2);
            client.frames.reset(1, 8);
            School.until(() -> frames.came().getLast().type() == RESET);
            assertThat(frames.came().getLast().code()).isEqualTo(8);
        }
    }

    @Test
    @Line("C16")
    void aCallInWhichNobodySaysAnythingEnds() throws Exception {
        frames.answers((asked, out) -> out.send(HEADERS, END_OF_HEADERS, asked.stream(), BEGUN));
        try (Client client = called()) {
            assertThat(client.frames.rest(1).getLast().header("grpc-status")).isEqualTo("14");
        }
    }

    /** A head of more than anybody needs, or that never ends, ends the call and nothing else. */
    @Test
    @Line("C16")
    void aSiteThatSaysTooMuchIsNotHeard() throws Exception {
        frames.answers((asked, out) -> out.send(
                HEADERS,
                END_OF_HEADERS,
                asked.stream(),
                block(":status: 200", "content-type: application/grpc", "x: " + "x".repeat(16_000))));
        try (Client client = called()) {
            assertThat(client.frames.next().header("x")).hasSize(16_000);
        }
        frames.answers((asked, out) -> {
            out.send(HEADERS, 0, asked.stream(), block(":status: 200", "content-type: application/grpc"));
            for (int i = 0; i < 100; i++) {
                out.send(CONTINUATION, 0, asked.stream(), block("x-" + i + ": " + "x".repeat(4_000)));
            }
        });
        try (Client client = called()) {
            Frames.Frame end = client.frames.rest(1).getLast();
            assertThat(end.type() == RESET || end.header("grpc-status").equals("14"))
                    .isTrue();
        }
    }
}
