package org.schoolgate.permissions;

import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * Who decides a request, after the school's settings (APR-2).
 *
 * @param persons people named for this request, such as the teachers of a child's class
 * @param roles whoever holds one of these
 * @param deputies whoever holds one of these may decide as well, and is asked when the others cannot or do not
 */
public record Deciders(Set<PersonId> persons, Set<Role> roles, Set<Role> deputies) {
    public Deciders {
        persons = Set.copyOf(persons);
        roles = Set.copyOf(roles);
        deputies = Set.copyOf(deputies);
    }

    /** Whoever holds one of these roles, and their deputies. */
    public static Deciders of(Set<Role> roles, Set<Role> deputies) {
        return new Deciders(Set.of(), roles, deputies);
    }

    public boolean isFirst(Actor actor) {
        return actor.roles().stream().anyMatch(roles::contains)
                || actor.personId().filter(persons::contains).isPresent();
    }

    public boolean isDeputy(Actor actor) {
        return actor.roles().stream().anyMatch(deputies::contains);
    }

    public boolean include(Actor actor) {
        return isFirst(actor) || isDeputy(actor);
    }
}
