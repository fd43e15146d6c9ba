package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.schoolgate.kernel.PersonId;

/**
 * A thing that was taken from somebody, and where it has been since (R51). Nothing of it is ever changed.
 *
 * @param witness the second adult who was there; empty where there was none
 * @param place where it was kept first
 * @param moves in the order in which they were written down
 */
public record Thing(
        ThingId id,
        String what,
        String takenFrom,
        String takenBy,
        String witness,
        Instant takenAt,
        String place,
        PersonId writtenBy,
        String writtenByName,
        Instant writtenAt,
        List<Move> moves) {
    /** How it moved on. */
    public enum Kind {
        /** It is kept somewhere else. */
        MOVED,
        /** Somebody else has it. */
        HANDED,
        /** Whose it is has it back. */
        RETURNED
    }

    /**
     * It moved on.
     *
     * @param to where it is kept, or who has it
     * @param signed the name with which whoever got it signed; empty where nobody did
     */
    public record Move(
            Kind kind,
            Instant at,
            String to,
            String signed,
            PersonId writtenBy,
            String writtenByName,
            Instant writtenAt) {}

    public Thing {
        moves = List.copyOf(moves);
    }

    public boolean isReturned() {
        return moves.stream().anyMatch(move -> move.kind() == Kind.RETURNED);
    }

    /** Where it is, as far as it is written down. */
    public String whereabouts() {
        return moves.isEmpty() ? place : moves.getLast().to();
    }

    /** Since when it is there. */
    public Instant since() {
        return moves.isEmpty() ? takenAt : moves.getLast().at();
    }
}
