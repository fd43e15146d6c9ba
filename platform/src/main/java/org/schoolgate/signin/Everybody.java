package org.schoolgate.signin;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The people of a school, from whoever keeps them. */
@Component
class Everybody {
    private final ObjectProvider<People> people;
    private final ObjectProvider<ClassLists> classes;

    Everybody(ObjectProvider<People> people, ObjectProvider<ClassLists> classes) {
        this.people = people;
        this.classes = classes;
    }

    Optional<Actor.Somebody> find(SchoolId school, PersonId person) {
        return people.orderedStream()
                .flatMap(one -> one.find(school, person).stream())
                .findFirst();
    }

    Actor.Somebody get(SchoolId school, PersonId person) {
        return find(school, person).orElseThrow(() -> new NotFound("person " + person));
    }

    List<ClassLists.ClassList> classes(SchoolId school) {
        return classes.orderedStream()
                .flatMap(one -> one.classes(school).stream())
                .toList();
    }

    /** Who is told when something is wrong with this person's way in: a pupil's teachers, else the co-ordinator, else the head. */
    List<PersonId> answerableFor(SchoolId school, PersonId person) {
        var adults = classes(school).stream()
                .filter(one -> one.pupils().contains(person))
                .flatMap(one -> one.adults().stream())
                .distinct()
                .toList();
        if (!adults.isEmpty()) {
            return adults;
        }
        var coordinators = withRole(school, Role.ONLINE_SAFETY_COORDINATOR);
        return coordinators.isEmpty() ? withRole(school, Role.HEAD) : coordinators;
    }

    /**
     * Lets {@code actor} go on if a role of theirs may do this to anybody, or if they look after this pupil's class; and
     * refuses otherwise. Somebody of another school is not there.
     */
    void require(Actor actor, SignInAccess.Operation operation, PersonId person) {
        SignInAccess.ACCESS.require(actor, operation);
        if (reachesAll(actor, operation)) {
            return;
        }
        get(actor.school(), person);
        if (!looksAfter(actor, person)) {
            throw new Forbidden(actor, operation.name());
        }
    }

    /** Whether some role of theirs other than that of a class's adult may do this. */
    boolean reachesAll(Actor actor, SignInAccess.Operation operation) {
        return actor instanceof Actor.Schoolgate
                || actor.roles().stream()
                        .filter(role -> role != Role.TEACHER && role != Role.TEACHING_ASSISTANT)
                        .anyMatch(SignInAccess.ACCESS.rolesFor(operation)::contains);
    }

    boolean looksAfter(Actor actor, PersonId pupil) {
        return actor.personId()
                .map(adult -> classes(actor.school()).stream()
                        .anyMatch(one ->
                                one.adults().contains(adult) && one.pupils().contains(pupil)))
                .orElse(false);
    }

    private List<PersonId> withRole(SchoolId school, Role role) {
        return people.orderedStream()
                .flatMap(one -> one.withRole(school, role).stream())
                .map(Actor.Somebody::person)
                .distinct()
                .toList();
    }
}
