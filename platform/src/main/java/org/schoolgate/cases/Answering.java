package org.schoolgate.cases;

import org.schoolgate.ui.Problems;

/** What became of an answer to whoever told, a child or somebody outside. */
public sealed interface Answering {
    record Kept() implements Answering {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Answering {}
}
