package org.schoolgate.cases;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.PersonId;

/**
 * A child's file that goes to the next school, which says that it has it.
 *
 * @param of the case that goes alone; null where it is a parcel
 * @param cases what goes, the oldest first
 * @param child the one who is named in it
 * @param contact who at the other school hears by telephone the words with which it opens
 * @param telephone on which number
 * @param holder whom its link is for: nobody of this school
 * @param files which pieces of evidence go along
 * @param wrong how often its words were tried in vain; null where nobody has been told any
 * @param steps in the order in which they happened, beginning with the letter
 */
public record Transfer(
        TransferId id,
        @Nullable CaseId of,
        List<CaseId> cases,
        PersonId child,
        String childName,
        String toSchool,
        String address,
        String contact,
        String telephone,
        PersonId holder,
        List<EvidenceId> files,
        PersonId sentBy,
        String sentByName,
        @Nullable Integer wrong,
        List<Step> steps) {
    /** How often its words may be tried in vain before it opens for nobody. */
    public static final int MOST_WRONG = 5;

    /** How far it has come. */
    public enum State {
        /** The letter is on its way, or nobody has come by it yet. */
        PENDING,
        /** The letter cannot be delivered. */
        FAILED,
        /** Its words were tried in vain so often that it needs new ones. */
        LOCKED,
        /** Somebody there has the folder, and has not said so yet. */
        FETCHED,
        /** The other school says that it has it. */
        ACCEPTED
    }

    /** What happened to it. */
    public enum Kind {
        SENT,
        WORDS_GIVEN,
        WORDS_WRONG,
        WORDS_RIGHT,
        FETCHED,
        ACCEPTED
    }

    /** What has to do with the words alone. */
    static final Set<Kind> WORDS = EnumSet.of(Kind.WORDS_GIVEN, Kind.WORDS_WRONG, Kind.WORDS_RIGHT);

    /**
     * Something that happened to it.
     *
     * @param name who did it, at the other school by their own word
     * @param letter the letter that went out; null for all else
     * @param visit the stay by its link for which it opened; null for all else
     */
    public record Step(
            Kind kind,
            Instant at,
            String name,
            @Nullable UUID letter,
            @Nullable UUID visit) {
        static Step of(Kind kind, Instant at, String name) {
            return new Step(kind, at, name, null, null);
        }
    }

    public Transfer {
        cases = List.copyOf(cases);
        files = List.copyOf(files);
        steps = List.copyOf(steps);
    }

    /** Whether it is all of the child's file that was chosen, and not one case alone. */
    public boolean isParcel() {
        return of == null;
    }

    /** Whether it opens for nobody until there are new words. */
    public boolean isLocked() {
        return wrong != null && wrong >= MOST_WRONG;
    }

    /** Whether whoever stays by its link has said the words that are good now. */
    public boolean isOpenFor(UUID visit) {
        return steps.reversed().stream()
                .takeWhile(step -> step.kind() != Kind.WORDS_GIVEN)
                .anyMatch(step -> visit.equals(step.visit()));
    }

    /** The last thing of that kind that happened to it. */
    public Optional<Step> last(Kind kind) {
        return steps.reversed().stream().filter(step -> step.kind() == kind).findFirst();
    }
}
