package org.schoolgate.cases;

import java.time.DayOfWeek;
import java.util.Map;
import org.schoolgate.kernel.AcademicYear;

/**
 * How the cases that somebody reads are spread, this school year and over the terms of the last two.
 *
 * @param kinds by how the kind is called
 * @param classes by the class of today of each pupil on a case; a case counts once for each class
 * @param places by what was written down as the place
 * @param hours by the hour of the day at which it happened
 * @param weekdays by the day on which it happened
 */
public record Patterns(
        AcademicYear year,
        int total,
        Map<String, Integer> kinds,
        Map<String, Integer> classes,
        Map<String, Integer> places,
        Map<Integer, Integer> hours,
        Map<DayOfWeek, Integer> weekdays,
        Map<SchoolTerm, Integer> terms) {}
