package org.schoolgate.cases;

import org.schoolgate.documents.EvidenceId;
import org.schoolgate.ui.Problems;

/** What became of evidence that somebody brought. */
public sealed interface Bringing {
    /**
     * It is kept.
     *
     * @param sight what whoever brought it sees of the case
     */
    record Kept(EvidenceId id, Sight sight) implements Bringing {}

    record NotLikeThat(Problems problems) implements Bringing {}
}
