package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;

/**
 * Somebody and all their times at a school, with where they stand as a pupil on one day.
 *
 * @param memberships every role that they hold, held or are to hold
 * @param yearGroup 0 is Reception; that of the newest year known up to that day, as the phase is
 * @param phase by the newest year known up to that day; null for who never was a pupil and where the records do not say
 * @param classes those in which they are a pupil that day
 */
public record Belonging(
        PersonId id,
        PersonName name,
        List<Membership> memberships,
        @Nullable Integer yearGroup,
        @Nullable Phase phase,
        List<ClassId> classes) {
    public Belonging {
        memberships = List.copyOf(memberships);
        classes = List.copyOf(classes);
    }

    public Optional<Phase> knownPhase() {
        return Optional.ofNullable(phase);
    }

    /** What they are to the school on {@code day}; nothing for who has left or has not come. */
    public Set<Role> roles(LocalDate day) {
        return memberships.stream()
                .filter(one -> one.span().contains(day))
                .map(Membership::role)
                .collect(Collectors.toUnmodifiableSet());
    }
}
