package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.cases.procedure.Outcome.WentOn;

/** People answer in any order and not always well. Whatever they do, these hold; the seed is in every message. */
class WalksAtRandomTest {
    private static final int SEEDS = 25;
    private static final int PATIENCE = 400;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");
    private static final Who SOMEBODY = new Who(new UUID(1, 2), "Ms Okafor");

    static List<Procedure> procedures() {
        var all = new ArrayList<>(Procedures.ours().all());
        all.add(Written.foundPhone());
        return all;
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyWalkCanBeBroughtToItsCloseAndReadAgain(Procedure procedure) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var walk = play(procedure, new Random(seed));
            assertThat(walk.isClosed()).as("seed %d: %s", seed, walk).isTrue();
            assertThat(walk.open()).as("seed %d", seed).isEmpty();
            assertThat(Walk.retrace(procedure, walk.begun(), walk.entries(), SchoolDays.WEEKDAYS))
                    .as("seed %d", seed)
                    .isEqualTo(walk);
        }
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void aWalkIsTheSameAfterEachEntryAsWhenItIsReadAgain(Procedure procedure) {
        var walk = play(procedure, new Random(7));
        for (int said = 0; said <= walk.entries().size(); said++) {
            var entries = walk.entries().subList(0, said);
            var again = Walk.retrace(procedure, walk.begun(), entries, SchoolDays.WEEKDAYS);
            assertThat(again.entries()).isEqualTo(entries);
            assertThat(again.open().size()
                            + again.done().size()
                            + again.notReached().size())
                    .isEqualTo(procedure.steps().size());
            assertThat(again.isClosed()).isEqualTo(said == walk.entries().size());
        }
    }

    private static Walk play(Procedure procedure, Random random) {
        var walk = Walk.begin(procedure, NOON);
        for (int turn = 0; turn < PATIENCE && !walk.isClosed(); turn++) {
            var step = any(procedure.steps(), random);
            var at = NOON.plus(Duration.ofMinutes(turn));
            switch (say(walk, step, at, random)) {
                case WentOn on -> {
                    assertThat(on.walk().entries()).hasSize(walk.entries().size() + 1);
                    assertThat(walk.isClosed()).isFalse();
                    walk = on.walk();
                }
                case Outcome.NotOpen _ ->
                    assertThat(walk.open()).extracting(Walk.Open::step).doesNotContain(step);
                case Outcome.NeedsFirst(var first) -> {
                    assertThat(first).isNotEmpty();
                    assertThat(walk.open()).anyMatch(open -> open.waitsFor().isEmpty());
                }
                case Outcome.WrongAnswer _, Outcome.Missing _, Outcome.ReasonMissing _, Outcome.AlwaysNecessary _ ->
                    assertThat(walk.open()).extracting(Walk.Open::step).contains(step);
            }
        }
        return finish(walk);
    }

    private static Outcome say(Walk walk, Step step, Instant at, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> walk.answer(step.id(), SOMEBODY, at, Map.of());
            case 1 -> walk.answer(step.id(), SOMEBODY, at, Map.of("nothing-of-the-sort", "yes"));
            case 2 -> walk.leaveOut(step.id(), SOMEBODY, at, random.nextBoolean() ? "no need" : "");
            default -> walk.answer(step.id(), SOMEBODY, at, well(step, random));
        };
    }

    private static Map<String, String> well(Step step, Random random) {
        return switch (step.act()) {
            case Act.Decide decide ->
                Paths.filled(
                        decide, Map.of(Act.ANSWER, any(decide.answers(), random).id()));
            case Act.Tell tell
            when tell.heldBackBy() != null && random.nextBoolean() -> Paths.filled(tell, Map.of(Act.HELD_BACK, "yes"));
            case Act.Sanction sanction
            when random.nextBoolean() -> Paths.filled(sanction, Map.of(Act.RUNG, Act.NO_SANCTION));
            case Act act -> Paths.filled(act, Map.of());
        };
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Without going back any more, a walk ends. */
    private static Walk finish(Walk begun) {
        var walk = begun;
        while (!walk.isClosed()) {
            var step = walk.open().stream()
                    .filter(open -> open.waitsFor().isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .step();
            var said = step.answers().stream()
                    .filter(answer -> answer.way() instanceof Way.On)
                    .findFirst()
                    .map(answer -> Map.of(Act.ANSWER, answer.id()))
                    .orElse(Map.of());
            walk = ((WentOn) walk.answer(step.id(), SOMEBODY, NOON, Paths.filled(step.act(), said))).walk();
        }
        return walk;
    }
}
