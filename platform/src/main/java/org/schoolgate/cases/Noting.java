package org.schoolgate.cases;

import org.schoolgate.ui.Problems;

/** What became of a note. */
public sealed interface Noting {
    record Kept(CaseNoteId id) implements Noting {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Noting {}
}
