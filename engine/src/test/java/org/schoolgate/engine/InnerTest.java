package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class InnerTest {
    private static final int LINES_IN_THE_TABLE = 94;
    private static final Host PLAIN = Host.of("plain.example");

    @Test
    void everySiteWithinAnAddressIsFound() throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<String> lines = Table.lines("within.txt");
        for (String line : lines) {
            String[] cells = line.split(" ?\\| ?", -1);
            List<Inner> found = Inner.in(Host.of(cells[1]), cells[2].equals("-") ? null : cells[2]);
            all.assertThat(hosts(found))
                    .as(line)
                    .containsExactlyInAnyOrderElementsOf(Stream.of(cells[3].split(" "))
                            .filter(host -> !host.isEmpty())
                            .toList());
        }
        assertThat(lines).hasSize(LINES_IN_THE_TABLE);
        all.assertAll();
    }

    private static List<String> hosts(List<Inner> found) {
        return found.stream()
                .map(inner -> (inner.shown() ? "" : "?") + inner.host().shown())
                .distinct()
                .toList();
    }

    @Test
    void theInnerSiteKeepsItsPath() {
        assertThat(Inner.in(PLAIN, "/go?u=http%3A%2F%2Fmaps.example%2Fa%2Fb%3Fc"))
                .containsExactly(new Inner(Host.of("maps.example"), "/a/b?c", false));
        assertThat(Inner.in(Host.of("maps-example.translate.goog"), "/a/b"))
                .containsExactly(new Inner(Host.of("maps.example"), "/a/b", true));
    }

    @Test
    void whoeverHidesOneAddressAmongManyIsRefused() {
        StringBuilder path = new StringBuilder("/?");
        for (int i = 0; i < 40; i++) {
            path.append("u=http://maps").append(i).append(".example/&");
        }
        assertThat(Inner.in(PLAIN, path + "u=http://casino.example/"))
                .last()
                .extracting(Inner::host)
                .isInstanceOf(Host.Malformed.class);
        assertThat(Inner.in(PLAIN, "/?" + "http:".repeat(2_000) + "casino.example"))
                .last()
                .extracting(Inner::host)
                .isInstanceOf(Host.Malformed.class);
        assertThat(Inner.in(PLAIN, "/" + "a".repeat(70_000)))
                .extracting(Inner::host)
                .hasOnlyElementsOfType(Host.Malformed.class);
        assertThat(Inner.in(PLAIN, "/?pad=" + "a".repeat(15_000) + "&u=http://casino.example/"))
                .extracting(Inner::host)
                .containsExactly(Host.of("casino.example"));
    }

    @Test
    void noAddressKeepsTheReaderBusy() {
        int longest = 16_384;
        List<String> hostile = new ArrayList<>(List.of(
                "http:",
                "aHR0",
                "aHR0/",
                "68747470",
                "%25",
                "%2525",
                "http://@",
                "http:%",
                "a",
                "%68",
                "https:/",
                "&http:"));
        hostile.add(Base64.getEncoder()
                        .encodeToString("http://a.example/ http://b.example/".getBytes(StandardCharsets.UTF_8))
                + "/");
        for (String unit : hostile) {
            String path = "/?u=" + unit.repeat(longest / unit.length());
            Inner.in(PLAIN, path);
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> Inner.in(PLAIN, path), unit);
        }
        assertThat(hostile).hasSize(13);
    }

    @Test
    void nothingThatIsWrittenThereBreaksTheReader() {
        Random random = new Random(7);
        String[] pieces = {
            "http",
            "s",
            ":",
            "/",
            "\\",
            "?",
            "#",
            "&",
            "=",
            "@",
            "%",
            "%2",
            "%3a",
            "%2f",
            "%25",
            "aHR0cDovL",
            "687474703a2f2f",
            "casino.example",
            ".",
            "-",
            "[",
            "]",
            "\t",
            "\u00e9",
            "0x7f",
            "cache:",
            "xn--",
            "_x_tr_hp=",
            "web/",
            "amp/s/"
        };
        Host[] hosts = Stream.of(
                        "plain.example",
                        "translate.google.com",
                        "web.archive.org",
                        "a-b.translate.goog",
                        "www.google.com",
                        "webcache.googleusercontent.com",
                        "192.0.2.1",
                        "a-b.cdn.ampproject.org")
                .map(Host::of)
                .toArray(Host[]::new);
        int found = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int j = random.nextInt(14); j > 0; j--) {
                path.append(pieces[random.nextInt(pieces.length)]);
            }
            Host host = hosts[random.nextInt(hosts.length)];
            found += Inner.in(host, path.toString()).size();
        }
        assertThat(found).isPositive();
        assertThat(Arrays.asList(hosts)).doesNotContainNull();
    }
}
