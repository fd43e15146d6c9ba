package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.schoolgate.roster.Person;

/**
 * What the next school fetches: the cases that were chosen of a child's file, as they are when it does.
 *
 * @param child the one who is named in it
 * @param cases each as it goes out, the oldest first
 * @param school from where it comes
 */
public record Parcel(Transfer transfer, Person child, List<Taken> cases, String school, Instant at) {
    public Parcel {
        cases = List.copyOf(cases);
    }

    /** What happened across them, and nothing of any other case. */
    public Chronology chronology() {
        return new Chronology(
                child, cases.stream().map(Taken::one).toList(), List.of(), List.of(), List.of(), List.of(), null, at);
    }
}
