package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short way through a line and the long one agree. */
class PlainLineTest {
    private static final List<String> PIECES = List.of(
            "http",
            "https",
            "HTTP",
            "ftp",
            "://",
            ":",
            "//",
            "/",
            "\\",
            "?",
            "#",
            "@",
            ".",
            "..",
            "www",
            "Casino",
            "example",
            "com",
            "xn--",
            "xn--pfel-koa",
            "80",
            ":443",
            ":65536",
            "127.0.0.1",
            "0x7f",
            "_",
            "-",
            "%41",
            " ",
            "\t",
            "\r",
            "\u00e4",
            "\u3002",
            "a".repeat(63),
            "a".repeat(64),
            "1a",
            "[::1]",
            "*");

    @Property(tries = 50_000)
    void whatIsReadTheShortWayIsReadTheSameTheLongWay(@ForAll("lines") String line) {
        Host expected = Host.ofUrl(line);
        Suffixes host = new Suffixes(3);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (PlainLine.read(Arrays.copyOf(bytes, bytes.length + NameHash.SLACK), 0, bytes.length, host)) {
            Suffixes same = new Suffixes(3);
            same.set(expected);
            assertThat(expected).isEqualTo(new Host.Name(host.suffix(0)));
            assertThat(host.count).isEqualTo(same.count);
            assertThat(Arrays.copyOf(host.hashes, host.count)).isEqualTo(Arrays.copyOf(same.hashes, same.count));
            assertThat(Arrays.copyOf(host.starts, host.count)).isEqualTo(Arrays.copyOf(same.starts, same.count));
        }
    }

    @Example
    void commonSpellingsTakeTheShortWay() {
        assertThat(List.of(
                        "casino.example",
                        "WWW.Casino.Example.",
                        "http://casino.example",
                        "https://a_b.casino.example/path?q#f",
                        "https://casino.example:8443/",
                        "casino.example:443",
                        "http://localhost/",
                        "a.".repeat(126) + "b"))
                .allMatch(line -> {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    return PlainLine.read(
                            Arrays.copyOf(bytes, bytes.length + NameHash.SLACK), 0, bytes.length, new Suffixes(3));
                });
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> piece =
                Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.of("www", ".", "example", "com"));
        return Arbitraries.oneOf(
                piece.list().ofMaxSize(10).map(pieces -> String.join("", pieces)),
                piece.list().ofMaxSize(6).map(pieces -> "http://" + String.join("", pieces)),
                piece.list().ofMinSize(1).ofMaxSize(140).map(pieces -> String.join(".", pieces)));
    }
}
