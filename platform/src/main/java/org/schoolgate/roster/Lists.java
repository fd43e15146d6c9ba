package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.ui.Csv;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people may see of the roster: everybody, or the classes that they are in, and no more. */
@Service
@Transactional(readOnly = true)
public class Lists {
    private static final int MOST = 60;

    private final Roster roster;
    private final ClassStore classes;
    private final GuardianshipStore guardianships;
    private final ApplicationEventPublisher events;

    Lists(Roster roster, ClassStore classes, GuardianshipStore guardianships, ApplicationEventPublisher events) {
        this.roster = roster;
        this.classes = classes;
        this.guardianships = guardianships;
        this.events = events;
    }

    /** A class in the list of classes. */
    public record ClassLine(SchoolClass schoolClass, List<Person> teachers, int pupils) {}

    /** A class with everybody in it. */
    public record ClassPage(SchoolClass schoolClass, List<Person> teachers, List<Person> helpers, List<Pupil> pupils) {}

    /** Somebody in a list, with what they are today. */
    public record Line(Person person, Set<Role> roles, String place) {
        /** Whether they belong to the school today. */
        public boolean isHere() {
            return !roles.isEmpty();
        }
    }

    /**
     * A person with all that this reader may see of them.
     *
     * @param guardians of a pupil; empty where the reader may not see them
     * @param maySeeNotes whether the reader may read what stands behind a caution
     */
    public record PersonPage(
            Line line,
            List<Membership> memberships,
            List<ClassMember> classes,
            List<Guardian> guardians,
            List<Pupil> children,
            boolean maySeeGuardians,
            boolean maySeeNotes,
            boolean mayGiveRoles) {}

    /** The classes of today that this reader may see. */
    public List<ClassLine> classes(Actor actor) {
        var today = roster.today();
        var all = RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY);
        if (!all) {
            RosterAccess.ACCESS.require(actor, Operation.SEE_OWN_CLASSES);
        }
        return roster.classes(actor.school(), today).stream()
                .filter(one -> all || isOwn(actor, one.id()))
                .map(one -> new ClassLine(
                        one,
                        roster.adultsOf(actor.school(), one.id(), ClassPart.TEACHER, today),
                        classes.countPupils(actor.school(), one.id(), today)))
                .toList();
    }

    /** One class, with its pupils of today. */
    public ClassPage schoolClass(Actor actor, ClassId id) {
        requireToSee(actor, id);
        var today = roster.today();
        var school = actor.school();
        return new ClassPage(
                roster.schoolClass(school, id).orElseThrow(() -> new NotFound("class " + id)),
                roster.adultsOf(school, id, ClassPart.TEACHER, today),
                roster.adultsOf(school, id, ClassPart.HELPER, today),
                roster.pupilsOf(school, id, today));
    }

    /** The class as a spreadsheet reads it; that somebody took it out is on the record. */
    @Transactional
    public byte[] spreadsheet(Actor actor, ClassId id) {
        var page = schoolClass(actor, id);
        events.publishEvent(new ClassListTaken(actor, id, page.pupils().size()));
        var heads = List.of(
                say("roster.sheet.family"),
                say("roster.sheet.given"),
                say("roster.sheet.known-as"),
                say("roster.sheet.year"),
                say("roster.sheet.class"));
        var rows = page.pupils().stream()
                .map(pupil -> List.of(
                        pupil.name().family(),
                        pupil.name().given(),
                        pupil.name().knownAs(),
                        YearWords.year(pupil.yearGroup()),
                        page.schoolClass().name()))
                .toList();
        return Csv.of(heads, rows).getBytes(StandardCharsets.UTF_8);
    }

    /** People whose name holds {@code part}, today's first. */
    public List<Line> search(Actor actor, String part) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_EVERYBODY);
        if (part.isBlank()) {
            return List.of();
        }
        return roster.search(actor.school(), part, Arrays.asList(Role.values()), MOST).stream()
                .map(person -> line(actor, person))
                .sorted((a, b) -> Boolean.compare(b.isHere(), a.isHere()))
                .toList();
    }

    /** Who works here and as what. */
    public List<Line> staff(Actor actor) {
        RosterAccess.ACCESS.require(actor, Operation.SEE_STAFF);
        var kinds = Arrays.stream(Role.values())
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .collect(Collectors.toSet());
        return roster.holders(actor.school(), kinds, roster.today()).stream()
                .map(person -> line(actor, person))
                .toList();
    }

    /** One person, as far as this reader may see. */
    @Transactional
    public PersonPage person(Actor actor, PersonId id) {
        var today = roster.today();
        var school = actor.school();
        if (!RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY)) {
            RosterAccess.ACCESS.require(actor, Operation.SEE_OWN_CLASSES);
            var teaches = actor.personId()
                    .map(adult -> roster.teaches(school, adult, id, today))
                    .orElse(false);
            if (!teaches) {
                throw new NotFound("person " + id);
            }
        }
        var person = roster.person(school, id).orElseThrow(() -> new NotFound("person " + id));
        var seesGuardians = RosterAccess.ACCESS.allows(actor, Operation.SEE_GUARDIANS);
        var seesNotes = RosterAccess.ACCESS.allows(actor, Operation.READ_CAUTIONS);
        var guardians = seesGuardians ? guardianships.of(school, List.of(id), today) : List.<Guardian>of();
        if (seesNotes && guardians.stream().anyMatch(guardian -> guardian.caution() != Caution.NONE)) {
            events.publishEvent(new CautionRead(actor, id));
        }
        return new PersonPage(
                line(actor, person),
                roster.memberships(school, id),
                classes.of(school, id),
                guardians,
                seesGuardians ? roster.childrenOf(school, id, today) : List.of(),
                seesGuardians,
                seesNotes,
                RosterAccess.ACCESS.allows(actor, Operation.GIVE_ROLES));
    }

    private Line line(Actor actor, Person person) {
        var roles = roster.roles(actor.school(), person.id(), roster.today());
        var place = roster.pupil(actor.school(), person.id(), roster.today())
                .map(YearWords::place)
                .orElse("");
        return new Line(person, roles, place);
    }

    private boolean isOwn(Actor actor, ClassId id) {
        return actor.personId()
                .map(adult -> roster.isAdultOf(actor.school(), adult, id, roster.today()))
                .orElse(false);
    }

    /** A class that is not theirs is not there for them. */
    private void requireToSee(Actor actor, ClassId id) {
        if (RosterAccess.ACCESS.allows(actor, Operation.SEE_EVERYBODY)) {
            return;
        }
        if (!RosterAccess.ACCESS.allows(actor, Operation.SEE_OWN_CLASSES)) {
            throw new Forbidden(actor, Operation.SEE_OWN_CLASSES.name());
        }
        if (!isOwn(actor, id)) {
            throw new NotFound("class " + id);
        }
    }
}
