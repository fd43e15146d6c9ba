package org.schoolgate.access;

import org.schoolgate.ui.Problems;

/** What became of a wish to open a session for a class, or to make one longer. */
public sealed interface SessionOpening {
    record Open(SupervisedSession session) implements SessionOpening {}

    /** Another adult holds one open for the class; it has to be closed first. */
    record HeldByAnother(SupervisedSession session) implements SessionOpening {}

    /** It may not be longer than it is. */
    record LongEnough(SupervisedSession session) implements SessionOpening {}

    /** It is over. */
    record Over() implements SessionOpening {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements SessionOpening {}
}
