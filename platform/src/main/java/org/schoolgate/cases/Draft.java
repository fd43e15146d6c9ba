package org.schoolgate.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that is being written and not sent. Nobody but its writer sees it.
 *
 * @param id what it will be as a report
 * @param typed what stands in the fields of its form
 */
public record Draft(ReportId id, Instant begunAt, Instant touchedAt, Map<String, List<String>> typed) {
    /** How long it is kept after somebody last wrote in it. */
    public static final Duration KEPT = Duration.ofDays(30);

    public Draft {
        typed = Map.copyOf(typed);
    }

    /** How it begins, to be known again in a list; empty before anything was written. */
    public String beginning() {
        var words = typed.getOrDefault("words", List.of()).stream()
                .findFirst()
                .orElse("")
                .strip();
        return words.length() <= 80 ? words : words.substring(0, 80) + "…";
    }
}
