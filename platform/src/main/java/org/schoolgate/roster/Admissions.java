package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.RosterAccess.Operation;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People who are let in, moved and put right by hand. Nobody becomes two people without somebody having said so. */
@Service
@Transactional
public class Admissions {
    private final People people;
    private final PersonStore store;
    private final Doubles doubles;

    Admissions(People people, PersonStore store, Doubles doubles) {
        this.people = people;
        this.store = store;
        this.doubles = doubles;
    }

    /**
     * Where a pupil belongs.
     *
     * @param form null while they have none
     */
    public record Place(int yearGroup, @Nullable ClassId form) {}

    /** A child comes to the school, or comes back. */
    public Kept pupil(Actor actor, NewPerson said, Place place, LocalDate from, Newcomer answer) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var refused = upnRefused(actor, said.upn(), known(answer).orElse(null));
        if (refused.isPresent()) {
            return refused.get();
        }
        var child = withUpn(said);
        return switch (answer) {
            case Newcomer.NotAsked() -> {
                var alike = doubles.ofPupil(actor.school(), child);
                yield alike.isEmpty() ? newPupil(actor, child, place, from) : new Kept.Alike(alike);
            }
            case Newcomer.SomebodyNew() -> newPupil(actor, child, place, from);
            case Newcomer.Known(var id) -> knownPupil(actor, id, child, place, from);
        };
    }

    private Kept newPupil(Actor actor, NewPerson child, Place place, LocalDate from) {
        var id = people.join(actor, child, Role.PUPIL, from);
        people.move(actor, id, place, Source.HAND, from);
        return new Kept.Done(id);
    }

    private Kept knownPupil(Actor actor, PersonId id, NewPerson child, Place place, LocalDate from) {
        var before = person(actor, id);
        if (!wasEver(actor, id, Role.PUPIL)) {
            return new Kept.OtherKind(before);
        }
        if (child.upn() != null) {
            people.knowAs(actor, id, IdSource.UPN, child.upn());
        }
        return comeBack(actor, id, place, from);
    }

    /** A child whom the school knows comes back, or stays after all. */
    public Kept comeBack(Actor actor, PersonId id, Place place, LocalDate from) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var child = person(actor, id);
        if (!wasEver(actor, id, Role.PUPIL)) {
            return new Kept.OtherKind(child);
        }
        var begun = people.begin(actor, id, new Membership(Role.PUPIL, new Span(from, null), Source.HAND, null));
        people.bringGuardiansBack(actor, id, from);
        var moved = people.move(actor, id, place, Source.HAND, from);
        return moved || begun instanceof RoleOutcome.Done ? new Kept.Done(id) : new Kept.Unchanged(id);
    }

    /** An adult comes to the school, in that role, for those days. */
    public Kept adult(Actor actor, NewPerson said, Role role, Span span, Newcomer answer) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        RosterAccess.ACCESS.require(actor, RosterAccess.toGive(role));
        return switch (answer) {
            case Newcomer.NotAsked() -> {
                var alike = doubles.ofAdult(actor.school(), said);
                yield alike.isEmpty() ? newAdult(actor, said, role, span) : new Kept.Alike(alike);
            }
            case Newcomer.SomebodyNew() -> newAdult(actor, said, role, span);
            case Newcomer.Known(var id) ->
                switch (people.giveRole(actor, id, role, span)) {
                    case RoleOutcome.Done() -> new Kept.Done(id);
                    case RoleOutcome.AlreadySo() -> new Kept.Unchanged(id);
                    case RoleOutcome other -> new Kept.NoRole(other);
                };
        };
    }

    private Kept newAdult(Actor actor, NewPerson said, Role role, Span span) {
        return new Kept.Done(people.join(
                actor,
                said,
                new Membership(role, span, Source.HAND, span.lastDay() == null ? null : LeavingReason.BY_HAND)));
    }

    /** Another year group or class for a pupil who is here. */
    public Kept move(Actor actor, PersonId id, Place place, LocalDate from) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var child = person(actor, id);
        if (!store.roles(actor.school(), id, from).contains(Role.PUPIL)) {
            return new Kept.OtherKind(child);
        }
        return people.move(actor, id, place, Source.HAND, from) ? new Kept.Done(id) : new Kept.Unchanged(id);
    }

    /**
     * Puts right what is written of somebody. Who may not change guardians changes nothing of where a guardian is reached;
     * a number that was wrong is nobody's any more.
     */
    public Kept correct(Actor actor, PersonId id, NewPerson said) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var before = person(actor, id);
        var refused = upnRefused(actor, said.upn(), id);
        if (refused.isPresent()) {
            return refused.get();
        }
        boolean reach = mayReach(actor, id);
        var changed = people.change(
                actor,
                new Person(
                        id,
                        said.name(),
                        said.born(),
                        reach ? said.email() : before.email(),
                        reach ? said.phone() : before.phone()),
                Source.HAND);
        if (wasEver(actor, id, Role.PUPIL)) {
            changed |= people.numberIs(actor, id, withUpn(said).upn());
        }
        return changed ? new Kept.Done(id) : new Kept.Unchanged(id);
    }

    /** Whether the actor may say where this person is written to. */
    @Transactional(readOnly = true)
    public boolean mayReach(Actor actor, PersonId id) {
        return RosterAccess.ACCESS.allows(actor, Operation.CHANGE_GUARDIANS) || !wasEver(actor, id, Role.PARENT);
    }

    /** The number as it was typed is none, or is somebody else's. */
    private Optional<Kept> upnRefused(Actor actor, @Nullable String typed, @Nullable PersonId meant) {
        if (typed == null) {
            return Optional.empty();
        }
        return switch (Upn.check(typed)) {
            case Upn.Check.Good(var upn) ->
                store.byExternalId(actor.school(), IdSource.UPN, upn.value())
                        .filter(holder -> !holder.equals(meant))
                        .map(holder -> new Kept.UpnTaken(person(actor, holder)));
            case Upn.Check wrong -> Optional.of(new Kept.WrongUpn(wrong));
        };
    }

    private static NewPerson withUpn(NewPerson said) {
        if (said.upn() == null || !(Upn.check(said.upn()) instanceof Upn.Check.Good(var upn))) {
            return said;
        }
        return new NewPerson(said.name(), said.born(), said.email(), said.phone(), upn.value());
    }

    private static Optional<PersonId> known(Newcomer answer) {
        return answer instanceof Newcomer.Known(var id) ? Optional.of(id) : Optional.empty();
    }

    private boolean wasEver(Actor actor, PersonId id, Role role) {
        return store.memberships(actor.school(), id).stream().anyMatch(one -> one.role() == role);
    }

    private Person person(Actor actor, PersonId id) {
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("person " + id));
    }
}
