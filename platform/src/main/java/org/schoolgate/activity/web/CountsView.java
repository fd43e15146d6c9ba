package org.schoolgate.activity.web;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Activity;
import org.schoolgate.ui.Bar;
import org.schoolgate.ui.Words;

/**
 * A week in counts.
 *
 * @param next the last day of the week after; null where this is the newest
 * @param outside whether the reader is outside the school, for whom so few are not said
 */
public record CountsView(
        LocalDate first,
        LocalDate last,
        @Nullable LocalDate next,
        Activity.Counts counts,
        List<Activity.ClassCount> classes,
        boolean outside) {
    private static final int FEW = 5;

    /** How often each category was closed, the most often first. */
    public List<Bar> categories() {
        int most = most(counts.byCategory().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0));
        return counts.byCategory().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Bar(name(entry.getKey()), most(entry.getValue()), most))
                .toList();
    }

    /** The category in words where there are some: a list of the school's own has only its name. */
    private static String name(String category) {
        var key = "filtering.category." + category;
        return Words.keys().contains(key)
                ? Words.say(key)
                : category.replace('_', ' ').replace('-', ' ');
    }

    /** How often something was closed to each class. */
    public List<Bar> byClass() {
        int most = most(
                classes.stream().mapToLong(Activity.ClassCount::closed).max().orElse(0));
        return classes.stream()
                .map(one -> new Bar(one.schoolClass().name(), most(one.closed()), most))
                .toList();
    }

    /** A count as this reader is told it. */
    public String said(long count) {
        return outside && count > 0 && count < FEW ? "<5" : String.valueOf(count);
    }

    private static int most(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }
}
