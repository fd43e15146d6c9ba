package org.schoolgate.access;

import org.schoolgate.ui.Problems;

/** What became of a wish to hold somebody's access. */
public sealed interface Holding {
    record Placed(Hold hold) implements Holding {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Holding {}
}
