package org.schoolgate.cases.procedure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a decision.
 *
 * @param means what the word means here, shown beside it (INC-8); null where it speaks for itself
 * @param withReason whether whoever decides has to say why
 */
public record Answer(
        String id, String label, @Nullable String means, boolean withReason, Way way, List<Effect> effects) {
    public Answer {
        effects = List.copyOf(effects);
    }
}
