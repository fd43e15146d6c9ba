package org.schoolgate.roster.rollover;

import java.time.LocalDate;
import java.util.Map;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody said on which day the school goes into a new year, or took that back. */
public record RolloverTold(Actor by, AcademicYear into, LocalDate effective, boolean takenBack) implements Audited {
    @Override
    public String kind() {
        return takenBack ? "roster.rollover-taken-back" : "roster.rollover-told";
    }

    @Override
    public String subject() {
        return "year:" + into.startYear();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("from", effective.toString());
    }
}
