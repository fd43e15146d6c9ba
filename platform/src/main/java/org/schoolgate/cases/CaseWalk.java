package org.schoolgate.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.kernel.PersonId;

/**
 * The way of a case through one procedure.
 *
 * @param number its place among the walks of its case, from 1
 * @param about whom an entry took something from, by the place of the entry, from 1
 */
public record CaseWalk(int number, Walk walk, Map<Integer, PersonId> about) {
    public CaseWalk {
        about = Map.copyOf(about);
    }

    /** The same where its last entry took something from somebody. */
    CaseWalk about(PersonId whom) {
        var more = new HashMap<>(about);
        more.put(walk.entries().size(), whom);
        return new CaseWalk(number, walk, more);
    }

    /** The open step of that name. */
    public Optional<Walk.Open> open(String step) {
        return walk.open().stream()
                .filter(open -> open.step().id().equals(step))
                .findFirst();
    }
}
