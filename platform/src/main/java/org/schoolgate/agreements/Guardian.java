package org.schoolgate.agreements;

import org.schoolgate.kernel.PersonId;

/**
 * Somebody who has the care of a child, as far as signing goes.
 *
 * @param mayAgree whether the school may take their word for the child
 */
public record Guardian(PersonId person, boolean mayAgree, Caution caution) {
    /** What stands between a word and its being taken. */
    public enum Caution {
        NONE,
        /** The guardians are known to disagree: one of them does not speak for the other. */
        CONFLICT,
        /** A court has decided something, and nobody has yet put into the records what that means for signing. */
        COURT_ORDER
    }
}
