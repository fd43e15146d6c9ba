package org.schoolgate.roster;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.PersonStore.PupilYear;
import org.schoolgate.roster.RosterAccess.Operation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's people: they come, change, move and leave. Files and pages go through the same moves. */
@Service
@Transactional
public class People {
    private final PersonStore people;
    private final PupilStore pupils;
    private final ClassStore classes;
    private final Identities identities;
    private final Addresses addresses;
    private final GuardianshipStore guardianships;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    People(
            PersonStore people,
            PupilStore pupils,
            ClassStore classes,
            Identities identities,
            Addresses addresses,
            GuardianshipStore guardianships,
            Clock clock,
            ApplicationEventPublisher events) {
        this.people = people;
        this.pupils = pupils;
        this.classes = classes;
        this.identities = identities;
        this.addresses = addresses;
        this.guardianships = guardianships;
        this.clock = clock;
        this.events = events;
    }

    /** Somebody comes. A child whom another school of the trust knows by their number stays the same person. */
    public PersonId join(Actor actor, NewPerson person, Role role, LocalDate from) {
        return join(actor, person, new Membership(role, new Span(from, null), Source.HAND, null));
    }

    /** The same with all that is known of the time. */
    public PersonId join(Actor actor, NewPerson person, Membership membership) {
        requireToBegin(actor, membership);
        var id = identities.of(person.upn());
        people.put(actor.school(), new Person(id, person.name(), person.born(), person.email(), person.phone()));
        if (person.upn() != null) {
            people.knowAs(actor.school(), id, IdSource.UPN, person.upn());
        }
        begin(actor, id, membership);
        return id;
    }

    /** Writes down somebody's time that is over: nobody joins by it. */
    public PersonId recall(Actor actor, NewPerson person, List<Membership> over) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var id = identities.of(person.upn());
        people.put(actor.school(), new Person(id, person.name(), person.born(), person.email(), person.phone()));
        over.forEach(one -> people.begin(actor.school(), id, one));
        return id;
    }

    /** Somebody whom the school knows begins, or comes back, in a role. */
    public RoleOutcome begin(Actor actor, PersonId id, Membership membership) {
        requireToBegin(actor, membership);
        return beginAllowed(actor, id, membership);
    }

    private RoleOutcome beginAllowed(Actor actor, PersonId id, Membership membership) {
        var school = actor.school();
        var role = membership.role();
        var from = membership.span().firstDay();
        var before = people.roles(school, id, from);
        if (before.contains(role)) {
            if (membership.span().lastDay() != null || !people.takeBackEnd(school, id, role, from)) {
                return new RoleOutcome.AlreadySo();
            }
        } else {
            people.begin(school, id, membership);
        }
        events.publishEvent(new Joined(actor, id, role, from));
        return new RoleOutcome.Done();
    }

    /** Gives an adult a role. */
    public RoleOutcome giveRole(Actor actor, PersonId id, Role role, LocalDate from) {
        return giveRole(actor, id, role, new Span(from, null));
    }

    /** Gives an adult a role for those days. */
    public RoleOutcome giveRole(Actor actor, PersonId id, Role role, Span span) {
        var from = span.firstDay();
        RosterAccess.ACCESS.require(actor, RosterAccess.toGive(role));
        requireAdultRole(role);
        if (isOwnWithoutBeingHead(actor, id)) {
            return new RoleOutcome.OwnRole();
        }
        person(actor, id);
        if (!people.roles(actor.school(), id, from).isEmpty()
                && people.roles(actor.school(), id, from).contains(Role.PUPIL)) {
            return new RoleOutcome.IsAPupil();
        }
        var outcome = beginAllowed(
                actor,
                id,
                new Membership(role, span, Source.HAND, span.lastDay() == null ? null : LeavingReason.BY_HAND));
        if (outcome instanceof RoleOutcome.Done) {
            events.publishEvent(new RoleChanged(actor, id, role, RoleChanged.Change.GIVEN, from));
        }
        return outcome;
    }

    /** Takes a role from an adult; a school keeps at least one head. */
    public RoleOutcome takeRole(Actor actor, PersonId id, Role role, LocalDate lastDay) {
        RosterAccess.ACCESS.require(actor, RosterAccess.toGive(role));
        requireAdultRole(role);
        if (isOwnWithoutBeingHead(actor, id)) {
            return new RoleOutcome.OwnRole();
        }
        person(actor, id);
        if (role == Role.HEAD && isLastHead(actor, id, lastDay)) {
            return new RoleOutcome.LastHead();
        }
        if (!end(actor, id, role, lastDay, LeavingReason.BY_HAND)) {
            return new RoleOutcome.AlreadySo();
        }
        events.publishEvent(new RoleChanged(actor, id, role, RoleChanged.Change.TAKEN, lastDay));
        return new RoleOutcome.Done();
    }

    /** Two heads who part with each other queue here: whoever is second finds themselves the last. */
    private boolean isLastHead(Actor actor, PersonId id, LocalDate lastDay) {
        people.lockHeads(actor.school());
        return people.holders(actor.school(), EnumSet.of(Role.HEAD), lastDay.plusDays(1)).stream()
                .allMatch(head -> head.id().equals(id));
    }

    /** Somebody leaves: their last day in that role, and in every class if nothing else keeps them here. */
    public boolean leave(Actor actor, PersonId id, Role role, LocalDate lastDay, LeavingReason reason) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        return end(actor, id, role, lastDay, reason);
    }

    /** Somebody said that a person leaves; the guardians of a child go with their last one here. */
    public RoleOutcome partWith(Actor actor, PersonId id, Role role, LocalDate lastDay) {
        if (role != Role.PUPIL && role != Role.PARENT) {
            return takeRole(actor, id, role, lastDay);
        }
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        person(actor, id);
        var ended = role == Role.PUPIL
                ? leaveWithGuardians(actor, id, lastDay, LeavingReason.BY_HAND)
                : end(actor, id, role, lastDay, LeavingReason.BY_HAND);
        return ended ? new RoleOutcome.Done() : new RoleOutcome.AlreadySo();
    }

    /** A pupil leaves, and with them the guardians who have no other child here. */
    public boolean leaveWithGuardians(Actor actor, PersonId pupil, LocalDate lastDay, LeavingReason reason) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        if (!end(actor, pupil, Role.PUPIL, lastDay, reason)) {
            return false;
        }
        people.guardiansWithoutChildren(actor.school(), pupil, lastDay)
                .forEach(guardian -> end(actor, guardian, Role.PARENT, lastDay, LeavingReason.NO_CHILD_HERE));
        return true;
    }

    /** Whoever stands for a child that comes back is a parent here again. */
    void bringGuardiansBack(Actor actor, PersonId pupil, LocalDate from) {
        for (var guardian : guardianships.of(actor.school(), List.of(pupil), from)) {
            beginAllowed(
                    actor,
                    guardian.person().id(),
                    new Membership(Role.PARENT, new Span(from, null), Source.HAND, null));
        }
    }

    private boolean end(Actor actor, PersonId id, Role role, LocalDate lastDay, LeavingReason reason) {
        if (!people.end(actor.school(), id, role, lastDay, reason)) {
            return false;
        }
        if (role == Role.PUPIL
                || people.roles(actor.school(), id, lastDay.plusDays(1)).isEmpty()) {
            classes.takeOutOfAll(actor.school(), id, lastDay);
        }
        events.publishEvent(new Left(actor, id, role, lastDay, reason));
        return true;
    }

    /** Ends the time of parents whom files brought and whose last child has left by then; says how many. */
    public int partWithParents(Actor actor, LocalDate lastDay) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var parents = people.parentsWithoutChildren(actor.school(), lastDay);
        parents.forEach(parent -> end(actor, parent, Role.PARENT, lastDay, LeavingReason.NO_CHILD_HERE));
        return parents.size();
    }

    /**
     * Puts somebody's details right. Where a guardian is written to is for those to say who may change guardians, or for
     * the file of the records system.
     */
    public boolean change(Actor actor, Person person, Source source) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var before = person(actor, person.id());
        if (source == Source.HAND && reachedElsewhere(before, person) && isGuardian(actor, person.id())) {
            RosterAccess.ACCESS.require(actor, Operation.CHANGE_GUARDIANS);
        }
        return changeAllowed(actor, before, person);
    }

    /** Puts right who a guardian is and how they are reached; whoever may has been asked. */
    boolean changeReach(Actor actor, Person guardian) {
        return changeAllowed(actor, person(actor, guardian.id()), guardian);
    }

    private boolean changeAllowed(Actor actor, Person before, Person person) {
        var details = EnumSet.noneOf(DetailsChanged.Detail.class);
        if (!before.name().equals(person.name())) {
            details.add(DetailsChanged.Detail.NAME);
        }
        if (!Objects.equals(before.born(), person.born())) {
            details.add(DetailsChanged.Detail.BORN);
        }
        if (!Objects.equals(before.email(), person.email())) {
            details.add(DetailsChanged.Detail.EMAIL);
        }
        if (!Objects.equals(before.phone(), person.phone())) {
            details.add(DetailsChanged.Detail.PHONE);
        }
        if (details.isEmpty()) {
            return false;
        }
        people.put(actor.school(), person);
        if (details.contains(DetailsChanged.Detail.EMAIL)) {
            addresses.changed(actor, before, person);
        }
        events.publishEvent(new DetailsChanged(actor, person.id(), details));
        return true;
    }

    private static boolean reachedElsewhere(Person before, Person after) {
        return !Objects.equals(before.email(), after.email()) || !Objects.equals(before.phone(), after.phone());
    }

    private boolean isGuardian(Actor actor, PersonId id) {
        return people.memberships(actor.school(), id).stream().anyMatch(one -> one.role() == Role.PARENT);
    }

    /** Remembers by which name another system knows somebody; false if that was known. */
    public boolean knowAs(Actor actor, PersonId id, IdSource source, String value) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        if (people.byExternalId(actor.school(), source, value)
                .filter(id::equals)
                .isPresent()) {
            return false;
        }
        people.knowAs(actor.school(), id, source, value);
        if (source == IdSource.UPN) {
            identities.remember(value, id);
            events.publishEvent(new DetailsChanged(actor, id, EnumSet.of(DetailsChanged.Detail.UPN)));
        }
        return true;
    }

    /** From now on this is a pupil's number, and any that was written down before is not; null for none. */
    boolean numberIs(Actor actor, PersonId id, @Nullable String upn) {
        var before = people.externalIds(actor.school(), id).stream()
                .filter(known -> known.source() == IdSource.UPN)
                .toList();
        var wrong = before.stream().filter(known -> !known.value().equals(upn)).toList();
        wrong.forEach(known -> people.withdraw(actor.school(), id, known, today()));
        if (upn != null && before.size() == wrong.size()) {
            return knowAs(actor, id, IdSource.UPN, upn);
        }
        if (!wrong.isEmpty()) {
            events.publishEvent(new DetailsChanged(actor, id, EnumSet.of(DetailsChanged.Detail.UPN)));
        }
        return !wrong.isEmpty();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    /** A pupil is in this year group and form from that day on, and in no other form. */
    public boolean move(Actor actor, PersonId id, Admissions.Place place, Source source, LocalDate from) {
        var moved = setYear(actor, id, AcademicYear.of(from), place.yearGroup(), from);
        for (var member : classes.of(actor.school(), id)) {
            var one = member.schoolClass();
            if (member.part() == ClassPart.PUPIL
                    && one.kind() == ClassKind.FORM
                    && !one.id().equals(place.form())
                    && !member.span().isOverBefore(from)) {
                moved |= takeOut(actor, id, one.id(), ClassPart.PUPIL, from.minusDays(1));
            }
        }
        if (place.form() != null) {
            moved |= place(actor, id, place.form(), ClassPart.PUPIL, source, new Span(from, null));
        }
        return moved;
    }

    /** Says in which year group a pupil is; the phase follows. */
    public boolean setYear(Actor actor, PersonId id, AcademicYear year, int yearGroup, LocalDate from) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var phase = Phase.ofYear(yearGroup);
        var place = new PupilYear(year, yearGroup, phase);
        if (people.years(actor.school(), id).contains(place)) {
            return false;
        }
        var before = pupils.one(actor.school(), id, from).map(Pupil::phase).orElse(null);
        people.setYear(actor.school(), id, place);
        events.publishEvent(new Moved(actor, id, from, before, phase, null, null));
        return true;
    }

    /** Puts somebody into a class from that day on. */
    public boolean place(Actor actor, PersonId id, ClassId into, ClassPart part, Source source, Span span) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        requireClass(actor, into);
        if (!classes.place(actor.school(), into, id, part, source, span)) {
            return false;
        }
        tell(actor, id, part, span.firstDay(), null, into);
        return true;
    }

    /** Takes somebody out of a class after that day. */
    public boolean takeOut(Actor actor, PersonId id, ClassId outOf, ClassPart part, LocalDate lastDay) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        requireClass(actor, outOf);
        if (!classes.takeOut(actor.school(), outOf, id, part, lastDay)) {
            return false;
        }
        tell(actor, id, part, lastDay.plusDays(1), outOf, null);
        return true;
    }

    private void tell(
            Actor actor, PersonId id, ClassPart part, LocalDate from, @Nullable ClassId outOf, @Nullable ClassId into) {
        if (part == ClassPart.PUPIL) {
            var phase = pupils.one(actor.school(), id, from).map(Pupil::phase).orElse(null);
            events.publishEvent(new Moved(actor, id, from, phase, phase, outOf, into));
        } else {
            var changed = Optional.ofNullable(into).orElse(outOf);
            if (changed != null) {
                events.publishEvent(new ClassChanged(actor, changed, ClassChanged.Change.STAFFED));
            }
        }
    }

    /** Opens a class, or changes what is said of one. */
    public boolean put(Actor actor, SchoolClass one) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var before = classes.find(actor.school(), one.id());
        if (before.filter(one::equals).isPresent()) {
            return false;
        }
        classes.put(actor.school(), one);
        events.publishEvent(new ClassChanged(
                actor, one.id(), before.isEmpty() ? ClassChanged.Change.OPENED : ClassChanged.Change.CHANGED));
        return true;
    }

    /** Remembers by which name another system knows a class. */
    public void knowAs(Actor actor, ClassId id, IdSource source, String value) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        classes.knowAs(actor.school(), id, source, value);
    }

    /** Closes a class on that day; everybody in it is out of it. */
    public boolean close(Actor actor, ClassId id, LocalDate on) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        requireClass(actor, id);
        if (!classes.close(actor.school(), id, on)) {
            return false;
        }
        events.publishEvent(new ClassChanged(actor, id, ClassChanged.Change.CLOSED));
        return true;
    }

    /** A file may bring everyday roles, whoever sends it; no file makes anybody decide over others. */
    private static void requireToBegin(Actor actor, Membership membership) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var everyday = RosterAccess.isEveryday(membership.role());
        RosterAccess.ACCESS.require(
                actor,
                membership.source() == Source.FILE && everyday
                        ? Operation.IMPORT
                        : RosterAccess.toGive(membership.role()));
    }

    /** Only a head arranges their own roles: somebody has to be first. */
    private static boolean isOwnWithoutBeingHead(Actor actor, PersonId id) {
        return actor.personId().filter(id::equals).isPresent() && !actor.is(Role.HEAD);
    }

    private static void requireAdultRole(Role role) {
        if (role == Role.PUPIL || role == Role.PARENT) {
            throw new IllegalArgumentException("not given by hand: " + role);
        }
    }

    private Person person(Actor actor, PersonId id) {
        return people.find(actor.school(), id).orElseThrow(() -> new NotFound("person " + id));
    }

    private void requireClass(Actor actor, ClassId id) {
        if (classes.find(actor.school(), id).isEmpty()) {
            throw new NotFound("class " + id);
        }
    }
}
