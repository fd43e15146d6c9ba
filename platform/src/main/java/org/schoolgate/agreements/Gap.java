package org.schoolgate.agreements;

import java.util.List;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;

/** Something that keeps an agreement from being in force, with enough facts to say it and to say what helps. */
public sealed interface Gap {
    /** The school has put no text in force for this audience. */
    record NoText(Audience audience) implements Gap {}

    /** The records do not say in which year the pupil is, and so not which agreement is theirs. */
    record PhaseUnknown() implements Gap {}

    /** This answer is not there, or is a no. */
    record Missing(Part part, PersonId signer, SignerState state) implements Gap {}

    /** Nobody is on record who may sign for the child. */
    record NobodyMaySign() implements Gap {}

    /** A court order is noted, and what it means for signing is not. */
    record CourtOrder(List<PersonId> about) implements Gap {}

    /** One guardian said yes and another no. The first is not taken for both. */
    record Disagreement(List<PersonId> yes, List<PersonId> no) implements Gap {}

    /** The guardians are known to disagree, so each has to say yes; these have not. */
    record ConflictOpen(List<PersonId> waitingFor) implements Gap {}
}
