package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.RosterAccess.Operation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who stands for which child. A change ends what held and begins what holds, so that both can be read later. */
@Service
@Transactional
public class Guardianships {
    private final GuardianshipStore store;
    private final PersonStore people;
    private final People moves;
    private final Doubles doubles;
    private final ApplicationEventPublisher events;

    Guardianships(
            GuardianshipStore store,
            PersonStore people,
            People moves,
            Doubles doubles,
            ApplicationEventPublisher events) {
        this.store = store;
        this.people = people;
        this.moves = moves;
        this.doubles = doubles;
        this.events = events;
    }

    /** From that day on this holds of an adult and a child; false if it held already. */
    public boolean put(
            Actor actor, PersonId pupil, PersonId guardian, GuardianFacts facts, Source source, LocalDate from) {
        RosterAccess.ACCESS.require(actor, toChange(source));
        var school = actor.school();
        if (people.find(school, pupil).isEmpty()
                || people.find(school, guardian).isEmpty()) {
            throw new NotFound("pupil %s or guardian %s".formatted(pupil, guardian));
        }
        var before = store.find(school, pupil, guardian, from);
        if (before.map(Guardian::facts).filter(facts::equals).isPresent()) {
            return false;
        }
        if (before.isPresent()) {
            store.end(school, pupil, guardian, from.minusDays(1));
        }
        store.add(school, pupil, guardian, facts, source, from);
        if (!people.roles(school, guardian, from).contains(Role.PARENT)) {
            if (!people.takeBackEnd(school, guardian, Role.PARENT, from)) {
                people.begin(school, guardian, new Membership(Role.PARENT, new Span(from, null), source, null));
            }
            events.publishEvent(new Joined(actor, guardian, Role.PARENT, from));
        }
        var change = before.isPresent() ? GuardianshipChanged.Change.CHANGED : GuardianshipChanged.Change.ADDED;
        events.publishEvent(new GuardianshipChanged(actor, pupil, guardian, change));
        return true;
    }

    /** After that day the adult no longer stands for the child; false if that was so. */
    public boolean end(Actor actor, PersonId pupil, PersonId guardian, Source source, LocalDate lastDay) {
        RosterAccess.ACCESS.require(actor, toChange(source));
        if (!store.end(actor.school(), pupil, guardian, lastDay)) {
            return false;
        }
        events.publishEvent(new GuardianshipChanged(actor, pupil, guardian, GuardianshipChanged.Change.ENDED));
        return true;
    }

    /** Somebody writes down who stands for a child: an adult whom the school knows, or one it did not. */
    public Kept stand(
            Actor actor, PersonId pupil, NewPerson said, GuardianFacts facts, LocalDate from, Newcomer answer) {
        RosterAccess.ACCESS.require(actor, Operation.CHANGE_GUARDIANS);
        requirePupil(actor, pupil);
        var taken = orderTaken(actor, pupil, null, facts.order(), from);
        if (taken.isPresent()) {
            return taken.get();
        }
        return switch (answer) {
            case Newcomer.NotAsked() -> {
                var alike = doubles.ofAdult(actor.school(), said);
                yield alike.isEmpty() ? newGuardian(actor, pupil, said, facts, from) : new Kept.Alike(alike);
            }
            case Newcomer.SomebodyNew() -> newGuardian(actor, pupil, said, facts, from);
            case Newcomer.Known(var id) -> knownGuardian(actor, pupil, id, facts, from);
        };
    }

    private Kept newGuardian(Actor actor, PersonId pupil, NewPerson said, GuardianFacts facts, LocalDate from) {
        var id = PersonId.random();
        people.put(actor.school(), new Person(id, said.name(), null, said.email(), said.phone()));
        put(actor, pupil, id, facts, Source.HAND, from);
        return new Kept.Done(id);
    }

    private Kept knownGuardian(Actor actor, PersonId pupil, PersonId id, GuardianFacts facts, LocalDate from) {
        var adult = people.find(actor.school(), id).orElseThrow(() -> new NotFound("person " + id));
        if (wasPupil(actor, id)) {
            return new Kept.OtherKind(adult);
        }
        return put(actor, pupil, id, facts, Source.HAND, from) ? new Kept.Done(id) : new Kept.Unchanged(id);
    }

    /** What is said of a guardian, and how they are reached, is put right from that day on. */
    public Kept correct(
            Actor actor, PersonId pupil, PersonId guardian, NewPerson said, GuardianFacts facts, LocalDate from) {
        RosterAccess.ACCESS.require(actor, Operation.CHANGE_GUARDIANS);
        var before = store.find(actor.school(), pupil, guardian, from)
                .orElseThrow(() -> new NotFound("guardian %s of %s".formatted(guardian, pupil)));
        var taken = orderTaken(actor, pupil, guardian, facts.order(), from);
        if (taken.isPresent()) {
            return taken.get();
        }
        var changed = moves.changeReach(
                actor, new Person(guardian, said.name(), before.person().born(), said.email(), said.phone()));
        changed |= put(actor, pupil, guardian, facts, Source.HAND, from);
        return changed ? new Kept.Done(guardian) : new Kept.Unchanged(guardian);
    }

    private Optional<Kept> orderTaken(
            Actor actor, PersonId pupil, @Nullable PersonId guardian, int order, LocalDate from) {
        return store.of(actor.school(), List.of(pupil), from).stream()
                .filter(other -> other.order() == order && !other.person().id().equals(guardian))
                .<Kept>map(other -> new Kept.OrderTaken(other.person()))
                .findFirst();
    }

    private void requirePupil(Actor actor, PersonId pupil) {
        if (people.find(actor.school(), pupil).isEmpty() || !wasPupil(actor, pupil)) {
            throw new NotFound("pupil " + pupil);
        }
    }

    private boolean wasPupil(Actor actor, PersonId id) {
        return people.memberships(actor.school(), id).stream().anyMatch(one -> one.role() == Role.PUPIL);
    }

    private static Operation toChange(Source source) {
        return switch (source) {
            case HAND -> Operation.CHANGE_GUARDIANS;
            case FILE -> Operation.IMPORT;
        };
    }
}
