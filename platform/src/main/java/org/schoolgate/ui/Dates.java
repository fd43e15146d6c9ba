package org.schoolgate.ui;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Days and times as people read them, on the clocks of London. */
public final class Dates {
    private static final List<DateTimeFormatter> TYPED =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE, typed("d/M/uuuu"), typed("d MMMM uuuu"), typed("d MMM uuuu"));
    private static final List<DateTimeFormatter> TYPED_MOMENTS =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME, typed("d/M/uuuu H:mm"), typed("d MMMM uuuu H:mm"));

    private Dates() {}

    /** 21 November 2026. */
    public static String day(LocalDate day) {
        return as("d MMMM uuuu", day);
    }

    /** 21 November 2026. */
    public static String day(Instant moment) {
        return day(in(moment));
    }

    /** Saturday 21 November 2026. */
    public static String weekday(LocalDate day) {
        return as("EEEE d MMMM uuuu", day);
    }

    /** Saturday 21 November 2026. */
    public static String weekday(Instant moment) {
        return weekday(in(moment));
    }

    /** 21 Nov, where a column is narrow and the year is plain. */
    public static String shortDay(LocalDate day) {
        return as("d MMM", day);
    }

    /** 8:41, 16:07. */
    public static String time(Instant moment) {
        return DateTimeFormatter.ofPattern("H:mm", Words.language()).format(moment.atZone(LONDON));
    }

    /** 21 November 2026 at 8:41:07, where seconds are evidence. */
    public static String exact(Instant moment) {
        return say(
                "ui.dates.moment",
                day(moment),
                DateTimeFormatter.ofPattern("H:mm:ss", Words.language()).format(moment.atZone(LONDON)));
    }

    /** 21 November 2026 at 8:41. */
    public static String moment(Instant moment) {
        return say("ui.dates.moment", day(moment), time(moment));
    }

    /** Today at 8:41, yesterday at 8:41, or 19 November 2026 at 8:41: as seen from {@code now}. */
    public static String seenFrom(Instant now, Instant moment) {
        var day = in(moment);
        var today = in(now);
        if (day.equals(today)) {
            return say("ui.dates.today", time(moment));
        }
        if (day.equals(today.minusDays(1))) {
            return say("ui.dates.yesterday", time(moment));
        }
        return moment(moment);
    }

    /** 48 minutes, 2 hours, 3 days: how long something still lasts, never said longer than it is. */
    public static String lasting(Duration time) {
        if (time.toMinutes() < 120) {
            return say("ui.dates.minutes", time.toMinutes());
        }
        return time.toHours() < 48 ? say("ui.dates.hours", time.toHours()) : say("ui.dates.days", time.toDays());
    }

    /** November 2026. */
    public static String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("MMMM uuuu", Words.language()).format(month);
    }

    /** For a machine: 2026-11-21, the value of a date field. */
    public static String iso(LocalDate day) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(day);
    }

    /** The day that somebody typed or picked: 2026-11-21, 21/11/2026, 21 November 2026. */
    public static Optional<LocalDate> read(String typed) {
        return read(typed, TYPED, LocalDate::from);
    }

    /** For a machine: 2026-11-21T10:05, the value of a field for a moment. */
    public static String isoMoment(Instant moment) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                moment.atZone(LONDON).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
    }

    /** The moment that somebody typed or picked: 2026-11-21T10:05, 21/11/2026 10:05. */
    public static Optional<Instant> readMoment(String typed) {
        return read(typed, TYPED_MOMENTS, LocalDateTime::from)
                .map(moment -> moment.atZone(LONDON).toInstant());
    }

    private static <T> Optional<T> read(String typed, List<DateTimeFormatter> formats, TemporalQuery<T> wanted) {
        for (var format : formats) {
            try {
                return Optional.of(format.parse(typed.strip(), wanted));
            } catch (DateTimeParseException _) {
                // the next may read it
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter typed(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK).withResolverStyle(ResolverStyle.STRICT);
    }

    private static LocalDate in(Instant moment) {
        return LocalDate.ofInstant(moment, LONDON);
    }

    private static String as(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, Words.language()).format(day);
    }
}
