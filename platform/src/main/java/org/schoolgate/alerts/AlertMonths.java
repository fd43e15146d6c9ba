package org.schoolgate.alerts;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.schoolgate.alerts.AlertEvent.What;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Alarm;
import org.schoolgate.messages.Alarms;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A month of signals in numbers: how many, how often it was nothing, and how long nobody looked (RPT-2). Nobody's name. */
@Service
public class AlertMonths {
    private final AlertStore store;
    private final AlertReaders readers;
    private final Alarms alarms;
    private final AlertKeeping keeping;
    private final AuditTrail audit;
    private final Clock clock;

    AlertMonths(
            AlertStore store,
            AlertReaders readers,
            Alarms alarms,
            AlertKeeping keeping,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.readers = readers;
        this.alarms = alarms;
        this.keeping = keeping;
        this.audit = audit;
        this.clock = clock;
    }

    /** How signals of one sort went. */
    public record Line(
            Sort sort, int dangers, int concerns, int requests, int cases, int aside, int waiting, int falseAlarms) {
        public int signals() {
            return dangers + concerns;
        }
    }

    /**
     * How long nobody had looked, of those at which somebody has.
     *
     * @param half within which half of them were looked at
     */
    public record Seen(int looked, int notYet, Optional<Duration> half, Optional<Duration> longest) {}

    /** A month, as far as its reader reads its signals. */
    public record Month(YearMonth month, List<Line> lines, Seen dangers, Seen concerns) {
        public Month {
            lines = List.copyOf(lines);
        }

        public int count(Grade grade) {
            return lines.stream()
                    .mapToInt(line -> grade == Grade.DANGER ? line.dangers() : line.concerns())
                    .sum();
        }

        public int falseAlarms() {
            return lines.stream().mapToInt(Line::falseAlarms).sum();
        }
    }

    /** A month of the whole school, for readers who must not make out anybody. */
    public record Counts(YearMonth month, int dangers, int concerns, int falseAlarms, Seen seen) {}

    /** The month that it is now. */
    public YearMonth now() {
        return YearMonth.from(clock.instant().atZone(LONDON));
    }

    /** Whether everything of a month is still there: what was put aside long ago is not. */
    @Transactional(readOnly = true)
    public boolean isWhole(SchoolId school, YearMonth month) {
        return start(month).isAfter(keeping.firstKept(school));
    }

    /** A month of these sorts; that somebody read it goes on the record. */
    @Transactional
    public Month read(Actor.Somebody actor, YearMonth month, Set<Sort> sorts) {
        AlertPolicy.ACCESS.require(actor, Operation.SEE_MONTH);
        audit.now(
                new AlertEvent(actor, "school:" + actor.school(), What.MONTH_READ, Map.of("month", month.toString())));
        var alerts = readers.of(actor, of(actor.school(), month)).stream()
                .filter(alert -> sorts.contains(alert.sort()))
                .toList();
        var seen = seen(actor.school(), alerts);
        return new Month(
                month,
                Arrays.stream(Sort.values())
                        .filter(sorts::contains)
                        .map(sort -> line(
                                sort,
                                alerts.stream()
                                        .filter(alert -> alert.sort() == sort)
                                        .toList()))
                        .filter(line -> line.signals() > 0)
                        .toList(),
                seen(alerts, seen, alert -> alert.grade() == Grade.DANGER),
                seen(alerts, seen, alert -> alert.grade() == Grade.CONCERN));
    }

    /** The same in a few numbers for all of the school. */
    @Transactional(readOnly = true)
    public Counts counts(Actor.Somebody actor, YearMonth month) {
        AlertPolicy.ACCESS.require(actor, Operation.SEE_COUNTS);
        var alerts = of(actor.school(), month);
        return new Counts(
                month,
                count(alerts, alert -> alert.grade() == Grade.DANGER),
                count(alerts, alert -> alert.grade() == Grade.CONCERN),
                count(alerts, Alert::isFalseAlarm),
                seen(alerts, seen(actor.school(), alerts), _ -> true));
    }

    private List<Alert> of(SchoolId school, YearMonth month) {
        return store.between(school, start(month), start(month.plusMonths(1)));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(LONDON).toInstant();
    }

    private static Line line(Sort sort, List<Alert> alerts) {
        return new Line(
                sort,
                count(alerts, alert -> alert.grade() == Grade.DANGER),
                count(alerts, alert -> alert.grade() == Grade.CONCERN),
                alerts.stream().mapToInt(Alert::events).sum(),
                count(alerts, alert -> alert.casePath().isPresent()),
                count(alerts, Alert::isPutAside),
                count(alerts, Alert::isWaiting),
                count(alerts, Alert::isFalseAlarm));
    }

    private static int count(List<Alert> alerts, Predicate<Alert> which) {
        return (int) alerts.stream().filter(which).count();
    }

    /** When the first looked at each: on its page, or with a telephone in the hand. */
    private Map<AlertId, Instant> seen(SchoolId school, Collection<Alert> alerts) {
        var seen = new HashMap<AlertId, Instant>();
        for (var alert : alerts) {
            Stream.concat(Stream.ofNullable(alert.seenAt()), answered(school, alert))
                    .min(Instant::compareTo)
                    .ifPresent(at -> seen.put(alert.id(), at));
        }
        return seen;
    }

    private Stream<Instant> answered(SchoolId school, Alert alert) {
        return alert.state() instanceof Alert.State.Followed followed
                ? alarms.about(school, List.of(followed.subject())).stream()
                        .map(Alarm::end)
                        .flatMap(Stream::ofNullable)
                        .filter(end -> end.person() != null)
                        .map(Alarm.End::at)
                : Stream.empty();
    }

    private static Seen seen(List<Alert> alerts, Map<AlertId, Instant> seen, Predicate<Alert> which) {
        var some = alerts.stream().filter(which).toList();
        var times = some.stream()
                .filter(alert -> seen.containsKey(alert.id()))
                .map(alert -> Duration.between(alert.raisedAt(), seen.getOrDefault(alert.id(), alert.raisedAt())))
                .sorted()
                .toList();
        return new Seen(
                times.size(),
                some.size() - times.size(),
                times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) / 2)),
                times.isEmpty() ? Optional.empty() : Optional.of(times.getLast()));
    }
}
