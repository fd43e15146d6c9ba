package org.schoolgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/suites.md} to what the tests have: every line of the three suites, its cases counted. */
class SuitesTest {
    private static final String SPELLINGS = "engine/src/test/resources/org/schoolgate/engine/hosts.txt";
    private static final String SENT = "gateway/src/test/java/org/schoolgate/gateway/BypassSuiteTest.java";

    /** A line of a suite; no counts where nothing is read or sent. */
    private record Row(String line, int read, int sent, String by) {
        static Row of(String text) {
            var cells = Stream.of(text.split("\\|")).map(String::strip).toList();
            return new Row(cells.get(1), count(cells.get(3)), count(cells.get(4)), cells.get(5));
        }

        private static int count(String cell) {
            return cell.isEmpty() ? 0 : Integer.parseInt(cell);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TestNames.ROOT.resolve("docs/suites.md")).stream()
                .filter(line -> line.matches("\\| [ABG]\\d+ \\|.*"))
                .map(Row::of)
                .toList();
    }

    private static Stream<String> lines(String suite, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> suite + number);
    }

    @Test
    void everyLineOfTheSuitesIsHeldOrSaysWhyNot() throws IOException {
        assertThat(rows())
                .extracting(Row::line)
                .containsExactlyElementsOf(Stream.of(lines("A", 23), lines("B", 16), lines("G", 10))
                        .flatMap(each -> each)
                        .toList());
        var tests = TestNames.all();
        for (var row : rows()) {
            var named = TestNames.in(row.by());
            assertThat(tests).as(row.line()).containsAll(named);
            assertThat(named.isEmpty()).as(row.line()).isEqualTo(row.by().startsWith("not here: "));
        }
        assertThat(rows()).filteredOn(row -> !row.by().startsWith("not here")).hasSize(36);
    }

    @Test
    void theCountsAreThoseOfTheTests() throws IOException {
        Map<String, Integer> read = Files.readAllLines(TestNames.ROOT.resolve(SPELLINGS)).stream()
                .filter(line -> line.matches("[AB]\\d+ \\|.*"))
                .collect(Collectors.toMap(line -> line.split(" ", 2)[0], _ -> 1, Integer::sum, TreeMap::new));
        Map<String, Integer> written = rows().stream()
                .filter(row -> row.read() > 0)
                .collect(Collectors.toMap(Row::line, Row::read, Integer::sum, TreeMap::new));
        assertThat(written).isEqualTo(read);
        assertThat(read.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(164);

        var suite = Files.readString(TestNames.ROOT.resolve(SENT));
        var sent = rows().stream().filter(row -> row.sent() > 0).toList();
        assertThat(suite)
                .contains("assertThat(lines).hasSize(%d);"
                        .formatted(sent.stream().mapToInt(Row::sent).sum()));
        assertThat(sent).allMatch(row -> suite.contains('"' + row.line() + '"'));
        assertThat(suite).contains("assertThat(counted).hasSize(%d);".formatted(sent.size()));
    }
}
