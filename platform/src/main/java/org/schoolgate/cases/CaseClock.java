package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What time does to cases: a step that is late, or whose doers are away, passes on to the next, who is told once, whatever
 * was restarted meanwhile. About one that is urgent and late twice people are rung.
 */
@Component
class CaseClock implements SchoolJob {
    private final CaseQueueStore queue;
    private final CaseStore store;
    private final CaseLetters letters;
    private final CaseAlarms alarms;
    private final Viewers viewers;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CaseClock(
            CaseQueueStore queue,
            CaseStore store,
            CaseLetters letters,
            CaseAlarms alarms,
            Viewers viewers,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.queue = queue;
        this.store = store;
        this.letters = letters;
        this.alarms = alarms;
        this.viewers = viewers;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cases.clock";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ ->
                queue.urgent(school, now).forEach(facts -> facts.waiting().forEach(step -> ring(facts, step))));
        transaction.executeWithoutResult(_ ->
                queue.overdue(school, now).forEach(facts -> facts.waiting().forEach(step -> pass(facts, step))));
        transaction.executeWithoutResult(_ -> {
            var away = viewers.away(school);
            if (!away.isEmpty()) {
                queue.of(school, away).forEach(facts -> facts.waiting().forEach(step -> pass(facts, step)));
            }
        });
    }

    /** The school is open on other days than it was: what is counted in school days is counted anew, on the same transaction. */
    @EventListener
    void openOnOtherDays(PhoneLadders.LadderChanged change) {
        if (change.isOfDays()) {
            store.inSchoolDays(change.by().school())
                    .forEach(file -> store.lock(file.school(), file.id()).ifPresent(this::count));
        }
    }

    private void count(Case one) {
        store.keep(one.counted(), one.waiting());
    }

    private void ring(CaseFacts facts, Waiting step) {
        var file = facts.file();
        if (store.rings(file, step)) {
            var by = new Actor.Schoolgate(file.school(), "Schoolgate");
            events.publishEvent(new CaseEvent(
                    by, file.id(), CaseEvent.What.STEP_RANG, Map.of("step", step.walk() + "." + step.step())));
            alarms.ringAgain(by, file);
        }
    }

    private void pass(CaseFacts facts, Waiting step) {
        var file = facts.file();
        var turns = viewers.turns(facts, step);
        if (turns == 0 || !store.told(file, step, turns)) {
            return;
        }
        var told = letters.turn(facts, step, turns);
        events.publishEvent(new CaseEvent(
                new Actor.Schoolgate(file.school(), "Schoolgate"),
                file.id(),
                CaseEvent.What.TURN_PASSED,
                Map.of(
                        "step", step.walk() + "." + step.step(),
                        "to", step.ofTurn(turns).doer().name(),
                        "emailed",
                                told.stream().map(PersonId::toString).sorted().collect(Collectors.joining(" ")))));
    }
}
