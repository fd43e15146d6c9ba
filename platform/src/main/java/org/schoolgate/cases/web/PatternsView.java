package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.schoolgate.cases.Patterns;
import org.schoolgate.cases.SchoolTerm;
import org.schoolgate.ui.Bar;

/** How the cases of a reader are spread, as charts. */
public record PatternsView(Patterns patterns) {
    /** A chart with the words of its table; nothing was counted where it has no bars. */
    public record Chart(String id, String title, String of, List<Bar> bars) {
        public Chart {
            bars = List.copyOf(bars);
        }
    }

    public List<Chart> charts() {
        return List.of(
                chart("kinds", bars(patterns.kinds(), Function.identity(), true)),
                chart("terms", bars(patterns.terms(), PatternsView::term, false)),
                chart("classes", bars(patterns.classes(), Function.identity(), true)),
                chart("places", bars(patterns.places(), CaseWords::capital, true)),
                chart("weekdays", bars(patterns.weekdays(), day -> say("cases.weekday." + day.name()), false)),
                chart("hours", hours()));
    }

    private static Chart chart(String id, List<Bar> bars) {
        return new Chart(id, say("cases.patterns." + id), say("cases.patterns.of." + id), bars);
    }

    /** How a term is called: autumn 2026/27. */
    public static String term(SchoolTerm term) {
        return say("cases.term." + term.part().name(), term.year().toString());
    }

    /** Every hour from the first in which something happened to the last, so that the gaps are seen. */
    private List<Bar> hours() {
        var hours = patterns.hours();
        if (hours.isEmpty()) {
            return List.of();
        }
        var most = Collections.max(hours.values());
        return IntStream.rangeClosed(Collections.min(hours.keySet()), Collections.max(hours.keySet()))
                .mapToObj(hour -> new Bar(
                        say("cases.patterns.hour", "%02d:00".formatted(hour), "%02d:00".formatted(hour + 1)),
                        hours.getOrDefault(hour, 0),
                        most))
                .toList();
    }

    private static <K> List<Bar> bars(Map<K, Integer> counts, Function<K, String> label, boolean mostFirst) {
        if (counts.isEmpty()) {
            return List.of();
        }
        var most = Collections.max(counts.values());
        var bars = counts.entrySet().stream().map(one -> new Bar(label.apply(one.getKey()), one.getValue(), most));
        return mostFirst
                ? bars.sorted(Comparator.comparingInt(Bar::part).reversed()).toList()
                : bars.toList();
    }
}
