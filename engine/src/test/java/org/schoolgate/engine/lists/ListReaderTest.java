package org.schoolgate.engine.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a line holds, each reader goes through it, and says something of what it cannot use. */
class ListReaderTest {
    private static final List<String> PIECES = List.of(
            "||",
            "@@",
            "^",
            "$",
            "*",
            "*.",
            ".",
            "/",
            "#",
            "##",
            "!",
            "[",
            ";",
            "(",
            ")",
            "|",
            "\\.",
            "CNAME",
            "A",
            "IN",
            "SOA",
            "rpz-passthru.",
            "$ORIGIN",
            "$TTL",
            " ",
            "\t",
            "0.0.0.0",
            "::1",
            "casino.example",
            "com",
            "://",
            ",",
            "document",
            "\u00e4",
            "300",
            "@");

    @Property(tries = 5_000)
    void anyLinesAreRead(@ForAll ListFormat format, @ForAll("lines") List<String> lines) {
        ListReader reader = format.reader();
        int[] heard = new int[1];
        for (String line : lines) {
            reader.read(line, new Entries() {
                @Override
                public void host(String raw) {
                    heard[0]++;
                }

                @Override
                public void everythingBelow(String raw) {
                    heard[0]++;
                }

                @Override
                public void reject(String why) {
                    assertThat(why).isNotBlank();
                    heard[0]++;
                }
            });
        }
        assertThat(ListFormat.of("list.txt", lines)).isNotNull();
        assertThat(heard[0]).isLessThan(lines.size() * 30 + 1);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces))
                .list()
                .ofMaxSize(6);
    }
}
