package org.schoolgate.cases.procedure;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** On which days a school is open, for time limits that are counted in them. */
@FunctionalInterface
public interface SchoolDays {
    /** Where nothing is known of a school: it is open from Monday to Friday. */
    SchoolDays WEEKDAYS = day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;

    /** By when on its last day something is to be done, by the clock on the wall. */
    LocalTime EVENING = LocalTime.of(17, 0);

    /** A school that says it is closed for longer than this is taken to be open, so that every limit comes to an end. */
    int LONGEST_CLOSED = 366;

    boolean isOpen(LocalDate day);

    /** Five in the afternoon of the school day that comes so many school days after the day of that moment. */
    default Instant after(Instant from, int days) {
        var day = LocalDate.ofInstant(from, LONDON);
        int left = days;
        int closed = 0;
        while (left > 0) {
            day = day.plusDays(1);
            if (isOpen(day) || closed == LONGEST_CLOSED) {
                left--;
                closed = 0;
            } else {
                closed++;
            }
        }
        return day.atTime(EVENING).atZone(LONDON).toInstant();
    }
}
