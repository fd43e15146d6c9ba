package org.schoolgate.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether somebody may use something at a moment, and until when; or every reason why not. */
public sealed interface AccessDecision {
    /**
     * May.
     *
     * @param until when this ends if nothing else happens; {@link Instant#MAX} where no end is known
     */
    record Allowed(Instant until) implements AccessDecision {}

    /**
     * May not.
     *
     * @param reasons all of them, the one to be told first at the head; never none
     */
    record Refused(List<Reason> reasons) implements AccessDecision {
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("refused for no reason");
            }
        }

        public Reason first() {
            return reasons.getFirst();
        }

        /** When it is over by itself; empty where somebody has to do something. */
        public Optional<Instant> until() {
            var ends = reasons.stream().map(Reason::until).toList();
            return ends.stream().allMatch(Optional::isPresent)
                    ? ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                    : Optional.empty();
        }
    }

    /** The next moment at which the clock alone makes the answer or its reasons another; empty where none is known. */
    default Optional<Instant> turnsAt() {
        return switch (this) {
            case Allowed(var until) -> until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until);
            case Refused refused ->
                refused.reasons().stream()
                        .map(Reason::until)
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder());
        };
    }

    default boolean isAllowed() {
        return this instanceof Allowed;
    }
}
