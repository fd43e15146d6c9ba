package org.schoolgate.roster;

import java.time.LocalDate;
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
    private final ApplicationEventPublisher events;

    Guardianships(GuardianshipStore store, PersonStore people, ApplicationEventPublisher events) {
        this.store = store;
        this.people = people;
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

    private static Operation toChange(Source source) {
        return switch (source) {
            case HAND -> Operation.CHANGE_GUARDIANS;
            case FILE -> Operation.IMPORT;
        };
    }
}
