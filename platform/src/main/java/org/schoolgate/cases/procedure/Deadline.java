package org.schoolgate.cases.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * By when a step is to be done, and whose turn it is when it is not.
 *
 * @param then each in turn has the same time again, and the last one keeps it; never none
 * @param urgent whether people are rung until one of them answers when the time has passed twice
 */
public record Deadline(Duration within, Since since, List<Doer> then, boolean urgent) {
    /** From when the time counts. */
    public sealed interface Since {
        Since THE_STEP = new TheStep();
        Since THE_BEGINNING = new TheBeginning();

        /** From when the step begins. */
        record TheStep() implements Since {}

        /** From when the procedure begins. */
        record TheBeginning() implements Since {}

        /** From the time that somebody wrote into a field of that name: when the school learnt of something. */
        record Written(String field) implements Since {}
    }

    public Deadline {
        then = List.copyOf(then);
        if (then.isEmpty()) {
            throw new IllegalArgumentException("a time limit that leads to nobody");
        }
    }

    /** By when; {@code written} knows the times that were written into fields. */
    Instant due(Instant begun, Instant opened, Function<String, Optional<Instant>> written) {
        return switch (since) {
            case Since.TheStep _ -> opened.plus(within);
            case Since.TheBeginning _ -> begun.plus(within);
            case Since.Written(var field) -> written.apply(field).orElse(begun).plus(within);
        };
    }

    /** Whose turn it is at a moment at or after {@code due}. */
    Doer turn(Instant due, Instant now) {
        var rounds = Duration.between(due, now).dividedBy(within);
        return then.get((int) Math.min(rounds, then.size() - 1L));
    }
}
