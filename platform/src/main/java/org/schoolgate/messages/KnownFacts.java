package org.schoolgate.messages;

import java.util.Optional;
import java.util.function.Predicate;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Something about a person that the school knows and whoever merely reads their mailbox may not. It tells two guardians
 * who share a mailbox apart, and a child from a parent. Implemented by whoever keeps the people.
 */
public interface KnownFacts {
    /** What to ask this person; empty where the school knows nothing to ask. */
    Optional<Fact> about(SchoolId school, PersonId person);

    /**
     * A question with a right answer.
     *
     * @param question in the reader's words: "The last four digits of your phone number"
     * @param isRight tells whether what was typed answers it
     */
    record Fact(String question, Predicate<String> isRight) {}
}
