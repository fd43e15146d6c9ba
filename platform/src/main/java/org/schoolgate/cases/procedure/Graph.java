package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the steps of a definition follow each other, going back left aside; every step that it names is there. */
final class Graph {
    /*
     * A way begins all its steps at once, a decision takes one of its ways. So a step is certain if every way comes to
     * it (an intersection over the ways) by any of the steps that it begins (a union over those). Only going back makes
     * loops, so what is left has none, and one pass in the order of the steps answers each question.
     */
    private record Arrival(String from, List<String> together) {}

    private final String begin;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, List<Arrival>> arrivals = new HashMap<>();
    private final Set<String> circular = new LinkedHashSet<>();
    private final List<String> order = new ArrayList<>();

    Graph(String begin, List<Step> all) {
        this.begin = begin;
        all.forEach(step -> steps.put(step.id(), step));
        sort(begin, new HashSet<>());
        for (var id : order) {
            step(id).forward()
                    .forEach(together ->
                            together.forEach(next -> arrivals.computeIfAbsent(next, key -> new ArrayList<>())
                                    .add(new Arrival(id, together))));
        }
    }

    private void sort(String id, Set<String> above) {
        if (order.contains(id)) {
            return;
        }
        if (!above.add(id)) {
            circular.add(id);
            return;
        }
        next(id).forEach(next -> sort(next, above));
        above.remove(id);
        order.addFirst(id);
    }

    /** Every step that the beginning leads to, none before one that leads to it. */
    List<String> order() {
        return order;
    }

    /** Steps that lead on to themselves. */
    Set<String> circular() {
        return circular;
    }

    /** The steps that one leads to at once, whichever way is taken. */
    Stream<String> next(String id) {
        return step(id).forward().flatMap(List::stream).distinct();
    }

    /** Every step that one may lead to in the end. */
    Set<String> from(String id) {
        var reached = new LinkedHashSet<String>();
        var toGo = new ArrayList<>(List.of(id));
        while (!toGo.isEmpty()) {
            next(toGo.removeLast()).filter(reached::add).forEach(toGo::add);
        }
        return reached;
    }

    /** The steps on any way from one to another, both included. */
    Set<String> between(String first, String last) {
        var between = new LinkedHashSet<>(List.of(first, last));
        from(first).stream().filter(step -> from(step).contains(last)).forEach(between::add);
        return between;
    }

    /** For each step, those that are done whenever it begins. */
    Map<String, Set<String>> before() {
        var before = new HashMap<String, Set<String>>();
        for (var id : order) {
            before.put(id, common(arrivalsAt(id), arrival -> {
                var done = new HashSet<>(known(before, arrival.from()));
                done.add(arrival.from());
                return done;
            }));
        }
        return before;
    }

    /**
     * For each step, those that begin sooner or later whenever it has begun, whatever is decided.
     *
     * @param held steps that are never done, so that nothing follows them
     */
    Map<String, Set<String>> after(Set<String> held) {
        var after = new HashMap<String, Set<String>>();
        for (var id : order.reversed()) {
            var ways = held.contains(id)
                    ? List.<List<String>>of()
                    : step(id).forward().toList();
            after.put(id, common(ways, together -> withWhatFollows(together, after)));
        }
        return after;
    }

    /** What begins sooner or later once all of these have, by what follows each. */
    static Set<String> following(List<String> together, Map<String, Set<String>> after) {
        return withWhatFollows(together, after);
    }

    /** For each step, those that begin in every walk in which it does, before it or beside it, while some are held. */
    Map<String, Set<String>> certain(Set<String> held) {
        var after = after(held);
        var following = new HashMap<List<String>, Set<String>>();
        var certain = new HashMap<String, Set<String>>();
        certain.put(begin, withWhatFollows(List.of(begin), after));
        for (var id : order.subList(1, order.size())) {
            certain.put(id, common(arrivalsAt(id), arrival -> {
                var sure = new HashSet<>(known(certain, arrival.from()));
                sure.addAll(
                        following.computeIfAbsent(arrival.together(), together -> withWhatFollows(together, after)));
                return sure;
            }));
        }
        return certain;
    }

    Step step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalArgumentException("no step " + id);
        }
        return step;
    }

    private List<Arrival> arrivalsAt(String id) {
        return arrivals.getOrDefault(id, List.of());
    }

    private static Set<String> withWhatFollows(List<String> together, Map<String, Set<String>> after) {
        var all = new HashSet<>(together);
        together.forEach(step -> all.addAll(known(after, step)));
        return all;
    }

    private static Set<String> known(Map<String, Set<String>> sets, String id) {
        return sets.getOrDefault(id, Set.of());
    }

    private static <T> Set<String> common(Collection<T> ways, Function<T, Set<String>> steps) {
        return ways.stream()
                .map(steps)
                .reduce((one, other) -> {
                    var both = new HashSet<>(one);
                    both.retainAll(other);
                    return both;
                })
                .orElse(Set.of());
    }
}
