package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.Membership;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Span;

/** One thing that applying a file does. */
sealed interface Act {
    /** A person that an act is about: known to the school, or by the file's key until they have joined. */
    record Who(@Nullable PersonId known, String key) {
        static Who known(PersonId id) {
            return new Who(id, "");
        }
    }

    record OpenClass(SchoolClass one, @Nullable String externalKey) implements Act {}

    record CloseClass(ClassId id, LocalDate on) implements Act {}

    record Join(Who who, NewPerson person, Membership membership) implements Act {}

    record Begin(Who who, Membership membership) implements Act {}

    record Recall(Who who, NewPerson person, List<Membership> over) implements Act {}

    record Change(Person person) implements Act {}

    record Know(Who who, IdSource source, String value) implements Act {}

    record SetYear(Who who, AcademicYear year, int yearGroup, LocalDate from) implements Act {}

    record Place(Who who, ClassId into, ClassPart part, Span span) implements Act {}

    record TakeOut(Who who, ClassId outOf, ClassPart part, LocalDate lastDay) implements Act {}

    record Guard(Who pupil, Who guardian, GuardianFacts facts, LocalDate from) implements Act {}

    record EndGuard(PersonId pupil, PersonId guardian, LocalDate lastDay) implements Act {}

    record Leave(PersonId id, Role role, LocalDate lastDay, LeavingReason reason) implements Act {}
}
