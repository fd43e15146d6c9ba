package org.schoolgate.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.AlarmEvent.What;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rings until somebody answers. An alarm begins in the transaction that had a reason for it; from then on the clockwork
 * goes round the ladder until one person says that they have it, and nobody is rung after that.
 */
@Service
public class Alarms {
    private static final int MOST_TESTS = 10;

    private final AlarmStore store;
    private final ObjectProvider<AlarmCause> causes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Alarms(AlarmStore store, ObjectProvider<AlarmCause> causes, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.causes = causes;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with alarms. */
    public enum Operation {
        READ,
        ACKNOWLEDGE,
        TEST
    }

    /** Who may see an alarm and end it. Whom it is about never may. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR)
            .allow(
                    Operation.ACKNOWLEDGE,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR)
            .allow(Operation.TEST, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .done();

    /** Begins to ring about something; about one thing once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Actor actor, String subject, String path) {
        begin(actor, subject, 1, path, false);
    }

    /** Begins to ring about something, also where somebody had it before; while people are being rung, it goes on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ring(Actor actor, String subject, String path) {
        var before = store.of(actor.school(), List.of(subject));
        if (before.stream().noneMatch(Alarm::isOpen)) {
            begin(actor, subject, before.stream().mapToInt(Alarm::nth).max().orElse(0) + 1, path, false);
        }
    }

    void begin(Actor actor, String subject, int nth, String path, boolean test) {
        var alarm = new Alarm(
                AlarmId.random(),
                actor.school(),
                subject,
                nth,
                path,
                test,
                clock.instant(),
                actor.name(),
                List.of(),
                null,
                null);
        if (store.begin(alarm)) {
            events.publishEvent(
                    new AlarmEvent(actor, alarm.id(), subject, What.BEGUN, null, Map.of("nth", Integer.toString(nth))));
        }
    }

    /** Tries each number on the ladder once. A test that still runs is the one. */
    @Transactional
    public void test(Actor actor) {
        ACCESS.require(actor, Operation.TEST);
        beginTest(actor);
    }

    void beginTest(Actor actor) {
        if (store.open(actor.school()).stream().noneMatch(Alarm::test)) {
            begin(actor, "test:" + clock.instant(), 1, "/phone-ladder", true);
        }
    }

    /** What it was about is over, and nobody has to come. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void callOff(Actor actor, String subject) {
        store.of(actor.school(), List.of(subject)).stream()
                .filter(Alarm::isOpen)
                .forEach(alarm -> {
                    store.lock(alarm.id());
                    if (store.end(
                            actor.school(),
                            alarm.id(),
                            new Alarm.End(clock.instant(), Alarm.How.CALLED_OFF, null, actor.name()))) {
                        events.publishEvent(
                                new AlarmEvent(actor, alarm.id(), alarm.subject(), What.CALLED_OFF, null, Map.of()));
                    }
                });
    }

    /** The alarms about any of these, the oldest first, for pages of those who may read what they are about. */
    @Transactional(readOnly = true)
    public List<Alarm> about(SchoolId school, List<String> subjects) {
        return store.of(school, subjects);
    }

    /** Where people are rung right now, tests aside. */
    @Transactional(readOnly = true)
    public List<Alarm> open(Actor.Somebody actor) {
        if (!ACCESS.allows(actor, Operation.READ)) {
            return List.of();
        }
        return store.open(actor.school()).stream()
                .filter(alarm -> !alarm.test() && !spared(alarm).contains(actor.person()))
                .toList();
    }

    /** The newest tests, the newest first. */
    @Transactional(readOnly = true)
    public List<Alarm> tests(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return store.tests(actor.school(), MOST_TESTS);
    }

    /** One of them; for whom it is about it is not there. */
    @Transactional(readOnly = true)
    public Alarm find(Actor.Somebody actor, AlarmId id) {
        ACCESS.require(actor, Operation.READ);
        return found(actor, id);
    }

    private Alarm found(Actor.Somebody actor, AlarmId id) {
        return store.find(actor.school(), id)
                .filter(alarm -> !spared(alarm).contains(actor.person()))
                .orElseThrow(() -> new NotFound("alarm " + id));
    }

    /** Whoever asks has it now, unless somebody was first. */
    @Transactional
    public Acknowledging acknowledge(Actor.Somebody actor, AlarmId id) {
        ACCESS.require(actor, Operation.ACKNOWLEDGE);
        hold(found(actor, id));
        return acknowledge(actor, found(actor, id), Alarm.How.PAGE);
    }

    /** Locks what it is about and then the alarm: whoever rings, presses or calls off comes before or after, never between. */
    void hold(Alarm alarm) {
        if (!alarm.test()) {
            causes.stream().forEach(cause -> cause.hold(alarm.school(), alarm.subject()));
        }
        store.lock(alarm.id());
    }

    /** The same, for somebody whom the telephone knows. The alarm is locked. */
    Acknowledging acknowledge(Actor.Somebody actor, Alarm alarm, Alarm.How how) {
        var end = new Alarm.End(clock.instant(), how, actor.person(), actor.name());
        if (!store.end(actor.school(), alarm.id(), end)) {
            var first = store.find(actor.school(), alarm.id()).map(Alarm::end).orElseThrow();
            return actor.person().equals(first.person())
                    ? new Acknowledging.Yours()
                    : new Acknowledging.SomebodyHasIt(first);
        }
        causes.stream().forEach(cause -> cause.acknowledged(actor, alarm.subject()));
        events.publishEvent(new AlarmEvent(
                actor, alarm.id(), alarm.subject(), What.ACKNOWLEDGED, actor.person(), Map.of("how", how.name())));
        return new Acknowledging.Yours();
    }

    /** What became of the wish to have it. */
    public sealed interface Acknowledging {
        record Yours() implements Acknowledging {}

        /** It had ended. */
        record SomebodyHasIt(Alarm.End end) implements Acknowledging {}
    }

    /** Who must not be rung about it, nor see it. */
    Set<PersonId> spared(Alarm alarm) {
        return alarm.test()
                ? Set.of()
                : causes.stream()
                        .flatMap(cause -> cause.spared(alarm.school(), alarm.subject()).stream())
                        .collect(Collectors.toSet());
    }

    /** Lets go of what ended before a moment and belongs to nothing that is kept: tests, and what led to no case. */
    int forget(SchoolId school, Instant before) {
        var old = store.endedBefore(school, before).stream()
                .filter(alarm ->
                        alarm.test() || causes.stream().noneMatch(cause -> cause.keeps(school, alarm.subject())))
                .map(Alarm::id)
                .toList();
        store.forget(school, old);
        return old.size();
    }

    boolean movedSince(Alarm alarm, Instant moment) {
        return causes.stream().anyMatch(cause -> cause.movedSince(alarm.school(), alarm.subject(), moment));
    }

    /** Who may be rung at all. */
    Set<PersonId> candidates(SchoolId school) {
        return causes.stream()
                .flatMap(cause -> cause.candidates(school).stream())
                .map(AlarmCause.Candidate::person)
                .collect(Collectors.toSet());
    }
}
