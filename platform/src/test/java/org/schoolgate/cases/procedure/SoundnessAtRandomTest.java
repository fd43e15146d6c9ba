package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Outcome.WentOn;

/** Whatever a school may write: if it is found sound, nobody can get stuck in it. The seed is in every message. */
class SoundnessAtRandomTest {
    private static final int DEFINITIONS = 30_000;
    private static final int WALKS = 6;
    private static final int PATIENCE = 60;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Who SOMEBODY = new Who(new UUID(1, 2), "Ms Okafor");

    @Test
    void whateverIsFoundSoundCanBeWalkedToItsCloseByEveryBranch() {
        int sound = 0;
        int goingBack = 0;
        int needing = 0;
        for (int seed = 0; seed < DEFINITIONS; seed++) {
            var random = new Random(seed);
            var steps = steps(random);
            if (Soundness.problems("s0", steps).isEmpty()) {
                var procedure = new Procedure("random", 1, "Random", "Anything", "s0", List.of(), steps, null);
                sound++;
                goingBack += steps.stream().anyMatch(SoundnessAtRandomTest::goesBack) ? 1 : 0;
                needing += steps.stream().anyMatch(step -> !step.needs().isEmpty()) ? 1 : 0;
                for (int walk = 0; walk < WALKS; walk++) {
                    play(procedure, random, seed);
                }
                var branches = new HashSet<Branch>();
                Paths.of(procedure).forEach(walk -> branches.addAll(walk.branches()));
                assertThat(branches).as("seed %d", seed).isEqualTo(new HashSet<>(procedure.branches()));
            }
        }
        assertThat(sound).isGreaterThan(1_000);
        assertThat(goingBack).isGreaterThan(100);
        assertThat(needing).isGreaterThan(100);
    }

    private static boolean goesBack(Step step) {
        return step.answers().stream().anyMatch(answer -> answer.way() instanceof Way.Back);
    }

    private static List<Step> steps(Random random) {
        int last = 3 + random.nextInt(6);
        var steps = new ArrayList<Step>();
        for (int place = 0; place < last; place++) {
            steps.add(step(place, last, random));
        }
        steps.add(step("s" + last, List.of(), new Act.Close(), new Way.On(List.of())));
        return steps;
    }

    private static Step step(int place, int last, Random random) {
        var needs = random.nextInt(8) == 0 ? List.of("s" + random.nextInt(last)) : List.<String>of();
        if (random.nextInt(3) > 0) {
            return step("s" + place, needs, new Act.Tick("Done"), on(place, last, random));
        }
        var answers = IntStream.range(0, 2 + random.nextInt(2))
                .mapToObj(number -> new Answer(
                        "a" + number,
                        "A",
                        null,
                        false,
                        place > 0 && random.nextInt(4) == 0
                                ? new Way.Back("s" + random.nextInt(place))
                                : on(place, last, random),
                        List.of()))
                .toList();
        return step("s" + place, needs, new Act.Decide("What now?", answers), new Way.On(List.of()));
    }

    private static Way on(int place, int last, Random random) {
        int near = Math.min(3, last - place);
        return new Way.On(
                switch (random.nextInt(6)) {
                    case 0 -> List.of();
                    case 1, 2 ->
                        List.of("s" + (place + 1 + random.nextInt(near)), "s" + last).stream()
                                .distinct()
                                .toList();
                    case 3 ->
                        IntStream.rangeClosed(place + 1, place + Math.min(2, near))
                                .mapToObj(next -> "s" + next)
                                .toList();
                    default -> List.of("s" + (place + 1 + random.nextInt(near)));
                });
    }

    private static Step step(String id, List<String> needs, Act act, Way next) {
        return new Step(id, Doer.HEAD, id, id, null, null, needs, false, act, List.of(), next, null);
    }

    private static void play(Procedure procedure, Random random, int seed) {
        var walk = Walk.begin(procedure, NOON);
        for (int turn = 0; !walk.isClosed(); turn++) {
            var ready = walk.open().stream()
                    .filter(open -> open.waitsFor().isEmpty())
                    .map(Walk.Open::step)
                    .toList();
            assertThat(ready)
                    .as("seed %d, stuck in %s: %s", seed, walk, procedure.steps())
                    .isNotEmpty();
            var step = ready.get(random.nextInt(ready.size()));
            boolean patient = turn < PATIENCE;
            var answers = step.answers().stream()
                    .filter(answer -> patient || answer.way() instanceof Way.On)
                    .toList();
            var said = answers.isEmpty()
                    ? Map.<String, String>of()
                    : Map.of(
                            Act.ANSWER,
                            answers.get(random.nextInt(answers.size())).id());
            walk = ((WentOn) walk.answer(step.id(), SOMEBODY, NOON, Paths.filled(step.act(), said))).walk();
        }
    }
}
