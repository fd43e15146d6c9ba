package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.RosterAccess.Operation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Classes and rooms that are made, renamed, staffed and closed by hand. */
@Service
@Transactional
public class Classes {
    private final People people;
    private final Roster roster;
    private final ClassStore store;
    private final RoomStore rooms;
    private final ApplicationEventPublisher events;

    Classes(People people, Roster roster, ClassStore store, RoomStore rooms, ApplicationEventPublisher events) {
        this.people = people;
        this.roster = roster;
        this.store = store;
        this.rooms = rooms;
        this.events = events;
    }

    /** What became of what somebody wrote down of a class or a room. */
    public sealed interface Outcome {
        record Done(ClassId id) implements Outcome {}

        record Unchanged() implements Outcome {}

        /** Another open class of that year is called so. */
        record NameTaken() implements Outcome {}

        /** Only adults who work here today teach or help. */
        record NotStaff() implements Outcome {}
    }

    /** What somebody says of a class. */
    public record Said(String name, List<Integer> yearGroups, String room) {}

    /** A class as it is today, to be changed. */
    public record Staffed(SchoolClass schoolClass, List<Person> teachers, List<Person> helpers) {}

    /** A room, and the open classes that are taught in it. */
    public record Room(RoomId id, String name, List<String> classes) {}

    /** Makes a class, from the first day of its year on. */
    public Outcome make(Actor actor, AcademicYear year, ClassKind kind, Said said, @Nullable PersonId teacher) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        if (isTaken(actor, null, year, kind, said.name())) {
            return new Outcome.NameTaken();
        }
        if (teacher != null && !mayTeach(actor, teacher)) {
            return new Outcome.NotStaff();
        }
        var one = new SchoolClass(ClassId.random(), year, said.name(), kind, said.yearGroups(), said.room(), null);
        people.put(actor, one);
        if (teacher != null) {
            people.place(actor, teacher, one.id(), ClassPart.TEACHER, Source.HAND, new Span(begins(year), null));
        }
        return new Outcome.Done(one.id());
    }

    /** Puts right what is said of a class. */
    public Outcome change(Actor actor, ClassId id, Said said) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var before = find(actor, id);
        if (isTaken(actor, id, before.year(), before.kind(), said.name())) {
            return new Outcome.NameTaken();
        }
        var after = new SchoolClass(
                id, before.year(), said.name(), before.kind(), said.yearGroups(), said.room(), before.closedOn());
        return people.put(actor, after) ? new Outcome.Done(id) : new Outcome.Unchanged();
    }

    /** An adult teaches or helps in a class from that day on. */
    public Outcome staff(Actor actor, ClassId id, PersonId adult, ClassPart part, LocalDate from) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        find(actor, id);
        if (part == ClassPart.PUPIL || !mayTeach(actor, adult)) {
            return new Outcome.NotStaff();
        }
        return people.place(actor, adult, id, part, Source.HAND, new Span(from, null))
                ? new Outcome.Done(id)
                : new Outcome.Unchanged();
    }

    /** An adult no longer teaches or helps in a class after that day. */
    public Outcome unstaff(Actor actor, ClassId id, PersonId adult, LocalDate lastDay) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        find(actor, id);
        var ended = people.takeOut(actor, adult, id, ClassPart.TEACHER, lastDay);
        ended |= people.takeOut(actor, adult, id, ClassPart.HELPER, lastDay);
        return ended ? new Outcome.Done(id) : new Outcome.Unchanged();
    }

    /** Closes a class on that day; its pupils stay pupils. */
    public Outcome close(Actor actor, ClassId id, LocalDate on) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        return people.close(actor, id, on) ? new Outcome.Done(id) : new Outcome.Unchanged();
    }

    /** A class with its adults, to be changed. */
    @Transactional(readOnly = true)
    public Staffed show(Actor actor, ClassId id) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var today = roster.today();
        return new Staffed(
                find(actor, id),
                roster.adultsOf(actor.school(), id, ClassPart.TEACHER, today),
                roster.adultsOf(actor.school(), id, ClassPart.HELPER, today));
    }

    /** Who may be put before a class: all who work here today. */
    @Transactional(readOnly = true)
    public List<Person> whoMayTeach(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        return roster.staff(actor.school(), roster.today());
    }

    /** The rooms, by name. */
    @Transactional(readOnly = true)
    public List<Room> rooms(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        return rooms.all(actor.school(), roster.today());
    }

    /** Writes a room down; false if there is one of that name. */
    public boolean addRoom(Actor actor, String name) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var id = new RoomId(UUID.randomUUID());
        if (!rooms.add(actor.school(), id, name)) {
            return false;
        }
        events.publishEvent(new RoomNamed(actor, id, name));
        return true;
    }

    /** Calls a room something else; false if another is called so. */
    public boolean nameRoom(Actor actor, RoomId id, String name) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var before = rooms.name(actor.school(), id).orElseThrow(() -> new NotFound("room " + id));
        if (before.equals(name)) {
            return true;
        }
        if (!rooms.rename(actor.school(), id, name)) {
            return false;
        }
        events.publishEvent(new RoomNamed(actor, id, name));
        return true;
    }

    private LocalDate begins(AcademicYear year) {
        var today = roster.today();
        return today.isBefore(year.firstDay()) ? year.firstDay() : today;
    }

    private boolean isTaken(Actor actor, @Nullable ClassId mine, AcademicYear year, ClassKind kind, String name) {
        return store.all(actor.school()).stream()
                .anyMatch(one -> one.year().equals(year)
                        && one.kind() == kind
                        && one.closedOn() == null
                        && !one.id().equals(mine)
                        && one.name().equalsIgnoreCase(name));
    }

    private boolean mayTeach(Actor actor, PersonId adult) {
        return whoMayTeach(actor).stream().map(Person::id).anyMatch(adult::equals);
    }

    private SchoolClass find(Actor actor, ClassId id) {
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("class " + id));
    }
}
