package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Difference.Side;

/** Two texts side by side. */
class DifferenceTest {
    private static List<String> shown(String first, String second) {
        return Difference.between(first, second).lines().stream()
                .map(line -> line.side() + " " + line.text())
                .toList();
    }

    @Test
    void whatChangedStandsWithWhatIsAroundIt() {
        assertThat(shown("a\nb\nc\nd\ne\nf", "a\nb\nc\nD\ne\nf"))
                .containsExactly("PASSED 1", "BOTH b", "BOTH c", "FIRST d", "SECOND D", "BOTH e", "BOTH f");
    }

    @Test
    void ofTwoTextsThatAreTheSameNothingStandsThere() {
        assertThat(Difference.between("a\nb", "a\nb").isNone()).isTrue();
        assertThat(shown("a\nb", "a\nb")).containsExactly("PASSED 2");
        assertThat(Difference.between("", "").lines()).isEmpty();
        assertThat(Difference.between("a", "").isNone()).isFalse();
    }

    @Test
    void theLinesOfEachSideAreItsTextAgain() {
        var first = IntStream.range(0, 60).mapToObj(n -> "line " + n % 7).collect(Collectors.joining("\n"));
        var second = IntStream.range(0, 60).mapToObj(n -> "line " + n % 5).collect(Collectors.joining("\n"));
        var all = Difference.between(first, second).lines();
        var passed = all.stream()
                .filter(line -> line.side() == Side.PASSED)
                .mapToInt(line -> Integer.parseInt(line.text()))
                .sum();
        assertThat(all.stream()
                                .filter(line -> line.side() == Side.BOTH || line.side() == Side.FIRST)
                                .count()
                        + passed)
                .isEqualTo(60);
        assertThat(all.stream()
                                .filter(line -> line.side() == Side.BOTH || line.side() == Side.SECOND)
                                .count()
                        + passed)
                .isEqualTo(60);
    }

    @Test
    void aTextOfNothingButLinesCostsNothing() {
        assertThat(Difference.between("\n".repeat(100_000), "x\n".repeat(50_000))
                        .isNone())
                .isFalse();
    }
}
