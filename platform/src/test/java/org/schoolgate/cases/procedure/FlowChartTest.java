package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.cases.procedure.FlowChart.Box;
import org.schoolgate.cases.procedure.FlowChart.Line;

class FlowChartTest {
    private final FlowChart chart = FlowChart.of(Written.foundPhone());

    static List<Procedure> procedures() {
        return Procedures.ours().all();
    }

    @Test
    void itRunsFromTheBeginningAtTheTopToTheCloseAtTheFoot() {
        assertThat(chart.boxes())
                .extracting(box -> box.step().id(), Box::row, Box::lane)
                .containsExactly(
                        tuple("found", 0, 0),
                        tuple("office", 1, 0),
                        tuple("asked", 1, 1),
                        tuple("owner", 2, 1),
                        tuple("back", 3, 1),
                        tuple("shelf", 3, 2),
                        tuple("sanction", 4, 1),
                        tuple("close", 5, 1));
        assertThat(chart.rows()).isEqualTo(6);
        assertThat(chart.lanes()).isEqualTo(3);
    }

    @Test
    void theCloseStandsBelowABranchThatIsLongerThanTheWayToIt() {
        var steps = IntStream.rangeClosed(1, 6)
                .mapToObj(number -> "  - {step: more%d, by: head, title: A, say: A, tick: A, next: %s}%n"
                        .formatted(number, number == 6 ? "nothing" : "more" + (number + 1)))
                .collect(Collectors.joining());
        var drawn = FlowChart.of(Written.sound(Written.FOUND_PHONE.replace("next: nothing", "next: more1") + steps));

        assertThat(box(drawn, "close").row())
                .isEqualTo(drawn.rows() - 1)
                .isGreaterThan(box(drawn, "more6").row());
    }

    @Test
    void aLineSaysItsAnswerAndWhereItRuns() {
        assertThat(chart.lines())
                .contains(
                        new Line("owner", "shelf", "Nobody knows", false, List.of(1, 2)),
                        new Line("shelf", "close", null, false, List.of(2, 2, 1)),
                        new Line("owner", "asked", "Ask again", true, List.of(1, 1)));
    }

    @Test
    void aBranchThatEndsByItselfIsMarkedAtItsBox() {
        assertThat(chart.boxes())
                .filteredOn(box -> !box.endings().isEmpty())
                .extracting(box -> box.step().id())
                .containsExactly("office");
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyStepHasABoxOfItsOwnAndEveryWayALine(Procedure procedure) {
        var drawn = FlowChart.of(procedure);
        var spots = new HashSet<List<Integer>>();

        assertThat(drawn.boxes()).extracting(Box::step).containsExactlyElementsOf(procedure.steps());
        assertThat(drawn.boxes()).allSatisfy(box -> {
            assertThat(spots.add(List.of(box.row(), box.lane()))).isTrue();
            assertThat(box.row()).isBetween(0, drawn.rows() - 1);
            assertThat(box.lane()).isBetween(0, drawn.lanes() - 1);
        });
        assertThat(drawn.lines()).hasSize(ways(procedure));
        assertThat(drawn).isEqualTo(FlowChart.of(procedure));
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void linesRunDownwardsAndThroughNoBox(Procedure procedure) {
        var drawn = FlowChart.of(procedure);
        for (var line : drawn.lines()) {
            if (line.back()) {
                continue;
            }
            var from = box(drawn, line.from());
            var to = box(drawn, line.to());
            assertThat(to.row()).isGreaterThan(from.row());
            assertThat(line.lanes()).hasSize(to.row() - from.row() + 1);
            for (int i = 1; i < line.lanes().size() - 1; i++) {
                assertThat(boxesIn(drawn, from.row() + i))
                        .doesNotContain(line.lanes().get(i));
            }
        }
    }

    private static int ways(Procedure procedure) {
        return procedure.steps().stream()
                .flatMap(step -> step.ways().values().stream())
                .mapToInt(way -> way instanceof Way.On(var steps) ? steps.size() : 1)
                .sum();
    }

    private static Box box(FlowChart chart, String id) {
        return chart.boxes().stream()
                .filter(box -> box.step().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Integer> boxesIn(FlowChart chart, int row) {
        var lanes = new HashSet<Integer>();
        chart.boxes().stream().filter(box -> box.row() == row).map(Box::lane).forEach(lanes::add);
        return lanes;
    }
}
