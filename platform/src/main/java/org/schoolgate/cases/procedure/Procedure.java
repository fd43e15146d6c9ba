package org.schoolgate.cases.procedure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A written procedure: what is done about one sort of matter, by whom and in which order, until it is closed. There is
 * none that could not be walked to its end: a definition with a fault in it does not come into being.
 *
 * @param version a case stays on the version with which it began
 * @param about for what sort of matter it is
 * @param begin the step with which it begins
 * @param effects what holds for the case from the beginning
 * @param fixed why a school's own version cannot do without these effects; null where it can
 */
public record Procedure(
        String id,
        int version,
        String title,
        String about,
        String begin,
        List<Effect> effects,
        List<Step> steps,
        @Nullable String fixed) {
    public Procedure {
        effects = List.copyOf(effects);
        steps = List.copyOf(steps);
        var problems = Soundness.problems(begin, steps);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::sentence).collect(Collectors.joining(" ", id + ": ", "")));
        }
    }

    public Optional<Step> step(String wanted) {
        return steps.stream().filter(step -> step.id().equals(wanted)).findFirst();
    }

    /** The step that ends it. */
    public Step closing() {
        return steps.stream().filter(Step::closes).findFirst().orElseThrow();
    }

    /** Every answer of every decision, in the order of the definition. */
    public List<Branch> branches() {
        return steps.stream()
                .flatMap(step -> step.answers().stream().map(answer -> new Branch(step.id(), answer.id())))
                .toList();
    }
}
