package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A talk with whom a sanction is about: an interview, counselling, or making it up (SAN-2).
 *
 * @param with the adult who has it
 * @param at when it is, or was
 * @param by who arranged it
 * @param outcome what came of it; null until somebody writes it down
 */
public record Talk(
        TalkId id,
        SanctionId of,
        PersonId with,
        String withName,
        Instant at,
        String place,
        PersonId by,
        String byName,
        Instant arrangedAt,
        @Nullable Outcome outcome) {
    /** What came of it, in the words of whoever wrote it down. */
    public record Outcome(Came came, String words, String byName, Instant at) {}

    /** Whether it was had. */
    public enum Came {
        HELD,
        /** It fell through, and the words say why. */
        NOT_HELD
    }

    public boolean isOpen() {
        return outcome == null;
    }
}
