package org.schoolgate.roster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * An adult who stands for a child.
 *
 * @param livesWith null where the records do not say
 * @param caution what holds on the day that was asked for: one that has ended is none
 * @param cautionUntil the last day of the caution; null while it has no end
 */
public record Guardian(
        PersonId pupil,
        Person person,
        Relation relation,
        Responsibility responsibility,
        int order,
        @Nullable Boolean livesWith,
        Caution caution,
        String note,
        @Nullable LocalDate cautionUntil,
        Source source,
        Span span) {
    /** Whether the school may take this person's word for the child. */
    public boolean mayAgree() {
        return responsibility.mayAgree();
    }

    /** Whether there is a way to write. */
    public boolean canBeReached() {
        return person.email() != null || person.phone() != null;
    }

    /** What is said of them, apart from who they are. */
    public GuardianFacts facts() {
        return new GuardianFacts(relation, responsibility, order, livesWith, caution, note, cautionUntil);
    }
}
