package org.schoolgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/suites.md} to what the tests have: every line of the suites, its cases counted. */
class SuitesTest {
    private static final String TABLES = "engine/src/test/resources/org/schoolgate/engine/";
    /** The engine's tables of spellings, with how many lines of the suites stand in each. */
    private static final Map<String, Integer> SPELLINGS = Map.of("hosts.txt", 164, "parts.txt", 66, "within.txt", 94);

    private static final String CASES = "gateway/src/test/resources/org/schoolgate/gateway/cases.txt";
    private static final List<String> PLACES = List.of("proxy", "inside", "led", "squid", "names");
    private static final String GATEWAY = "gateway/src/test/java/org/schoolgate/gateway/";
    /** The tests that send them. */
    private static final List<String> SENT = List.of("BypassSuiteTest", "AddressSuiteTest");

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
        assertThat(rows()).filteredOn(row -> !row.by().startsWith("not here")).hasSize(40);
    }

    @Test
    void theCountsAreThoseOfTheTests() throws IOException {
        Map<String, Integer> read = new TreeMap<>();
        for (var table : SPELLINGS.entrySet()) {
            var lines = Files.readAllLines(TestNames.ROOT.resolve(TABLES + table.getKey())).stream()
                    .filter(line -> line.matches("[AB]\\d+ \\|.*"))
                    .toList();
            assertThat(lines).as(table.getKey()).hasSize(table.getValue());
            lines.forEach(line -> read.merge(line.split(" ", 2)[0], 1, Integer::sum));
        }
        Map<String, Integer> written = rows().stream()
                .filter(row -> row.read() > 0)
                .collect(Collectors.toMap(Row::line, Row::read, Integer::sum, TreeMap::new));
        assertThat(written).isEqualTo(read);

        for (var test : SENT) {
            var suite = Files.readString(TestNames.ROOT.resolve(GATEWAY + test + ".java"));
            var sent = rows().stream()
                    .filter(row -> row.sent() > 0 && row.by().contains('`' + test + '.'))
                    .toList();
            assertThat(suite)
                    .contains("assertThat(lines).hasSize(%d);"
                            .formatted(sent.stream().mapToInt(Row::sent).sum()));
            assertThat(sent).allMatch(row -> suite.contains('"' + row.line() + '"'));
            assertThat(suite).contains("assertThat(counted).hasSize(%d);".formatted(sent.size()));
        }
    }

    /** A line of the suites that count where a case is tried. */
    private record Tried(String line, List<Integer> cases, int tests, String by) {
        static Tried of(String text) {
            var cells = Stream.of(text.split("\\|")).map(String::strip).toList();
            return new Tried(
                    cells.get(1),
                    cells.subList(3, 8).stream().map(Row::count).toList(),
                    Row.count(cells.get(8)),
                    cells.get(9));
        }

        boolean isHeld() {
            return !by.startsWith("not here: ");
        }
    }

    private static List<Tried> tried() throws IOException {
        return Files.readAllLines(TestNames.ROOT.resolve("docs/suites.md")).stream()
                .filter(line -> line.matches("\\| [CDEHI]\\d+ \\|.*"))
                .map(Tried::of)
                .toList();
    }

    @Test
    void everyLineHasTheCasesThatWereTriedAndTheTestsThatSaySo() throws IOException {
        assertThat(tried())
                .extracting(Tried::line)
                .containsExactlyElementsOf(
                        Stream.of(lines("C", 18), lines("D", 14), lines("E", 14), lines("H", 9), lines("I", 11))
                                .flatMap(each -> each)
                                .toList());
        var byLine = TestNames.byLine();
        var counted = Files.readAllLines(TestNames.ROOT.resolve(CASES)).stream()
                .map(line -> List.of(line.split(" ", -1)))
                .toList();
        for (var row : tried()) {
            var mine = counted.stream()
                    .filter(one -> one.getFirst().equals(row.line()))
                    .toList();
            var telling = byLine.getOrDefault(row.line(), Set.of());
            assertThat(row.cases())
                    .as(row.line())
                    .containsExactlyElementsOf(PLACES.stream()
                            .map(place -> mine.stream()
                                    .filter(one -> one.get(1).equals(place))
                                    .mapToInt(one -> Integer.parseInt(one.get(2)))
                                    .sum())
                            .toList());
            assertThat(row.tests()).as(row.line()).isEqualTo(telling.size());
            assertThat(TestNames.in(row.by()))
                    .as(row.line())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(mine.stream().map(List::getLast), telling.stream())
                                    .distinct()
                                    .toList());
            assertThat(row.isHeld()).as(row.line()).isEqualTo(!mine.isEmpty() || !telling.isEmpty());
        }
        assertThat(TestNames.all())
                .containsAll(counted.stream().map(List::getLast).toList());
        var cases =
                counted.stream().mapToInt(one -> Integer.parseInt(one.get(2))).sum();
        var tests = byLine.values().stream().flatMap(Set::stream).distinct().count();
        assertThat(Files.readString(TestNames.ROOT.resolve("docs/suites.md")))
                .contains("%d of the %d lines are held, by %,d cases and %d tests"
                        .formatted(tried().stream().filter(Tried::isHeld).count(), tried().size(), cases, tests));
    }
}
