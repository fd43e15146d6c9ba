package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.roster.Person;

/**
 * What happened around somebody, as far as one reader may know it.
 *
 * @param cases those on which they are and which the reader reads whole, and no trace of any other
 * @param lost those of them that this program cannot follow
 * @param holds on their access, which no case that is not read here placed, and no sanction of one that is
 * @param withdrawn agreements about them that were taken back
 * @param told what they told themselves and the reader hears of
 * @param before when the reader looked the last time; null for the first time
 */
public record Chronology(
        Person person,
        List<Case> cases,
        List<CaseFile> lost,
        List<HoldRegister.Shown> holds,
        List<Withdrawn> withdrawn,
        List<Report> told,
        @Nullable Instant before,
        Instant at) {
    /** An agreement that somebody took back, in their own words where they gave any. */
    public record Withdrawn(Instant at, String byName, String why) {}

    public Chronology {
        cases = List.copyOf(cases);
        lost = List.copyOf(lost);
        holds = List.copyOf(holds);
        withdrawn = List.copyOf(withdrawn);
        told = List.copyOf(told);
    }
}
