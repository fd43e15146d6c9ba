package org.schoolgate.cases.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.FlowChart;
import org.schoolgate.cases.procedure.Procedure;

/** A flow chart in the units of its picture: boxes, and the paths of the lines between them. */
public record Drawing(int width, int height, List<Box> boxes, List<Line> lines) {
    private static final int LANE = 260;
    private static final int ROW = 132;
    private static final int BOX_WIDTH = 220;
    private static final int BOX_HEIGHT = 72;
    private static final int MARGIN = 24;
    private static final int LETTERS = 27;
    private static final int MOST_LINES = 3;

    /** A step: its corner, its title in lines that fit, and who does it. */
    public record Box(int x, int y, List<String> title, String doer, boolean closes) {
        public Box {
            title = List.copyOf(title);
        }

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return BOX_HEIGHT;
        }
    }

    /** A way from one step to another, with the answer that takes it where one does. */
    public record Line(String path, @Nullable String label, int x, int y, boolean back) {}

    public Drawing {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    static Drawing of(Procedure procedure) {
        var chart = FlowChart.of(procedure);
        var rows = new HashMap<String, Integer>();
        chart.boxes().forEach(box -> rows.put(box.step().id(), box.row()));
        return new Drawing(
                chart.lanes() * LANE + MARGIN,
                chart.rows() * ROW + MARGIN,
                chart.boxes().stream()
                        .map(box -> new Box(
                                left(box.lane()),
                                top(box.row()),
                                lines(box.step().title()),
                                CaseWords.doer(box.step().by()),
                                box.step().closes()))
                        .toList(),
                chart.lines().stream()
                        .map(line -> line(line, rows.getOrDefault(line.from(), 0), rows.getOrDefault(line.to(), 0)))
                        .toList());
    }

    private static Line line(FlowChart.Line line, int from, int to) {
        return line.back() ? back(line, from, to) : on(line, from);
    }

    /** Down from row to row, each time from the middle of a lane to the middle of the next. */
    private static Line on(FlowChart.Line line, int from) {
        var lanes = line.lanes();
        var path = new StringBuilder();
        for (int step = 1; step < lanes.size(); step++) {
            int x0 = middle(lanes.get(step - 1));
            int x1 = middle(lanes.get(step));
            int y0 = top(from + step - 1) + BOX_HEIGHT;
            int y1 = top(from + step);
            int half = (y0 + y1) / 2;
            path.append("M%d %d C%d %d %d %d %d %d".formatted(x0, y0, x0, half, x1, half, x1, y1));
            if (step < lanes.size() - 1) {
                path.append("M%d %d V%d".formatted(x1, y1, y1 + BOX_HEIGHT));
            }
        }
        int labelled = middle(lanes.get(Math.min(1, lanes.size() - 1)));
        return new Line(path.toString(), line.label(), labelled, top(from + 1) - 8, false);
    }

    /** Up again along the left side of the boxes. */
    private static Line back(FlowChart.Line line, int from, int to) {
        int x0 = left(line.lanes().getFirst());
        int x1 = left(line.lanes().getLast());
        int y0 = top(from) + BOX_HEIGHT / 2;
        int y1 = top(to) + BOX_HEIGHT / 2;
        int bend = Math.min(x0, x1) - MARGIN + 6;
        var path = "M%d %d C%d %d %d %d %d %d".formatted(x0, y0, bend, y0, bend, y1, x1, y1);
        return new Line(path, line.label(), bend, (y0 + y1) / 2, true);
    }

    private static int left(int lane) {
        return MARGIN + lane * LANE;
    }

    private static int middle(int lane) {
        return left(lane) + BOX_WIDTH / 2;
    }

    private static int top(int row) {
        return MARGIN / 2 + row * ROW;
    }

    /** Words in lines that fit into a box; what does not fit ends in dots, and stands whole in the list below. */
    private static List<String> lines(String title) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : title.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= LETTERS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines.size() <= MOST_LINES
                ? lines
                : lines.stream().limit(MOST_LINES).collect(Collectors.collectingAndThen(Collectors.toList(), kept -> {
                    kept.set(MOST_LINES - 1, kept.getLast() + "…");
                    return kept;
                }));
    }
}
