package org.schoolgate.messages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A letter that was written to somebody, and what became of it.
 *
 * @param person null where it went to an address that is nobody's of the school, a helpdesk
 * @param parts what it says
 */
public record Message(
        UUID id,
        String kind,
        @Nullable PersonId person,
        String toName,
        String address,
        String subject,
        List<Letter.Part> parts,
        Instant writtenAt,
        State state) {
    /** How far a letter has come. */
    public sealed interface State {
        /** On its way; {@code answer} is why the last try failed, empty before the first. */
        record Waiting(int tries, Instant next, String answer) implements State {}

        /** The mail server took it, and said so. */
        record Sent(Instant at, String answer) implements State {}

        /** The mail server will never take it for this address. */
        record Refused(Instant at, String answer) implements State {}
    }
}
