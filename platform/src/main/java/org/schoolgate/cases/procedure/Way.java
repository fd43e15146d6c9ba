package org.schoolgate.cases.procedure;

import java.util.List;

/** Where a step leads once it is done. */
public sealed interface Way {
    /**
     * All of these begin at once, side by side. One that has begun already is left as it stands, so branches may meet.
     *
     * @param steps none where the branch ends by itself
     */
    record On(List<String> steps) implements Way {
        public On {
            steps = List.copyOf(steps);
        }
    }

    /** That earlier step is taken up again, with all between; what runs beside them goes on. */
    record Back(String step) implements Way {}
}
