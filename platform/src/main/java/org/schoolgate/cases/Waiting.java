package org.schoolgate.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Span;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.kernel.PersonId;

/**
 * A step of a case that has begun and is not done.
 *
 * @param walk the number of the walk in its case, from 1
 * @param title what it is called in its procedure
 * @param inPlace who did an earlier step of its doer when it was late, and goes on with this
 * @param ready whether it can be done now, and waits for no other step
 * @param limit null where no clock runs
 */
record Waiting(
        int walk,
        String step,
        String title,
        Doer doer,
        Set<PersonId> inPlace,
        Instant since,
        boolean ready,
        @Nullable Limit limit) {
    /** The first to run out first, and then the one that has waited longest. */
    static final Comparator<Waiting> BY_URGENCY = Comparator.comparing((Waiting step) ->
                    step.limit() == null ? Instant.MAX : step.limit().due())
            .thenComparing(Waiting::since);

    Waiting {
        inPlace = Set.copyOf(inPlace);
    }

    /**
     * By when, and who comes next when it is not done by then.
     *
     * @param at when each of them has their turn
     * @param ringsAt when people are rung; null where it is not urgent
     * @param inSchoolDays whether it was counted by the days on which the school is open
     */
    record Limit(
            Instant due,
            List<Doer> turns,
            List<Instant> at,
            @Nullable Instant ringsAt,
            boolean inSchoolDays) {
        Limit {
            turns = List.copyOf(turns);
            at = List.copyOf(at);
        }
    }

    static Waiting of(int walk, Walk.Open open) {
        var deadline = open.step().deadline();
        var limit = open.limit();
        return new Waiting(
                walk,
                open.step().id(),
                open.step().title(),
                open.step().by(),
                open.inPlace().stream().map(PersonId::new).collect(Collectors.toSet()),
                open.since(),
                open.waitsFor().isEmpty(),
                deadline == null || limit == null
                        ? null
                        : new Limit(
                                limit.due(),
                                deadline.then(),
                                limit.turns(),
                                limit.ringsAt(),
                                deadline.within() instanceof Span.InSchoolDays));
    }

    /** How many of those who come next have their turn by now. */
    int turns(Instant now) {
        return limit == null
                ? 0
                : (int) limit.at().stream().filter(turn -> !now.isBefore(turn)).count();
    }

    /** Whose it is by now: the one who was to do it, and each who came next. */
    List<Doer> doers(Instant now) {
        var doers = new ArrayList<>(List.of(doer));
        if (limit != null) {
            doers.addAll(limit.turns().subList(0, turns(now)));
        }
        return doers;
    }

    /** Whose it can ever be: the one who is to do it, and each who comes next. */
    List<Doer> everyDoer() {
        var doers = new ArrayList<>(List.of(doer));
        if (limit != null) {
            doers.addAll(limit.turns());
        }
        return doers;
    }

    /** The same as a step of whoever has that turn, and of nobody else; one that is beyond the last is still the last's. */
    Waiting ofTurn(int turn) {
        var all = everyDoer();
        return new Waiting(walk, step, title, all.get(Math.min(turn, all.size() - 1)), Set.of(), since, ready, null);
    }

    /** Whether the other is this very step, begun at the same time and as ready as this. */
    boolean isAsReadyAs(Waiting other) {
        return walk == other.walk && step.equals(other.step) && since.equals(other.since) && ready == other.ready;
    }
}
