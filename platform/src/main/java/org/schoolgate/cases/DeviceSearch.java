package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A search of a pupil's device, as whoever searched it wrote it down (R50). Nothing of it is ever changed.
 *
 * @param writtenBy who wrote it down, and for whom it stands
 */
public record DeviceSearch(
        DeviceSearchId id,
        CaseId of,
        PersonId pupil,
        String pupilName,
        Said said,
        PersonId authorisedBy,
        String authorisedByName,
        PersonId writtenBy,
        String writtenByName,
        Instant writtenAt) {
    /** By what right it was searched. */
    public enum Ground {
        /** It, or something on it, is banned by law or by the school's rules. */
        BANNED,
        HARM,
        /** To disturb lessons, or to break the rules. */
        DISRUPTION,
        OFFENCE,
        /** The child agreed to it. */
        AGREED
    }

    /** What was there, and what became of it. */
    public enum Result {
        NOTHING,
        /** Something was there, and it was left as it was. */
        LEFT,
        KEPT,
        DELETED,
        /** There was a sign of an indecent image: the search stopped. */
        IMAGE,
        /** There was a sign of another crime: the search stopped. */
        CRIME;

        /** Whether the search had to stop, and the device is nobody's to give back. */
        public boolean isStop() {
            return this == IMAGE || this == CRIME;
        }

        /** The answer that it is to the first step of the procedure that follows. */
        String answer() {
            return switch (this) {
                case NOTHING -> "nothing";
                case LEFT, KEPT, DELETED -> "found";
                case IMAGE -> "image";
                case CRIME -> "crime";
            };
        }
    }

    /** Whether parents know. */
    public enum Parents {
        TOLD,
        LATER,
        /** A child might come to harm. */
        HELD_BACK
    }

    /**
     * What was written down.
     *
     * @param reason what led to it
     * @param witness the second adult, or why there was none
     * @param ofThePerson how it was done where the child was searched for the device; empty where nobody was
     * @param found what was there; empty for nothing
     * @param deleted which files were deleted, and in what belief; empty where none were
     * @param parentsNote how and when they were told, or why not
     * @param returned whether the child has the device back
     * @param whereabouts who has it, or where it is kept
     */
    public record Said(
            String device,
            Ground ground,
            String reason,
            String sought,
            Instant at,
            String searchedBy,
            String witness,
            String ofThePerson,
            Result result,
            String found,
            String deleted,
            Parents parents,
            String parentsNote,
            boolean returned,
            String whereabouts) {}

    /**
     * What somebody wants to write down; null is what they have not chosen.
     *
     * @param id the form by which it is sent: sent twice, it is one search
     */
    public record Wish(
            DeviceSearchId id,
            @Nullable PersonId pupil,
            String device,
            @Nullable Ground ground,
            String reason,
            String sought,
            @Nullable Instant at,
            @Nullable PersonId authorisedBy,
            String searchedBy,
            String witness,
            String ofThePerson,
            @Nullable Result result,
            String found,
            String deleted,
            @Nullable Parents parents,
            String parentsNote,
            @Nullable Boolean returned,
            String whereabouts) {}
}
