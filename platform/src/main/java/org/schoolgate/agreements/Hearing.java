package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.PersonId;

/**
 * What came of hearing a child's carers who had not agreed, as the head wrote it down. It stands until one of them answers
 * afresh; then there is something new to hear.
 *
 * @param heard who was heard
 * @param agreed whether the child may go online
 * @param words what was said, and why it was decided so
 */
public record Hearing(
        UUID id,
        PersonId child,
        Audience audience,
        List<PersonId> heard,
        boolean agreed,
        String words,
        PersonId by,
        Instant at) {
    public Hearing {
        heard = List.copyOf(heard);
    }
}
