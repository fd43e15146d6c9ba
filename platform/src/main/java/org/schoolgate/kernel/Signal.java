package org.schoolgate.kernel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the program noticed and from which a case follows, as whoever noticed it says.
 *
 * @param subject what it is, as the record names that ({@code alert:} and an id); one case follows from it, however often
 *     it is said
 * @param path where it can be read
 * @param kind of the case that follows, by the id of its procedure
 * @param about whom it is about; null where nobody is known
 * @param atRisk whether they may come to harm, and it is not what they did that it is about
 * @param rings whether people are rung until one of them answers
 * @param proofs what is kept with the case
 */
public record Signal(
        SchoolId school,
        String subject,
        String path,
        String kind,
        @Nullable PersonId about,
        boolean atRisk,
        boolean rings,
        List<Proof> proofs) {
    public Signal {
        proofs = List.copyOf(proofs);
    }

    /** What was noticed, in words that are kept as they are. */
    public record Proof(String title, String words, Instant capturedAt) {}
}
