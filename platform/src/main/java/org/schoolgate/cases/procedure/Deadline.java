package org.schoolgate.cases.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * By when a step is to be done, and whose turn it is when it is not.
 *
 * @param then each in turn has the same time again, and the last one keeps it; never none
 */
public record Deadline(Duration within, Since since, List<Doer> then) {
    /** From when the time counts. */
    public enum Since {
        THE_STEP,
        THE_BEGINNING
    }

    public Deadline {
        then = List.copyOf(then);
        if (then.isEmpty()) {
            throw new IllegalArgumentException("a time limit that leads to nobody");
        }
    }

    Instant due(Instant begun, Instant opened) {
        return switch (since) {
            case THE_STEP -> opened.plus(within);
            case THE_BEGINNING -> begun.plus(within);
        };
    }

    /** Whose turn it is at a moment at or after {@code due}. */
    Doer turn(Instant due, Instant now) {
        var rounds = Duration.between(due, now).dividedBy(within);
        return then.get((int) Math.min(rounds, then.size() - 1L));
    }
}
