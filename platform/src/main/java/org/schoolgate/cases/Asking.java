package org.schoolgate.cases;

import org.schoolgate.ui.Problems;

/** What became of somebody's wish to know who wrote something. */
public sealed interface Asking {
    /** It waits for a second person. */
    record Asked() implements Asking {}

    /** They have asked before, and that waits, or they may read it already. */
    record AskedBefore() implements Asking {}

    /** A child is in danger: they may read it at once. */
    record Released() implements Asking {}

    record NotLikeThat(Problems problems) implements Asking {}
}
