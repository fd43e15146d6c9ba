package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open cases of a reader by what they wait for.
 *
 * @param columns all of them, in their order
 * @param more whether there are more than it shows
 */
public record CaseBoard(Map<Column, List<Card>> columns, boolean more, Instant at) {
    /** What a case waits for. A case stands in the first that fits. */
    public enum Column {
        /** A step is past its time. */
        OVERDUE,
        /** All is done but to close it. */
        CLOSING,
        /** Somebody outside was written to, and is to reply. */
        OUTSIDE,
        /** A step is the reader's. */
        MINE,
        /** It is open, and nothing was done in it yet. */
        NEW,
        OTHERS
    }

    /**
     * A case on it.
     *
     * @param step what is to be done next
     * @param due by when; null where no clock runs
     * @param mine whether a step of it is the reader's
     */
    public record Card(CaseFile file, String step, @Nullable Instant due, boolean mine) {}
}
