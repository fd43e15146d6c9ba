package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A procedure laid out on a grid, from top to bottom, for whoever draws it. The same each time. */
public record FlowChart(List<Box> boxes, List<Line> lines, int rows, int lanes) {
    /**
     * A step, in its place.
     *
     * @param endings the answers with which a branch ends here; an empty word where nothing is decided
     */
    public record Box(Step step, int row, int lane, List<String> endings) {
        public Box {
            endings = List.copyOf(endings);
        }
    }

    /**
     * A way from one step to another.
     *
     * @param label the answer that takes it; null where nothing is decided
     * @param lanes where it runs in each row, from box to box; of a way back only where it begins and ends
     */
    public record Line(String from, String to, @Nullable String label, boolean back, List<Integer> lanes) {
        public Line {
            lanes = List.copyOf(lanes);
        }
    }

    public FlowChart {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    public static FlowChart of(Procedure procedure) {
        return new Layout(procedure).chart();
    }

    /** Where boxes and lines go. A line that is longer than a row keeps a lane free in each row that it passes. */
    private static final class Layout {
        /** A lane in a row: of the step itself, or of the lines that run on to it. */
        private record Spot(String step, int row) {}

        private final Procedure procedure;
        private final Graph graph;
        private final Map<String, Integer> rows = new HashMap<>();
        private final Map<Spot, Integer> lanes = new HashMap<>();

        Layout(Procedure procedure) {
            this.procedure = procedure;
            this.graph = new Graph(procedure.begin(), procedure.steps());
            for (var id : graph.order()) {
                var below = rows.merge(id, 0, Math::max) + 1;
                graph.next(id).forEach(next -> rows.merge(next, below, Math::max));
            }
            var closing = procedure.closing().id();
            var last = rows.entrySet().stream()
                    .filter(row -> !row.getKey().equals(closing))
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(-1);
            rows.put(closing, last + 1);
            IntStream.rangeClosed(0, row(closing)).forEach(this::fill);
        }

        /** Each as far left as where it comes from, those that come from one place side by side. */
        private void fill(int row) {
            var wished = new LinkedHashMap<Spot, Integer>();
            for (var step : procedure.steps()) {
                if (row(step.id()) >= row) {
                    above(step.id(), row)
                            .min(Comparator.naturalOrder())
                            .ifPresent(lane -> wished.put(new Spot(step.id(), row), lane));
                }
            }
            int free = 0;
            for (var wish : wished.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .toList()) {
                var lane = Math.max(free, wish.getValue());
                lanes.put(wish.getKey(), lane);
                free = lane + 1;
            }
        }

        /** The lanes in the row above from which something runs to a step. */
        private Stream<Integer> above(String id, int row) {
            if (row == 0) {
                return id.equals(procedure.begin()) ? Stream.of(0) : Stream.empty();
            }
            var running = Stream.ofNullable(lanes.get(new Spot(id, row - 1)));
            var leading = procedure.steps().stream()
                    .map(Step::id)
                    .filter(from -> row(from) == row - 1 && graph.next(from).anyMatch(id::equals))
                    .map(this::lane);
            return Stream.concat(running, leading);
        }

        FlowChart chart() {
            var boxes = procedure.steps().stream().map(this::box).toList();
            var lines = procedure.steps().stream().flatMap(this::lines).toList();
            var wide = lanes.values().stream().mapToInt(lane -> lane + 1).max().orElse(1);
            return new FlowChart(boxes, lines, row(procedure.closing().id()) + 1, wide);
        }

        private Box box(Step step) {
            var endings = new ArrayList<String>();
            step.ways().forEach((answer, way) -> {
                if (!step.closes() && way.equals(new Way.On(List.of()))) {
                    endings.add(label(step, answer));
                }
            });
            return new Box(step, row(step.id()), lane(step.id()), endings);
        }

        private Stream<Line> lines(Step step) {
            return step.ways().entrySet().stream().flatMap(way -> {
                var label = way.getKey().isEmpty() ? null : label(step, way.getKey());
                return switch (way.getValue()) {
                    case Way.On(var next) ->
                        next.stream().map(to -> new Line(step.id(), to, label, false, course(step.id(), to)));
                    case Way.Back(var to) ->
                        Stream.of(new Line(step.id(), to, label, true, List.of(lane(step.id()), lane(to))));
                };
            });
        }

        private List<Integer> course(String from, String to) {
            var between = IntStream.rangeClosed(row(from) + 1, row(to))
                    .mapToObj(row -> new Spot(to, row))
                    .map(this::lane);
            return Stream.concat(Stream.of(lane(from)), between).toList();
        }

        private static String label(Step step, String answer) {
            return step.answers().stream()
                    .filter(one -> one.id().equals(answer))
                    .map(Answer::label)
                    .findFirst()
                    .orElse("");
        }

        private int lane(String id) {
            return lane(new Spot(id, row(id)));
        }

        private int lane(Spot spot) {
            var lane = lanes.get(spot);
            if (lane == null) {
                throw new IllegalStateException("no lane for " + spot);
            }
            return lane;
        }

        private int row(String id) {
            return rows.getOrDefault(id, 0);
        }
    }
}
