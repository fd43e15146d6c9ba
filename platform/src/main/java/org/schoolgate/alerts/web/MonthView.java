package org.schoolgate.alerts.web;

import static org.schoolgate.ui.Words.say;

import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.alerts.AlertMonths;
import org.schoolgate.alerts.Grade;
import org.schoolgate.alerts.Sort;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Figure;

/**
 * A month for its page.
 *
 * @param sorts those that are in it
 */
public record MonthView(AlertMonths.Month month, Set<Sort> sorts, YearMonth now) {
    private static final int FEW = 5;

    public List<Figure> figures() {
        return List.of(
                Figure.plain(month.count(Grade.DANGER), say("alerts.month.dangers"), "phone"),
                Figure.plain(month.count(Grade.CONCERN), say("alerts.month.concerns"), "eye"),
                Figure.plain(month.falseAlarms(), say("alerts.month.false"), "info"));
    }

    /** How long nobody had looked. */
    public static String seen(AlertMonths.Seen seen) {
        if (seen.half().isEmpty() || seen.longest().isEmpty()) {
            return say(seen.notYet() == 0 ? "alerts.month.seen.none" : "alerts.month.seen.nobody", seen.notYet());
        }
        return say(
                "alerts.month.seen.line",
                Dates.lasting(seen.half().get()),
                Dates.lasting(seen.longest().get()),
                seen.notYet());
    }

    /** The page of the month before, with the same sorts. */
    public String before() {
        return href(month.month().minusMonths(1));
    }

    public @Nullable String after() {
        return month.month().isBefore(now) ? href(month.month().plusMonths(1)) : null;
    }

    private String href(YearMonth other) {
        return "/alerts/month?month=" + other
                + (sorts.size() == Sort.values().length
                        ? ""
                        : sorts.stream().map(sort -> "&sort=" + sort.name()).collect(Collectors.joining()));
    }

    /** A count as it is said to readers who must not make out a child. */
    public static String said(int count) {
        return count > 0 && count < FEW ? "<5" : String.valueOf(count);
    }

    /** How long nobody had looked, where that many were looked at that it says nothing about one of them. */
    public static String saidOf(AlertMonths.Seen seen) {
        return seen.looked() < FEW ? say("alerts.counts.few") : seen(seen);
    }
}
