package org.schoolgate.cases.procedure;

import java.util.List;

/** What came of reading a definition. */
public sealed interface Reading {
    record Sound(Procedure procedure) implements Reading {}

    /**
     * There is no procedure.
     *
     * @param problems all that were found; never none
     */
    record Faulty(List<Problem> problems) implements Reading {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
