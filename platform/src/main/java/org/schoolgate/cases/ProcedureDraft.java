package org.schoolgate.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.kernel.PersonId;

/**
 * A school's own version of a procedure while it is written, and until somebody else approves it.
 *
 * @param basis the digest of the text from which it was begun
 * @param writtenBy who changed it last
 * @param hands everybody who changed it
 * @param byHead whether a head was among them
 * @param why why it is changed; empty until approval is asked for
 * @param inForceOn from which day; null for at once
 * @param askedAt when approval was asked for; null while it is written
 * @param answer what whoever sent it back said; empty where nobody did
 */
public record ProcedureDraft(
        UUID id,
        String procedure,
        String text,
        String basis,
        Instant changedAt,
        PersonId writtenBy,
        String writtenByName,
        Set<PersonId> hands,
        boolean byHead,
        String why,
        @Nullable LocalDate inForceOn,
        @Nullable Instant askedAt,
        String answer) {
    public ProcedureDraft {
        hands = Set.copyOf(hands);
    }

    public boolean isAsked() {
        return askedAt != null;
    }

    /** What tells the text on somebody's screen from one that was changed meanwhile. */
    public String stamp() {
        return Definition.digest(text);
    }
}
