package org.schoolgate.cases.procedure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What was said about a step. The entries of a case, in their order, are all that there is to know about its walk. */
public sealed interface Entry {
    String step();

    Who by();

    /** When it was written, to the microsecond; when it happened may be one of the values. */
    Instant at();

    /** The step is done. */
    record Said(String step, Who by, Instant at, Map<String, String> values) implements Entry {
        public Said {
            at = at.truncatedTo(ChronoUnit.MICROS);
            values = Map.copyOf(values);
        }
    }

    /** The step is not done, as there is no need. */
    record NotNecessary(String step, Who by, Instant at, String reason) implements Entry {
        public NotNecessary {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }
    }
}
