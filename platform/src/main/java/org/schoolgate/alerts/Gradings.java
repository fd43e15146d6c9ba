package org.schoolgate.alerts;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How a school has graded what the filter sees. What was in force when, and who said so and why, is kept. */
@Service
public class Gradings {
    private final AlertStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Gradings(AlertStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** One sort with what holds for it now. */
    public record InForce(Sort sort, Grade grade) {}

    /** What a school said about a sort, by the sort's name. */
    public record Said(String sort, Grade grade, Instant at, String by, String reason) {}

    /** What became of a wish to have a sort graded otherwise. */
    public sealed interface Changing {
        record Changed(Sort sort, Grade grade) implements Changing {}

        record AsBefore() implements Changing {}

        record NotLikeThat(Problems problems) implements Changing {}
    }

    /** Every sort, the gravest first. */
    @Transactional(readOnly = true)
    public List<InForce> all(Actor.Somebody actor) {
        AlertPolicy.ACCESS.require(actor, Operation.SEE_GRADES);
        var grades = store.grades(actor.school());
        return Arrays.stream(Sort.values())
                .map(sort -> new InForce(sort, grades.getOrDefault(sort, sort.byDefault())))
                .toList();
    }

    /** All that the school ever said about it, the newest first. */
    @Transactional(readOnly = true)
    public List<Said> history(Actor.Somebody actor) {
        AlertPolicy.ACCESS.require(actor, Operation.SEE_GRADES);
        return store.gradings(actor.school());
    }

    /** From now on a sort is graded so. What is waiting already stays as it was graded. */
    @Transactional
    public Changing change(Actor.Somebody actor, Sort sort, Grade grade, String reason) {
        AlertPolicy.ACCESS.require(actor, Operation.CHANGE_GRADES);
        var before = store.grades(actor.school()).getOrDefault(sort, sort.byDefault());
        if (grade == before) {
            return new Changing.AsBefore();
        }
        var problems = Problems.none()
                .when(sort.least().isGraverThan(grade), "grade", sort.limit())
                .when(reason.isBlank(), "reason", say("alerts.grades.why"))
                .when(reason.length() > Alerts.LONGEST, "reason", say("alerts.because.long", Alerts.LONGEST));
        if (problems.any()) {
            return new Changing.NotLikeThat(problems);
        }
        store.setGrade(actor, sort, grade, reason.strip(), clock.instant());
        events.publishEvent(new AlertEvent(
                actor,
                "school:" + actor.school(),
                What.GRADE_CHANGED,
                Map.of("sort", sort.name(), "from", before.name(), "to", grade.name(), "reason", reason.strip())));
        return new Changing.Changed(sort, grade);
    }
}
