package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A letter to a parent that says what was decided about their child.
 *
 * @param words as it was sent
 * @param byEmail whether there was an address to write to; where not, it is on paper
 * @param openedAt when its reader first had it open
 * @param read that its reader said that they have read it
 */
public record SanctionLetter(
        SanctionLetterId id,
        SanctionId about,
        PersonId to,
        String toName,
        String words,
        String byName,
        Instant at,
        boolean byEmail,
        @Nullable Instant openedAt,
        @Nullable Read read) {
    /** When, and how it is known that it was they. */
    public record Read(Instant at, Proof proof) {}

    /** How well it is known who read a letter. */
    public enum Proof {
        MAILBOX,
        MAILBOX_AND_FACT,
        SIGNED_IN
    }
}
