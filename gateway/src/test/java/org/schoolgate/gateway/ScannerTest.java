package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.gateway.ClamdDaemon.EICAR;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.files.Scanner;
import org.schoolgate.testing.Keeps;

/** Files that come and go are looked through by ClamAV, whichever door they pass. */
@SuppressWarnings("NullAway.Init") // started before all
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScannerTest {
    static final String FOUND = "malware " + ClamdDaemon.NAME;

    /** How a document of old begins, which may hold small programs. */
    static final byte[] OLD_DOCUMENT = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    Path data;
    ClamdDaemon clamd;
    Sites sites;
    Origin plain;
    School school;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        clamd = new ClamdDaemon(data.resolve("clamd"));
        sites = new Sites(data, "secure.example");
        plain = new Origin();
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .origins(Map.of(
                                "example",
                                plain.address(),
                                "secure.example",
                                sites.site("example").address()))
                        .icap(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1"))
                        .scanner(new Scanner(
                                clamd.address(),
                                8 << 20,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(500))));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                .copy());
    }

    @AfterAll
    void stop() throws Exception {
        school.close();
        plain.close();
        sites.close();
        clamd.close();
    }

    static byte[] zip(String name, byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] eicar() {
        return EICAR.getBytes(ISO_8859_1);
    }

    /** A document of old of that size, in which there is nothing. */
    static byte[] document(int size) {
        byte[] document = new byte[size];
        new Random(7).nextBytes(document);
        System.arraycopy(OLD_DOCUMENT, 0, document, 0, OLD_DOCUMENT.length);
        return document;
    }

    static byte[] with(byte[] head, byte[] body) {
        byte[] both = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        return both;
    }

    /** The site answers so at that path, with a length, or in chunks of odd sizes. */
    static void answers(Origin site, String path, String headers, byte[] body, boolean chunked) {
        site.at(path, (_, _, _, out) -> {
            String head = "HTTP/1.1 200 OK\r\n" + headers;
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            if (chunked) {
                whole.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
                for (int at = 0; at < body.length; at += 4_001) {
                    int size = Math.min(4_001, body.length - at);
                    whole.write((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
                    whole.write(body, at, size);
                    whole.write("\r\n".getBytes(ISO_8859_1));
                }
                whole.write("0\r\n\r\n".getBytes(ISO_8859_1));
            } else {
                whole.write((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1));
                whole.write(body);
            }
            whole.writeTo(out);
            out.flush();
            return true;
        });
    }

    Wire.Answer get(String path, String who) throws Exception {
        try (Wire wire = school.wire()) {
            return wire.get("http://files.example" + path, as(who));
        }
    }

    /** The first event of that path that was answered so. */
    SeenEvent event(String path, String answer) {
        until(() -> school.platform.events().stream()
                .anyMatch(event -> path.equals(event.path()) && event.answer().equals(answer)));
        return school.platform.events().stream()
                .filter(event -> path.equals(event.path()) && event.answer().equals(answer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Keeps("FIL-16")
    void whatTheScannerFindsDoesNotReachAnybodyHoweverItIsPacked() throws Exception {
        answers(plain, "/letter.txt", "Content-Type: text/plain\r\n", eicar(), false);
        answers(plain, "/homework.zip", "", zip("letter.txt", eicar()), false);
        answers(plain, "/page", "Content-Encoding: gzip\r\nContent-Type: text/html\r\n", gzip(eicar()), true);
        Brotli4jLoader.ensureAvailability();
        byte[] twice = Encoder.compress(Zstd.compress(with("x".repeat(5_000).getBytes(ISO_8859_1), eicar())));
        answers(plain, "/twice", "Content-Encoding: zstd\r\nContent-Encoding: br\r\n", twice, false);
        answers(plain, "/letter.doc", "", with(document(300_000), eicar()), true);

        Wire.Answer answer = get("/letter.txt", "priya");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains("This file is not safe", "You did nothing wrong", "Did somebody tell you to get it?")
                .doesNotContain(EICAR);
        assertThat(get("/letter.txt", "tom").body()).contains("This one is not safe.");
        assertThat(get("/homework.zip", "hale").body())
                .contains("The virus scanner found", ClamdDaemon.NAME, "in a file from files.example");
        assertThat(get("/page", "hale").body()).contains("A file was stopped");
        assertThat(get("/twice", "hale").body()).contains("A file was stopped");
        assertThat(get("/letter.doc", "priya").status()).isEqualTo(403);
        assertThat(event("/letter.txt", "block").rule()).isEqualTo(FOUND);
        assertThat(event("/homework.zip", "block").reader()).isEqualTo("hale");
        try (Wire wire = school.wire()) {
            assertThat(wire.send("GET /.schoolgate/why HTTP/1.1\r\nHost: x\r\n" + as("tom") + "\r\n")
                            .answer()
                            .body())
                    .contains("It could make the computer ill");
        }
    }

    @Test
    void whatIsNoStreamOfEventsIsLookedThroughThoughItIsSaidToBeOne() throws Exception {
        String events = "Content-Type: text/event-stream\r\n";
        answers(plain, "/told.zip", events, zip("letter.txt", eicar()), true);
        answers(plain, "/told.doc", events, with(document(300_000), eicar()), true);
        answers(plain, "/told.txt", events, eicar(), false);
        for (String path : List.of("/told.zip", "/told.doc", "/told.txt")) {
            assertThat(get(path, "hale").status()).as(path).isEqualTo(403);
            assertThat(event(path, "block").rule()).isEqualTo(FOUND);
        }
    }

    @Test
    void eventsWaitForNoScanner() throws Exception {
        int count = 40;
        Semaphore heard = new Semaphore(0);
        plain.at("/events", (_, _, _, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < count; i++) {
                out.write("id: 1\n\n".getBytes(ISO_8859_1));
                out.flush();
                heard.acquire();
            }
            return false;
        });
        try (Wire wire = school.wire()) {
            wire.send("GET http://files.example/events HTTP/1.1\r\nHost: files.example\r\n" + as("priya") + "\r\n");
            String header = wire.line();
            while (!header.isEmpty()) {
                header = wire.line();
            }
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                assertThat(new String(wire.exactly(12), ISO_8859_1)).isEqualTo("7\r\nid: 1\n\n\r\n");
                heard.release();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("what the scanner gets has its end wait for a tenth of a second")
                    .isLessThan(Duration.ofMillis(count * 100L));
        }
    }

    @Test
    void aLongPageIsBrokenOffBeforeItsEnd() throws Exception {
        byte[] page = with("x".repeat(400_000).getBytes(ISO_8859_1), eicar());
        CountDownLatch begun = new CountDownLatch(1);
        plain.at("/long", (_, _, _, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + page.length + "\r\n\r\n").getBytes(ISO_8859_1));
            out.write(page, 0, 300_000);
            out.flush();
            begun.await();
            out.write(page, 300_000, page.length - 300_000);
            out.flush();
            return true;
        });
        try (Wire wire = school.wire()) {
            wire.send("GET http://files.example/long HTTP/1.1\r\nHost: files.example\r\n" + as("priya") + "\r\n");
            wire.exactly(200_000);
            begun.countDown();
            assertThat(wire.socket().getInputStream().readAllBytes().length).isLessThan(page.length - 200_000);
        }
        assertThat(event("/long", "block").rule()).isEqualTo(FOUND);
        assertThat(event("/long", "allow").host()).isEqualTo("files.example");
    }

    @Test
    void whatIsCleanArrivesByteForByte() throws Exception {
        byte[] text = "what is clean\n".repeat(30_000).getBytes(ISO_8859_1);
        for (byte[] body : List.of(new byte[0], document(5), document(65_536), document(1_500_000), text)) {
            for (boolean chunked : new boolean[] {false, true}) {
                answers(plain, "/clean", "", body, chunked);
                assertThat(get("/clean", "priya").body()).isEqualTo(new String(body, ISO_8859_1));
            }
        }
        answers(plain, "/gzip", "Content-Encoding: gzip\r\n", gzip(text), false);
        assertThat(get("/gzip", "priya").body()).isEqualTo(new String(gzip(text), ISO_8859_1));
        try (Wire wire = school.wire()) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.get("http://files.example/clean", as("priya")).body())
                        .as("one after the other on a connection")
                        .isEqualTo(new String(text, ISO_8859_1));
            }
        }
        assertThat(Objects.requireNonNull(
                        data.resolve("gateway/waiting").toFile().list()))
                .isEmpty();
    }

    @Test
    void withinHttpsItIsTheSame() throws Exception {
        Origin secure = sites.site("example");
        answers(secure, "/bad", "", zip("a.txt", eicar()), false);
        answers(secure, "/good", "", document(200_000), true);
        try (Wire wire = school.wire()) {
            assertThat(wire.connect("secure.example:443", as("hale")).status()).isEqualTo(200);
            Wire inside =
                    wire.secured(sites.trusting(data.resolve("authority").resolve("authority.pem")), "secure.example");
            assertThat(inside.page("secure.example", "/bad").status()).isEqualTo(403);
            assertThat(inside.page("secure.example", "/good").body())
                    .isEqualTo(new String(document(200_000), ISO_8859_1));
            inside.send(post("https://secure.example", "/up", "text/plain", eicar()));
            assertThat(inside.answer().status()).isEqualTo(403);
        }
        assertThat(secure.asked()).noneMatch(ScannerTest::isWhole);
        assertThat(event("/bad", "block").port()).isEqualTo(443);
    }

    /** Whether a site got all of something bad. */
    static boolean isWhole(Origin.Asked asked) {
        String length = asked.header("Content-Length");
        return length != null
                && asked.body().length() == Integer.parseInt(length)
                && !asked.line().contains("/sent ");
    }

    static byte[] post(String site, String path, String type, byte[] body) {
        String target = site.startsWith("https") ? path : site + path;
        return with(
                ("POST " + target + " HTTP/1.1\r\nHost: " + site.replaceFirst("https?://", "") + "\r\n" + as("hale")
                                + "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(ISO_8859_1),
                body);
    }

    static byte[] form(String name, byte[] file) {
        byte[] head = ("--edge\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\nhomework\r\n--edge\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(ISO_8859_1);
        return with(with(head, file), "\r\n--edge--\r\n".getBytes(ISO_8859_1));
    }

    @Test
    @Keeps("FIL-16")
    void whatIsSentIsLookedThroughTooFileByFile() throws Exception {
        String type = "multipart/form-data; boundary=edge";
        try (Wire wire = school.wire()) {
            byte[] sent = form("letter.doc", document(700_000));
            wire.send(post("http://files.example", "/sent", type, sent));
            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(plain.last().body()).isEqualTo(new String(sent, ISO_8859_1));
        }
        try (Wire wire = school.wire()) {
            wire.send(post("http://files.example", "/sent-bad", type, form("homework.zip", zip("a.txt", eicar()))));
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("in what was on its way to files.example");
            assertThat(wire.get("http://files.example/", as("hale")).status())
                    .as("the connection goes on")
                    .isEqualTo(200);
        }
        try (Wire wire = school.wire()) {
            wire.send(post("http://files.example", "/sent-plain", "text/plain", eicar()));
            assertThat(wire.answer().status()).isEqualTo(403);
        }
        assertThat(plain.asked()).noneMatch(ScannerTest::isWhole);
        assertThat(event("/sent-bad", "block").rule()).isEqualTo(FOUND);
        assertThat(event("/sent-plain", "block").method()).isEqualTo("POST");
    }

    @Test
    void withoutTheScannerPagesGoOnAndDocumentsWait() throws Exception {
        answers(
                plain,
                "/notes",
                "Content-Type: text/plain\r\n",
                "notes".repeat(100).getBytes(ISO_8859_1),
                false);
        answers(plain, "/old.doc", "", document(100_000), false);
        clamd.stop();
        try {
            assertThat(get("/notes", "priya").body()).startsWith("notesnotes");
            Wire.Answer answer = get("/old.doc", "priya");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("60");
            assertThat(answer.body()).contains("This file cannot be checked just now", "Try again in a few minutes");
            assertThat(get("/old.doc", "hale").body()).contains("the virus scanner is away just now");
            assertThat(event("/old.doc", "block").rule()).isEqualTo("not looked through: away");
            assertThat(health()).contains("\"trouble\":\"it cannot be reached\"");
            school.untilEdge(Edge.SCANNER, Trouble.SCANNER_AWAY);
        } finally {
            clamd.startAgain();
        }
        until(() -> get200("/old.doc"));
        assertThat(health()).contains("\"trouble\":null", "\"version\":\"ClamAV ");
        school.untilEdge(Edge.SCANNER, null);
    }

    boolean get200(String path) {
        try {
            return get(path, "priya").status() == 200;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    String health() throws Exception {
        try (Wire wire = school.wire()) {
            return wire.send("GET /.schoolgate/health HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer()
                    .body();
        }
    }

    @Test
    void whereTheScannerSleepsNobodyWaitsForeverAndOthersGoOn() throws Exception {
        answers(
                plain,
                "/awake",
                "Content-Type: text/plain\r\n",
                "notes".repeat(100).getBytes(ISO_8859_1),
                false);
        answers(plain, "/asleep.doc", "", document(1_000), false);
        clamd.sleeps();
        try {
            long began = System.nanoTime();
            assertThat(get("/awake", "priya").body()).startsWith("notes");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(get("/asleep.doc", "priya").status()).isEqualTo(503);
            assertThat(event("/asleep.doc", "block").rule()).isEqualTo("not looked through: slow");
        } finally {
            clamd.wakes();
        }
        until(() -> get200("/asleep.doc"));
    }

    @Test
    void itIsReachedByItsSocketToo() throws Exception {
        try (Examiner examiner = new Examiner(Scanner.at(clamd.socket().toString(), 1), data.resolve("another"))) {
            until(() -> Objects.requireNonNull(examiner.state()).version() != null);
            assertThat(Objects.requireNonNull(examiner.state()).trouble()).isNull();
        }
    }

    @Test
    void whatIsTooLargeForItIsRefusedAtOnceOrAtItsBoundAndAFilmIsNot() throws Exception {
        answers(plain, "/huge.doc", "", document(9 << 20), false);
        answers(plain, "/endless.doc", "", document(9 << 20), true);
        answers(plain, "/large.doc", "", document(6 << 20), false);
        answers(plain, "/film.mp4", "", with("0000ftypisom".getBytes(ISO_8859_1), document(9 << 20)), false);
        for (String path : List.of("/huge.doc", "/endless.doc", "/large.doc")) {
            assertThat(get(path, "hale").body()).as(path).contains("It is too large to be checked for viruses here");
            assertThat(event(path, "block").rule()).isEqualTo("not looked through: too large");
        }
        assertThat(get("/film.mp4", "priya").body()).hasSize((9 << 20) + 12);
        byte[] text = "y".repeat(9 << 20).getBytes(ISO_8859_1);
        answers(plain, "/book.txt", "", text, false);
        assertThat(get("/book.txt", "priya").body()).hasSize(text.length);
    }

    /** What {@code c-icap-client} prints when it asks for a file to be looked at. */
    String icap(String service, Path file, String preview) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "c-icap-client",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(
                        Objects.requireNonNull(school.gateway().icapAddress()).getPort()),
                "-s",
                service,
                "-v",
                "-x",
                "X-Client-Username: hale",
                "-f",
                file.toString(),
                service.equals("request") ? "-req" : "-resp",
                "http://files.example/icap"));
        if (!preview.isEmpty()) {
            command.add(preview);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @Test
    void overIcapItIsTheSame() throws Exception {
        Path bad = Files.write(data.resolve("bad.zip"), zip("a.txt", eicar()));
        Path good = Files.write(data.resolve("good.doc"), document(300_000));
        Path long1 = Files.write(data.resolve("long.doc"), with(document(300_000), eicar()));
        for (String preview : List.of("", "-nopreview")) {
            assertThat(icap("response", bad, preview)).contains("403 Forbidden", "A file was stopped");
            assertThat(icap("response", long1, preview)).contains("403 Forbidden", "A file was stopped");
            assertThat(icap("response", good, preview)).contains("ICAP/1.0 20").doesNotContain("403 Forbidden");
            assertThat(icap("request", bad, preview)).contains("403 Forbidden", "on its way to files.example");
            assertThat(icap("request", good, preview)).contains("ICAP/1.0 20").doesNotContain("403 Forbidden");
        }
        assertThat(event("/icap", "block"))
                .extracting(SeenEvent::reader, SeenEvent::rule)
                .containsExactly("hale", FOUND);
        String post = "POST http://files.example/icap-up HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n\r\n";
        try (IcapTest.Talk squid = new IcapTest.Talk(new Socket(
                InetAddress.getLoopbackAddress(),
                Objects.requireNonNull(school.gateway().icapAddress()).getPort()))) {
            String chunk = Integer.toHexString(EICAR.length()) + "\r\n" + EICAR + "\r\n0";
            String head = squid.say(IcapTest.reqmod("Preview: 1024\r\n" + IcapTest.named("hale"), post, "req-body")
                            + chunk + "; ieof\r\n\r\n"
                            + IcapTest.request(IcapTest.named("hale"), IcapTest.get("http://files.example/after")))
                    .head();
            assertThat(squid.http(head)).startsWith("HTTP/1.1 403").contains("in what was on its way");
            assertThat(squid.head()).as("what was asked in the same breath").startsWith("ICAP/1.0 204");
            head = squid.say(IcapTest.reqmod(IcapTest.named("hale"), post, "req-body") + "5\r\nclean\r\n0\r\n\r\n")
                    .head();
            assertThat(squid.http(head)).isEqualTo(post + "clean");
        }
        assertThat(List.of(event("/icap-up", "block")))
                .extracting(SeenEvent::method, SeenEvent::rule)
                .containsExactly(tuple("POST", FOUND));
    }
}
