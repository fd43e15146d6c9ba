package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/** All that a school knows of its people on one day, who has left and what was closed included, to be compared with a file. */
public record Census(
        LocalDate day,
        List<Entry> people,
        List<SchoolClass> classes,
        List<KnownClass> knownAs,
        List<Guardian> guardians) {
    /**
     * Somebody with their times, classes and numbers.
     *
     * @param year the newest school year up to that day for which their year group is known
     */
    public record Entry(
            Person person,
            List<Membership> memberships,
            @Nullable AcademicYear year,
            @Nullable Integer yearGroup,
            List<Placement> placements,
            Set<KnownAs> ids) {
        public PersonId id() {
            return person.id();
        }

        /** Whether somebody holds the role that day. */
        public boolean is(Role role, LocalDate day) {
            return memberships.stream()
                    .anyMatch(one -> one.role() == role && one.span().contains(day));
        }

        /** Whether somebody holds, held or is to hold the role. */
        public boolean wasEver(Role role) {
            return memberships.stream().anyMatch(one -> one.role() == role);
        }

        /** The values by which that system knows them. */
        public List<String> ids(IdSource source) {
            return ids.stream()
                    .filter(id -> id.source() == source)
                    .map(KnownAs::value)
                    .sorted()
                    .toList();
        }
    }

    /** Somebody's place in a class that day. */
    public record Placement(ClassId schoolClass, ClassPart part, Source source) {}

    /** A name by which another system knows somebody. */
    public record KnownAs(IdSource source, String value) {}

    /** A name by which another system knows a class. */
    public record KnownClass(IdSource source, String value, ClassId schoolClass) {}
}
