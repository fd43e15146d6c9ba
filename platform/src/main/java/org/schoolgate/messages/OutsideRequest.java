package org.schoolgate.messages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * What was asked of somebody outside.
 *
 * @param subject what it is about, ids only: {@code case:<id>}
 * @param path the page on which there is more
 * @param agency who was asked, in the words of whoever keeps the list of them
 * @param what what was sent or said
 * @param by who asked, and who looks whether an answer comes
 * @param reference what they call it; empty where they gave none
 * @param awaitedUntil by when they are to answer; null where no answer is awaited
 * @param words what came later, oldest first
 */
public record OutsideRequest(
        UUID id,
        SchoolId school,
        String subject,
        String path,
        String agency,
        String what,
        Instant sentAt,
        PersonId by,
        String byName,
        String reference,
        @Nullable Instant awaitedUntil,
        List<Word> words) {
    public OutsideRequest {
        words = List.copyOf(words);
    }

    /** Something that came later. */
    public record Word(Instant at, String byName, Kind kind, String words) {}

    /** What comes later. */
    public enum Kind {
        /** They gave it a number. */
        REFERENCE,
        /** They were asked again. */
        CHASED,
        /** They answered. */
        ANSWERED,
        /** No answer is awaited any more, and why. */
        NOT_AWAITED,
        /** Whoever asked was told that no answer has come. */
        REMINDED
    }

    public boolean isAwaited() {
        return awaitedUntil != null
                && words.stream().noneMatch(word -> word.kind() == Kind.ANSWERED || word.kind() == Kind.NOT_AWAITED);
    }

    public boolean isLate(Instant now) {
        return isAwaited() && awaitedUntil != null && !now.isBefore(awaitedUntil);
    }

    /** The newest number that they gave it. */
    public String latestReference() {
        return words.stream()
                .filter(word -> word.kind() == Kind.REFERENCE)
                .map(Word::words)
                .reduce((_, later) -> later)
                .orElse(reference);
    }

    /** When something was last done to get an answer. */
    Optional<Instant> lastAsked() {
        return words.stream()
                .filter(word -> word.kind() == Kind.CHASED || word.kind() == Kind.REMINDED)
                .map(Word::at)
                .reduce((_, later) -> later);
    }
}
