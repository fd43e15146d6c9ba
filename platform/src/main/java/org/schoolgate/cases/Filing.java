package org.schoolgate.cases;

import org.schoolgate.ui.Problems;

/** What became of something that an adult told. */
public sealed interface Filing {
    record Kept(Report report) implements Filing {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Filing {}
}
