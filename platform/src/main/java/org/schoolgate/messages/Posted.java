package org.schoolgate.messages;

import java.util.UUID;

/** What became of the wish to write to somebody. */
public sealed interface Posted {
    /** It is in the outbox, and goes out once the caller's transaction commits. */
    record Waiting(UUID message) implements Posted {}

    /** The school has no address to write to. */
    record NoAddress() implements Posted {}
}
