package org.schoolgate.roster;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is who in a school on a given day, for the other modules. Whoever asks has asked their own access policy before:
 * these are answers to the program, not to people.
 */
@Service
@Transactional(readOnly = true)
public class Roster {
    private final PersonStore people;
    private final PupilStore pupils;
    private final ClassStore classes;
    private final GuardianshipStore guardianships;
    private final CensusStore census;
    private final BelongingStore belonging;
    private final Clock clock;

    Roster(
            PersonStore people,
            PupilStore pupils,
            ClassStore classes,
            GuardianshipStore guardianships,
            CensusStore census,
            BelongingStore belonging,
            Clock clock) {
        this.people = people;
        this.pupils = pupils;
        this.classes = classes;
        this.guardianships = guardianships;
        this.census = census;
        this.belonging = belonging;
        this.clock = clock;
    }

    /** All that the school knows of its people that day, to be compared with a file. */
    public Census census(SchoolId school, LocalDate day) {
        return new Census(
                day,
                census.people(school, day),
                classes.all(school),
                census.classes(school),
                guardianships.all(school, day));
    }

    /** Everybody who holds, held or is to hold one of these roles, with all that they are beside it, by name. */
    public List<Belonging> belonging(SchoolId school, Collection<Role> roles, LocalDate day) {
        return belonging.of(school, roles, day);
    }

    /** The same for those of them who are among these people. */
    public List<Belonging> belonging(
            SchoolId school, Collection<PersonId> people, Collection<Role> roles, LocalDate day) {
        return belonging.of(school, people, roles, day);
    }

    /** The day that it is at the schools. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    /** Somebody whom the school knows or knew. */
    public Optional<Person> person(SchoolId school, PersonId id) {
        return people.find(school, id);
    }

    /** The same for several; whom the school does not know is left out. */
    public Map<PersonId, Person> persons(SchoolId school, Collection<PersonId> ids) {
        return people.find(school, ids).stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /** What somebody is to the school that day; nothing for who has left or has not come. */
    public Set<Role> roles(SchoolId school, PersonId id, LocalDate day) {
        return people.roles(school, id, day);
    }

    public boolean isActive(SchoolId school, PersonId id, LocalDate day) {
        return !roles(school, id, day).isEmpty();
    }

    /** Every role that somebody holds, held or is to hold, the newest first. */
    public List<Membership> memberships(SchoolId school, PersonId id) {
        return people.memberships(school, id);
    }

    /** All pupils on roll that day, by name. */
    public List<Pupil> pupils(SchoolId school, LocalDate day) {
        return pupils.all(school, day);
    }

    /** Somebody who is or was a pupil, as they are that day. */
    public Optional<Pupil> pupil(SchoolId school, PersonId id, LocalDate day) {
        return pupils.one(school, id, day);
    }

    /** The phase of a pupil; empty where the records do not say, and then only the strictest rules fit. */
    public Optional<Phase> phase(SchoolId school, PersonId id, LocalDate day) {
        return pupil(school, id, day).flatMap(Pupil::knownPhase);
    }

    public List<Pupil> pupilsOf(SchoolId school, ClassId id, LocalDate day) {
        return pupils.ofClass(school, id, day);
    }

    public Optional<SchoolClass> schoolClass(SchoolId school, ClassId id) {
        return classes.find(school, id);
    }

    /** The classes that are open that day: forms first, the youngest first. */
    public List<SchoolClass> classes(SchoolId school, LocalDate day) {
        return classes.open(school, day);
    }

    /** The classes that an adult teaches or helps in, or that a pupil is in, that day. */
    public List<SchoolClass> classesOf(SchoolId school, PersonId id, LocalDate day) {
        return classes.of(school, id).stream()
                .filter(member ->
                        member.span().contains(day) && member.schoolClass().isOpen(day))
                .map(ClassMember::schoolClass)
                .distinct()
                .toList();
    }

    /** The adults of a class in that part, that day. */
    public List<Person> adultsOf(SchoolId school, ClassId id, ClassPart part, LocalDate day) {
        return classes.adults(school, id, part, day);
    }

    /** Whether an adult teaches or helps in this class that day. */
    public boolean isAdultOf(SchoolId school, PersonId adult, ClassId id, LocalDate day) {
        return classes.isAdultOf(school, adult, id, day);
    }

    /** Whether an adult teaches or helps in some class of this pupil that day. */
    public boolean teaches(SchoolId school, PersonId adult, PersonId pupil, LocalDate day) {
        return classes.teaches(school, adult, pupil, day);
    }

    /** The adults who teach or help in some class of this pupil that day. */
    public Set<PersonId> teaching(SchoolId school, PersonId pupil, LocalDate day) {
        return classes.teaching(school, pupil, day);
    }

    /** The pupils in whose classes one of these adults teaches or helps that day. */
    public Set<PersonId> taught(SchoolId school, Collection<PersonId> adults, LocalDate day) {
        return classes.taught(school, adults, day);
    }

    /** The guardians of a pupil that day, in the order in which they are asked. */
    public List<Guardian> guardiansOf(SchoolId school, PersonId pupil, LocalDate day) {
        return guardianships.of(school, List.of(pupil), day);
    }

    /** The same for many pupils at once; a pupil without guardians is not in it. */
    public Map<PersonId, List<Guardian>> guardiansOf(SchoolId school, Collection<PersonId> pupilIds, LocalDate day) {
        return guardianships.of(school, pupilIds, day).stream().collect(Collectors.groupingBy(Guardian::pupil));
    }

    /** What an adult is to a child that day, if anything. */
    public Optional<Guardian> guardian(SchoolId school, PersonId pupil, PersonId adult, LocalDate day) {
        return guardianships.find(school, pupil, adult, day);
    }

    /** The children on roll for whom an adult stands that day. */
    public List<Pupil> childrenOf(SchoolId school, PersonId guardian, LocalDate day) {
        return pupils.ofGuardian(school, guardian, day);
    }

    /** Who holds any of these roles that day, by name. */
    public List<Person> holders(SchoolId school, Collection<Role> roles, LocalDate day) {
        return people.holders(school, roles, day);
    }

    /** Which of these roles each person holds that day; who holds none is left out. */
    public Map<PersonId, Set<Role>> held(SchoolId school, Collection<Role> roles, LocalDate day) {
        return people.held(school, roles, day);
    }

    /** Who works for the school that day, by name. */
    public List<Person> staff(SchoolId school, LocalDate day) {
        return holders(
                school, Arrays.stream(Role.values()).filter(Role::isStaff).toList(), day);
    }

    /** People of these roles, now or before, whose name holds {@code part}. */
    public List<Person> search(SchoolId school, String part, Collection<Role> roles, int most) {
        return people.search(school, part, roles, most);
    }
}
