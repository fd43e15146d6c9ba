package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Keeps;

/**
 * Disguises of a closed site that stand in the path or the query of an address, sent through the live proxy as bytes: the
 * lines of suite B which want the whole address to be seen. Those whose name tells are held where only names are seen, too.
 */
class AddressSuiteTest {
    @TempDir
    Path data;

    Sites sites;
    School school;
    SSLContext trust;
    long version = 1;

    record Line(String name, boolean open, String host, String path) {}

    final List<Line> lines = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(
                data, "inside.example", "open.inside.example", "sites.inside.example", "parts.casino.inside.example");
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .origins(origins(settings.origins))
                        .icap(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")));
        trust = sites.trusting(data.resolve("authority").resolve("authority.pem"));
        publish(Https.Mode.NAME_ONLY);
    }

    private Map<String, InetSocketAddress> origins(Map<String, InetSocketAddress> usual) {
        Map<String, InetSocketAddress> origins = new HashMap<>(usual);
        InetSocketAddress any = Objects.requireNonNull(usual.get("example"));
        for (String service : List.of("goog", "com", "org", "ai", "ph")) {
            origins.put(service, any);
        }
        origins.put("inside.example", sites.site("example").address());
        return origins;
    }

    private void publish(Https.Mode mode) throws Exception {
        school.policies.withoutRules();
        school.publish(school.policies
                .version(++version)
                .rule("1", "maps.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("2", "gossip.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("3", "translate.google.com", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("4", "sites.example/view/games", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("5", "sites.inside.example/view/games", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("6", "casino.inside.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("7", "parts.casino.example/view/ks2", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("8", "parts.casino.inside.example/view/ks2", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .https(new Https(mode, Map.of(), Set.of()))
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        sites.close();
    }

    void closed(String name, String host, String... paths) {
        for (String path : paths) {
            lines.add(new Line(name, false, host, path));
        }
    }

    void open(String name, String host, String... paths) {
        for (String path : paths) {
            lines.add(new Line(name, true, host, path));
        }
    }

    @Test
    @Keeps("FIL-1")
    void noDisguiseOfAWholeAddressOpensIt() throws Exception {
        within();
        parts();
        Map<String, Integer> counted = new TreeMap<>();
        for (Line line : lines) {
            counted.merge(line.name(), 1, Integer::sum);
            judge(line);
            judgeAsSquidAsks(line);
        }
        publish(Https.Mode.INSPECT);
        for (Line line : lines) {
            judgeInside(line);
        }

        assertThat(wrong).isEmpty();
        assertThat(counted).hasSize(4);
        assertThat(lines).hasSize(97);
    }

    private void within() {
        closed("B12", "casino-example.translate.goog", "/", "/x?_x_tr_sl=auto&_x_tr_tl=en");
        closed("B12", "www-casino-example.cdn.ampproject.org", "/c/s/www.casino.example/page");
        closed(
                "B12",
                "translate.google.com",
                "/translate?sl=auto&u=http://casino.example/",
                "/translate?u=casino.example",
                "/translate?u=https%3A%2F%2Fgossip.example%2F",
                "/translate?u=http%3A%2F%2F3221225994%2F");
        closed(
                "B12",
                "web.archive.org",
                "/web/20200101000000/http://casino.example/",
                "/web/20200101000000if_/casino.example",
                "/web/http:/gossip.example");
        closed("B12", "www.google.com", "/amp/s/casino.example/page");
        closed("B12", "r.jina.ai", "/http://casino.example/", "/casino.example");
        closed("B12", "archive.ph", "/newest/casino.example");
        closed("B12", "webcache.googleusercontent.com", "/search?q=cache:AbCd:casino.example/x");
        closed(
                "B12",
                "reader.example",
                "/http://casino.example/",
                "/https:/casino.example/x",
                "/HTTP://CASINO.example",
                "/%68ttp%3a%2f%2fc%61sino.example",
                "/http%253A%252F%252Fcasino.example",
                "/read/aHR0cDovL2Nhc2luby5leGFtcGxlLw",
                "/read/687474703a2f2f636173696e6f2e6578616d706c652f",
                "/go?url=http://casino.example/",
                "/go?url=http%3A%2F%2Fcasino.example",
                "/go?url=http%253A%252F%252Fcasino.example",
                "/go?url=http://maps.example@casino.example/",
                "/go?url=http://casino-example.translate.goog/",
                "/go?url=aHR0cHM6Ly9jYXNpbm8uZXhhbXBsZS9hP2I9Yw%3D%3D",
                "/go?url=687474703a2f2f636173696e6f2e6578616d706c652f",
                "/go?a=http://maps.example/&b=http://casino.example/",
                "/go?url=http://reader.example/%3Fu=http://casino.example/",
                "/go?" + "u=http://maps.example/&".repeat(70) + "u=http://casino.example/");
        open(
                "B12",
                "open.inside.example",
                "/log-in?continue=https%3A%2F%2Fmaps.example%2Fwork",
                "/share?u=https://plain.example/page",
                "/count?dl=https%3A%2F%2Fmaps.example%2F&dr=https%3A%2F%2Fwww.google.com%2F",
                "/log-in?redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2F",
                "/log-in?redirect_uri=http://localhost/",
                "/search?q=casino.example",
                "/search?q=why+is+casino.example+closed",
                "/a/casino.example/b",
                "/http/casino.example",
                "/x?mail=priya%40casino.example",
                "/x?t=Z29vZCBtb3JuaW5nIGV2ZXJ5Ym9keQ",
                "/x?id=6874727070000000",
                "/http://maps.example/",
                "/x?u=" + "a".repeat(8_000));
        open("B12", "translate.google.com", "/translate?u=http://maps.example/", "/?text=casino.example");
    }

    /** A part of an open site that a rule closes, and one of a closed site that a rule opens. */
    private void parts() {
        String closed = "sites.inside.example";
        String opened = "parts.casino.inside.example";
        closed("B16", closed, "/view/games", "/view/games/", "/view/games/1/2", "/view/games?page=2", "/View/games");
        open("B16", closed, "/", "/view", "/view/maths", "/view/games-we-play", "/x/view/games");
        open("B16", opened, "/view/ks2", "/view/ks2/maths", "/view/ks2?page=2");
        closed("B16", opened, "/", "/view", "/view/ks2-games", "/view/KS2", "/x/view/ks2", "/?/view/ks2");
        closed(
                "B5",
                closed,
                "/x/../view/games",
                "/../view/games",
                "/view/./games",
                "/view/%2e/games",
                "/x/%2E%2e/view/games",
                "/%76iew/g%61mes",
                "/view%2Fgames",
                "/x/..%2fview/games",
                "/x/%252e%252e/view/games",
                "/%2576iew/games");
        open("B5", closed, "/view/games/../maths", "/view/games/%2e%2e/maths");
        open("B5", opened, "/x/../view/ks2", "/view/%2e/ks2", "/%76iew/ks2");
        closed(
                "B5",
                opened,
                "/view/ks2/../games",
                "/view/ks2/%2e%2e/games",
                "/view/ks2/..%2fgames",
                "/x/..%2f..%2fview/ks2",
                "/view/ks2/%252e%252e/games");
        closed(
                "B8",
                closed,
                "//view/games",
                "/view///games",
                "/view;v=1/games;x=2",
                "/x/..;/view/games",
                "/x//../view/games");
        open("B8", opened, "//view//ks2/", "/view/ks2;jsessionid=9A");
        closed("B8", opened, "/view/ks2/..;/games", "/x/..;/view/ks2", "/x//../view/ks2");
    }

    private void judge(Line line) throws Exception {
        String host = line.host().replace(".inside.", ".");
        try (Wire wire = school.wire()) {
            judge(
                    line,
                    "plain",
                    wire.get("http://" + host + line.path(), as("priya")).status());
        }
    }

    private void judge(Line line, String form, int status) {
        if (status != (line.open() ? 200 : 403)) {
            wrong.add("%s %s %s%s: %d".formatted(line.name(), form, line.host(), line.path(), status));
        }
    }

    /** As a request in a tunnel that is looked into. */
    private void judgeInside(Line line) throws Exception {
        boolean here = line.host().endsWith(".inside.example");
        if (line.open() && !here) {
            return;
        }
        String host = here ? line.host() : "inside.example";
        try (Wire tunnel = school.wire()) {
            tunnel.connect(host + ":443", as("priya"));
            Wire wire = tunnel.secured(trust, host);
            judge(line, "inside", wire.page(line.host(), line.path()).status());
        }
    }

    private void judgeAsSquidAsks(Line line) throws Exception {
        String http = "GET https://%s%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(line.host(), line.path(), line.host());
        int port = Objects.requireNonNull(school.gateway().icapAddress()).getPort();
        try (IcapTest.Talk squid = new IcapTest.Talk(new Socket(InetAddress.getLoopbackAddress(), port))) {
            String head =
                    squid.say(IcapTest.request(IcapTest.named("priya"), http)).head();
            judge(
                    line,
                    "as Squid asks",
                    head.startsWith("ICAP/1.0 204")
                            ? 200
                            : Integer.parseInt(squid.http(head).substring(9, 12)));
        }
    }

    @Test
    void aNameThatStandsForAClosedSiteIsClosedWhereOnlyNamesAreSeen() throws Exception {
        List<String> standing = List.of(
                "casino-example.translate.goog",
                "www-casino-example.translate.goog",
                "casino-example.cdn.ampproject.org",
                "casino--example-translate-goog.translate.goog",
                "CASINO-EXAMPLE.Translate.Goog");
        for (String name : standing) {
            try (Wire wire = school.wire()) {
                assertThat(wire.connect(name + ":443", as("priya")).status())
                        .as(name)
                        .isEqualTo(403);
            }
        }
        try (Wire wire = school.wire()) {
            assertThat(wire.connect("maps-example.translate.goog:443", as("priya"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(school.events(6))
                .filteredOn(event -> event.answer().equals("block"))
                .hasSize(5)
                .allSatisfy(event -> assertThat(event.rule()).startsWith("category gambling, "))
                .allSatisfy(event -> assertThat(event.rule()).endsWith("casino.example within the address"));
    }

    @Test
    void whereOnlyNamesAreSeenARuleForAPartNeitherClosesNorOpens() throws Exception {
        try (Wire closing = school.wire();
                Wire opening = school.wire();
                Wire page = school.wire()) {
            assertThat(closing.connect("sites.example:443", as("priya")).status())
                    .isEqualTo(200);
            assertThat(opening.connect("parts.casino.example:443", as("priya")).status())
                    .isEqualTo(403);
            assertThat(page.get("http://sites.example/view/games/x", as("priya"))
                            .body())
                    .contains("Your school has closed sites.example/view/games.")
                    .contains("/ask?site=sites.example%2Fview%2Fgames");
        }
        assertThat(school.events(3))
                .extracting(SeenEvent::rule)
                .contains("category gambling", "rule 4: sites.example/view/games");
    }

    @Test
    void aRuleForAPartHoldsWithinAnotherAddressToo() throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://reader.example/http://sites.example/view/games/1", as("priya"))
                            .status())
                    .isEqualTo(403);
            assertThat(wire.get("http://reader.example/http://sites.example/view/maths", as("priya"))
                            .status())
                    .isEqualTo(200);
            assertThat(wire.get("http://reader.example/http://parts.casino.example/view/ks2", as("priya"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @Keeps("FIL-23")
    void thePageAndTheRecordNameTheSiteWithin() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://translate.google.com/translate?u=casino.example", as("priya"));
            assertThat(answer.body())
                    .contains("casino.example is about")
                    .contains("It was asked for through translate.google.com.")
                    .contains("/ask?site=casino.example");
            answer = wire.get("http://translate.google.com/translate?u=gossip.example", as("hale"));
            assertThat(answer.body()).contains("rule 2: gossip.example").contains("gossip.example is blocked for you");
        }
        assertThat(school.events(2))
                .extracting(event -> event.host() + " " + event.answer() + " " + event.rule())
                .containsExactly(
                        "translate.google.com block category gambling, casino.example within the address",
                        "translate.google.com block rule 2: gossip.example, gossip.example within the address");
        assertThat(school.events(2)).first().extracting(SeenEvent::categories).isEqualTo(Set.of("gambling"));
    }

    @Test
    void whatIsAlwaysOpenIsClosedByNothingWithinAndWhatIsIllegalClosesAllElse() throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://childline.example/tell?page=http://casino.example/", as("priya"))
                            .status())
                    .isEqualTo(200);
            assertThat(wire.get("http://childline.example/tell?page=http://gossip.example/", as("sam"))
                            .status())
                    .isEqualTo(200);
            assertThat(wire.get("http://childline.example/tell?page=http://illegal.example/", as("priya"))
                            .status())
                    .isEqualTo(200);
            for (String address : List.of(
                    "http://translate.google.com/translate?u=illegal.example",
                    "http://casino.example/?u=http://illegal.example/")) {
                assertThat(wire.get(address, as("hale")).status()).as(address).isEqualTo(403);
            }
        }
        assertThat(school.events(5))
                .filteredOn(event -> event.answer().equals("block"))
                .extracting(SeenEvent::rule)
                .hasSize(2)
                .containsOnly("illegal, illegal.example within the address");
    }

    @Test
    void whereOnlyListedSitesAreOpenNoOtherIsShownByOneOfThem() throws Exception {
        school.publish(school.policies.withAda().version(++version).copy());
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://translate.google.com/translate?u=plain.example", as("ada"))
                            .status())
                    .isEqualTo(403);
            assertThat(wire.get("http://maps.example/log-in?back=http://plain.example/", as("ada"))
                            .status())
                    .isEqualTo(200);
        }
    }
}
