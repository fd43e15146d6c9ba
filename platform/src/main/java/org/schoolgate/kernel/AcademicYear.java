package org.schoolgate.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;

/**
 * A school year, from 1 September to 31 August, named by the calendar year in which it starts.
 *
 * @param startYear 2026 for 2026/27
 */
public record AcademicYear(int startYear) implements Comparable<AcademicYear> {
    /** Where the schools are. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    public static AcademicYear of(LocalDate day) {
        return new AcademicYear(day.getMonthValue() >= Month.SEPTEMBER.getValue() ? day.getYear() : day.getYear() - 1);
    }

    public static AcademicYear at(Instant moment) {
        return of(LocalDate.ofInstant(moment, LONDON));
    }

    public LocalDate firstDay() {
        return LocalDate.of(startYear, Month.SEPTEMBER, 1);
    }

    public LocalDate lastDay() {
        return LocalDate.of(startYear + 1, Month.AUGUST, 31);
    }

    /** The moment at which the year is over, midnight in London. */
    public Instant end() {
        return next().firstDay().atStartOfDay(LONDON).toInstant();
    }

    public AcademicYear next() {
        return new AcademicYear(startYear + 1);
    }

    @Override
    public int compareTo(AcademicYear other) {
        return Integer.compare(startYear, other.startYear);
    }

    /** As a school writes it: 2026/27. */
    @Override
    public String toString() {
        return "%d/%02d".formatted(startYear, (startYear + 1) % 100);
    }
}
