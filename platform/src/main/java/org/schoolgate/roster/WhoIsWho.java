package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.KnownFacts;
import org.schoolgate.messages.Recipients;
import org.schoolgate.signin.ClassLists;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What sign-in and letters ask about people: who they are today, where they get post, what only they know. */
@Component
@Transactional(readOnly = true)
class WhoIsWho implements org.schoolgate.signin.People, ClassLists, Recipients, KnownFacts {
    private static final int LAST_DIGITS = 4;

    private final Roster roster;
    private final PersonStore people;

    WhoIsWho(Roster roster, PersonStore people) {
        this.roster = roster;
        this.people = people;
    }

    @Override
    public Optional<Actor.Somebody> find(SchoolId school, PersonId id) {
        var roles = roster.roles(school, id, roster.today());
        return roles.isEmpty()
                ? Optional.empty()
                : roster.person(school, id).map(person -> somebody(school, person, roles));
    }

    @Override
    public List<Actor.Somebody> withRole(SchoolId school, Role role) {
        return roster.holders(school, EnumSet.of(role), roster.today()).stream()
                .flatMap(person -> find(school, person.id()).stream())
                .toList();
    }

    /** A pupil whose year nobody knows is treated as the youngest. */
    private Actor.Somebody somebody(SchoolId school, Person person, Set<Role> roles) {
        if (!roles.contains(Role.PUPIL)) {
            return new Actor.Somebody(school, person.id(), person.name().shown(), roles, null);
        }
        var phase = roster.phase(school, person.id(), roster.today()).orElse(Phase.EYFS);
        return new Actor.Somebody(school, person.id(), person.name().little(), roles, phase);
    }

    @Override
    public List<ClassList> classes(SchoolId school) {
        var today = roster.today();
        return roster.classes(school, today).stream()
                .map(one -> new ClassList(
                        one.id().value(),
                        one.name(),
                        roster.pupilsOf(school, one.id(), today).stream()
                                .map(Pupil::id)
                                .toList(),
                        Stream.of(ClassPart.TEACHER, ClassPart.HELPER)
                                .flatMap(part -> roster.adultsOf(school, one.id(), part, today).stream())
                                .map(Person::id)
                                .distinct()
                                .toList()))
                .toList();
    }

    @Override
    public Optional<Recipient> recipient(SchoolId school, PersonId id) {
        if (!roster.isActive(school, id, roster.today())) {
            return Optional.empty();
        }
        return roster.person(school, id)
                .flatMap(person -> Optional.ofNullable(person.email())
                        .map(address -> new Recipient(greeting(person.name()), address, Locale.UK)));
    }

    /** Who has a title is greeted with it, everybody else by first name. */
    private static String greeting(PersonName name) {
        return name.title().isEmpty() && !name.called().isEmpty() ? name.called() : name.shown();
    }

    @Override
    public List<PersonId> withAddress(SchoolId school, String address) {
        return people.byEmail(school, address).stream()
                .filter(id -> roster.isActive(school, id, roster.today()))
                .toList();
    }

    @Override
    public Optional<Fact> about(SchoolId school, PersonId id) {
        return roster.person(school, id)
                .flatMap(person -> Optional.ofNullable(person.phone()))
                .map(WhoIsWho::digits)
                .filter(digits -> digits.length() > LAST_DIGITS)
                .map(digits -> digits.substring(digits.length() - LAST_DIGITS))
                .map(last -> new Fact(
                        say("roster.fact.phone"), typed -> digits(typed).equals(last)));
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
