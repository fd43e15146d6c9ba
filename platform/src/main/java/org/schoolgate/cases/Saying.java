package org.schoolgate.cases;

import java.util.List;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.ui.Problems;

/** What became of something said about a step. */
public sealed interface Saying {
    /**
     * It is kept, and the case goes on from there.
     *
     * @param sight what whoever said it still sees of the case
     */
    record WentOn(CaseFile file, Sight sight) implements Saying {}

    /** Somebody was faster, or it has not begun. */
    record NotOpen() implements Saying {}

    /** These have to be done before, whether or not whoever asks does them. */
    record NeedsFirst(List<Step> steps) implements Saying {
        public NeedsFirst {
            steps = List.copyOf(steps);
        }
    }

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Saying {}
}
