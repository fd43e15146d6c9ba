package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;

/**
 * Disguises of a closed site, sent through the live proxy as bytes: the lines of the suites A (names) and B (addresses)
 * that a proxy which sees names alone can hold. Beyond it are A10's note of mixed scripts, and of B what only paths, query
 * strings or contents show: B8, B10, B12, B13, B15 and B16. A20 is held where names are resolved ({@link InsideTest}).
 */
class BypassSuiteTest {
    @TempDir
    Path data;

    Sites sites;
    School school;
    SSLContext trust;

    /** What must become of a request. */
    enum Must {
        /** The same as the plain form: closed. */
        CLOSED,
        /** Closed, or refused as malformed. */
        REFUSED,
        /** Another site, which is open. */
        OPEN
    }

    record Line(String name, Must must, String host) {}

    final List<Line> lines = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "inside.example");
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .origins(Map.of(
                                "example", Objects.requireNonNull(settings.origins.get("example")),
                                "icloud.com", Objects.requireNonNull(settings.origins.get("example")),
                                "inside.example", sites.site("example").address()))
                        .led(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .icap(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")));
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
        school.publish(school.policies
                .version(2)
                .rule("1", "open.casino.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("2", "maps.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("3", "closed.maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("4", "b\u00fccher.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("5", "one.pages.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("6", "192.0.2.10", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    void line(String name, Must must, String... hosts) {
        for (String host : hosts) {
            lines.add(new Line(name, must, host));
        }
    }

    @Test
    void noDisguiseOfANameOpensIt() throws Exception {
        line("A1", Must.CLOSED, "CASINO.example", "CaSiNo.ExAmPlE", "WWW.casino.EXAMPLE");
        line("A2", Must.CLOSED, "casino.example.", "www.casino.example.");
        line("A3", Must.REFUSED, "casino.example..");
        line("A4", Must.REFUSED, ".casino.example");
        line("A5", Must.REFUSED, "c%61sino.example", "casino%2eexample", "%63%61%73%69%6e%6f.example");
        line(
                "A6",
                Must.CLOSED,
                "b\u00fccher.example",
                "B\u00dcCHER.example",
                "xn--bcher-kva.example",
                "XN--BCHER-KVA.example");
        line("A7", Must.CLOSED, "casino\u3002example", "casino\uff0eexample", "casino\uff61example");
        line("A8", Must.CLOSED, "\uff43\uff41\uff53\uff49\uff4e\uff4f.example", "casino.\uff25xample");
        line(
                "A9",
                Must.REFUSED,
                "ca\u00adsino.example",
                "ca\u200dsino.example",
                "ca\u200bsino.example",
                "ca\ufeffsino.example");
        line("A11", Must.OPEN, "notcasino.example", "casino-example.example", "xcasino.example");
        line("A12", Must.OPEN, "casino.example.other.example", "casino.example.example");
        line(
                "A13",
                Must.CLOSED,
                "a.casino.example",
                "a.b.c.d.casino.example",
                "-.casino.example",
                "_dmarc.casino.example");
        line("A14", Must.OPEN, "example");
        line("A15", Must.OPEN, "open.casino.example", "a.open.casino.example");
        line("A15", Must.CLOSED, "closed.maps.example", "a.closed.maps.example");
        line("A16", Must.CLOSED, "one.pages.example");
        line("A16", Must.OPEN, "two.pages.example", "pages.example");
        line(
                "A17",
                Must.REFUSED,
                "192.0.2.10",
                "3221226000",
                "0xc000020a",
                "0300.0.2.10",
                "192.0.522",
                "192.522",
                "0xc0.0.2.0xa");
        line(
                "A17",
                Must.REFUSED,
                "2130706433",
                "0x7f000001",
                "127.1",
                "017700000001",
                "256.1.1.1",
                "1.2.3.4.5",
                "0x100000000");
        line(
                "A18",
                Must.REFUSED,
                "[::ffff:192.0.2.10]",
                "[::ffff:c000:20a]",
                "[2001:db8::1]",
                "[fe80::1%25eth0]",
                "[::1%eth0]",
                "[::1");
        line("A19", Must.REFUSED, "198.51.100.7", "8.8.8.8");
        line(
                "A21",
                Must.REFUSED,
                "a".repeat(64) + ".casino.example",
                "a.".repeat(130) + "casino.example",
                "a..casino.example");
        line(
                "A22",
                Must.REFUSED,
                "xn--.casino.example",
                "xn--a.casino.example",
                "xn--99999999.casino.example",
                "xn--\u00e9.casino.example");
        line(
                "A23",
                Must.CLOSED,
                "casino.example:80",
                "casino.example:443",
                "casino.example:8443",
                "casino.example:0443");
        line(
                "B1",
                Must.CLOSED,
                "maps.example@casino.example",
                "maps.example:80@casino.example",
                "a:b@c@casino.example");
        line("B2", Must.REFUSED, "casino.example\\@maps.example", "maps.example\\.casino.example", "casino.example\\");
        line(
                "B3",
                Must.REFUSED,
                "cas\tino.example",
                "cas\u000bino.example",
                "cas\u007fino.example",
                "casino.example\u0001");
        line("B6", Must.REFUSED, "c%2561sino.example");
        line("B7", Must.REFUSED, raw(0xff), raw(0xc0, 0xae), raw(0xed, 0xa0, 0x80), raw(0xf5, 0x80, 0x80, 0x80));
        line("B9", Must.CLOSED, "Casino.Example");
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (Line line : lines) {
            counted.merge(line.name(), 1, Integer::sum);
            for (String form : List.of(
                    "GET http://%s/ HTTP/1.1", "GET HTTP://%s/%%2e%%2e/a;b//c?d HTTP/1.1", "CONNECT %s HTTP/1.1")) {
                judge(line, form, wrong);
            }
            judgeAsSquidAsks(line, wrong);
        }
        school.publish(school.policies
                .version(3)
                .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                .copy());
        for (Line line : lines) {
            if (line.must() != Must.OPEN) {
                judgeInside(line, wrong);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(counted).hasSize(27);
        assertThat(lines).hasSize(89);
    }

    /** A label of bytes that are no UTF-8, in front of the closed name. */
    static String raw(int... bytes) {
        StringBuilder label = new StringBuilder("\u0000");
        for (int b : bytes) {
            label.append((char) b);
        }
        return label.append(".casino.example").toString();
    }

    static byte[] bytes(String form, String host) {
        // A leading NUL marks a host that is bytes already; the mark itself is not sent.
        byte[] name = host.startsWith("\u0000") ? host.substring(1).getBytes(ISO_8859_1) : host.getBytes(UTF_8);
        boolean tunnel =
                form.startsWith("CONNECT") && !host.replaceFirst(".*@", "").matches(".*:\\d+");
        String target = new String(name, ISO_8859_1) + (tunnel ? ":443" : "");
        return (form.replace("%%", "\u0002").replace("%s", target).replace("\u0002", "%") + "\r\nHost: maps.example\r\n"
                        + as("priya") + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private void judge(Line line, String form, List<String> wrong) throws Exception {
        int before = school.origin.asked().size();
        int connected = school.origin.connections();
        int status;
        try (Wire wire = school.wire()) {
            status = wire.send(bytes(form, line.host()))
                    .head(form.startsWith("CONNECT") ? "CONNECT" : "GET")
                    .status();
        }
        boolean reached = school.origin.asked().size() > before
                || (form.startsWith("CONNECT") && school.origin.connections() > connected);
        boolean right = switch (line.must()) {
            case CLOSED ->
                (status == 403
                                || (status == 400
                                        && form.startsWith("CONNECT")
                                        && line.host().contains("@")))
                        && !reached;
            case REFUSED -> (status == 403 || status == 400) && !reached;
            case OPEN -> status == 200;
        };
        if (!right) {
            wrong.add("%s %s %s: %d%s"
                    .formatted(line.name(), form.substring(0, 4), line.host(), status, reached ? ", reached" : ""));
        }
    }

    /** 421 asks for a tunnel of its own, where it is decided. */
    private static boolean isRefused(int status) {
        return status == 403 || status == 400 || status == 421;
    }

    /** As the Host of a request in a tunnel to a site that is open. */
    private void judgeInside(Line line, List<String> wrong) throws Exception {
        int before = sites.site("example").asked().size();
        try (Wire tunnel = school.wire()) {
            tunnel.connect("inside.example:443", as("priya"));
            Wire wire = tunnel.secured(trust, "inside.example");
            int status = wire.send("GET / HTTP/1.1\r\nHost: " + bare(line.host()) + "\r\n\r\n")
                    .answer()
                    .status();
            if (!isRefused(status) || sites.site("example").asked().size() > before) {
                wrong.add("%s inside %s: %d".formatted(line.name(), line.host(), status));
            }
        }
    }

    private void judgeAsSquidAsks(Line line, List<String> wrong) throws Exception {
        String http = "GET http://" + bare(line.host()) + "/ HTTP/1.1\r\nHost: maps.example\r\n\r\n";
        int port = Objects.requireNonNull(school.gateway().icapAddress()).getPort();
        try (IcapTest.Talk squid = new IcapTest.Talk(new Socket(InetAddress.getLoopbackAddress(), port))) {
            String head =
                    squid.say(IcapTest.request(IcapTest.named("priya"), http)).head();
            int status = head.startsWith("ICAP/1.0 204")
                    ? 200
                    : Integer.parseInt(squid.http(head).substring(9, 12));
            if (isRefused(status) == (line.must() == Must.OPEN)) {
                wrong.add("%s as Squid asks %s: %d".formatted(line.name(), line.host(), status));
            }
        }
    }

    /** Each byte as a letter. */
    private static String bare(String host) {
        return host.startsWith("\u0000") ? host.substring(1) : new String(host.getBytes(UTF_8), ISO_8859_1);
    }

    @Test
    void noDoorLeadsToAPrivateRelay() throws Exception {
        school.publish(school.policies
                .version(3)
                .rule("7", "icloud.com", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .copy());
        Cases cases = new Cases();
        for (String relay : List.of("mask.icloud.com", "mask-h2.icloud.com", "MASK.icloud.com", "a.mask.icloud.com")) {
            for (String first : List.of("CONNECT " + relay + ":443", "GET http://" + relay + "/")) {
                try (Wire wire = school.wire()) {
                    int status = wire.send(first + " HTTP/1.1\r\nHost: " + relay + "\r\n" + as("hale") + "\r\n")
                            .head(first.substring(0, first.indexOf(' ')))
                            .status();
                    cases.add("E6", Cases.Where.PROXY, status == 403, first + ": " + status);
                }
            }
            for (String http : List.of(IcapTest.connect(relay + ":443"), IcapTest.get("https://" + relay + "/"))) {
                int port =
                        Objects.requireNonNull(school.gateway().icapAddress()).getPort();
                try (IcapTest.Talk squid = new IcapTest.Talk(new Socket(InetAddress.getLoopbackAddress(), port))) {
                    String head = squid.say(IcapTest.request(IcapTest.named("hale"), http))
                            .head();
                    boolean closed =
                            head.startsWith("ICAP/1.0 200") && squid.http(head).startsWith("HTTP/1.1 403");
                    cases.add("E6", Cases.Where.SQUID, closed, http + head);
                }
            }
            try (Wire led = Wire.from(
                    "127.0.8.5", Objects.requireNonNull(school.gateway().ledAddress()))) {
                byte[] came =
                        led.send(Hellos.naming(relay)).socket().getInputStream().readAllBytes();
                cases.add("E6", Cases.Where.LED, came.length == 7 && came[0] == 21, relay + ": " + came.length);
            }
        }
        try (Wire wire = school.wire()) {
            int status = wire.connect("www.icloud.com:443", as("hale")).status();
            cases.add("E6", Cases.Where.PROXY, status == 200, "beside it: " + status);
        }

        cases.areHeldBy("BypassSuiteTest.noDoorLeadsToAPrivateRelay");
        assertThat(school.origin.asked()).isEmpty();
        assertThat(school.events(21))
                .filteredOn(event -> event.answer().equals("block"))
                .hasSize(20)
                .allMatch(event -> event.rule().equals("private relay"));
    }

    @Test
    void noDisguiseOfAnAddressOpensIt() throws Exception {
        Map<String, Integer> requests = new LinkedHashMap<>();
        requests.put("GET //casino.example/ HTTP/1.1", 404);
        requests.put("GET http://maps.example#@casino.example/ HTTP/1.1", 200);
        requests.put("GET http://casino.example#maps.example HTTP/1.1", 403);
        requests.put("GET http://casino.example?maps.example/ HTTP/1.1", 403);
        requests.put("GET http://casino.example/" + "a".repeat(8_200) + " HTTP/1.1", 403);
        requests.put("GET http://casino.example/" + "a".repeat(17_000) + " HTTP/1.1", 414);
        requests.put("GET http://casino.example/" + "a".repeat(70_000) + " HTTP/1.1", 414);
        requests.put("GET http://casino.example/\r\nX: y\r\n HTTP/1.1", 400);
        requests.put("OPTIONS http://casino.example HTTP/1.1", 403);
        requests.put("TRACE http://casino.example/ HTTP/1.1", 403);
        requests.put("PROPFIND http://casino.example/ HTTP/1.1", 403);
        for (Map.Entry<String, Integer> one : requests.entrySet()) {
            try (Wire wire = school.wire()) {
                Wire.Answer answer = wire.send(one.getKey() + "\r\nHost: maps.example\r\n" + as("priya") + "\r\n")
                        .answer();
                assertThat(answer.status()).as(one.getKey()).isEqualTo(one.getValue());
            }
        }
        assertThat(school.origin.asked()).hasSize(1);
        assertThat(requests).hasSize(11);
    }
}
