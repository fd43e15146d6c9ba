package org.schoolgate.cases.procedure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Act.Close;
import org.schoolgate.cases.procedure.Act.Decide;

/**
 * One thing to be done.
 *
 * @param say what to do, in words for whoever does it
 * @param warning what to beware of; null where nothing needs a warning
 * @param deadline null where no clock runs
 * @param needs steps that have to be done before this one can be, besides those that lead to it
 * @param optional whether it can be marked as not necessary
 * @param effects what happens to the case once it is done
 * @param next where it leads; a decision's answers say that themselves
 * @param fixed why a school's own version cannot do without it; null where it can
 */
public record Step(
        String id,
        Doer by,
        String title,
        String say,
        @Nullable String warning,
        @Nullable Deadline deadline,
        List<String> needs,
        boolean optional,
        Act act,
        List<Effect> effects,
        Way next,
        @Nullable String fixed) {
    /** The step in which a procedure asks for a picture of a screen, to be kept as evidence. */
    public static final String SCREENSHOT = "screenshot";

    public Step {
        needs = List.copyOf(needs);
        effects = List.copyOf(effects);
    }

    public boolean closes() {
        return act instanceof Close;
    }

    /** The answers to choose from, in order; none where nothing is decided. */
    public List<Answer> answers() {
        return act instanceof Decide decide ? decide.answers() : List.of();
    }

    /** Every way on, by answer; a step that decides nothing has one, under an empty word. */
    Map<String, Way> ways() {
        if (!(act instanceof Decide)) {
            return Map.of("", next);
        }
        var ways = new LinkedHashMap<String, Way>();
        answers().forEach(answer -> ways.put(answer.id(), answer.way()));
        return ways;
    }

    /** The groups of steps that begin together, one for each way that leads on. */
    Stream<List<String>> forward() {
        return ways().values().stream()
                .flatMap(way -> way instanceof Way.On(var steps) ? Stream.of(steps) : Stream.empty());
    }
}
