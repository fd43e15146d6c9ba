package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Cases.Where.INSIDE;
import static org.schoolgate.gateway.Cases.Where.PROXY;
import static org.schoolgate.gateway.Wire.as;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.Cases.Where;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.testing.Keeps;

/**
 * Tricks of HTTP, sent as bytes: each at the proxy and inside a tunnel that is looked into, where the same has to come of it.
 * Those of HTTP/2 are in {@link StreamSuiteTest}.
 */
class HttpSuiteTest {
    private static final String CLOSED = "casino.example";
    private static final byte[] PROGRAM = "MZ and what a program is made of".getBytes(ISO_8859_1);

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
                Duration.ofMillis(1_500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
        school = new School(data, settings -> {
            Map<String, InetSocketAddress> origins = new HashMap<>(sites.addresses());
            origins.put("plain.example", settings.origins.get("example"));
            return settings.authority(data.resolve("authority"))
                    .trusted(sites.trusted())
                    .patience(quick)
                    .origins(origins);
        });
        publish(2, UnaryOperator.identity());
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    private void publish(long version, UnaryOperator<Policies> more) throws Exception {
        school.publish(more.apply(school.policies
                        .version(version)
                        .withoutRules()
                        .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of())))
                .copy());
    }

    /** A site that is open, by the name that it has where the case is tried. */
    private static String open(Where where) {
        return where == PROXY ? "plain.example" : "maps.example";
    }

    private Origin site(Where where) {
        return where == PROXY ? school.origin : sites.site("example");
    }

    private Wire wire(Where where) throws Exception {
        Wire wire = school.wire();
        if (where == INSIDE) {
            assertThat(wire.connect("maps.example:443", as("priya")).status()).isEqualTo(200);
            return wire.secured(trust, "maps.example");
        }
        return wire;
    }

    /** The address of a page as it is asked for there. */
    private static String target(Where where, String host, String path) {
        return where == PROXY ? "http://" + host + path : path;
    }

    /** A request to a site; {@code more} are headers that end their lines themselves. */
    private static String ask(Where where, String method, String host, String path, String more) {
        return method + " " + target(where, host, path) + " HTTP/1.1\r\nHost: " + host + "\r\n"
                + (where == PROXY ? as("priya") : "") + more + "\r\n";
    }

    private static String get(Where where, String host, String path) {
        return ask(where, "GET", host, path, "");
    }

    /** What came of bytes: the first status, whether the connection ended with it, and how often a site was asked. */
    private record Came(int status, boolean ended, int asked, String bytes) {
        @Override
        public String toString() {
            return "%d%s, asked %d, to %s"
                    .formatted(
                            status,
                            ended ? ", ended" : "",
                            asked,
                            bytes.lines()
                                    .map(line -> line.substring(0, Math.min(line.length(), 70)))
                                    .toList());
        }
    }

    private Came came(Where where, String bytes) throws Exception {
        return came(where, bytes, false);
    }

    /** @param toItsEnd waits for the gateway to hang up */
    private Came came(Where where, String bytes, boolean toItsEnd) throws Exception {
        int before = site(where).asked().size();
        try (Wire wire = wire(where)) {
            wire.socket().setSoTimeout(5_000);
            int status;
            boolean ended = true;
            try {
                status = wire.send(bytes).answer().status();
                ended = toItsEnd && wire.isClosed();
            } catch (IOException _) {
                status = 0;
            }
            return new Came(status, ended, site(where).asked().size() - before, bytes);
        }
    }

    /** Refused so that nobody behind the gateway sees a byte of it, and nothing that follows is read. */
    private void refused(String line, Where where, int status, String bytes) throws Exception {
        Came came = came(where, bytes, true);
        boolean right =
                (came.status() == status || (status == 400 && came.status() == 0)) && came.ended() && came.asked() == 0;
        cases.add(line, where, right, came);
    }

    private void closed(String line, Where where, String bytes) throws Exception {
        Came came = came(where, bytes);
        cases.add(line, where, came.status() == 403 && came.asked() == 0, came);
    }

    /** Answered by the site that was asked for, which was asked once and by its own name. */
    private void same(String line, Where where, String bytes) throws Exception {
        Came came = came(where, bytes);
        boolean right = came.status() == 200
                && came.asked() == 1
                && open(where).equals(site(where).last().header("Host"));
        cases.add(line, where, right, came);
    }

    @Test
    @Keeps("FIL-1")
    void noRequestIsReadInTwoWays() throws Exception {
        for (Where where : List.of(PROXY, INSIDE)) {
            otherHosts(where);
            hosts(where);
            lengths(where);
            heads(where);
            chunks(where);
        }
        cases.areHeldBy("HttpSuiteTest.noRequestIsReadInTwoWays");
    }

    /** One host in the address and another elsewhere: the address says where it goes, and the record says what else was said. */
    private void otherHosts(Where where) throws Exception {
        String scheme = where == PROXY ? "http://" : "https://";
        String who = where == PROXY ? as("priya") : "";
        for (String host :
                List.of(CLOSED, "CASINO.example.", "casino.example:80", "192.0.2.10", "?", "a@casino.example")) {
            same("C1", where, "GET " + scheme + open(where) + "/ HTTP/1.1\r\nHost: " + host + "\r\n" + who + "\r\n");
        }
        for (String host : List.of(open(where), "", "?")) {
            closed("C1", where, "GET " + scheme + CLOSED + "/ HTTP/1.1\r\nHost: " + host + "\r\n" + who + "\r\n");
        }
        for (String more : List.of(
                "X-Forwarded-Host: " + open(where),
                "X-Host: " + open(where),
                "Forwarded: host=" + open(where),
                "X-Original-URL: http://" + open(where) + "/",
                "X-Rewrite-URL: /",
                "X-HTTP-Host-Override: " + open(where))) {
            closed("C1", where, ask(where, "GET", CLOSED, "/", more + "\r\n"));
        }
    }

    private void hosts(Where where) throws Exception {
        String host = open(where);
        for (String more : List.of(
                "Host: " + CLOSED,
                "Host: " + host,
                "host: " + CLOSED,
                "HOST:",
                "Host: " + host + "\r\nX: 1\r\nHost: x")) {
            refused("C2", where, 400, ask(where, "GET", host, "/", more + "\r\n"));
        }
        refused("C2", where, 400, "GET " + target(where, host, "/") + " HTTP/1.1\r\n\r\n");
        refused("C2", where, 400, ask(where, "GET", host, "/", "Host : " + CLOSED + "\r\n"));
        refused("C2", where, 400, ask(where, "GET", host, "/", " Host: " + CLOSED + "\r\n"));
    }

    private void lengths(Where where) throws Exception {
        String host = open(where);
        Map<String, Integer> wrong = new LinkedHashMap<>();
        wrong.put("Content-Length: 3\r\nTransfer-Encoding: chunked", 400);
        wrong.put("Transfer-Encoding: chunked\r\nContent-Length: 3", 400);
        wrong.put("Content-Length: 3\r\nContent-Length: 4", 400);
        wrong.put("Content-Length: 3, 4", 400);
        wrong.put("Content-Length: -1", 400);
        wrong.put("Content-Length: +3", 400);
        wrong.put("Content-Length: 0x3", 400);
        wrong.put("Content-Length: 3 3", 400);
        wrong.put("Content-Length:", 400);
        wrong.put("Content-Length: 99999999999999999999", 400);
        wrong.put("Transfer-Encoding: gzip", 501);
        wrong.put("Transfer-Encoding: gzip, chunked", 501);
        wrong.put("Transfer-Encoding: chunked, identity", 400);
        wrong.put("Transfer-Encoding: identity", 501);
        wrong.put("Transfer-Encoding: xchunked", 501);
        wrong.put("Transfer-Encoding: \"chunked\"", 501);
        wrong.put("Transfer-Encoding: chunked;x", 501);
        wrong.put("Transfer-Encoding:", 501);
        wrong.put("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 501);
        wrong.put("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", 501);
        wrong.put("Transfer-Encoding : chunked", 400);
        wrong.put("Transfer-Encoding\r\n : chunked", 400);
        wrong.put(" Transfer-Encoding: chunked", 400);
        wrong.put("Transfer-Encoding: chunked\u000b", 400);
        wrong.put("X: 1\nTransfer-Encoding: chunked", 400);
        wrong.put("X: 1\rTransfer-Encoding: chunked", 400);
        for (Map.Entry<String, Integer> each : wrong.entrySet()) {
            String bytes =
                    ask(where, "POST", host, "/", each.getKey() + "\r\n") + "0\r\n\r\n" + get(where, CLOSED, "/");
            refused("C5", where, each.getValue(), bytes);
        }
    }

    private void heads(Where where) throws Exception {
        String host = open(where);
        for (String more : List.of(
                "X: a\r\n b",
                "X: a\r\n\tb",
                "X: a\u0000b",
                "X",
                "X : 1",
                ": 1",
                "X: a\rY: b",
                "X: a\nY: b",
                "X\u0001: 1")) {
            refused("C5", where, 400, ask(where, "GET", host, "/", more + "\r\n"));
        }
        for (String line : List.of(
                "GET  HTTP/1.1",
                "GET " + target(where, host, "/a b") + " HTTP/1.1",
                "GET\t" + target(where, host, "/") + " HTTP/1.1",
                "GET " + target(where, host, "/\u0001") + " HTTP/1.1",
                "GET " + target(where, host, "/\u007f") + " HTTP/1.1",
                "GET " + target(where, host, "/") + " HTTP/1.1 HTTP/1.1",
                "GET " + target(where, host, "/"),
                "G(T " + target(where, host, "/") + " HTTP/1.1",
                " GET " + target(where, host, "/") + " HTTP/1.1")) {
            refused("C5", where, 400, line + "\r\nHost: " + host + "\r\n" + as("priya") + "\r\n");
        }
        for (String version : List.of("HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3.0")) {
            refused("C5", where, 505, "GET " + target(where, host, "/") + " " + version + "\r\nHost: x\r\n\r\n");
        }
        refused("C5", where, 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        refused("C5", where, 400, "\u0016\u0003\u0001" + get(where, host, "/"));
        refused("C5", where, 414, get(where, host, "/" + "a".repeat(17_000)));
        refused("C5", where, 431, ask(where, "GET", host, "/", "X: " + "a".repeat(66_000) + "\r\n"));
        if (where == INSIDE) {
            refused("C5", where, 408, "GET / HTTP/1.1\r\nX: ");
        }
    }

    /** Bodies in chunks that two readers would end in two places. */
    private void chunks(Where where) throws Exception {
        String head = ask(where, "POST", open(where), "/", "Transfer-Encoding: chunked\r\n");
        for (String body : List.of(
                "zz\r\nabc\r\n0\r\n\r\n",
                "-3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcX0\r\n\r\n",
                "3\r\nabc0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
                "\r\n0\r\n\r\n")) {
            refused("C5", where, 400, head + body + get(where, CLOSED, "/"));
        }
        // What is whole is one request, and what follows it is judged by itself.
        for (String body : List.of("3;a=b\r\nabc\r\n0\r\n\r\n", "003\r\nabc\r\n0\r\nHost: casino.example\r\n\r\n")) {
            try (Wire wire = wire(where)) {
                wire.send(head + body + get(where, CLOSED, "/"));
                boolean first = wire.answer().status() == 200
                        && site(where).last().body().equals("abc")
                        && site(where).last().headers().stream().noneMatch(one -> one.contains(CLOSED));
                cases.add("C5", where, first && wire.answer().status() == 403, body);
            }
        }
    }

    @Test
    void noAnswerOfASiteIsReadInTwoWays() throws Exception {
        Map<String, Integer> answers = new LinkedHashMap<>();
        answers.put("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello", 502);
        answers.put("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", 502);
        answers.put("HTTP/1.1 200 OK\r\nContent-Length: 5, 3\r\n\r\nhello", 502);
        answers.put("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", 502);
        answers.put("hello\r\n\r\n", 502);
        answers.put("HTTP/1.1 2x0 OK\r\nContent-Length: 5\r\n\r\nhello", 502);
        answers.put("HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello", 502);
        answers.put("HTTP/1.1 200 OK\r\nX: " + "a".repeat(70_000) + "\r\nContent-Length: 5\r\n\r\nhello", 502);
        answers.put(
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                502);
        answers.put(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200);
        answers.put("HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200);
        for (Where where : List.of(PROXY, INSIDE)) {
            for (Map.Entry<String, Integer> each : answers.entrySet()) {
                site(where).at("/odd", (_, _, _, out) -> {
                    out.write(each.getKey().getBytes(ISO_8859_1));
                    out.flush();
                    return each.getValue() == 200;
                });
                try (Wire wire = wire(where);
                        Wire next = wire(where)) {
                    Wire.Answer answer =
                            wire.send(get(where, open(where), "/odd")).answer();
                    while (answer.status() == 100) {
                        answer = wire.answer();
                    }
                    boolean whole = answer.status() != 200
                            || (answer.body().equals("hello")
                                    && answer.head().stream()
                                                    .filter(line -> line.toLowerCase(Locale.ROOT)
                                                            .matches("(content-length|transfer-encoding):.*"))
                                                    .count()
                                            == 1);
                    // Nothing of it is given to whoever asks next.
                    boolean clean = next.send(get(where, open(where), "/"))
                            .answer()
                            .body()
                            .equals("hello");
                    cases.add(
                            "C5", where, answer.status() == each.getValue() && whole && clean, each.getKey() + answer);
                }
            }
        }
        cases.areHeldBy("HttpSuiteTest.noAnswerOfASiteIsReadInTwoWays");
    }

    @Test
    void noMethodAndNoUpgradeIsAWayToAClosedSite() throws Exception {
        for (Where where : List.of(PROXY, INSIDE)) {
            for (String method : List.of(
                    "HEAD",
                    "POST",
                    "PUT",
                    "DELETE",
                    "PATCH",
                    "OPTIONS",
                    "TRACE",
                    "PROPFIND",
                    "QUERY",
                    "get",
                    "M-SEARCH",
                    "CONNECTED")) {
                Came came = came(where, ask(where, method, CLOSED, "/", "Content-Length: 0\r\nConnection: close\r\n"));
                boolean right =
                        (came.status() == 403 || (method.equals("HEAD") && came.status() == 0)) && came.asked() == 0;
                cases.add("C13", where, right, came);
            }
            for (String name : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                for (String method : List.of("OPTIONS", "HEAD", "CONNECT")) {
                    closed(
                            "C13",
                            where,
                            ask(where, "POST", CLOSED, "/", name + ": " + method + "\r\nContent-Length: 0\r\n"));
                }
            }
            site(where).at("/setup", (request, _, _, out) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n".getBytes(ISO_8859_1));
                out.write(PROGRAM);
                out.flush();
                return false;
            });
            for (String method : List.of("POST", "PUT", "OPTIONS", "REPORT")) {
                Came came = came(where, ask(where, method, open(where), "/setup", "Content-Length: 0\r\n"));
                cases.add("C13", where, came.status() == 403 && came.asked() == 1, came);
            }
            try (Wire wire = wire(where)) {
                wire.send(ask(where, "HEAD", open(where), "/setup", "X-HTTP-Method-Override: GET\r\n"));
                boolean head = wire.head("HEAD").status() == 200;
                wire.send(get(where, open(where), "/"));
                cases.add("C13", where, head && wire.answer().body().equals("hello"), "a body that belongs to no HEAD");
            }
            upgrades(where);
        }
        cases.areHeldBy("HttpSuiteTest.noMethodAndNoUpgradeIsAWayToAClosedSite");
    }

    /** What a connection could turn into, so that nobody would judge what comes next. */
    private void upgrades(Where where) throws Exception {
        site(where).at("/up", (request, _, in, out) -> {
            boolean asked = request.header("Upgrade") != null;
            out.write((asked
                            ? "HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.flush();
            return !asked;
        });
        for (String upgrade : List.of("websocket", "WebSocket", "h2c", "connect-udp", "connect-ip", "TLS/1.2", "x")) {
            String more = "Connection: Upgrade\r\nUpgrade: " + upgrade + "\r\nCapsule-Protocol: ?1\r\n";
            closed("C6", where, ask(where, "GET", CLOSED, "/up", more));
            Came came = came(where, ask(where, "GET", open(where), "/up", more));
            int status = upgrade.equalsIgnoreCase("websocket") ? 101 : 200;
            String line = upgrade.equals("connect-udp") || upgrade.equals("connect-ip") ? "E4" : "C6";
            cases.add(line, where, came.status() == status, came);
        }
        for (String more : List.of(
                "Upgrade: websocket\r\n",
                "Connection: Upgrade\r\n",
                "Connection: Upgrade\r\nUpgrade: h2c, websocket\r\n")) {
            Came came = came(where, ask(where, "GET", open(where), "/up", more));
            cases.add("C6", where, came.status() == 200, came);
        }
    }

    @Test
    void whereAnAnswerLeadsIsDecidedAnew() throws Exception {
        for (Where where : List.of(PROXY, INSIDE)) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                leads(where, "HTTP/1.1 " + status + " Go\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", "Location");
            }
            leads(where, "HTTP/1.1 200 OK\r\nRefresh: 0;url=%s\r\nContent-Length: 0\r\n\r\n", "Refresh");
            leads(where, "HTTP/1.1 200 OK\r\nLink: <%s>; rel=preload\r\nContent-Length: 0\r\n\r\n", "Link");
            leads(where, "HTTP/1.1 201 Made\r\nContent-Location: %s\r\nContent-Length: 0\r\n\r\n", "Content-Location");
            for (String name : List.of("Alt-Svc", "alt-svc", "ALT-SVC")) {
                elsewhere(
                        where,
                        "HTTP/1.1 200 OK\r\n" + name + ": h3=\":443\"\r\n" + name
                                + ": h2=\"casino.example:443\"\r\nContent-Length: 0\r\n\r\n");
            }
            elsewhere(
                    where,
                    "HTTP/1.1 103 Hints\r\nAlt-Svc: h3=\":443\"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            elsewhere(where, "HTTP/1.1 404 No\r\nAlt-Svc: h3=\":443\"\r\nContent-Length: 0\r\n\r\n");
            elsewhere(
                    where,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Alt-Svc\r\n\r\n0\r\nAlt-Svc: h3=\":443\"\r\n\r\n");
        }
        cases.areHeldBy("HttpSuiteTest.whereAnAnswerLeadsIsDecidedAnew");
    }

    /** The answer arrives, and what it leads to is closed. */
    private void leads(Where where, String answer, String header) throws Exception {
        String there = (where == PROXY ? "http://" : "https://") + CLOSED + "/win";
        site(where).at("/go", answer.formatted(there));
        int before = site(where).asked().size();
        try (Wire wire = wire(where)) {
            String said = wire.send(get(where, open(where), "/go")).answer().header(header);
            int followed = wire.send(get(where, CLOSED, "/win")).answer().status();
            boolean right = Objects.requireNonNull(said).contains(there)
                    && followed == 403
                    && site(where).asked().size() == before + 1;
            cases.add("C12", where, right, answer);
        }
    }

    /** No word of another way to the site arrives. */
    private void elsewhere(Where where, String answer) throws Exception {
        site(where).at("/go", answer);
        try (Wire wire = wire(where)) {
            wire.send(ask(where, "GET", open(where), "/go", "Connection: close\r\n"));
            wire.socket().setSoTimeout(3_000);
            StringBuilder all = new StringBuilder();
            try {
                while (true) {
                    all.append(wire.line()).append('\n');
                }
            } catch (IOException _) {
                cases.add(
                        "C12",
                        where,
                        all.toString().startsWith("HTTP/1.1 ")
                                && !all.toString().toLowerCase(Locale.ROOT).contains("h3=")
                                && !all.toString().contains(CLOSED),
                        all);
            }
        }
    }

    @Test
    void noCodingAndNoCharsetHidesWhatArrives() throws Exception {
        Map<String, byte[]> coded = new LinkedHashMap<>();
        coded.put("gzip", gzip(PROGRAM));
        coded.put("GZIP", gzip(PROGRAM));
        coded.put("x-gzip", gzip(PROGRAM));
        coded.put("deflate", deflate(PROGRAM, false));
        coded.put(" deflate ", deflate(PROGRAM, true));
        coded.put("identity", PROGRAM);
        coded.put("", PROGRAM);
        coded.put("gzip, gzip", gzip(gzip(PROGRAM)));
        byte[] bomb = gzip(new byte[32 << 20]);
        for (Where where : List.of(PROXY, INSIDE)) {
            for (Map.Entry<String, byte[]> each : coded.entrySet()) {
                file("C7", where, "Content-Encoding: " + each.getKey() + "\r\n", each.getValue(), "/setup.exe", 403);
            }
            file("C7", where, "Content-Encoding: gzip\r\n", bomb, "/bomb", 200);
            file("C7", where, "Content-Encoding: gzip\r\n", gzip("a page".getBytes(ISO_8859_1)), "/page", 200);
            for (String unknown : List.of("br", "zstd", "compress", "aes128gcm", "x-new")) {
                file("C7", where, "Content-Encoding: " + unknown + "\r\n", new byte[40], "/setup.exe", 403);
            }
            for (String none : List.of("compress", "aes128gcm", "x-new", "utf-8", "x-new, compress", "gzip", "zstd")) {
                file("C7", where, "Content-Encoding: " + none + "\r\n", PROGRAM, "/homework", 403);
            }
            for (String sealed : List.of("dcb", "dcz", "gzip, dcb", "br, x-new", "gzip, gzip, gzip, gzip, gzip")) {
                file("C7", where, "Content-Encoding: " + sealed + "\r\n", new byte[40], "/homework", 403);
            }
            file("C7", where, "Content-Encoding: utf-8\r\n", "<p>a page".getBytes(ISO_8859_1), "/page", 200);
            for (String type : List.of(
                    "text/html; charset=utf-16",
                    "text/html; charset=utf-16le",
                    "text/plain; charset=utf-7",
                    "text/html; charset=iso-2022-jp",
                    "text/css; charset=\"x\"",
                    "image/png",
                    "application/json; charset=",
                    "")) {
                file("C9", where, type.isEmpty() ? "" : "Content-Type: " + type + "\r\n", PROGRAM, "/picture.png", 403);
            }
            for (byte[] script : List.of(
                    bytes(0xff, 0xfe, 'e', 0, 'c', 0, 'h', 0, 'o', 0),
                    bytes(0xfe, 0xff, 0, 'e', 0, 'c'),
                    bytes(0xef, 0xbb, 0xbf, 'e', 'c', 'h', 'o'))) {
                file("C9", where, "Content-Type: text/plain; charset=utf-16\r\n", script, "/start.bat", 403);
                file("C9", where, "Content-Type: text/plain\r\n", script, "/start%2Eps1", 403);
            }
        }
        cases.areHeldBy("HttpSuiteTest.noCodingAndNoCharsetHidesWhatArrives");
    }

    private void file(String line, Where where, String more, byte[] bytes, String path, int status) throws Exception {
        site(where).at(path, (_, _, _, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + more + "Content-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
            return false;
        });
        Came came = came(where, get(where, open(where), path));
        cases.add(line, where, came.status() == status, path + " " + more.strip() + ": " + came);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new DeflaterOutputStream(packed, new Deflater(6, raw))) {
            zip.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void whatABrowserKeptIsNotMadeGoodAgain() throws Exception {
        String site = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\nhello";
        for (Where where : List.of(PROXY, INSIDE)) {
            publish(where == PROXY ? 10 : 20, UnaryOperator.identity());
            site(where).at("/kept", (request, _, _, out) -> {
                boolean known = request.header("If-None-Match") != null;
                out.write((known ? "HTTP/1.1 304 Same\r\nETag: \"1\"\r\n\r\n" : site).getBytes(ISO_8859_1));
                out.flush();
                return true;
            });
            String again = ask(where, "GET", open(where), "/kept", "If-None-Match: \"1\"\r\n");
            try (Wire wire = wire(where)) {
                boolean before =
                        wire.send(get(where, open(where), "/kept")).answer().status() == 200
                                && wire.send(again).answer().status() == 304;
                publish(
                        where == PROXY ? 11 : 21,
                        policies -> policies.rule("1", open(where), Rule.Effect.BLOCK, Rule.Source.SCHOOL, null));
                int asked = site(where).asked().size();
                for (String more : List.of(
                        "If-None-Match: \"1\"",
                        "If-None-Match: *",
                        "If-Modified-Since: Mon, 30 Nov 2026 10:00:00 GMT",
                        "If-Range: \"1\"\r\nRange: bytes=0-1",
                        "Cache-Control: only-if-cached",
                        "Service-Worker: script",
                        "Sec-Purpose: prefetch")) {
                    Wire.Answer answer = wire.send(ask(where, "GET", open(where), "/kept", more + "\r\n"))
                            .answer();
                    boolean right = before
                            && answer.status() == 403
                            && "no-store".equals(answer.header("Cache-Control"))
                            && answer.header("ETag") == null
                            && answer.header("Last-Modified") == null
                            && Objects.requireNonNull(answer.header("Content-Type"))
                                    .startsWith("text/html")
                            && answer.body().contains("closed")
                            && site(where).asked().size() == asked;
                    cases.add("C15", where, right, more + " " + answer);
                }
                publish(where == PROXY ? 12 : 22, UnaryOperator.identity());
                cases.add("C15", where, wire.send(again).answer().status() == 304, "open again");
            }
        }
        cases.areHeldBy("HttpSuiteTest.whatABrowserKeptIsNotMadeGoodAgain");
    }

    @Test
    void noHeaderSaysWhoAsks() throws Exception {
        for (Where where : List.of(PROXY, INSIDE)) {
            for (String said : List.of(
                    "X-Forwarded-For: 127.0.8.5",
                    "X-Forwarded-For: 127.0.8.5, 127.0.0.1",
                    "Forwarded: for=127.0.8.5",
                    "X-Real-IP: 127.0.8.5",
                    "X-Client-IP: 127.0.8.5",
                    "True-Client-IP: 127.0.8.5",
                    "X-Client-Username: hale",
                    "X-Authenticated-User: aGFsZQ==",
                    "Authorization: Basic aGFsZS10b2tlbjo=",
                    "Cookie: token=hale-token")) {
                Came came = came(where, ask(where, "GET", "blockcraft.example", "/", said + "\r\n"));
                cases.add("H7", where, came.status() == 403 && came.asked() == 0, came);
            }
        }
        Came inside = came(INSIDE, ask(INSIDE, "GET", "blockcraft.example", "/", as("hale")));
        cases.add("H7", INSIDE, inside.status() == 403 && inside.asked() == 0, inside);
        cases.areHeldBy("HttpSuiteTest.noHeaderSaysWhoAsks");
        assertThat(school.events(21)).extracting(SeenEvent::reader).containsOnly("priya");
    }

    @Test
    @Keeps("FIL-23")
    void theRecordSaysWhatWasTried() throws Exception {
        String both = "GET http://plain.example/a HTTP/1.1\r\nHost: %s\r\n" + as("priya") + "\r\n";
        site(PROXY).at("/grpc", "HTTP/1.1 200 OK\r\nContent-Type: application/grpc+proto\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = wire(PROXY);
                Wire inside = wire(INSIDE)) {
            for (String host :
                    List.of(CLOSED, "plain.example", "PLAIN.example.:80", "?", "plain.example.casino.example")) {
                wire.send(both.formatted(host)).answer();
            }
            inside.send("GET https://maps.example/b HTTP/1.1\r\nHost: casino.example\r\n\r\n")
                    .answer();
            wire.send(get(PROXY, "plain.example", "/grpc")).answer();
            wire.send(ask(PROXY, "GET", CLOSED, "/c", "")).answer();
        }
        List<SeenEvent> events = school.events(8);
        assertThat(events)
                .extracting(event -> event.answer() + " " + event.host() + " " + event.path() + " " + event.rule())
                .containsExactly(
                        "allow plain.example /a default, Host names casino.example",
                        "allow plain.example /a default",
                        "allow plain.example /a default",
                        "allow plain.example /a default, Host names no host",
                        "allow plain.example /a default, Host names plain.example.casino.example",
                        "allow maps.example /b default, Host names casino.example",
                        "allow plain.example /grpc default, messages of programs, which nobody read",
                        "block casino.example /c category gambling");
        for (SeenEvent event : events) {
            cases.add(
                    event.path() == null
                            ? ""
                            : event.path().equals("/grpc")
                                    ? "C16"
                                    : event.path().equals("/c") ? "I11" : "C1",
                    event.port() == 443 ? INSIDE : PROXY,
                    "priya".equals(event.reader()) && event.address().equals("127.0.0.1") && event.policyVersion() == 2,
                    event);
        }
        cases.areHeldBy("HttpSuiteTest.theRecordSaysWhatWasTried");
    }
}
