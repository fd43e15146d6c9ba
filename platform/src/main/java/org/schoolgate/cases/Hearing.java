package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back to a child who told something.
 *
 * @param read who has read it, the first first
 * @param answers what somebody wrote back, oldest first
 * @param seenAt when the child last saw the answers; null before that
 */
public record Hearing(
        List<Reading> read, List<Answer> answers, @Nullable Instant seenAt) {
    static final Hearing NOTHING = new Hearing(List.of(), List.of(), null);

    public Hearing {
        read = List.copyOf(read);
        answers = List.copyOf(answers);
    }

    /** Somebody read it, for the first time then. */
    public record Reading(String name, Instant at) {}

    /** Kind words to the child. */
    public record Answer(String by, Instant at, String words) {
        /** The most that an answer says. */
        public static final int LONGEST = 2_000;
    }

    /** Whether something was written that the child has not seen. */
    public boolean isNew() {
        return !answers.isEmpty()
                && (seenAt == null || seenAt.isBefore(answers.getLast().at()));
    }
}
