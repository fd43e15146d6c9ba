package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.PersonId;

/**
 * A child's file that goes to the next school, which says that it has it.
 *
 * @param child the one who is named in it
 * @param holder whom its link is for: nobody of this school
 * @param files which pieces of evidence go along
 * @param steps in the order in which they happened, beginning with the letter
 */
public record Transfer(
        TransferId id,
        CaseId of,
        PersonId child,
        String childName,
        String toSchool,
        String address,
        PersonId holder,
        List<EvidenceId> files,
        PersonId sentBy,
        String sentByName,
        List<Step> steps) {
    /** How far it has come. */
    public enum State {
        /** The letter is on its way, or nobody has come by it yet. */
        PENDING,
        /** The letter cannot be delivered. */
        FAILED,
        /** Somebody there has the folder, and has not said so yet. */
        FETCHED,
        /** The other school says that it has it. */
        ACCEPTED
    }

    /** What happened to it. */
    public enum Kind {
        SENT,
        FETCHED,
        ACCEPTED
    }

    /**
     * Something that happened to it.
     *
     * @param name who did it, at the other school by their own word
     * @param letter the letter that went out; null for all else
     */
    public record Step(
            Kind kind, Instant at, String name, @Nullable UUID letter) {}

    public Transfer {
        files = List.copyOf(files);
        steps = List.copyOf(steps);
    }

    /** The last thing of that kind that happened to it. */
    public Optional<Step> last(Kind kind) {
        return steps.reversed().stream().filter(step -> step.kind() == kind).findFirst();
    }
}
