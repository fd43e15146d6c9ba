package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Rank;
import org.schoolgate.engine.Step;
import org.schoolgate.filtering.Feedback.Kind;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.filtering.SiteTrace;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.policy.PrivateRelay;
import org.schoolgate.ui.Dates;

/** An answer in words: each step, what decided, and what its reader can do next. */
public record TraceView(SiteTrace trace, List<Line> lines, List<Other> others, List<Next> next, String nextText) {
    /** A rule that was looked at and does not hold, as the engine writes it down. */
    private static final Pattern PASSED_BY =
            Pattern.compile("rule (\\S+) for \\S+: (begins|ended|for other readers).*");

    /** One step. */
    public record Line(String icon, String title, String text, boolean decided) {}

    /** What others would get. */
    public record Other(String label, String tag, String answer) {}

    /** Something to do next. */
    public record Next(String href, String text) {}

    static TraceView of(SiteTrace trace) {
        var lines = new ArrayList<Line>();
        for (var step : trace.verdict().trace()) {
            lines.add(line(trace, step));
        }
        return new TraceView(trace, lines, others(trace), next(trace), nextText(trace));
    }

    /** The look of an answer, with its word and icon. */
    public String tag() {
        return tag(trace.answer());
    }

    public String answer() {
        return word(trace.answer());
    }

    /** The heading: the answer. */
    public String heading() {
        return say("filtering.trace.heading." + trace.answer().word(), trace.site(), trace.reader());
    }

    /** Where and when it was decided. */
    public String decidedWhere() {
        return say("filtering.trace.policy", String.valueOf(trace.policy()), Dates.exact(trace.at()));
    }

    static String tag(Answer answer) {
        return switch (answer) {
            case ALLOW -> "ok";
            case ASK -> "wait";
            case BLOCK, MALFORMED -> "danger";
        };
    }

    static String word(Answer answer) {
        return say("filtering.trace.answer." + answer.word());
    }

    private static List<Other> others(SiteTrace trace) {
        return trace.others().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(other -> other.getKey() != trace.group())
                .map(other -> new Other(other.getKey().label(), tag(other.getValue()), word(other.getValue())))
                .toList();
    }

    private static Line line(SiteTrace trace, Step step) {
        var rank = step.rank().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Line(
                icon(step.rank()), say("filtering.trace.rank." + rank), text(trace, step, rank), step.decided());
    }

    private static String text(SiteTrace trace, Step step, String rank) {
        var group = trace.group().label();
        if (step.rank() == Rank.RULE) {
            return step.decided() ? decided(trace) : passedBy(trace, step);
        }
        return say(
                "filtering.trace." + rank + (step.decided() ? ".decided" : ".passed"), group, categories(trace, step));
    }

    private static String categories(SiteTrace trace, Step step) {
        var list = step.finding().substring(step.finding().lastIndexOf(' ') + 1);
        return SiteCategory.ofList(list)
                .map(SiteCategory::label)
                .orElseGet(() -> trace.categories().isEmpty()
                        ? list
                        : trace.categories().getFirst().label());
    }

    private static String decided(SiteTrace trace) {
        var rule = decidingRule(trace);
        if (rule == null) {
            return trace.verdict().rule().equals(PrivateRelay.RULE)
                    ? say("filtering.trace.private-relay")
                    : trace.verdict().rule();
        }
        var sentence = say(
                "filtering.trace.rule." + rule.source().name().toLowerCase(Locale.ROOT) + "."
                        + rule.effect().name().toLowerCase(Locale.ROOT),
                rule.id(),
                rule.host(),
                rule.decidedBy(),
                rule.reason());
        if (rule.host().indexOf('/') >= 0) {
            sentence += " " + say("filtering.trace.rule.part");
        }
        return rule.until() == null
                ? sentence
                : sentence + " " + say("filtering.trace.rule.until", Dates.moment(rule.until()));
    }

    private static @Nullable Rule decidingRule(SiteTrace trace) {
        var decided = trace.verdict().rule();
        int colon = decided.indexOf(": ");
        return decided.startsWith("rule ") && colon > 0
                ? trace.rules().get(decided.substring("rule ".length(), colon))
                : null;
    }

    private static String passedBy(SiteTrace trace, Step step) {
        var match = PASSED_BY.matcher(step.finding());
        if (!match.matches()) {
            return say("filtering.trace.rule.none");
        }
        var rule = trace.rules().get(match.group(1));
        var key = switch (match.group(2)) {
            case "begins" -> "filtering.trace.rule.not-yet";
            case "ended" -> "filtering.trace.rule.over";
            default -> "filtering.trace.rule.others";
        };
        return rule == null ? say("filtering.trace.rule.none") : say(key, name(rule), rule.host());
    }

    private static String name(Rule rule) {
        return say("filtering.trace.rule.name." + rule.source().name().toLowerCase(Locale.ROOT), rule.id());
    }

    private static String icon(Rank rank) {
        return switch (rank) {
            case MALFORMED -> "circle-question-mark";
            case ILLEGAL -> "scale";
            case ESSENTIAL -> "life-buoy";
            case RULE -> "list-checks";
            case BLOCKED_CATEGORY -> "shield";
            case ADDRESS -> "network";
            case ASKED_CATEGORY -> "hand";
            case ONLY_LISTED -> "list-filter";
            case DEFAULT -> "globe";
        };
    }

    private static String nextText(SiteTrace trace) {
        if (trace.answer() == Answer.MALFORMED) {
            return say("filtering.trace.next.malformed");
        }
        if (trace.isIllegal()) {
            return say("filtering.trace.next.illegal");
        }
        if (trace.isEssential()) {
            return say("filtering.trace.next.essential");
        }
        return say(trace.isOpen() ? "filtering.trace.next.open" : "filtering.trace.next.closed");
    }

    private static List<Next> next(SiteTrace trace) {
        var next = new ArrayList<Next>();
        if (trace.answer() == Answer.MALFORMED || trace.isIllegal() || trace.isEssential()) {
            return next;
        }
        var site = URLEncoder.encode(trace.site(), StandardCharsets.UTF_8);
        if (trace.isOpen()) {
            next.add(new Next("/report-site?site=" + site, say("filtering.trace.next.report")));
        } else {
            next.add(new Next("/ask?site=" + site, say("filtering.trace.next.ask")));
        }
        next.add(new Next(
                "/filter/feedback/new?site=" + site + "&kind=" + (trace.isOpen() ? Kind.TOO_LITTLE : Kind.TOO_MUCH),
                say("filtering.trace.next.feedback")));
        return next;
    }
}
