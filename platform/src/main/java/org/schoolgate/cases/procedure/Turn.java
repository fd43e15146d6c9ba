package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.cases.procedure.Act.Decide;
import org.schoolgate.cases.procedure.Entry.Said;

/** A step and what was said about it: where that leads, and what it does to the case. */
record Turn(Step step, Entry entry) {
    /** The answer that was given; empty where nothing is decided. */
    Optional<Answer> answer() {
        return step.act() instanceof Decide decide && entry instanceof Said said
                ? Optional.ofNullable(said.values().get(Act.ANSWER)).map(decide::answer)
                : Optional.empty();
    }

    Way way() {
        return answer().map(Answer::way).orElse(step.next());
    }

    /** What is not done has no effects. */
    List<Effect> effects() {
        if (!(entry instanceof Said)) {
            return List.of();
        }
        var effects = new ArrayList<>(step.effects());
        answer().map(Answer::effects).ifPresent(effects::addAll);
        return List.copyOf(effects);
    }
}
