package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.List;

/** Two texts line by line: what stands in both, what only in the first, what only in the second. */
public record Difference(List<Line> lines) {
    private static final int AROUND = 2;

    /** More lines than any definition has; what comes after them is not compared. */
    private static final int MOST = 2_000;

    /** Where a line stands. */
    public enum Side {
        BOTH,
        FIRST,
        SECOND,
        /** Lines that stand in both and are passed over. */
        PASSED
    }

    /** One line, or a number of lines that are passed over. */
    public record Line(Side side, String text) {}

    public Difference {
        lines = List.copyOf(lines);
    }

    public boolean isNone() {
        return lines.stream().allMatch(line -> line.side() == Side.BOTH || line.side() == Side.PASSED);
    }

    /** The longest lines in common stay; of those, only what stands around a change is kept. */
    public static Difference between(String first, String second) {
        var one = first.lines().limit(MOST).toList();
        var two = second.lines().limit(MOST).toList();
        var longest = longest(one, two);
        var lines = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < two.size()) {
            if (i < one.size() && j < two.size() && one.get(i).equals(two.get(j))) {
                lines.add(new Line(Side.BOTH, one.get(i)));
                i++;
                j++;
            } else if (j == two.size() || (i < one.size() && longest[i + 1][j] >= longest[i][j + 1])) {
                lines.add(new Line(Side.FIRST, one.get(i++)));
            } else {
                lines.add(new Line(Side.SECOND, two.get(j++)));
            }
        }
        return new Difference(shortened(lines));
    }

    /** How many lines are in common from each pair of places on. */
    private static int[][] longest(List<String> one, List<String> two) {
        var longest = new int[one.size() + 1][two.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = two.size() - 1; j >= 0; j--) {
                longest[i][j] = one.get(i).equals(two.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    private static List<Line> shortened(List<Line> lines) {
        var kept = new ArrayList<Line>();
        int passed = 0;
        for (int at = 0; at < lines.size(); at++) {
            if (isNearAChange(lines, at)) {
                if (passed > 0) {
                    kept.add(new Line(Side.PASSED, String.valueOf(passed)));
                    passed = 0;
                }
                kept.add(lines.get(at));
            } else {
                passed++;
            }
        }
        if (passed > 0) {
            kept.add(new Line(Side.PASSED, String.valueOf(passed)));
        }
        return kept;
    }

    private static boolean isNearAChange(List<Line> lines, int at) {
        return lines.subList(Math.max(0, at - AROUND), Math.min(lines.size(), at + AROUND + 1)).stream()
                .anyMatch(line -> line.side() != Side.BOTH);
    }
}
