package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;

/**
 * A class in one school year.
 *
 * @param yearGroups whose pupils are in it; empty where nobody said
 * @param room empty where nobody said
 * @param closedOn the first day on which it is no more
 */
public record SchoolClass(
        ClassId id,
        AcademicYear year,
        String name,
        ClassKind kind,
        List<Integer> yearGroups,
        String room,
        @Nullable LocalDate closedOn) {
    public boolean isOpen(LocalDate day) {
        return closedOn == null || day.isBefore(closedOn);
    }
}
