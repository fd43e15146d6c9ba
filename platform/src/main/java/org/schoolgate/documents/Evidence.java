package org.schoolgate.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * Something that is kept, and everybody through whose hands it went.
 *
 * @param subject what it belongs to
 * @param number its place among what belongs to that, from 1
 * @param place where it lies, if it is not only here; empty otherwise
 * @param capturedAt when it was taken or found
 * @param keptAt when it came here
 * @param file null for what lies elsewhere
 * @param custody in the order in which it happened, beginning with who brought it
 */
public record Evidence(
        EvidenceId id,
        String subject,
        int number,
        Kind kind,
        String title,
        String place,
        Instant capturedAt,
        Instant keptAt,
        PersonId keptBy,
        String keptByName,
        @Nullable File file,
        List<Custody> custody) {
    /** What it is. */
    public enum Kind {
        SCREENSHOT,
        PHOTO,
        MESSAGE,
        PAPER,
        LOG,
        OTHER,
        /** What the program knew of what happened, in words. */
        SIGNAL
    }

    /**
     * A file that is kept, or was.
     *
     * @param digest SHA-256 in hexadecimal, which stays when the bytes go
     * @param destroyedAt null while it is kept
     */
    public record File(
            String digest,
            FileType type,
            int size,
            boolean covered,
            @Nullable Instant destroyedAt) {
        public boolean isDestroyed() {
            return destroyedAt != null;
        }
    }

    /**
     * Something that was done with it.
     *
     * @param words to whom it went, or why
     */
    public record Custody(Step step, Instant at, PersonId by, String byName, String words) {}

    /** What is done with evidence. */
    public enum Step {
        RECEIVED,
        VIEWED,
        HANDED,
        EXPORTED,
        /** Somebody asked for its destruction; a second person has to agree. */
        DESTRUCTION_ASKED,
        DESTROYED
    }

    public Evidence {
        custody = List.copyOf(custody);
    }

    /** Whether there are bytes to be looked at or handed on. */
    public boolean hasBytes() {
        return file != null && !file.isDestroyed();
    }

    /** The wish to have it destroyed that nobody has agreed to yet. */
    public Optional<Custody> destructionAsked() {
        return hasBytes()
                ? custody.reversed().stream()
                        .filter(one -> one.step() == Step.DESTRUCTION_ASKED)
                        .findFirst()
                : Optional.empty();
    }
}
