package org.schoolgate.roster.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.imports.Act.Who;
import org.schoolgate.roster.imports.ImportStore.Row;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Does what a plan says, through the same moves that pages use, as whoever told it to. */
@Component
class ImportApplication {
    private static final Duration BETWEEN_SIGNS = Duration.ofMillis(250);

    private final ImportStore store;
    private final Plans plans;
    private final People people;
    private final Guardianships guardianships;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ImportApplication(
            ImportStore store,
            Plans plans,
            People people,
            Guardianships guardianships,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.plans = plans;
        this.people = people;
        this.guardianships = guardianships;
        this.events = events;
        this.clock = clock;
    }

    /** The plan would now do something else than was looked at. */
    static final class NoLongerSo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLongerSo(ImportId id) {
            super("import %s would do something else now".formatted(id), null, false, false);
        }
    }

    /** Applies the import in the running transaction. */
    void apply(SchoolId school, ImportId id) {
        store.oneAtATime(school);
        var row = store.find(school, id).orElseThrow();
        var actor = Objects.requireNonNull(row.toldBy());
        var plan = plans.of(school, row);
        if (!plan.preview().fingerprint().equals(row.fingerprint())) {
            throw new NoLongerSo(id);
        }
        new Run(actor, row).all(plan);
        people.partWithParents(actor, row.effective().minusDays(1));
        var result = result(plan.preview());
        store.applied(school, id, result, clock.instant());
        events.publishEvent(new RosterImported(actor, id, row.digest(), result));
    }

    private static RosterImport.Result result(ImportPreview preview) {
        return new RosterImport.Result(
                preview.read().people(),
                preview.read().classes(),
                preview.read().enrolments(),
                preview.joiners().size(),
                preview.movers().size(),
                preview.leavers().size(),
                preview.changed().size(),
                preview.staying(),
                preview.former(),
                preview.rejected().size());
    }

    /** One go through a plan. */
    private final class Run {
        private final Actor actor;
        private final Row row;
        private final Map<String, PersonId> joined = new HashMap<>();
        private Instant lastSign;

        Run(Actor actor, Row row) {
            this.actor = actor;
            this.row = row;
            this.lastSign = clock.instant();
        }

        void all(Plan plan) {
            var done = 0;
            for (var step : plan.steps()) {
                step.forEach(this::one);
                done++;
                var now = clock.instant();
                if (lastSign.plus(BETWEEN_SIGNS).isBefore(now)) {
                    store.progress(actor.school(), row.id(), done, now);
                    lastSign = now;
                }
            }
        }

        private void one(Act act) {
            switch (act) {
                case Act.OpenClass(var one, var key) -> {
                    people.put(actor, one);
                    if (key != null) {
                        people.knowAs(actor, one.id(), IdSource.ONEROSTER, key);
                    }
                }
                case Act.CloseClass(var id, var on) -> people.close(actor, id, on);
                case Act.Join(var who, var person, var membership) ->
                    joined.put(who.key(), people.join(actor, person, membership));
                case Act.Recall(var who, var person, var over) ->
                    joined.put(who.key(), people.recall(actor, person, over));
                case Act.Begin(var who, var membership) -> people.begin(actor, id(who), membership);
                case Act.Change(var person) -> people.change(actor, person, Source.FILE);
                case Act.Know(var who, var source, var value) -> people.knowAs(actor, id(who), source, value);
                case Act.SetYear(var who, var year, var group, var from) ->
                    people.setYear(actor, id(who), year, group, from);
                case Act.Place(var who, var into, var part, var span) ->
                    people.place(actor, id(who), into, part, Source.FILE, span);
                case Act.TakeOut(var who, var outOf, var part, var lastDay) ->
                    people.takeOut(actor, id(who), outOf, part, lastDay);
                case Act.Guard(var pupil, var guardian, var facts, var from) ->
                    guardianships.put(actor, id(pupil), id(guardian), facts, Source.FILE, from);
                case Act.EndGuard(var pupil, var guardian, var lastDay) ->
                    guardianships.end(actor, pupil, guardian, Source.FILE, lastDay);
                case Act.Leave(var id, var role, var lastDay, var reason) ->
                    people.leave(actor, id, role, lastDay, reason);
            }
        }

        private PersonId id(Who who) {
            var known = who.known() == null ? joined.get(who.key()) : who.known();
            return Objects.requireNonNull(known, "nobody joined as " + who.key());
        }
    }
}
