package org.schoolgate.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By when a step is to be done, and whose turn it is when it is not.
 *
 * @param then each in turn has the same time again, and the last one keeps it; never none
 * @param urgent whether people are rung until one of them answers when the time has passed twice
 */
public record Deadline(Span within, Since since, List<Doer> then, boolean urgent) {
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
    Running running(Instant begun, Instant opened, Function<String, Optional<Instant>> written, SchoolDays days) {
        var from = switch (since) {
            case Since.TheStep _ -> opened;
            case Since.TheBeginning _ -> begun;
            case Since.Written(var field) -> written.apply(field).orElse(begun);
        };
        var turns = new ArrayList<Instant>();
        var next = within.after(from, days);
        for (int turn = 0; turn < then.size(); turn++) {
            turns.add(next);
            next = within.after(next, days);
        }
        return new Running(turns, urgent ? within.after(turns.getFirst(), days) : null);
    }

    /**
     * The same from the moment at which a step has begun.
     *
     * @param turns when each who comes next has their turn, the first when the step is late
     * @param ringsAt when people are rung; null where it is not urgent
     */
    public record Running(List<Instant> turns, @Nullable Instant ringsAt) {
        public Running {
            turns = List.copyOf(turns);
        }

        public Instant due() {
            return turns.getFirst();
        }
    }

    /** Whose turn it is at a moment at or after it is due. */
    Doer turn(Running running, Instant now) {
        var passed =
                running.turns().stream().filter(turn -> !now.isBefore(turn)).count();
        return then.get((int) passed - 1);
    }
}
