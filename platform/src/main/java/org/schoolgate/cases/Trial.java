package org.schoolgate.cases;

import java.util.List;
import java.util.Map;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.ui.Problems;

/**
 * A pretended case that goes by a text which nobody has adopted yet. Nothing of it is kept or sent.
 *
 * @param said what was said so far, in its order
 * @param open what waits, and for whom of the school's own people
 * @param problems what is wrong with what was said last
 */
public record Trial(
        Procedure procedure, Walk walk, Circle circle, List<Said> said, List<Waits> open, Problems problems) {
    /** What somebody pretended to say about a step; to leave it out is said under its own name. */
    public record Said(String step, boolean leftOut, Map<String, String> values) {
        public Said {
            values = Map.copyOf(values);
        }
    }

    /** An open step with the names of those for whom it would wait. */
    public record Waits(Walk.Open open, List<String> names) {
        public Waits {
            names = List.copyOf(names);
        }
    }

    /** The step to fill in: the wanted one, or the first that can be done now. */
    public String shown(String wanted) {
        return ready(wanted)
                ? wanted
                : open.stream()
                        .map(waits -> waits.open().step().id())
                        .filter(this::ready)
                        .findFirst()
                        .orElse("");
    }

    private boolean ready(String step) {
        return open.stream()
                .map(Waits::open)
                .anyMatch(one -> one.step().id().equals(step) && one.waitsFor().isEmpty());
    }

    public Trial {
        said = List.copyOf(said);
        open = List.copyOf(open);
    }
}
