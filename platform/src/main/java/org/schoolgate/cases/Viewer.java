package org.schoolgate.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * Somebody as the cases of their school see them at a moment.
 *
 * @param teaches whether a pupil is in a class of theirs
 */
record Viewer(PersonId person, Set<Role> roles, Predicate<PersonId> teaches, Staff staff, Instant now) {
    /** Who works at a school that day, with its chair of governors. */
    record Staff(Map<PersonId, Set<Role>> roles) {
        boolean isHere(PersonId person) {
            return roles.containsKey(person);
        }

        boolean hasNone(Set<Role> wanted) {
            return roles.values().stream().allMatch(held -> Collections.disjoint(held, wanted));
        }
    }

    boolean isOneOf(Set<Role> wanted) {
        return !Collections.disjoint(roles, wanted);
    }
}
