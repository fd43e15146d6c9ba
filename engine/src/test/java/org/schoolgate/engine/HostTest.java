package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class HostTest {
    private static final int LINES_IN_THE_TABLE = 164;

    @Test
    void everyDisguiseReadsAsThePlainHostOrIsRefused() throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<String> lines = Table.lines("hosts.txt");
        for (String line : lines) {
            String[] cells = line.split(" \\| ", -1);
            String raw = unescaped(cells[2]);
            Host host = cells[1].equals("url") ? Host.ofUrl(raw) : Host.of(raw);
            all.assertThat(read(host)).as(line).isEqualTo(cells[3]);
        }
        assertThat(lines).hasSize(LINES_IN_THE_TABLE);
        all.assertAll();
    }

    @Test
    void everyPlainHostOfTheTableReadsAsItself() throws Exception {
        for (String line : Table.lines("hosts.txt")) {
            String expected = line.substring(line.lastIndexOf(" | ") + 3);
            if (!expected.equals("X")) {
                assertThat(read(Host.of(
                                expected.startsWith("[") && !expected.contains(":")
                                        ? expected.substring(1, expected.length() - 1)
                                        : expected)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aNameOf253CharactersIsOneAnd254IsNone() {
        String label = "a".repeat(49) + ".";
        assertThat(Host.of(label.repeat(5) + "abc")).isInstanceOf(Host.Name.class);
        assertThat(Host.of(label.repeat(5) + "abc.")).isInstanceOf(Host.Name.class);
        assertThat(Host.of(label.repeat(5) + "abcd"))
                .isEqualTo(new Host.Malformed("a name of 254 characters, at most 253 are possible"));
    }

    @Test
    void textBeyondAnyHostOrUrlIsRefusedUnread() {
        assertThat(Host.of("a".repeat(100_000))).isInstanceOf(Host.Malformed.class);
        assertThat(Host.ofUrl("https://casino.example/" + "a".repeat(9_000)))
                .isEqualTo(new Host.Name("casino.example"));
        assertThat(Host.ofUrl("https://casino.example/" + "a".repeat(70_000))).isInstanceOf(Host.Malformed.class);
    }

    @Test
    void aNameThatMixesScriptsIsFlagged() {
        assertThat(List.of("c\u0430sino.example", "\u03b1pple.example", "www.\u0440aypal.example"))
                .allMatch(raw -> ((Host.Name) Host.of(raw)).mixesScripts());
        assertThat(List.of(
                        "casino.example",
                        "\u00e4pfel.example",
                        "\u043c\u043e\u0441\u043a\u0432\u0430.example",
                        "sony\u30bd\u30cb\u30fc\u6771.example"))
                .noneMatch(raw -> ((Host.Name) Host.of(raw)).mixesScripts());
    }

    private static String read(Host host) {
        return switch (host) {
            case Host.Name name -> name.fault() == null ? name.value() : "X";
            case Host.Address(var address) -> "[" + address + "]";
            case Host.Malformed(var why) -> {
                assertThat(why).isNotBlank();
                yield "X";
            }
        };
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(u[0-9a-f]{4}|.)")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
    }

    private static String character(String escape) {
        return escape.startsWith("u")
                ? Character.toString(Integer.parseInt(escape.substring(1), 16))
                : ("\\" + escape).translateEscapes();
    }
}
