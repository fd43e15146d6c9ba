package org.schoolgate.cases.procedure;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolgate.cases.procedure.Deadline.Since;

/** A time limit as a definition writes it: "2 hours", "PT2H", "3 school days", "72 hours from noticed-at". */
record TimeLimit(Span within, Since since) {
    private static final Pattern FROM = Pattern.compile("(.+) from (the beginning|[a-z][a-z0-9-]*)");
    private static final Pattern WORDS = Pattern.compile("([0-9]{1,4}) (minute|hour|day|week)s?");
    private static final Pattern SCHOOL_DAYS = Pattern.compile("([0-9]{1,3}) school days?");

    /** As many as a school year has. */
    private static final int MOST_SCHOOL_DAYS = 190;

    private static final Duration LONGEST = Duration.ofDays(366);

    static Optional<TimeLimit> read(String text) {
        var from = FROM.matcher(text);
        return from.matches()
                ? span(from.group(1)).map(within -> new TimeLimit(within, since(from.group(2))))
                : span(text).map(within -> new TimeLimit(within, Since.THE_STEP));
    }

    private static Since since(String word) {
        return word.equals("the beginning") ? Since.THE_BEGINNING : new Since.Written(word);
    }

    private static Optional<Span> span(String text) {
        var days = SCHOOL_DAYS.matcher(text);
        return days.matches()
                ? Optional.of(Integer.parseInt(days.group(1)))
                        .filter(count -> count > 0 && count <= MOST_SCHOOL_DAYS)
                        .map(Span.InSchoolDays::new)
                : duration(text).map(Span.Time::new);
    }

    private static Optional<Duration> duration(String text) {
        var words = WORDS.matcher(text);
        var duration = words.matches()
                ? Optional.of(unit(words.group(2)).multipliedBy(Long.parseLong(words.group(1))))
                : iso(text);
        return duration.filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0);
    }

    private static Duration unit(String word) {
        return switch (word) {
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            case "week" -> Duration.ofDays(7);
            default -> throw new IllegalArgumentException("no unit of time: " + word);
        };
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
