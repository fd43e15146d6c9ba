package org.schoolgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/security-tests.md} to what it says: every hole has its line, and the tests that it names are there. */
class SecurityTestsTest {
    private static List<String[]> holes() throws IOException {
        return Files.readAllLines(TestNames.ROOT.resolve("docs/security-tests.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split("\\|"))
                .toList();
    }

    @Test
    void everyHoleHasItsLine() throws IOException {
        assertThat(holes())
                .extracting(cells -> Integer.valueOf(cells[1].strip()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
    }

    @Test
    void everyHoleThatIsHereNamesTestsThatAreThere() throws IOException {
        var tests = TestNames.all();
        for (var cells : holes()) {
            var named = TestNames.in(cells[4]);
            assertThat(tests).as("hole " + cells[1].strip()).containsAll(named);
            assertThat(named.isEmpty())
                    .as("whether hole %s waits for a test", cells[1].strip())
                    .isEqualTo(cells[3].strip().equals("not yet"));
        }
    }
}
