package org.schoolgate.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.SignalDesk;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Grades what was noticed, one reader and sort at a time and each in a transaction of its own, in which it also stops
 * waiting: whoever dies in between leaves it to the next round, and whoever comes at the same time waits and finds nothing.
 */
@Component
class GradingRound implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(GradingRound.class);

    /** So many events of a signal are kept one by one; more are counted. */
    static final int MOST_KEPT = 500;

    private final NoticedStore noticed;
    private final AlertStore store;
    private final Following following;
    private final AlertLetters letters;
    private final SignalDesk desk;
    private final Pseudonyms pseudonyms;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    GradingRound(
            NoticedStore noticed,
            AlertStore store,
            Following following,
            AlertLetters letters,
            SignalDesk desk,
            Pseudonyms pseudonyms,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.noticed = noticed;
        this.store = store;
        this.following = following;
        this.letters = letters;
        this.desk = desk;
        this.pseudonyms = pseudonyms;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "alerts.grading";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(SchoolId school) {
        var keys = transaction.execute(_ -> noticed.keys(school));
        for (var key : keys) {
            try {
                transaction.executeWithoutResult(_ -> grade(school, key));
            } catch (RuntimeException e) {
                LOG.error(
                        "what was noticed of sort {} at school {} could not be graded and waits",
                        key.sort(),
                        school,
                        e);
            }
        }
    }

    private void grade(SchoolId school, NoticedStore.Key key) {
        store.lock(school);
        var waiting = noticed.take(school, key);
        var grade = store.grades(school).getOrDefault(key.sort(), key.sort().byDefault());
        if (waiting.isEmpty() || grade == Grade.NOTHING) {
            return;
        }
        var by = new Actor.Schoolgate(school, "Schoolgate");
        var person = person(school, waiting.getFirst());
        var known = open(school, key, waiting);
        var signals = new LinkedHashMap<AlertId, Alert>();
        known.forEach(alert -> signals.put(alert.id(), alert));
        var more = new LinkedHashMap<AlertId, List<Noticed>>();
        for (var one : waiting) {
            var alert = signals.values().stream()
                    .filter(open -> open.takes(one.seen().at(), grade))
                    .findFirst()
                    .map(open -> open.with(one.seen().at()))
                    .orElseGet(
                            () -> first(school, key, grade, person, one.seen().at()));
            signals.put(alert.id(), alert);
            more.computeIfAbsent(alert.id(), _ -> new ArrayList<>()).add(one);
        }
        var before = known.stream().map(Alert::id).collect(Collectors.toSet());
        more.forEach((id, its) -> keep(by, Objects.requireNonNull(signals.get(id)), its, before.contains(id)));
    }

    /** The signals that could be meant, apart from those whose case has been closed: what comes after that is another. */
    private List<Alert> open(SchoolId school, NoticedStore.Key key, List<Noticed> waiting) {
        var first = waiting.getFirst().seen().at();
        var last = waiting.getLast().seen().at();
        var known = store.around(school, key, first.minus(Alert.WINDOW), last.plus(Alert.WINDOW));
        var followed = known.stream()
                .filter(alert -> alert.casePath().isPresent())
                .map(Alert::subject)
                .collect(Collectors.toSet());
        var over = followed.isEmpty() ? Set.<String>of() : desk.over(school, followed);
        return known.stream().filter(alert -> !over.contains(alert.subject())).toList();
    }

    private @Nullable PersonId person(SchoolId school, Noticed one) {
        var reader = one.seen().reader();
        return reader == null
                ? null
                : pseudonyms.behind(school, List.of(reader)).get(reader);
    }

    private Alert first(SchoolId school, NoticedStore.Key key, Grade grade, @Nullable PersonId person, Instant at) {
        return new Alert(
                AlertId.random(),
                school,
                key.sort(),
                grade,
                key.who(),
                person,
                person == null ? Alert.Kind.UNKNOWN : Alert.Kind.of(roster.roles(school, person, roster.today())),
                at,
                at,
                clock.instant(),
                1,
                0,
                null,
                new Alert.State.Waiting(),
                List.of());
    }

    private void keep(Actor by, Alert alert, List<Noticed> its, boolean known) {
        if (known) {
            store.countUp(alert);
        } else {
            store.raise(alert);
        }
        int room = MOST_KEPT - noticed.kept(alert.school(), alert.id());
        noticed.keep(
                alert.school(),
                alert.id(),
                its.stream().limit(Math.max(0, room)).toList());
        if (known) {
            return;
        }
        events.publishEvent(AlertEvent.of(
                by,
                alert,
                What.RAISED,
                Map.of(
                        "sort",
                        alert.sort().name(),
                        "grade",
                        alert.grade().name(),
                        "events",
                        String.valueOf(alert.events()))));
        if (alert.grade() == Grade.DANGER) {
            following.follow(by, alert);
        } else {
            letters.raised(alert);
        }
    }
}
