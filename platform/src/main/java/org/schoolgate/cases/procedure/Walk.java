package org.schoolgate.cases.procedure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Entry.NotNecessary;
import org.schoolgate.cases.procedure.Entry.Said;

/** The way of one case through one procedure: a fold over what was said. Saying something gives the next walk. */
public final class Walk {
    /**
     * A step that has begun and is not done.
     *
     * @param limit null where no clock runs
     * @param waitsFor what has to be done before it can be; none where it can be done now
     * @param inPlace who did an earlier step of its doer when it was late
     */
    public record Open(
            Step step, Instant since, Deadline.@Nullable Running limit, List<Step> waitsFor, Set<UUID> inPlace) {
        public Open {
            waitsFor = List.copyOf(waitsFor);
            inPlace = Set.copyOf(inPlace);
        }

        /** By when it is to be done; null where no clock runs. */
        public @Nullable Instant due() {
            return limit == null ? null : limit.due();
        }
    }

    /** A step with the last that was said about it. */
    public record Done(Step step, Entry entry) {}

    /** An open step that is late, and whose turn it now is. */
    public record Overdue(Step step, Instant due, Doer turn) {}

    private sealed interface Place {}

    private record Begun(Instant since) implements Place {}

    private record Finished(Entry entry) implements Place {}

    private final Procedure procedure;
    private final SchoolDays days;
    private final Instant begun;
    private final List<Entry> entries;
    private final Map<String, Place> places;
    private final Set<Effect> effects;
    /** Who did a step of a doer when it was late. */
    private final Map<Doer, Set<UUID>> inPlace;

    private Walk(
            Procedure procedure,
            SchoolDays days,
            Instant begun,
            List<Entry> entries,
            Map<String, Place> places,
            Set<Effect> effects,
            Map<Doer, Set<UUID>> inPlace) {
        this.procedure = procedure;
        this.days = days;
        this.begun = begun;
        this.entries = List.copyOf(entries);
        this.places = Map.copyOf(places);
        this.effects = Collections.unmodifiableSet(effects);
        this.inPlace = Map.copyOf(inPlace);
    }

    /** Where nothing is known of the school's days. */
    public static Walk begin(Procedure procedure, Instant at) {
        return begin(procedure, at, SchoolDays.WEEKDAYS);
    }

    public static Walk begin(Procedure procedure, Instant at, SchoolDays days) {
        var begun = at.truncatedTo(ChronoUnit.MICROS);
        return new Walk(
                procedure,
                days,
                begun,
                List.of(),
                Map.of(procedure.begin(), new Begun(begun)),
                new LinkedHashSet<>(procedure.effects()),
                Map.of());
    }

    /** The walk that these entries tell of, as it stood after the last of them. */
    public static Walk retrace(Procedure procedure, Instant begun, List<Entry> entries, SchoolDays days) {
        var walk = begin(procedure, begun, days);
        for (var entry : entries) {
            var outcome = switch (entry) {
                case Said(var step, var by, var at, var values) -> walk.answer(step, by, at, values);
                case NotNecessary(var step, var by, var at, var reason) -> walk.leaveOut(step, by, at, reason);
            };
            if (!(outcome instanceof Outcome.WentOn on)) {
                throw new IllegalArgumentException("entry %d does not fit %s, version %d: %s"
                        .formatted(walk.entries.size() + 1, procedure.id(), procedure.version(), outcome));
            }
            walk = on.walk();
        }
        return walk;
    }

    /** Says what was done in a step, by the names of its fields. */
    public Outcome answer(String id, Who by, Instant at, Map<String, String> values) {
        var refused = refusal(id);
        if (refused.isPresent()) {
            return refused.get();
        }
        var step = step(id);
        var form = new Form(step.act(), values);
        return form.refusal().orElseGet(() -> on(step, new Said(id, by, at, form.said())));
    }

    /** Marks a step as not necessary. */
    public Outcome leaveOut(String id, Who by, Instant at, String reason) {
        var refused = refusal(id);
        if (refused.isPresent()) {
            return refused.get();
        }
        var step = step(id);
        if (!step.optional()) {
            return new Outcome.AlwaysNecessary(step);
        }
        return reason.isBlank() ? new Outcome.ReasonMissing() : on(step, new NotNecessary(id, by, at, reason.strip()));
    }

    private Optional<Outcome> refusal(String id) {
        if (!(places.get(id) instanceof Begun)) {
            return Optional.of(new Outcome.NotOpen(id));
        }
        var first = waitsFor(step(id));
        return first.isEmpty() ? Optional.empty() : Optional.of(new Outcome.NeedsFirst(first));
    }

    private Outcome on(Step step, Entry entry) {
        var turn = new Turn(step, entry);
        var then = new HashMap<>(places);
        then.put(step.id(), new Finished(entry));
        switch (turn.way()) {
            case Way.On(var steps) -> steps.forEach(next -> then.putIfAbsent(next, new Begun(entry.at())));
            case Way.Back(var first) -> {
                new Graph(procedure.begin(), procedure.steps())
                        .between(first, step.id())
                        .forEach(then::remove);
                then.put(first, new Begun(entry.at()));
            }
        }
        var all = new LinkedHashSet<>(effects);
        all.addAll(turn.effects());
        var longer = new ArrayList<>(entries);
        longer.add(entry);
        var walk = new Walk(procedure, days, begun, longer, then, all, takenOver(step, entry));
        var fresh = walk.where(
                id -> then.get(id) instanceof Begun && (id.equals(step.id()) || !(places.get(id) instanceof Begun)));
        return new Outcome.WentOn(walk, entry, fresh, turn.effects());
    }

    private Map<Doer, Set<UUID>> takenOver(Step step, Entry entry) {
        if (!isLate(step, entry.at())) {
            return inPlace;
        }
        var more = new HashMap<>(inPlace);
        more.merge(
                step.by(),
                Set.of(entry.by().id()),
                (some, one) -> Stream.concat(some.stream(), one.stream()).collect(Collectors.toUnmodifiableSet()));
        return more;
    }

    private boolean isLate(Step step, Instant at) {
        var deadline = step.deadline();
        return deadline != null
                && places.get(step.id()) instanceof Begun(var since)
                && !at.isBefore(running(deadline, since).due());
    }

    private Deadline.Running running(Deadline deadline, Instant since) {
        return deadline.running(begun, since, this::written, days);
    }

    /** What stands between a step and its being done: its needs, and for the closing step all that has begun. */
    private List<Step> waitsFor(Step step) {
        return step.closes()
                ? where(id -> places.get(id) instanceof Begun && !id.equals(step.id()))
                : where(id -> step.needs().contains(id) && !(places.get(id) instanceof Finished));
    }

    private List<Step> where(Predicate<String> is) {
        return procedure.steps().stream().filter(step -> is.test(step.id())).toList();
    }

    private Step step(String id) {
        return procedure.step(id).orElseThrow();
    }

    public Procedure procedure() {
        return procedure;
    }

    public Instant begun() {
        return begun;
    }

    /** All that was said, the oldest first, steps that were taken up again included. */
    public List<Entry> entries() {
        return entries;
    }

    /** What holds for the case by now. */
    public Set<Effect> effects() {
        return effects;
    }

    /** In the order of the definition. */
    public List<Open> open() {
        var open = new ArrayList<Open>();
        for (var step : procedure.steps()) {
            if (places.get(step.id()) instanceof Begun(var since)) {
                var deadline = step.deadline();
                var limit = deadline == null ? null : running(deadline, since);
                open.add(new Open(step, since, limit, waitsFor(step), inPlace.getOrDefault(step.by(), Set.of())));
            }
        }
        return List.copyOf(open);
    }

    /** The time that was last written into a field, but none that had not come when it was written. */
    private Optional<Instant> written(String field) {
        return done().reversed().stream()
                .map(Done::entry)
                .flatMap(entry -> entry instanceof Said said && said.values().containsKey(field)
                        ? Stream.of(said)
                        : Stream.empty())
                .findFirst()
                .map(said -> Instant.parse(said.values().getOrDefault(field, "")))
                .map(at -> at.isAfter(begun) ? begun : at);
    }

    /** In the order in which they were done. */
    public List<Done> done() {
        return entries.stream()
                .filter(entry -> places.get(entry.step()) instanceof Finished(var last) && last.equals(entry))
                .map(entry -> new Done(step(entry.step()), entry))
                .toList();
    }

    public List<Step> notReached() {
        return where(id -> !places.containsKey(id));
    }

    /** The answers that were given to decisions, in their order. */
    public List<Branch> branches() {
        return entries.stream()
                .map(entry -> new Turn(step(entry.step()), entry))
                .flatMap(turn -> turn.answer().stream()
                        .map(answer -> new Branch(turn.step().id(), answer.id())))
                .toList();
    }

    /** The open steps that are past their time. */
    public List<Overdue> overdue(Instant now) {
        var late = new ArrayList<Overdue>();
        for (var open : open()) {
            var deadline = open.step().deadline();
            var limit = open.limit();
            if (deadline != null && limit != null && !now.isBefore(limit.due())) {
                late.add(new Overdue(open.step(), limit.due(), deadline.turn(limit, now)));
            }
        }
        return List.copyOf(late);
    }

    /** The steps that have begun and have to be done before the case can be closed. */
    public List<Step> inTheWay() {
        return isClosed() ? List.of() : waitsFor(procedure.closing());
    }

    public boolean mayClose() {
        return places.get(procedure.closing().id()) instanceof Begun
                && inTheWay().isEmpty();
    }

    public boolean isClosed() {
        return places.get(procedure.closing().id()) instanceof Finished;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Walk walk
                && procedure.equals(walk.procedure)
                && begun.equals(walk.begun)
                && entries.equals(walk.entries)
                && places.equals(walk.places)
                && effects.equals(walk.effects);
    }

    @Override
    public int hashCode() {
        return Objects.hash(procedure.id(), procedure.version(), begun, entries);
    }

    @Override
    public String toString() {
        return "%s, version %d: %d entries, open %s"
                .formatted(
                        procedure.id(),
                        procedure.version(),
                        entries.size(),
                        open().stream().map(open -> open.step().id()).toList());
    }
}
