package org.schoolgate.cases.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Moments as forms hold them: on the clocks of London, to the minute. */
final class Moments {
    private static final List<DateTimeFormatter> TYPED =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME, typed("d/M/uuuu H:mm"), typed("d MMMM uuuu H:mm"));

    private Moments() {}

    /** The moment that somebody picked or typed: 2026-11-21T10:05, 21/11/2026 10:05. */
    static Optional<Instant> read(String typed) {
        return TYPED.stream()
                .flatMap(format -> read(typed.strip(), format).stream())
                .findFirst();
    }

    private static Optional<Instant> read(String typed, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(typed, format).atZone(LONDON).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** As the field of a form holds it. */
    static String written(Instant moment) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                moment.atZone(LONDON).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
    }

    private static DateTimeFormatter typed(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK).withResolverStyle(ResolverStyle.STRICT);
    }
}
