package org.schoolgate.alerts;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.alerts.Alert.Verdict;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SignalDesk.Followed;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the filter saw and somebody has to look at: it waits for those whose it is until one of them opens a case of it or
 * puts it aside with a reason. Both stay on the record.
 */
@Service
public class Alerts {
    static final int LONGEST = 500;

    private static final int LATELY = 50;
    private static final int A_SAMPLE = 5;
    private static final Duration SAMPLED = Duration.ofDays(31);

    private final AlertStore store;
    private final NoticedStore noticed;
    private final AlertReaders readers;
    private final Following following;
    private final AlertKeeping keeping;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Alerts(
            AlertStore store,
            NoticedStore noticed,
            AlertReaders readers,
            Following following,
            AlertKeeping keeping,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.noticed = noticed;
        this.readers = readers;
        this.following = following;
        this.keeping = keeping;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * One signal in front of a reader.
     *
     * @param name of whom it is about; null where nobody was known
     * @param events those that are kept one by one, in the order in which they were seen
     * @param keptUntil when it goes; null where it was not put aside, and stays
     */
    public record Opened(
            Alert alert,
            @Nullable String name,
            List<Noticed> events,
            @Nullable Instant keptUntil) {
        public Opened {
            events = List.copyOf(events);
        }
    }

    /** What became of an act on a signal. */
    public sealed interface Acting {
        /** A case follows from it. */
        record HasCase(Followed followed) implements Acting {}

        record Done() implements Acting {}

        /** Somebody was faster. */
        record DecidedBefore() implements Acting {}

        record NotLikeThat(Problems problems) implements Acting {}
    }

    /** What waits for a reader, the oldest first. */
    @Transactional(readOnly = true)
    public List<Alert> waiting(Actor.Somebody actor) {
        return AlertPolicy.ACCESS.allows(actor, Operation.READ)
                ? readers.of(actor, store.waiting(actor.school()))
                : List.of();
    }

    /** How many that are, for the menu. */
    @Transactional(readOnly = true)
    public int count(Actor.Somebody actor) {
        return AlertPolicy.ACCESS.allows(actor, Operation.READ)
                ? readers.count(actor, store.howManyWait(actor.school()))
                : 0;
    }

    /** What was decided lately, the newest first. */
    @Transactional(readOnly = true)
    public List<Alert> lately(Actor.Somebody actor) {
        AlertPolicy.ACCESS.require(actor, Operation.READ);
        return readers.of(actor, store.lately(actor.school(), LATELY));
    }

    /** A few of those that others put aside lately, for a reader who may look at them as a second person. */
    @Transactional(readOnly = true)
    public List<Alert> sample(Actor.Somebody actor) {
        return AlertPolicy.ACCESS.allows(actor, Operation.REVIEW)
                ? readers.of(actor, store.forASecond(actor, clock.instant().minus(SAMPLED))).stream()
                        .limit(A_SAMPLE)
                        .toList()
                : List.of();
    }

    /** Whether a reader may say of one whether they would have put it aside as well. */
    public boolean mayReview(Actor.Somebody actor, Alert alert) {
        return AlertPolicy.ACCESS.allows(actor, Operation.REVIEW)
                && alert.state() instanceof Alert.State.PutAside aside
                && !aside.by().equals(actor.person())
                && !alert.isReviewed();
    }

    /** Says so; whoever would not have put it aside says why, and may open a case of it. */
    @Transactional
    public Acting review(Actor.Somebody actor, AlertId id, boolean agrees, String because) {
        AlertPolicy.ACCESS.require(actor, Operation.REVIEW);
        var alert = locked(actor, id);
        if (!mayReview(actor, alert)) {
            return new Acting.DecidedBefore();
        }
        var problems = agrees && because.isBlank() ? Problems.none() : reason(because);
        if (problems.any()) {
            return new Acting.NotLikeThat(problems);
        }
        judge(actor, alert, agrees ? Verdict.AGREES : Verdict.DISAGREES, because);
        return new Acting.Done();
    }

    /** One of them to read, which goes on the record before it is shown. Whose it is not gets what is not there. */
    @Transactional
    public Opened read(Actor.Somebody actor, AlertId id) {
        var alert = theirs(actor, id, Operation.READ);
        audit.now(AlertEvent.of(actor, alert, What.READ, Map.of()));
        store.seen(actor.school(), id, clock.instant());
        return shown(alert);
    }

    /** The same for a page on which something was typed that cannot be so. */
    @Transactional(readOnly = true)
    public Opened show(Actor.Somebody actor, AlertId id) {
        return shown(theirs(actor, id, Operation.READ));
    }

    private Opened shown(Alert alert) {
        return new Opened(
                alert,
                following.name(alert),
                noticed.of(alert.school(), alert.id(), 0),
                alert.state() instanceof Alert.State.PutAside aside ? keeping.until(alert.school(), aside) : null);
    }

    /** Opens a case of it, also where somebody had put it aside. */
    @Transactional
    public Acting open(Actor.Somebody actor, AlertId id) {
        var alert = locked(actor, id);
        return alert.state() instanceof Alert.State.Followed
                ? new Acting.DecidedBefore()
                : new Acting.HasCase(following.follow(actor, alert));
    }

    /** Puts it aside with a reason; the other signals of whom it is about are not touched by that. */
    @Transactional
    public Acting putAside(Actor.Somebody actor, AlertId id, String because, boolean falseAlarm) {
        var alert = locked(actor, id);
        if (!alert.isWaiting()) {
            return new Acting.DecidedBefore();
        }
        var problems = reason(because);
        if (problems.any()) {
            return new Acting.NotLikeThat(problems);
        }
        var now = clock.instant();
        store.putAside(actor, id, because.strip(), now);
        events.publishEvent(AlertEvent.of(actor, alert, What.PUT_ASIDE, Map.of("because", because.strip())));
        if (falseAlarm) {
            judge(actor, alert, Verdict.FALSE_ALARM, because);
        }
        return new Acting.Done();
    }

    /** Says that it was a false alarm, whatever became of it; a case goes its own way all the same. */
    @Transactional
    public Acting falseAlarm(Actor.Somebody actor, AlertId id, String because) {
        var alert = locked(actor, id);
        if (alert.isFalseAlarm()) {
            return new Acting.DecidedBefore();
        }
        var problems = reason(because);
        if (problems.any()) {
            return new Acting.NotLikeThat(problems);
        }
        judge(actor, alert, Verdict.FALSE_ALARM, because);
        return new Acting.Done();
    }

    private static Problems reason(String because) {
        return Problems.none()
                .when(because.isBlank(), "because", say("alerts.because.missing"))
                .when(because.length() > LONGEST, "because", say("alerts.because.long", LONGEST));
    }

    private void judge(Actor.Somebody actor, Alert alert, Verdict verdict, String because) {
        if (store.judge(actor, alert.id(), verdict, because.strip(), clock.instant())) {
            events.publishEvent(AlertEvent.of(
                    actor,
                    alert,
                    verdict == Verdict.FALSE_ALARM ? What.FALSE_ALARM : What.REVIEWED,
                    Map.of("verdict", verdict.name(), "because", because.strip())));
        }
    }

    private Alert locked(Actor.Somebody actor, AlertId id) {
        AlertPolicy.ACCESS.require(actor, Operation.DECIDE);
        return theirs(actor, store.lock(actor.school(), id).orElseThrow(() -> notThere(id)));
    }

    private Alert theirs(Actor.Somebody actor, AlertId id, Operation operation) {
        AlertPolicy.ACCESS.require(actor, operation);
        return theirs(actor, store.find(actor.school(), id).orElseThrow(() -> notThere(id)));
    }

    private Alert theirs(Actor.Somebody actor, Alert alert) {
        return readers.of(actor, List.of(alert)).stream().findFirst().orElseThrow(() -> notThere(alert.id()));
    }

    private static NotFound notThere(AlertId id) {
        return new NotFound("alert " + id);
    }
}
