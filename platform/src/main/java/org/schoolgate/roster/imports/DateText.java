package org.schoolgate.roster.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A date as records systems write it: 2020-02-01, 1/2/2020, 01.02.20 or 1 February 2020; the day before the month. */
sealed interface DateText {
    record Day(LocalDate date) implements DateText {}

    /**
     * A day that no calendar has.
     *
     * @param said like 31 February
     */
    record NoSuchDay(String said) implements DateText {}

    record NotUnderstood() implements DateText {}

    /** Year first; a time of day may follow, which says nothing about a date. */
    Pattern ISO = Pattern.compile("(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})(?:[T ].*)?");

    Pattern BRITISH = Pattern.compile(
            "(?<d>\\d{1,2})(?<sep>[/.-])(?<m>\\d{1,2})\\k<sep>(?<y>\\d{4}|\\d{2})(?: \\d{1,2}:\\d{2}(?::\\d{2})?)?");
    Pattern WRITTEN = Pattern.compile("(?<d>\\d{1,2})(?:st|nd|rd|th)?[ -](?<m>\\p{L}{3,9})[ ,-]+(?<y>\\d{4}|\\d{2})");

    /**
     * The date that a text means.
     *
     * @param latest years of two digits are read as the last such year up to this one
     */
    static DateText read(String text, Year latest) {
        for (var form : new Pattern[] {ISO, BRITISH, WRITTEN}) {
            var matcher = form.matcher(text);
            if (matcher.matches()) {
                return of(matcher, latest);
            }
        }
        return new NotUnderstood();
    }

    private static DateText of(Matcher matcher, Year latest) {
        var day = Integer.parseInt(matcher.group("d"));
        var month = month(matcher.group("m"));
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return new NotUnderstood();
        }
        var year = year(matcher.group("y"), latest);
        try {
            return new Day(LocalDate.of(year, month, day));
        } catch (DateTimeException _) {
            var name = "%d %s".formatted(day, Month.of(month).getDisplayName(TextStyle.FULL, Locale.UK));
            return new NoSuchDay(day == 29 ? "%s %d".formatted(name, year) : name);
        }
    }

    private static int month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        var small = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(Month.values())
                .filter(month -> month.name().toLowerCase(Locale.ROOT).startsWith(small))
                .mapToInt(Month::getValue)
                .findFirst()
                .orElse(0);
    }

    private static int year(String text, Year latest) {
        var year = Integer.parseInt(text);
        if (text.length() == 4) {
            return year;
        }
        var thisCentury = latest.getValue() / 100 * 100 + year;
        return thisCentury <= latest.getValue() ? thisCentury : thisCentury - 100;
    }
}
