package org.schoolgate.cases;

import java.time.LocalDate;
import java.time.Month;
import java.util.Comparator;
import org.schoolgate.kernel.AcademicYear;

/** A third of a school year, as far as a calendar can tell: until Christmas, until March is over, and the rest. */
public record SchoolTerm(AcademicYear year, Part part) implements Comparable<SchoolTerm> {
    /** Which third. */
    public enum Part {
        AUTUMN,
        SPRING,
        SUMMER
    }

    public static SchoolTerm of(LocalDate day) {
        var month = day.getMonthValue();
        var part = month >= Month.SEPTEMBER.getValue()
                ? Part.AUTUMN
                : month <= Month.MARCH.getValue() ? Part.SPRING : Part.SUMMER;
        return new SchoolTerm(AcademicYear.of(day), part);
    }

    @Override
    public int compareTo(SchoolTerm other) {
        return Comparator.comparing(SchoolTerm::year)
                .thenComparing(SchoolTerm::part)
                .compare(this, other);
    }
}
