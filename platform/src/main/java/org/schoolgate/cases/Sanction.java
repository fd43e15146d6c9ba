package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldId;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.PersonId;

/**
 * What was decided about somebody who broke the rules. It stands as it was decided; what it takes away is a hold, which ends
 * by itself or is lifted.
 *
 * @param own the title of the school's own rung; null where it is one of the program's
 * @param why in the decider's words, where they said so
 * @param until when it ends by itself; null where it is done once
 * @param hold what it takes away; null where it takes nothing
 * @param signed what the person had signed by then; null where they had signed nothing, and the behaviour policy binds them
 */
public record Sanction(
        SanctionId id,
        CaseId of,
        PersonId person,
        Rung.Ladder ladder,
        Rung rung,
        @Nullable String own,
        @Nullable String why,
        PersonId by,
        String byName,
        Instant at,
        Instant from,
        @Nullable Instant until,
        @Nullable HoldId hold,
        @Nullable Signed signed) {
    /**
     * The agreement in force when it was decided (SAN-9).
     *
     * @param since when it was signed
     * @param quoted what it says of it; null in what was decided before the words were kept
     */
    public record Signed(
            String version, Instant since, @Nullable Quoted quoted) {}

    /**
     * The very words.
     *
     * @param digest of all the words that were signed
     * @param says the sentence on what follows; empty where that agreement has none
     * @param own whether the person signed it, and not their parents for them
     */
    public record Quoted(String digest, String says, boolean own) {}
}
