package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;

/**
 * A pupil's year, phase or class is another from that day on.
 *
 * @param phaseBefore null where none was known
 * @param phase null where none is known
 * @param out the class that the pupil leaves; null when there is none
 * @param in the class that the pupil comes into; null when there is none
 */
public record Moved(
        Actor by,
        PersonId person,
        LocalDate from,
        @Nullable Phase phaseBefore,
        @Nullable Phase phase,
        @Nullable ClassId out,
        @Nullable ClassId in)
        implements ChangesPolicy {
    /** Whether other rules hold for the pupil now. */
    public boolean changesPhase() {
        return phase != phaseBefore;
    }

    @Override
    public Affected affected() {
        return Affected.person(person);
    }

    @Override
    public String kind() {
        return "roster.moved";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        var facts = new TreeMap<String, String>();
        facts.put("from", from.toString());
        put(facts, "phase-before", phaseBefore);
        put(facts, "phase", phase);
        put(facts, "out-of", out);
        put(facts, "into", in);
        return Map.copyOf(facts);
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
