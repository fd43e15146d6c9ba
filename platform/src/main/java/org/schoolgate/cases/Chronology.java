package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.roster.Person;

/**
 * What happened around somebody, as far as one reader may know it.
 *
 * @param cases those on which they are and which the reader reads whole, and no trace of any other
 * @param lost those of them that this program cannot follow
 * @param told what they told themselves and the reader hears of
 * @param before when the reader looked the last time; null for the first time
 */
public record Chronology(
        Person person,
        List<Case> cases,
        List<CaseFile> lost,
        List<Report> told,
        @Nullable Instant before,
        Instant at) {
    public Chronology {
        cases = List.copyOf(cases);
        lost = List.copyOf(lost);
        told = List.copyOf(told);
    }
}
