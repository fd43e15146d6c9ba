package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.SchoolTerm.Part;
import org.schoolgate.cases.Trends.Said;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.testing.Keeps;

/** Counts for governors: what is said of them, and what cannot be worked out from that. */
class TrendsTest {
    private static final AcademicYear YEAR = new AcademicYear(2026);
    private static final int ROUNDS = 3_000;

    @Test
    void countsFromOneToFourAreNotSaidAndNotTheDifferenceThatWouldSayThem() {
        var trends = Trends.of(YEAR, Map.of("Bullying", 12, "Misuse", 9, "Site", 2), 0, Map.of());

        assertThat(trends.kinds()).containsExactly(Map.entry("Bullying", new Said.Exactly(12)));
        assertThat(trends.others()).isEqualTo(new Said.Exactly(11));
        assertThat(trends.total()).isEqualTo(new Said.Exactly(23));
    }

    @Test
    void whereThereAreFewInAllNothingElseIsSaid() {
        var trends = Trends.of(YEAR, Map.of("Bullying", 2), 1, Map.of());

        assertThat(trends.kinds()).isEmpty();
        assertThat(trends.others()).isEqualTo(new Said.Few());
        assertThat(trends.total()).isEqualTo(new Said.Few());
    }

    @Test
    @Keeps("SGD-11")
    void whatIsSaidCouldAlwaysBeSaidOfASchoolWithoutAnySealedCase() {
        var random = new Random(20261119);
        for (int round = 0; round < ROUNDS; round++) {
            var open = new HashMap<String, Integer>();
            for (int kind = random.nextInt(7); kind > 0; kind--) {
                open.put("Kind " + kind, 1 + random.nextInt(20));
            }
            var apart = random.nextInt(12);
            var trends = Trends.of(YEAR, open, apart, Map.of());

            assertThat(trends.kinds().values())
                    .allSatisfy(
                            said -> assertThat(((Said.Exactly) said).count()).isGreaterThanOrEqualTo(5));
            assertThat(Trends.of(YEAR, withoutSealed(trends, open, apart), 0, Map.of()))
                    .as("%s and %d", open, apart)
                    .isEqualTo(trends);
        }
    }

    /** Another school's kinds: the same that are shown, and all the rest in kinds of which there are few. */
    private static Map<String, Integer> withoutSealed(Trends trends, Map<String, Integer> open, int apart) {
        var other = new TreeMap<String, Integer>();
        trends.kinds().forEach((kind, said) -> other.put(kind, ((Said.Exactly) said).count()));
        var rest = open.values().stream().mapToInt(Integer::intValue).sum()
                + apart
                - other.values().stream().mapToInt(Integer::intValue).sum();
        // The rarest kind of at least five stands with the others, and is no more frequent than any that is shown.
        var rarest = Math.min(
                rest, other.values().stream().mapToInt(Integer::intValue).min().orElse(5));
        if (rarest >= 5) {
            other.put("Zzz rarest", 5);
            rest -= 5;
        }
        for (int kind = 0; rest > 0; kind++) {
            other.put("Zzz " + kind, Math.min(4, rest));
            rest -= Math.min(4, rest);
        }
        return other;
    }

    @Test
    void aTermWithFewIsNotTheDifferenceOfTheYearAndTheOtherTerms() {
        var terms = Map.of(
                new SchoolTerm(YEAR, Part.AUTUMN), 3,
                new SchoolTerm(YEAR, Part.SPRING), 30,
                new SchoolTerm(YEAR, Part.SUMMER), 8);

        assertThat(Trends.of(YEAR, Map.of(), 0, terms).terms())
                .containsEntry(new SchoolTerm(YEAR, Part.AUTUMN), new Said.Few())
                .containsEntry(new SchoolTerm(YEAR, Part.SPRING), new Said.Exactly(30))
                .containsEntry(new SchoolTerm(YEAR, Part.SUMMER), new Said.NotSaid());
    }
}
