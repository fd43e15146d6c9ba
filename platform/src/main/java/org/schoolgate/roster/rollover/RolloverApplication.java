package org.schoolgate.roster.rollover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Admissions;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.roster.rollover.RolloverPreview.Fate;
import org.schoolgate.roster.rollover.RolloverPreview.Line;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Does what a preview says, through the same moves that pages use, as whoever told it to. */
@Component
class RolloverApplication {
    private static final Duration BETWEEN_SIGNS = Duration.ofMillis(250);

    private final RolloverStore store;
    private final Roster roster;
    private final People people;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RolloverApplication(
            RolloverStore store,
            Roster roster,
            People people,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.roster = roster;
        this.people = people;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** It would now do something else than was looked at. */
    static final class NoLongerSo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLongerSo(AcademicYear into) {
            super("the step into %s would do something else now".formatted(into), null, false, false);
        }
    }

    /** What would happen on that day. */
    RolloverPreview preview(SchoolId school, AcademicYear into, LocalDate day, Draft draft) {
        return RolloverPlan.of(roster.census(school, day), into, draft, settings.get(school, RosterSettings.LAST_YEAR));
    }

    /**
     * Goes into the new year in the running transaction. What was told to be done at once is done as it was looked at; what
     * was planned takes whoever has come since with it.
     */
    void apply(SchoolId school, AcademicYear into) {
        store.oneAtATime(school);
        var row = store.find(school, into).orElseThrow();
        var actor = Objects.requireNonNull(row.toldBy());
        var effective = Objects.requireNonNull(row.effective());
        var preview = preview(school, into, effective, row.draft());
        var planned = Objects.requireNonNull(row.toldAt()).isBefore(startOf(effective));
        if (!planned && !preview.fingerprint().equals(row.fingerprint())) {
            throw new NoLongerSo(into);
        }
        new Run(actor, preview).all();
        var result = result(preview);
        store.applied(school, into, result, clock.instant());
        events.publishEvent(new RolledOver(actor, into, effective, result));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(AcademicYear.LONDON).toInstant();
    }

    private static Rollover.Result result(RolloverPreview preview) {
        return new Rollover.Result(
                preview.count(Fate.MOVES),
                preview.count(Fate.STAYS),
                preview.count(Fate.FINISHES),
                preview.count(Fate.LEAVES),
                preview.those(Line::changesPhase).size(),
                preview.those(Line::hasNoPlace).size(),
                (int) preview.open().stream().filter(one -> !one.exists()).count());
    }

    /** One go through a preview. */
    private final class Run {
        private final Actor actor;
        private final RolloverPreview preview;
        private final LocalDate day;
        private final List<Runnable> steps = new ArrayList<>();
        private Instant lastSign = clock.instant();

        Run(Actor actor, RolloverPreview preview) {
            this.actor = actor;
            this.preview = preview;
            this.day = preview.effective();
        }

        void all() {
            preview.open().stream().filter(one -> !one.exists()).forEach(one -> steps.add(() -> open(one)));
            preview.lines().forEach(line -> steps.add(() -> move(line)));
            preview.closing().forEach(one -> steps.add(() -> people.close(actor, one.id(), day)));
            store.progress(actor.school(), preview.into(), 0, steps.size(), lastSign);
            for (int done = 0; done < steps.size(); done++) {
                steps.get(done).run();
                sign(done + 1);
            }
        }

        private void sign(int done) {
            var now = clock.instant();
            if (lastSign.plus(BETWEEN_SIGNS).isBefore(now)) {
                store.progress(actor.school(), preview.into(), done, steps.size(), now);
                lastSign = now;
            }
        }

        private void open(PlannedClass one) {
            people.put(
                    actor,
                    new SchoolClass(
                            one.classId(),
                            preview.into(),
                            one.name(),
                            ClassKind.FORM,
                            one.yearGroups(),
                            one.room(),
                            null));
            one.teachers().stream()
                    .map(PersonId::new)
                    .filter(adult -> roster.isActive(actor.school(), adult, day))
                    .forEach(adult -> people.place(
                            actor, adult, one.classId(), ClassPart.TEACHER, Source.FILE, new Span(day, null)));
        }

        private void move(Line line) {
            switch (line.fate()) {
                case MOVES, STAYS ->
                    people.move(
                            actor,
                            line.id(),
                            new Admissions.Place(Objects.requireNonNull(line.year()), line.form()),
                            Source.FILE,
                            day);
                case FINISHES -> people.leaveWithGuardians(actor, line.id(), day.minusDays(1), LeavingReason.FINISHED);
                case LEAVES -> people.leaveWithGuardians(actor, line.id(), day.minusDays(1), LeavingReason.BY_HAND);
                case YEAR_UNKNOWN, SETTLED -> {}
            }
        }
    }
}
