package org.schoolgate.roster.rollover;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.roster.rollover.Rollover.Outcome;
import org.schoolgate.roster.rollover.Rollover.State;
import org.schoolgate.roster.rollover.RolloverStore.Row;
import org.schoolgate.roster.rollover.RolloverStore.Standing;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The step into the next school year (ACC-21): looked at, changed line by line, and told to be done now or on its day. */
@Service
@Transactional
public class Rollovers {
    private final RolloverStore store;
    private final RolloverApplication application;
    private final RolloverWork work;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Rollovers(
            RolloverStore store,
            RolloverApplication application,
            RolloverWork work,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.application = application;
        this.work = work;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** A class as somebody wants it in the coming year. */
    public record Wanted(
            String name,
            List<Integer> yearGroups,
            String room,
            @Nullable PersonId teacher) {}

    /** Where the step into the next year stands. */
    @Transactional(readOnly = true)
    public Rollover show(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        var school = actor.school();
        var into = into(school);
        var row = store.find(school, into);
        return new Rollover(into, state(school, into, row), past(school));
    }

    private State state(SchoolId school, AcademicYear into, Optional<Row> row) {
        return switch (row.map(Row::standing).orElse(Standing.OPEN)) {
            case OPEN, APPLIED ->
                new State.Open(
                        preview(school, into, earliest(into), draft(school, into)),
                        earliest(into),
                        row.map(Row::trouble).orElse(null));
            case PLANNED -> planned(school, row.orElseThrow());
            case WAITING, RUNNING ->
                new State.Running(row.orElseThrow().done(), row.orElseThrow().total());
        };
    }

    private State planned(SchoolId school, Row row) {
        var effective = Objects.requireNonNull(row.effective());
        return new State.Planned(
                preview(school, row.into(), effective, row.draft()),
                effective,
                Objects.requireNonNull(row.toldBy()).name(),
                Objects.requireNonNull(row.toldAt()));
    }

    private List<Rollover.Past> past(SchoolId school) {
        return store.all(school).stream()
                .filter(row -> row.standing() == Standing.APPLIED)
                .map(row -> new Rollover.Past(
                        row.into(),
                        Objects.requireNonNull(row.effective()),
                        Objects.requireNonNull(row.toldBy()).name(),
                        Objects.requireNonNull(row.finishedAt()),
                        Objects.requireNonNull(row.result())))
                .toList();
    }

    /** One pupil, as the rule and the choices have it. */
    @Transactional(readOnly = true)
    public RolloverPreview.Line pupil(Actor actor, PersonId id) {
        return open(actor).preview().lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("pupil " + id));
    }

    /** Says where one pupil goes; null lets the rule decide again. */
    public Outcome choose(Actor actor, PersonId id, @Nullable Choice choice) {
        pupil(actor, id);
        return keep(actor, draft -> draft.pupil(id, choice));
    }

    /** Says into which class the pupils of an old one go; null for no place yet. */
    public Outcome send(Actor actor, Map<String, Optional<UUID>> groups) {
        var open = open(actor);
        return keep(actor, draft -> {
            var changed = draft;
            for (var group : open.preview().groups()) {
                var said = groups.get(group.key());
                if (said != null) {
                    var into = said.filter(id -> isOpen(open, id)).orElse(null);
                    if (!Objects.equals(
                            into, group.into() == null ? null : group.into().value())) {
                        changed = changed.group(group.key(), into);
                    }
                }
            }
            return changed;
        });
    }

    private static boolean isOpen(State.Open open, UUID id) {
        return open.preview().open().stream().anyMatch(one -> one.id().equals(id));
    }

    /** One class that will be there. */
    @Transactional(readOnly = true)
    public PlannedClass plannedClass(Actor actor, UUID id) {
        return open(actor).preview().classes().stream()
                .filter(one -> one.id().equals(id) && !one.exists())
                .findFirst()
                .orElseThrow(() -> new NotFound("planned class " + id));
    }

    /** Puts right what a class will be. */
    public Outcome change(Actor actor, UUID id, Wanted wanted, boolean leftOut) {
        var before = plannedClass(actor, id);
        if (!leftOut && isTaken(actor, id, wanted.name())) {
            return new Outcome.NameTaken();
        }
        return keep(
                actor,
                draft -> draft.with(before.changed(wanted.name(), wanted.yearGroups(), wanted.room(), teacher(wanted))
                        .leftOut(leftOut)));
    }

    /** One class more. */
    public Outcome add(Actor actor, Wanted wanted) {
        open(actor);
        if (isTaken(actor, null, wanted.name())) {
            return new Outcome.NameTaken();
        }
        var teacher = teacher(wanted);
        return keep(
                actor,
                draft -> draft.with(new PlannedClass(
                        UUID.randomUUID(),
                        wanted.name(),
                        wanted.yearGroups(),
                        wanted.room(),
                        teacher == null ? List.of() : List.of(teacher),
                        false,
                        false)));
    }

    private static @Nullable UUID teacher(Wanted wanted) {
        return wanted.teacher() == null ? null : wanted.teacher().value();
    }

    private boolean isTaken(Actor actor, @Nullable UUID mine, String name) {
        return open(actor).preview().open().stream()
                .anyMatch(one -> !one.id().equals(mine) && one.name().equalsIgnoreCase(name));
    }

    /**
     * Has it done on that day: at once where the day has come, by itself where it is to come.
     *
     * @param fingerprint of the preview that was looked at
     */
    public Outcome tell(Actor actor, LocalDate on, String fingerprint) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        var school = actor.school();
        var into = into(school);
        if (on.isBefore(into.firstDay())) {
            return new Outcome.TooEarly(into.firstDay());
        }
        var draft = draft(school, into);
        if (!preview(school, into, earliest(into), draft).fingerprint().equals(fingerprint)) {
            return new Outcome.LookAgain();
        }
        var preview = preview(school, into, on, draft);
        if (preview.doesNothing()) {
            return new Outcome.NothingToDo();
        }
        store.prepare(school, into, draft);
        var row = store.lock(school, into).orElseThrow();
        if (row.standing() != Standing.OPEN) {
            return new Outcome.LookAgain();
        }
        var later = on.isAfter(roster.today());
        store.tell(
                actor, into, later ? Standing.PLANNED : Standing.WAITING, on, preview.fingerprint(), clock.instant());
        events.publishEvent(new RolloverTold(actor, into, on, false));
        if (later) {
            return new Outcome.Planned(on);
        }
        work.begin(school, into);
        return new Outcome.Done();
    }

    /** Takes back a plan whose day has not come; what was prepared stays. */
    public Outcome takeBack(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.ROLL_OVER);
        var into = into(actor.school());
        var row = store.lock(actor.school(), into);
        if (row.isEmpty() || !store.takeBack(actor.school(), into)) {
            return new Outcome.LookAgain();
        }
        events.publishEvent(new RolloverTold(
                actor, into, Objects.requireNonNull(row.orElseThrow().effective()), true));
        return new Outcome.Done();
    }

    private Outcome keep(Actor actor, UnaryOperator<Draft> how) {
        var school = actor.school();
        var into = into(school);
        store.lock(school, into);
        return store.prepare(school, into, how.apply(draft(school, into)))
                ? new Outcome.Done()
                : new Outcome.LookAgain();
    }

    private State.Open open(Actor actor) {
        if (show(actor).state() instanceof State.Open open) {
            return open;
        }
        throw new NotFound("an open step into " + into(actor.school()));
    }

    private Draft draft(SchoolId school, AcademicYear into) {
        return store.find(school, into).map(Row::draft).orElseGet(Draft::empty);
    }

    private RolloverPreview preview(SchoolId school, AcademicYear into, LocalDate day, Draft draft) {
        return application.preview(school, into, day, draft);
    }

    /** The running school year where most pupils are still in the one before; the coming one otherwise. */
    private AcademicYear into(SchoolId school) {
        var today = roster.today();
        var running = AcademicYear.of(today);
        var told = store.find(school, running).map(Row::standing);
        if (told.filter(standing -> standing == Standing.APPLIED).isPresent()) {
            return running.next();
        }
        if (told.filter(standing -> standing != Standing.OPEN).isPresent()) {
            return running;
        }
        var pupils = roster.census(school, today).people().stream()
                .filter(entry -> entry.is(Role.PUPIL, today) && entry.year() != null)
                .toList();
        var behind = pupils.stream()
                .filter(entry -> entry.year() != null && entry.year().compareTo(running) < 0)
                .count();
        return behind * 2 > pupils.size() ? running : running.next();
    }

    /** The first day on which it can be: of that year, and not before today. */
    private LocalDate earliest(AcademicYear into) {
        var today = roster.today();
        return today.isBefore(into.firstDay()) ? into.firstDay() : today;
    }
}
