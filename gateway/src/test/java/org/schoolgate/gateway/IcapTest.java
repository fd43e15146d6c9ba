package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Scanner;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** A gateway that Squid asks by ICAP, byte for byte (RFC 3507). */
class IcapTest {
    static final String OPTIONS = "OPTIONS icap://g.example/request ICAP/1.0\r\nHost: g.example\r\n\r\n";

    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(
                data,
                settings -> settings.icap(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    Talk talk() throws IOException {
        return talk(Objects.requireNonNull(school.gateway().icapAddress()));
    }

    static Talk talk(InetSocketAddress port) throws IOException {
        return new Talk(new Socket(port.getAddress(), port.getPort()));
    }

    /** A connection of Squid's. */
    record Talk(Socket socket) implements AutoCloseable {
        Talk say(String bytes) throws IOException {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return this;
        }

        /** The head of the next answer. */
        String head() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return head.toString();
                }
                head.append((char) c);
            }
            return head.toString();
        }

        String bytes(int size) throws IOException {
            return new String(socket.getInputStream().readNBytes(size), UTF_8);
        }

        /** What is encapsulated behind an answer's head: so many bytes of heads, then chunks to the last. */
        String http(String head) throws IOException {
            int from = head.indexOf("-body=") + "-body=".length();
            String http = bytes(Integer.parseInt(head.substring(from, head.indexOf('\r', from))));
            return head.contains("null-body") ? http : http + chunks();
        }

        private String chunks() throws IOException {
            StringBuilder body = new StringBuilder();
            for (int size = line(); size > 0; size = line()) {
                body.append(bytes(size));
                bytes(2);
            }
            bytes(2);
            return body.toString();
        }

        private int line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c != '\n';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return Integer.parseInt(line.toString().strip(), 16);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static String request(String who, String http) {
        return reqmod("Allow: 204\r\n" + who, http, "null-body");
    }

    static String reqmod(String headers, String http, String body) {
        return "REQMOD icap://g.example/request ICAP/1.0\r\nHost: g.example\r\n" + headers + "Encapsulated: req-hdr=0, "
                + body + "=" + http.length() + "\r\n\r\n" + http;
    }

    static String get(String url) {
        return "GET " + url + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    static String connect(String target) {
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    }

    static String named(String user) {
        return "X-Client-IP: 192.0.2.7\r\nX-Client-Username: " + user + "\r\n";
    }

    @Test
    void aSquidThatSpeaksSomethingElseIsTheFaultOfThisEdgeUntilItSpeaksIcap() throws Exception {
        try (Talk rubbish = talk()) {
            rubbish.say("GET / HTTP/1.1\r\nHost: g.example\r\n\r\n").head();
        }
        school.untilEdge(Edge.ICAP, Trouble.NOT_ICAP);

        try (Talk squid = talk()) {
            squid.say(request(named("priya"), get("http://maps.example/"))).head();
            squid.say(request(named("priya"), get("http://casino.example/"))).head();
        }
        school.untilEdge(Edge.ICAP, null);
        assertThat(school.edge(Edge.ICAP)).satisfies(edge -> {
            assertThat(edge.answered()).isEqualTo(1);
            assertThat(edge.refused()).isEqualTo(2);
            assertThat(edge.last()).isEqualTo(Trouble.NOT_ICAP);
        });
        assertThat(school.gateway().health().coverage().counts())
                .containsExactly(new Coverage.Count(Edge.ICAP, "ks2", Coverage.Depth.WHOLE, 1));
    }

    @Test
    @Keeps("FIL-12")
    void aSearchThatSquidSeesWholeIsMadeSafeAndATunnelLeadsToTheSafeHost() throws Exception {
        school.publish(school.policies
                .version(2)
                .safeModes(new SafeModes(true, SafeModes.YouTube.STRICT))
                .copy());
        String search = get("https://www.google.com/search?q=cats&safe=off");
        String film = get("https://www.youtube.com/watch?v=1").replace("Host: x", "youtube-restrict: Off\r\nHost: x");
        try (Talk squid = talk()) {
            squid.say(request(named("priya"), search));
            assertThat(squid.http(squid.head())).isEqualTo(search.replace("&safe=off", "&safe=active"));
            squid.say(request(named("priya"), film));
            assertThat(squid.http(squid.head()))
                    .isEqualTo(get("https://www.youtube.com/watch?v=1")
                            .replace("Host: x", "Host: x\r\nYouTube-Restrict: Strict"));
            String comment = film.replace("GET", "POST");
            squid.say(reqmod("Allow: 204\r\n" + named("priya"), comment, "req-body") + "4\r\nnice\r\n0\r\n\r\n");
            assertThat(squid.http(squid.head()))
                    .as("its body follows the changed head")
                    .startsWith("POST https://www.youtube.com/watch?v=1")
                    .endsWith("YouTube-Restrict: Strict\r\n\r\nnice");
            squid.say(request(named("priya"), connect("www.google.com:443")));
            assertThat(squid.http(squid.head())).startsWith("CONNECT forcesafesearch.google.com:443 HTTP/1.1\r\n");
            squid.say(request(named("priya"), get("http://maps.example/search?q=cats")));
            assertThat(squid.head()).startsWith("ICAP/1.0 204");
        }
    }

    @Test
    void whoHasNotSignedIsLedToTheAgreementThatIsMissing() throws Exception {
        try (Talk squid = talk()) {
            squid.say(request(named("sam"), get("http://maps.example/")));
            assertThat(squid.http(squid.head()))
                    .startsWith(
                            "HTTP/1.1 302 Found\r\nLocation: " + school.platform.address() + "/agreement-needed\r\n");
            squid.say(request(named("sam"), connect("maps.example:443")));
            assertThat(squid.http(squid.head())).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    @Line("C15")
    void optionsSayWhatIsSpokenAndUnderWhichPolicy() throws Exception {
        try (Talk squid = talk()) {
            String before = squid.say(OPTIONS).head();
            assertThat(before)
                    .startsWith("ICAP/1.0 200 OK\r\n")
                    .contains("Methods: REQMOD\r\n", "Allow: 204\r\n", "Preview: ", "ISTag: \"1-1\"\r\n");
            assertThat(squid.say(OPTIONS.replace("/request", "/response")).head())
                    .contains("Methods: RESPMOD\r\n");

            school.publish(school.policies.version(2).copy());
            assertThat(squid.say(OPTIONS).head()).contains("ISTag: \"1-2\"\r\n");
        }
    }

    @Test
    @Line({"H8", "I11"})
    @Keeps("FIL-1")
    void thePersonWhomSquidNamesGetsTheirOwnVerdict() throws Exception {
        try (Talk squid = talk()) {
            assertThat(squid.say(request(named("hale"), get("http://blockcraft.example/x")))
                            .head())
                    .startsWith("ICAP/1.0 204");
            String head = squid.say(request(named("GREENFIELD\\Tom"), get("http://blockcraft.example/x")))
                    .head();
            assertThat(head).startsWith("ICAP/1.0 200 OK").contains("Encapsulated: res-hdr=0, res-body=");
            assertThat(squid.http(head))
                    .startsWith("HTTP/1.1 403 Forbidden")
                    .contains("Content-Security-Policy", "This page is not for you today.");
            head = squid.say(request(named("tom"), connect("casino.example:443")))
                    .head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("casino.example is closed");
            head = squid.say(request("X-Client-IP: 192.0.2.7\r\n", get("http://maps.example/")))
                    .head();
            assertThat(squid.http(head)).contains("The filter does not know who is asking.");
            head = squid.say(request("", get("http://maps.example/"))).head();
            assertThat(squid.http(head)).contains("The filter does not know who is asking.");
            assertThat(squid.say(request(
                                    "X-Authenticated-User: TG9jYWw6Ly9wcml5YQ==\r\n", get("https://maps.example/a?b")))
                            .head())
                    .as("Local://priya")
                    .startsWith("ICAP/1.0 204");
        }
        assertThat(school.events(6))
                .extracting(
                        SeenEvent::reader,
                        SeenEvent::method,
                        SeenEvent::host,
                        SeenEvent::path,
                        SeenEvent::port,
                        SeenEvent::answer)
                .containsExactly(
                        tuple("hale", "GET", "blockcraft.example", "/x", 80, "allow"),
                        tuple("tom", "GET", "blockcraft.example", "/x", 80, "block"),
                        tuple("tom", "CONNECT", "casino.example", null, 443, "block"),
                        tuple(null, "GET", "maps.example", "/", 80, "unknown"),
                        tuple(null, "GET", "maps.example", "/", 80, "unknown"),
                        tuple("priya", "GET", "maps.example", "/a?b", 443, "allow"));
    }

    @Test
    void aPlaceHoldsForWhomSquidDoesNotName() throws Exception {
        try (Talk squid = talk()) {
            String there = "X-Client-IP: 127.0.8.5\r\n";
            assertThat(squid.say(request(there, get("http://maps.example/"))).head())
                    .startsWith("ICAP/1.0 204");
            assertThat(squid.say(request(there, get("http://blockcraft.example/")))
                            .head())
                    .startsWith("ICAP/1.0 200");
        }
    }

    @Test
    void aNameThatNobodyHasSpeaksForNobodyWhoIsKnownAtTheAddress() throws Exception {
        String room = "127.0.8.5";
        school.platform.issue(
                "ticket", new Ticket.Redeemed("hale", "1", Instant.now().plusSeconds(600)));
        try (Wire browser = school.wireFrom(room)) {
            browser.send("GET /.schoolgate/here?ticket=ticket&back=/home HTTP/1.1\r\nHost: 127.0.0.1:"
                            + school.gateway().address().getPort() + "\r\n\r\n")
                    .answer();
        }
        String page = get("http://blockcraft.example/");
        try (Talk squid = talk()) {
            String there = "X-Client-IP: " + room + "\r\n";
            assertThat(squid.say(request(there, page)).head())
                    .as("whoever is known there, where Squid names nobody")
                    .startsWith("ICAP/1.0 204");
            for (String name : List.of(
                    "X-Client-Username: visitor",
                    "X-Client-Username: ROOM-12$",
                    "X-Client-Username: ",
                    "X-Authenticated-User: TG9jYWw6Ly92aXNpdG9y",
                    "X-Authenticated-User: no base64")) {
                String head = squid.say(request(there + name + "\r\n", page)).head();
                assertThat(squid.http(head)).as(name).startsWith("HTTP/1.1 403");
            }
            assertThat(squid.say(request(there + "X-Client-Username: visitor\r\n", get("http://maps.example/")))
                            .head())
                    .as("the place holds")
                    .startsWith("ICAP/1.0 204");
            String head = squid.say(request(named("visitor"), get("http://maps.example/")))
                    .head();
            assertThat(squid.http(head)).contains("The filter does not know who is asking.");
        }
        List<SeenEvent> events = school.events(8);
        assertThat(events)
                .extracting(SeenEvent::reader)
                .containsExactly("hale", null, null, null, null, null, null, null);
        assertThat(events.subList(1, 7))
                .extracting(SeenEvent::evidence)
                .containsOnly("a name that nobody has, place 127.0.8.0/24");
        assertThat(events.getLast().evidence()).isEqualTo("a name that nobody has");
    }

    @Test
    void aPreviewIsEnoughToDecide() throws Exception {
        String post = "POST http://blockcraft.example/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n";
        try (Talk squid = talk()) {
            String ask = reqmod("Preview: 4\r\n" + named("hale"), post, "req-body") + "4\r\nabcd\r\n0\r\n\r\n";
            assertThat(squid.say(ask).head()).startsWith("ICAP/1.0 204");
            String head = squid.say(ask.replace("hale", "tom")).head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403");
            assertThat(squid.say(ask.replace("abcd\r\n0", "abcd\r\n0; ieof")).head())
                    .as("the next on the same connection")
                    .startsWith("ICAP/1.0 204");
        }
    }

    @Test
    void whatIsNotChangedGoesBackAsItCameWhereSquidWantsIt() throws Exception {
        String post = "POST http://maps.example/ HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Talk squid = talk()) {
            String head = squid.say(reqmod(named("hale"), post, "req-body") + "3\r\none\r\n")
                    .head();
            squid.say("5\r\n two.\r\n0\r\n\r\n");
            assertThat(head).startsWith("ICAP/1.0 200 OK").contains("req-hdr=0, req-body=");
            assertThat(squid.http(head)).isEqualTo(post + "one two.");
            head = squid.say(reqmod(named("hale"), get("http://maps.example/"), "null-body"))
                    .head();
            assertThat(squid.http(head)).isEqualTo(get("http://maps.example/"));
        }
    }

    @Test
    @Line("C15")
    void anAnswerIsDecidedAgainAndRecordedOnce() throws Exception {
        String asked = get("http://blockcraft.example/");
        String answered = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
        try (Talk squid = talk()) {
            String respmod = "RESPMOD icap://g.example/response ICAP/1.0\r\nHost: g.example\r\nAllow: 204\r\n"
                    + named("hale") + "Preview: 1024\r\nEncapsulated: req-hdr=0, res-hdr=" + asked.length()
                    + ", res-body=" + (asked.length() + answered.length()) + "\r\n\r\n" + asked + answered
                    + "5\r\nhello\r\n0; ieof\r\n\r\n";
            assertThat(squid.say(respmod).head()).startsWith("ICAP/1.0 204");
            String head = squid.say(respmod.replace("hale", "tom")).head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403");
            squid.say(request(named("hale"), get("http://maps.example/"))).head();
        }
        assertThat(school.events(1)).extracting(SeenEvent::host).containsExactly("maps.example");
    }

    @Test
    @Line("C7")
    @Keeps("FIL-16")
    void aProgramThatArrivesIsKnownByItsFirstBytes() throws Exception {
        String asked = get("http://maps.example/picture.png");
        String answered = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n";
        String parts = "Encapsulated: req-hdr=0, res-hdr=" + asked.length() + ", res-body="
                + (asked.length() + answered.length()) + "\r\n\r\n" + asked + answered;
        String respmod = "RESPMOD icap://g.example/response ICAP/1.0\r\nHost: g.example\r\n" + named("priya");
        try (Talk squid = talk()) {
            String head = squid.say(respmod + "Preview: 1024\r\n" + parts + "6\r\nMZ1234\r\n0; ieof\r\n\r\n")
                    .head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("This file is closed at school");
            assertThat(squid.say(respmod + "Preview: 1024\r\n" + parts + "6\r\nhello!\r\n0\r\n\r\n")
                            .head())
                    .startsWith("ICAP/1.0 204");
            head = squid.say(respmod + parts + "2\r\nMZ\r\n5\r\n and \r\n0\r\n\r\n")
                    .head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403");
            head = squid.say(respmod + parts + "2\r\nhi\r\n5\r\n, you\r\n0\r\n\r\n")
                    .head();
            assertThat(squid.http(head)).isEqualTo(answered + "hi, you");
            String long1 = "x".repeat(2_000);
            head = squid.say(respmod + parts + "7d0\r\n" + long1 + "\r\n2\r\n.,\r\n0\r\n\r\n")
                    .head();
            assertThat(squid.http(head)).isEqualTo(answered + long1 + ".,");
        }
        assertThat(school.events(2)).extracting(SeenEvent::rule).containsExactly("file program", "file program");
    }

    /** An answer of a site that has come as far as Squid, with four bytes of a body. */
    static String arrived(String who, String name, String head) {
        String asked = get("http://maps.example/" + name);
        return "RESPMOD icap://g.example/response ICAP/1.0\r\nHost: g.example\r\n" + named(who)
                + "Encapsulated: req-hdr=0, res-hdr=" + asked.length() + ", res-body="
                + (asked.length() + head.length()) + "\r\n\r\n" + asked + head + "4\r\nID3.\r\n0\r\n\r\n";
    }

    static String piece(String range, String type) {
        return "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + range + "\r\nContent-Type: " + type
                + "\r\n\r\n";
    }

    @Test
    @Line("C8")
    void aPieceFromWithinAFileIsNoWayPastItsBeginning() throws Exception {
        String within = piece("2-5/6", "application/octet-stream");
        String film = piece("2-5/6", "video/mp4");
        String first = piece("0-3/6", "application/octet-stream");
        try (Talk squid = talk()) {
            for (String name : List.of("game.exe", "plans.zip", "notes")) {
                String head = squid.say(arrived("priya", name, within)).head();
                assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("This file is closed at school");
            }
            for (String name : List.of("game.exe", "plans.zip")) {
                String head = squid.say(arrived("hale", name, within)).head();
                assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("Fetch the whole file again");
            }
            String head = squid.say(arrived("hale", "notes", within)).head();
            assertThat(squid.http(head)).isEqualTo(within + "ID3.");
            for (String shown : List.of(film, first)) {
                head = squid.say(arrived("priya", "film", shown)).head();
                assertThat(squid.http(head)).isEqualTo(shown + "ID3.");
            }
        }
        assertThat(school.events(5))
                .extracting(SeenEvent::rule)
                .containsExactly(
                        "file archive",
                        "file archive",
                        "file archive",
                        "not looked through: piece",
                        "not looked through: piece");
    }

    @Test
    void whereAScannerLooksFilesThroughAPieceIsRefusedToWhoeverMayFetchAnything() throws Exception {
        Path folder = Files.createDirectory(data.resolve("scanned"));
        Duration soon = Duration.ofSeconds(1);
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), School.freePort());
        String within = piece("2-5/6", "application/octet-stream");
        try (School scanned = new School(
                folder,
                settings -> settings.icap(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1"))
                        .scanner(new Scanner(nobody, 8 << 20, soon, soon, soon)))) {
            scanned.publish(scanned.policies
                    .version(2)
                    .rule("1", "maps.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                    .copy());
            try (Talk squid = talk(Objects.requireNonNull(scanned.gateway().icapAddress()))) {
                String head = squid.say(arrived("hale", "plans.zip", within)).head();
                assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("Fetch the whole file again");
            }
            assertThat(scanned.events(1)).extracting(SeenEvent::rule).containsExactly("not looked through: piece");
        }
    }

    @Test
    void severalAskedInOneBreathAreAnsweredInTheirOrder() throws Exception {
        try (Talk squid = talk()) {
            squid.say(request(named("hale"), get("http://maps.example/"))
                    + request(named("tom"), get("http://casino.example/"))
                    + request(named("hale"), get("http://maps.example/")));
            assertThat(squid.head()).startsWith("ICAP/1.0 204");
            String head = squid.head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403");
            assertThat(squid.head()).startsWith("ICAP/1.0 204");
        }
    }

    @ParameterizedTest
    @Line("C5")
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/2.0\r\n\r\n",
                "DELETE icap://g.example/request ICAP/1.0\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nHost: g\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nEncapsulated: req-hdr=0\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nEncapsulated: req-hdr=5, null-body=3\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nEncapsulated: req-hdr=0, null-body=9999999\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nEncapsulated: req-hdr=0, null-body=-1\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\n folded\r\n\r\n",
                "REQMOD icap://g.example/request ICAP/1.0\r\nEncapsulated: opt-body=0\r\n\r\nzz\r\n"
            })
    void whatIsNoIcapIsRefusedAndHungUpOn(String bytes) throws Exception {
        try (Talk squid = talk()) {
            assertThat(squid.say(bytes).head()).matches("(?s)ICAP/1\\.0 (400|405|413|505) .*Connection: close.*");
            assertThat(squid.socket().getInputStream().read()).isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /path HTTP/1.1",
                "nonsense",
                "GET http://x.example\\@y.example/ HTTP/1.1",
                "GET gopher://x/ HTTP/1.1"
            })
    void whatLeadsNowhereIsRefused(String line) throws Exception {
        try (Talk squid = talk()) {
            String head = squid.say(request(named("hale"), line + "\r\nHost: x\r\n\r\n"))
                    .head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 400");
        }
    }

    /** What {@code c-icap-client} prints. */
    String client(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "c-icap-client",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(
                        Objects.requireNonNull(school.gateway().icapAddress()).getPort()),
                "-s",
                "request",
                "-v"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @Test
    void anotherClientThanSquidUnderstandsItToo() throws Exception {
        assertThat(client()).contains("Allow 204: Yes", "ISTag: \"1-1\"");
        assertThat(client("-req", "http://maps.example/", "-x", "X-Client-Username: tom"))
                .contains("ICAP/1.0 204");
        assertThat(client("-req", "http://casino.example/", "-x", "X-Client-Username: tom"))
                .contains("ICAP/1.0 200 OK", "HTTP/1.1 403 Forbidden", "This page is not for you today.");
    }

    @Test
    @Line("I5")
    void withoutAPolicySquidIsTold() throws Exception {
        school.platform.goAway();
        GatewaySettings settings = new GatewaySettings(
                        school.platform.address(), FakePlatform.TOKEN, data.resolve("alone"))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .icap(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1"));
        try (Gateway alone = Gateway.start(settings);
                Talk squid = new Talk(new Socket(
                        InetAddress.getLoopbackAddress(),
                        Objects.requireNonNull(alone.icapAddress()).getPort()))) {
            for (String asked : List.of(get("http://maps.example/"), connect("maps.example:443"))) {
                String head = squid.say(request(named("hale"), asked)).head();
                assertThat(squid.http(head)).startsWith("HTTP/1.1 503").contains("has no policy yet");
            }
        }
    }

    @Test
    @Line("H7")
    void whoeverIsNotListedIsHungUpOn() throws Exception {
        try (Socket stranger = new Socket()) {
            stranger.bind(new InetSocketAddress("127.0.0.9", 0));
            stranger.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    Objects.requireNonNull(school.gateway().icapAddress()).getPort()));
            stranger.setSoTimeout(5_000);
            assertThat(stranger.getInputStream().read()).isNegative();
        }
    }
}
