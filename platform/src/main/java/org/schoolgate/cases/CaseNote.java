package org.schoolgate.cases;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What somebody wrote down beside the steps. It is never changed; a correction stands beside what it corrects.
 *
 * @param happenedAt when it happened, where {@code writtenAt} is when it was written down
 * @param corrects null where it is no correction
 */
public record CaseNote(
        CaseNoteId id,
        Instant happenedAt,
        Instant writtenAt,
        PersonId writtenBy,
        String writtenByName,
        Boxes boxes,
        @Nullable CaseNoteId corrects) {
    /** Five boxes that keep what is known apart from what is thought of it, and the words of a child. */
    public record Boxes(
            String fact, String concern, String risk, String action, String justification, String childsWords) {
        /** The most that a box takes. */
        public static final int LONGEST = 10_000;

        boolean isEmpty() {
            return all().allMatch(String::isBlank);
        }

        boolean isTooLong() {
            return all().anyMatch(box -> box.length() > LONGEST);
        }

        private Stream<String> all() {
            return Stream.of(fact, concern, risk, action, justification, childsWords);
        }
    }
}
