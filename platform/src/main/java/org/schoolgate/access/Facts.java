package org.schoolgate.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementInForce;

/**
 * Everything that decides whether one person may use something at one moment.
 *
 * @param agreement as it stands at that moment; null for those of whom none is asked, such as parents: they are not given
 *     access by themselves (ACC-9)
 * @param holds all that are not over
 * @param supervised whether this person may be online only while an adult holds a session open
 * @param openUntil when the open session of one of their classes closes; {@link Instant#MIN} where none is open
 */
record Facts(
        ReaderKind kind,
        Enrolment enrolment,
        @Nullable AgreementInForce agreement,
        List<Hold> holds,
        boolean supervised,
        Instant openUntil) {
    Facts {
        holds = List.copyOf(holds);
    }
}
