package org.schoolgate.roster;

import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * An adult who stands for a child.
 *
 * @param livesWith null where the records do not say
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

    GuardianFacts facts() {
        return new GuardianFacts(relation, responsibility, order, livesWith, caution, note);
    }
}
