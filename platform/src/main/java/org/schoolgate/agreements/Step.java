package org.schoolgate.agreements;

import java.time.Instant;
import org.schoolgate.kernel.PersonId;

/** Something that happened on the way from being asked to answering. */
public sealed interface Step {
    Instant at();

    /** A letter went out. */
    record Invited(Instant at) implements Step {}

    /** The school has no address to write to. */
    record Unreachable(Instant at) implements Step {}

    record Reminded(Instant at) implements Step {}

    record Opened(Instant at) implements Step {}

    record QuestionAsked(Instant at, String words) implements Step {}

    record QuestionAnswered(Instant at, PersonId by, String words) implements Step {}
}
