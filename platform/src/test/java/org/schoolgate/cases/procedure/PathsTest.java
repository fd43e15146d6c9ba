package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped procedure, walked to its close by every branch; how many there are the definitions say. */
class PathsTest {
    static List<Procedure> procedures() {
        return Procedures.ours().all();
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyBranchIsWalkedToTheClose(Procedure procedure) {
        var walks = Paths.of(procedure);

        assertThat(walks).allMatch(Walk::isClosed);
        assertThat(branches(walks)).isEqualTo(new HashSet<>(procedure.branches()));
        assertThat(steps(walks))
                .isEqualTo(procedure.steps().stream().map(Step::id).collect(Collectors.toSet()));
    }

    @Test
    void togetherTheyWalkAsManyBranchesAsTheDefinitionsHave() {
        var walked = procedures().stream()
                .mapToInt(procedure -> branches(Paths.of(procedure)).size())
                .sum();
        var written = procedures().stream()
                .mapToInt(procedure -> procedure.branches().size())
                .sum();
        assertThat(walked).isEqualTo(written).isPositive();
    }

    @Test
    void aBranchThatSomebodyAddsIsWalkedToo() {
        var longer = Written.sound(Written.FOUND_PHONE.replace("      - answer: again", """
                      - answer: police
                        label: It was stolen
                        next: close
                      - answer: again\
                """));

        assertThat(longer.branches()).hasSize(Written.foundPhone().branches().size() + 1);
        assertThat(branches(Paths.of(longer))).contains(new Branch("owner", "police"));
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void noWalkIsTakenForNothing(Procedure procedure) {
        var seen = new HashSet<Branch>();
        var walks = Paths.of(procedure);

        assertThat(walks.subList(1, walks.size()))
                .hasSizeLessThan(Math.max(1, procedure.branches().size()));
        if (!procedure.branches().isEmpty()) {
            assertThat(walks).allMatch(walk -> seen.addAll(walk.branches()));
        }
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyWayBackIsTakenOnceAtMostInAWalk(Procedure procedure) {
        for (var walk : Paths.of(procedure)) {
            for (var step : procedure.steps()) {
                for (var answer : step.answers()) {
                    if (answer.way() instanceof Way.Back) {
                        assertThat(walk.branches())
                                .filteredOn(new Branch(step.id(), answer.id())::equals)
                                .hasSizeLessThan(2);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void theWalksAreTheSameEachTimeAndCanBeReadAgain(Procedure procedure) {
        var walks = Paths.of(procedure);

        assertThat(Paths.of(procedure)).isEqualTo(walks);
        assertThat(walks)
                .allSatisfy(
                        walk -> assertThat(Walk.retrace(procedure, walk.begun(), walk.entries(), SchoolDays.WEEKDAYS))
                                .isEqualTo(walk));
    }

    private static Set<Branch> branches(List<Walk> walks) {
        return walks.stream().map(Walk::branches).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    private static Set<String> steps(List<Walk> walks) {
        return walks.stream()
                .flatMap(walk -> walk.entries().stream())
                .map(Entry::step)
                .collect(Collectors.toSet());
    }
}
