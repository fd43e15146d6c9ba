package org.schoolgate.kernel;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever is doing something, in which school, as what. */
public sealed interface Actor {
    SchoolId school();

    Set<Role> roles();

    /** The name as the school writes it, for pages and for the record of who acted. */
    String name();

    default boolean is(Role role) {
        return roles().contains(role);
    }

    /** The person behind the act, if there is one. */
    default Optional<PersonId> personId() {
        return this instanceof Somebody somebody ? Optional.of(somebody.person()) : Optional.empty();
    }

    /**
     * A person of the school, signed in or come by a one-time link.
     *
     * @param phase a pupil's phase, which decides the wording of pages; null for adults
     */
    record Somebody(
            SchoolId school,
            PersonId person,
            String name,
            Set<Role> roles,
            @Nullable Phase phase) implements Actor {
        public Somebody {
            roles = Set.copyOf(roles);
        }
    }

    /** The program itself: a clock that ran out, an import that was told to run, the demonstration. */
    record Schoolgate(SchoolId school, String name) implements Actor {
        @Override
        public Set<Role> roles() {
            return Set.of();
        }
    }
}
