package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a definition can be walked to its end whatever is answered, and if not, why. */
final class Soundness {
    private final String begin;
    private final List<Step> steps;
    private final List<Problem> problems = new ArrayList<>();

    private Soundness(String begin, List<Step> steps) {
        this.begin = begin;
        this.steps = steps;
    }

    /** What is wrong; later questions are asked only where the earlier ones have good answers. */
    static List<Problem> problems(String begin, List<Step> steps) {
        var sound = new Soundness(begin, steps);
        sound.names();
        if (sound.problems.isEmpty()) {
            sound.ways(new Graph(begin, steps));
        }
        return List.copyOf(sound.problems);
    }

    private void names() {
        var ids = new HashSet<String>();
        for (var step : steps) {
            if (!ids.add(step.id())) {
                note(step, "There are two steps named “%s”.".formatted(step.id()));
            }
        }
        if (!ids.contains(begin)) {
            problems.add(
                    new Problem(null, "The procedure begins with “%s”, and there is no such step.".formatted(begin)));
        }
        for (var step : steps) {
            step.ways().values().forEach(way -> named(step, way, ids));
            step.needs().stream()
                    .filter(need -> !ids.contains(need))
                    .forEach(need ->
                            note(step, "Step “%s” needs “%s”, and there is no such step.".formatted(step.id(), need)));
            if (step.optional() && (step.closes() || step.act() instanceof Act.Decide)) {
                note(step, "Step “%s” decides or closes, so it cannot be optional.".formatted(step.id()));
            }
            if (step.act() instanceof Act.Decide && step.answers().isEmpty()) {
                note(step, "Step “%s” asks a question without answers.".formatted(step.id()));
            } else if (step.forward().findAny().isEmpty()) {
                note(step, "Step “%s” goes back with every answer.".formatted(step.id()));
            }
        }
        closings();
    }

    private void named(Step step, Way way, Set<String> ids) {
        switch (way) {
            case Way.On(var next) ->
                next.stream()
                        .filter(id -> !ids.contains(id))
                        .forEach(id -> note(
                                step, "Step “%s” leads to “%s”, and there is no such step.".formatted(step.id(), id)));
            case Way.Back(var first) -> {
                if (!ids.contains(first)) {
                    note(step, "Step “%s” goes back to “%s”, and there is no such step.".formatted(step.id(), first));
                }
            }
        }
    }

    private void closings() {
        var closings = steps.stream().filter(Step::closes).toList();
        if (closings.isEmpty()) {
            problems.add(new Problem(null, "No step closes the case."));
        }
        closings.stream()
                .skip(1)
                .forEach(step ->
                        note(step, "Step “%s” closes the case, and another step does too.".formatted(step.id())));
    }

    private void ways(Graph graph) {
        for (var id : graph.circular()) {
            note(
                    id,
                    "Step “%s” leads on to itself in the end; where a step is taken up again, write “back to”."
                            .formatted(id));
        }
        steps.stream()
                .map(Step::id)
                .filter(id -> !graph.order().contains(id))
                .forEach(id -> note(id, "Nothing leads to step “%s”.".formatted(id)));
        if (!problems.isEmpty()) {
            return;
        }
        var closing =
                steps.stream().filter(Step::closes).findFirst().orElseThrow().id();
        comesToTheEnd(graph, closing);
        goesBackWell(graph);
        needsCanBeMet(graph, closing);
        timesAreKnown(graph);
    }

    /** A time limit that counts from a field counts from one which somebody has filled in by then. */
    private void timesAreKnown(Graph graph) {
        var before = graph.before();
        for (var step : steps) {
            if (step.deadline() != null
                    && step.deadline().since() instanceof Deadline.Since.Written(var field)
                    && before.getOrDefault(step.id(), Set.of()).stream().noneMatch(id -> asks(graph.step(id), field))) {
                note(
                        step,
                        "Step “%s” counts its time from “%s”, and no step that is always done before it asks for that time."
                                .formatted(step.id(), field));
            }
        }
    }

    private static boolean asks(Step step, String name) {
        return !step.optional()
                && step.act().fields().stream()
                        .anyMatch(field ->
                                field.name().equals(name) && field.required() && field.kind() == Field.Kind.TIME);
    }

    /** Down the ways on which the closing step is not certain, to where nothing leads on. */
    private void comesToTheEnd(Graph graph, String closing) {
        var after = graph.after(Set.of());
        var id = begin;
        while (!id.equals(closing) && !after.getOrDefault(id, Set.of()).contains(closing)) {
            var step = graph.step(id);
            var astray = step.forward()
                    .filter(together -> together.stream()
                            .noneMatch(next -> next.equals(closing)
                                    || after.getOrDefault(next, Set.of()).contains(closing)))
                    .findFirst()
                    .orElse(List.of());
            if (astray.isEmpty()) {
                note(step, "From step “%s” there is a way on which the case is never closed.".formatted(id));
                return;
            }
            id = astray.getFirst();
        }
    }

    private void goesBackWell(Graph graph) {
        var before = graph.before();
        for (var step : steps) {
            for (var way : step.ways().values()) {
                if (way instanceof Way.Back(var first)) {
                    graph.between(first, step.id()).stream()
                            .filter(id -> !id.equals(first)
                                    && !before.getOrDefault(id, Set.of()).contains(first))
                            .findFirst()
                            .ifPresent(id -> note(
                                    step,
                                    "Step “%s” goes back to “%s”, but “%s” can be reached without it."
                                            .formatted(step.id(), first, id)));
                }
            }
        }
    }

    private void needsCanBeMet(Graph graph, String closing) {
        var stuck = stuck(graph);
        var before = graph.before();
        for (var step : stuck) {
            for (var need : step.needs()) {
                if (need.equals(closing) || waitsFor(need, step.id(), before)) {
                    note(step, "Step “%s” needs “%s”, which can only be done after it.".formatted(step.id(), need));
                } else if (!begins(need, step.id(), graph.certain(Set.of(step.id())))) {
                    note(step, neverDone(step, need));
                }
            }
        }
        if (problems.isEmpty()) {
            stuck.forEach(step -> note(step, neverDone(step, step.needs().getFirst())));
        }
    }

    /** The steps that may wait for ever. Each that has needs is held, and let go once they are certain without it. */
    private List<Step> stuck(Graph graph) {
        var held = new LinkedHashSet<String>();
        graph.order().stream().filter(id -> !graph.step(id).needs().isEmpty()).forEach(held::add);
        boolean fewer;
        do {
            var certain = graph.certain(held);
            fewer = held.removeIf(id -> graph.step(id).needs().stream()
                    .allMatch(need -> !held.contains(need) && begins(need, id, certain)));
        } while (fewer);
        return steps.stream().filter(step -> held.contains(step.id())).toList();
    }

    private static boolean begins(String need, String step, Map<String, Set<String>> certain) {
        return certain.getOrDefault(step, Set.of()).contains(need);
    }

    private static String neverDone(Step step, String need) {
        return "Step “%s” needs “%s”, but there is a way on which “%s” is never done.".formatted(step.id(), need, need);
    }

    /** Whether {@code id} cannot be done before {@code other}, by the ways to it or by needs. */
    private boolean waitsFor(String id, String other, Map<String, Set<String>> before) {
        var needs = new HashMap<String, List<String>>();
        steps.forEach(step -> needs.put(step.id(), step.needs()));
        var seen = new HashSet<String>();
        var toGo = new ArrayList<>(List.of(id));
        while (!toGo.isEmpty()) {
            var at = toGo.removeLast();
            if (at.equals(other)) {
                return true;
            }
            if (seen.add(at)) {
                toGo.addAll(before.getOrDefault(at, Set.of()));
                toGo.addAll(needs.getOrDefault(at, List.of()));
            }
        }
        return false;
    }

    private void note(Step step, String sentence) {
        note(step.id(), sentence);
    }

    private void note(String step, String sentence) {
        problems.add(new Problem(step, sentence));
    }
}
