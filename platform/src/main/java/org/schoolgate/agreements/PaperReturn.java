package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;

/**
 * A paper that came back with an answer on it, as somebody entered it (AGR-20).
 *
 * @param signers whose signatures stand on it
 * @param texts the versions that were in force on the day on the paper, which are what it answers
 */
public record PaperReturn(
        PaperId id,
        PersonId subject,
        List<PersonId> signers,
        List<TextId> texts,
        boolean agreed,
        LocalDate signedOn,
        UUID scan,
        PersonId enteredBy,
        Instant enteredAt,
        State state) {
    public PaperReturn {
        signers = List.copyOf(signers);
        texts = List.copyOf(texts);
    }

    /** What became of it. */
    public sealed interface State {
        /** Somebody else has to look before it counts. */
        record Waiting() implements State {}

        /** It counts, and nobody else had to look. */
        record Taken() implements State {}

        /** Somebody else looked, and it is as it was entered. */
        record Verified(PersonId by, Instant at) implements State {}

        /** Somebody else looked, and it is not: it never counted. */
        record Returned(PersonId by, Instant at, String why) implements State {}
    }

    public boolean isWaiting() {
        return state instanceof State.Waiting;
    }
}
