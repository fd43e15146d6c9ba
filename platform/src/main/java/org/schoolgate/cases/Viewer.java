package org.schoolgate.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * Somebody as the cases of their school see them at a moment.
 *
 * @param teaches whether a pupil is in a class of theirs
 */
record Viewer(PersonId person, Set<Role> roles, Predicate<PersonId> teaches, Staff staff, Instant now) {
    /**
     * Who works at a school that day, with its chair of governors.
     *
     * @param teaching who teaches a pupil
     * @param away those of them who cannot be reached that day
     * @param doing which roles do what procedures give to each doer
     */
    record Staff(
            Map<PersonId, Set<Role>> roles,
            Function<PersonId, Set<PersonId>> teaching,
            Set<PersonId> away,
            Doing doing) {
        /** Of a school that has decided nothing otherwise. */
        Staff(Map<PersonId, Set<Role>> roles, Function<PersonId, Set<PersonId>> teaching, Set<PersonId> away) {
            this(roles, teaching, away, Doing.USUAL);
        }

        boolean isHere(PersonId person) {
            return roles.containsKey(person);
        }

        /** Whether nobody holds one of these roles, those apart whom something is about. */
        boolean hasNone(Set<Role> wanted, Predicate<PersonId> isAbout) {
            return roles.entrySet().stream()
                    .allMatch(one -> isAbout.test(one.getKey()) || Collections.disjoint(one.getValue(), wanted));
        }

        /** Whether a pupil has no teacher here, those apart whom something is about. */
        boolean isTaughtByNobody(PersonId pupil, Predicate<PersonId> isAbout) {
            return teaching.apply(pupil).stream()
                    .noneMatch(adult ->
                            roles.getOrDefault(adult, Set.of()).contains(Role.TEACHER) && !isAbout.test(adult));
        }

        /** Whether there are such people, those apart whom something is about, and each of them is away. */
        boolean areAllAway(Set<Role> wanted, Predicate<PersonId> isAbout) {
            return !hasNone(wanted, isAbout) && hasNone(wanted, isAbout.or(away::contains));
        }
    }

    boolean isOneOf(Set<Role> wanted) {
        return !Collections.disjoint(roles, wanted);
    }
}
