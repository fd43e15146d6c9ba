package org.schoolgate.cases;

import java.util.List;
import org.schoolgate.cases.procedure.Problem;

/** What became of asking for, or of giving, approval to a draft. */
public sealed interface Proposing {
    record Done() implements Proposing {}

    /** It cannot be followed, or lacks what is fixed. */
    record Faulty(List<Problem> problems) implements Proposing {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /** It is what is in force already. */
    record SameAsInForce() implements Proposing {}

    record WhyMissing() implements Proposing {}

    record DayIsPast() implements Proposing {}

    /** Nobody asks for approval of this text any more: it was changed, or decided. */
    record NotAsked() implements Proposing {}

    /** Whoever wrote in it does not approve it, and one of the two is the head. */
    record NeedsAnother() implements Proposing {}
}
