package org.schoolgate.messages;

import static org.schoolgate.ui.Words.say;

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
    /** Whether the school's people are not to know where it went. */
    boolean isInConfidence() {
        return person == null && toName.isEmpty();
    }

    /** The same without where it went, and without what a mail server said, which may repeat it. */
    Message withheld() {
        var silent = switch (state) {
            case State.Waiting(int tries, var next, var _) -> new State.Waiting(tries, next, "");
            case State.Sent(var at, var _) -> new State.Sent(at, "");
            case State.Refused(var at, var _) -> new State.Refused(at, "");
        };
        return new Message(id, kind, null, say("messages.log.in-confidence"), "", subject, parts, writtenAt, silent);
    }

    /** How the letter begins. */
    public String greeting() {
        return toName.isEmpty() ? say("messages.letter.hello") : say("messages.letter.greeting", toName);
    }

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
