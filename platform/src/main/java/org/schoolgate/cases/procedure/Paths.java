package org.schoolgate.cases.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A definition walked through, from its beginning to its close: walks that together give every answer of every
 * decision, each way back once at most in a walk. They are few, and the same each time.
 */
public final class Paths {
    private static final Instant BEGUN = Instant.parse("2026-09-01T08:00:00Z");
    private static final Duration PACE = Duration.ofMinutes(5);
    private static final Who SOMEBODY = new Who(new UUID(0, 0), "Somebody");

    private final Procedure procedure;
    private final Graph graph;
    private final Set<Branch> left;

    private Paths(Procedure procedure) {
        this.procedure = procedure;
        this.graph = new Graph(procedure.begin(), procedure.steps());
        this.left = new LinkedHashSet<>(procedure.branches());
    }

    public static List<Walk> of(Procedure procedure) {
        var paths = new Paths(procedure);
        var walks = new ArrayList<>(List.of(paths.walk()));
        while (!paths.left.isEmpty()) {
            walks.add(paths.walk());
        }
        return List.copyOf(walks);
    }

    /** One more walk, over at least one branch that none has been over where there is any. */
    private Walk walk() {
        var walk = Walk.begin(procedure, BEGUN);
        var before = left.size();
        while (!walk.isClosed()) {
            var step = walk.open().stream()
                    .filter(open -> open.waitsFor().isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .step();
            var values = example(step, new HashSet<>(walk.branches()));
            var at = BEGUN.plus(PACE.multipliedBy(walk.entries().size() + 1L));
            if (!(walk.answer(step.id(), SOMEBODY, at, values) instanceof Outcome.WentOn on)) {
                throw new IllegalStateException("%s cannot be answered with %s".formatted(step.id(), values));
            }
            walk = on.walk();
        }
        left.removeAll(walk.branches());
        if (before > 0 && left.size() == before) {
            throw new IllegalStateException("%s: no walk comes to %s".formatted(procedure.id(), left));
        }
        return walk;
    }

    private Map<String, String> example(Step step, Set<Branch> taken) {
        return step.act() instanceof Act.Decide
                ? filled(step.act(), Map.of(Act.ANSWER, choose(step, taken).id()))
                : filled(step.act(), Map.of());
    }

    /** What was said, with something in every field that may not be empty after it. */
    static Map<String, String> filled(Act act, Map<String, String> said) {
        var values = new HashMap<>(said);
        act.fields(said).stream()
                .filter(Field::required)
                .forEach(field -> values.putIfAbsent(field.name(), example(field)));
        return values;
    }

    /** An answer that nobody has given yet, or else one that leads to such, or else the first that leads on. */
    private Answer choose(Step step, Set<Branch> taken) {
        var answers = step.answers();
        return answers.stream()
                .filter(answer -> isFresh(new Branch(step.id(), answer.id()), taken))
                .findFirst()
                .or(() -> answers.stream()
                        .filter(answer -> leadsToFresh(step, answer, taken))
                        .findFirst())
                .or(() -> answers.stream()
                        .filter(answer -> answer.way() instanceof Way.On)
                        .findFirst())
                .orElseThrow();
    }

    private boolean isFresh(Branch branch, Set<Branch> taken) {
        return left.contains(branch) && !taken.contains(branch);
    }

    private boolean leadsToFresh(Step step, Answer answer, Set<Branch> taken) {
        var next = switch (answer.way()) {
            case Way.On(var steps) -> steps;
            case Way.Back(var first) ->
                taken.contains(new Branch(step.id(), answer.id())) ? List.<String>of() : List.of(first);
        };
        var reached = new HashSet<>(next);
        next.forEach(id -> reached.addAll(graph.from(id)));
        return left.stream().anyMatch(branch -> isFresh(branch, taken) && reached.contains(branch.step()));
    }

    private static String example(Field field) {
        return switch (field.kind()) {
            case TEXT, LONG_TEXT -> "Written down";
            case TIME -> BEGUN.toString();
            case DAY -> "2026-09-01";
            case CLOCK -> "15:30";
            case NUMBER -> "1";
            case YES_NO -> Field.NO;
            case PERSON -> SOMEBODY.name();
            case CHOICE -> field.options().getFirst();
        };
    }
}
