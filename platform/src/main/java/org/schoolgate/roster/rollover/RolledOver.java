package org.schoolgate.roster.rollover;

import java.time.LocalDate;
import java.util.Map;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ChangesPolicy;

/** A school went into a new school year. */
public record RolledOver(Actor by, AcademicYear into, LocalDate effective, Rollover.Result result)
        implements ChangesPolicy {
    @Override
    public String kind() {
        return "roster.rolled-over";
    }

    @Override
    public String subject() {
        return "year:" + into.startYear();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "from", effective.toString(),
                "moved", String.valueOf(result.moved()),
                "stayed", String.valueOf(result.stayed()),
                "finished", String.valueOf(result.finished()),
                "left", String.valueOf(result.left()));
    }
}
