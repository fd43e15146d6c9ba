package org.schoolgate.cases;

import org.schoolgate.ui.Problems;

/** What became of a decision whether somebody may know who wrote something. */
public sealed interface Deciding {
    record Decided() implements Deciding {}

    /** Somebody else was first. */
    record DecidedBefore() implements Deciding {}

    record NotLikeThat(Problems problems) implements Deciding {}
}
