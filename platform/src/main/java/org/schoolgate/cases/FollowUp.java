package org.schoolgate.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/** What follows from a case (INC-26). */
public record FollowUp(List<Action> actions, List<Review> reviews) {
    public FollowUp {
        actions = List.copyOf(actions);
        reviews = List.copyOf(reviews);
    }

    /**
     * Something that somebody is to do.
     *
     * @param what in a sentence that its owner reads, whether or not they read the case
     * @param about the one person for whom it is to be done; null where it is for all whom the case is about
     * @param end null while it is to be done
     */
    public record Action(
            ActionId id,
            CaseId of,
            String what,
            PersonId owner,
            String ownerName,
            LocalDate due,
            PersonId writtenBy,
            String writtenByName,
            Instant writtenAt,
            @Nullable PersonId about,
            @Nullable End end) {
        public boolean isOpen() {
            return end == null;
        }

        public boolean isLate(LocalDate today) {
            return isOpen() && due.isBefore(today);
        }
    }

    /**
     * That it is done, or why it is not done any more.
     *
     * @param words what came of it; empty where nothing need be said
     */
    public record End(boolean done, String words, Instant at, String by) {}

    /**
     * A policy is to be looked at again.
     *
     * @param done null while nobody has
     */
    public record Review(
            ReviewId id,
            CaseId of,
            String words,
            String wantedBy,
            Instant wantedAt,
            @Nullable Done done) {
        public boolean isOpen() {
            return done == null;
        }
    }

    /** What came of looking at it. */
    public record Done(String words, Instant at, String by) {}
}
