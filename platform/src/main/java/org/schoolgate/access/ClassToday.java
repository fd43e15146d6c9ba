package org.schoolgate.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.roster.SchoolClass;

/**
 * A class as its adults see it now: who may go online, who may not and why, and the session if one is open.
 *
 * @param session null while none is open
 */
public record ClassToday(
        SchoolClass schoolClass,
        Instant at,
        List<ReaderAccess> pupils,
        @Nullable SupervisedSession session) {
    public ClassToday {
        pupils = List.copyOf(pupils);
    }

    /** Those who may not go online for a reason of their own; that no session is open is the class's. */
    public List<ReaderAccess> exceptions() {
        return pupils.stream().filter(pupil -> reason(pupil) != null).toList();
    }

    /** How many may go online now or as soon as a session is open. */
    public int may() {
        return pupils.size() - exceptions().size();
    }

    /** Whether nobody is online because no session is open. */
    public boolean waitsForSession() {
        return session == null
                && pupils.stream()
                        .anyMatch(pupil -> pupil.decision() instanceof AccessDecision.Refused refused
                                && refused.reasons().stream().anyMatch(Reason.NotSupervised.class::isInstance));
    }

    /** The first reason of a pupil's own; null where there is none. */
    public static @Nullable Reason reason(ReaderAccess pupil) {
        return pupil.decision() instanceof AccessDecision.Refused refused
                ? refused.reasons().stream()
                        .filter(reason -> !(reason instanceof Reason.NotSupervised))
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
