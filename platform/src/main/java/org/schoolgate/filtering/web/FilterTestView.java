package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filtering.FilterTest;
import org.schoolgate.filtering.FilterTest.AtGateway;
import org.schoolgate.filtering.FilterTest.Cell;
import org.schoolgate.filtering.FilterTest.Finding;
import org.schoolgate.filtering.FilterTest.Gap;
import org.schoolgate.filtering.FilterTest.Line;
import org.schoolgate.filtering.FilterTest.Saying;
import org.schoolgate.filtering.ReaderGroup;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.filtering.Treatment;
import org.schoolgate.ui.Column;
import org.schoolgate.ui.Dates;

/**
 * A self-test in words.
 *
 * @param next what to do, the gravest first
 */
public record FilterTestView(FilterTest test, List<String> next) {
    static FilterTestView of(FilterTest test) {
        return new FilterTestView(test, next(test));
    }

    /** The answer, which is the heading. */
    public String heading() {
        return say("filtering.test.heading." + word(test.finding()), test.count(test.finding()));
    }

    public String when() {
        return say("filtering.test.when", Dates.moment(test.at()), test.byName(), String.valueOf(test.policy()));
    }

    /** The columns of the table of categories. */
    public List<Column> columns() {
        return Stream.concat(
                        Stream.of(say("filtering.profile.category")),
                        Arrays.stream(ReaderGroup.values()).map(ReaderGroup::label))
                .map(Column::text)
                .toList();
    }

    /** Which lists were tested, so that a later reader can tell them from others. */
    public String lists() {
        return test.lists().isEmpty() ? say("filtering.test.lists.none") : say("filtering.test.lists", test.lists());
    }

    public String finding() {
        return say("filtering.test.finding." + word(test.finding()));
    }

    public String tag() {
        return tag(test.finding());
    }

    public String tag(Line line, ReaderGroup group) {
        return tag(line.finding(group));
    }

    /** What was found of one group, in two words. */
    public String text(Line line, ReaderGroup group) {
        var cell = line.cells().getOrDefault(group, new Cell(Treatment.CLOSED, null));
        return switch (line.finding(group)) {
            case NOT_KEPT ->
                say(
                        "filtering.test.cell.not-kept",
                        Objects.requireNonNull(cell.got()).label());
            case NOT_PROVED -> say("filtering.test.cell.not-proved");
            case KEPT, LEFT_OPEN -> cell.wanted().label();
        };
    }

    public String tag(AtGateway gateway) {
        return tag(gateway.finding());
    }

    public String text(AtGateway gateway) {
        return say("filtering.test.gateway." + word(gateway.saying()));
    }

    private static String tag(Finding finding) {
        return switch (finding) {
            case NOT_KEPT -> "danger";
            case NOT_PROVED -> "unproved";
            case KEPT -> "ok";
            case LEFT_OPEN -> "plain";
        };
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> next(FilterTest test) {
        var next = new ArrayList<String>();
        for (var line : test.lines()) {
            if (line.finding() == Finding.NOT_KEPT) {
                next.add(say(
                        line.category() == SiteCategory.ILLEGAL
                                ? "filtering.test.do.illegal"
                                : "filtering.test.do.not-kept",
                        line.category().label(),
                        names(line.groups(Finding.NOT_KEPT).stream().map(ReaderGroup::label))));
            }
        }
        for (var saying : List.of(Saying.OTHER, Saying.SILENT, Saying.NOT_YET)) {
            var names = names(test.gateways().stream()
                    .filter(gateway -> gateway.saying() == saying)
                    .map(AtGateway::name));
            if (!names.isEmpty()) {
                next.add(say("filtering.test.do." + word(saying), names));
            }
        }
        if (test.gateways().isEmpty()) {
            next.add(say("filtering.test.do.no-gateway"));
        }
        for (var gap : Gap.values()) {
            var names = categories(test, line -> line.gap() == gap && line.finding() == Finding.NOT_PROVED);
            if (!names.isEmpty()) {
                next.add(say("filtering.test.do." + word(gap), names));
            }
        }
        return next;
    }

    private static String categories(FilterTest test, Predicate<Line> which) {
        return names(
                test.lines().stream().filter(which).map(line -> line.category().label()));
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }
}
