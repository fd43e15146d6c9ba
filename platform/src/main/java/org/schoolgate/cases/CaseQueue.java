package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open cases of one reader.
 *
 * @param waiting those in which a step waits for them, the first to run out first
 * @param others the rest of those that they read
 */
public record CaseQueue(List<Entry> waiting, List<CaseFile> others, Instant at) {
    public CaseQueue {
        waiting = List.copyOf(waiting);
        others = List.copyOf(others);
    }

    /**
     * A case that waits for its reader.
     *
     * @param step the title of what is to be done first
     * @param due by when; null where no clock runs
     */
    public record Entry(
            CaseFile file, String step, @Nullable Instant due) {
        public boolean isOverdue(Instant now) {
            return due != null && !now.isBefore(due);
        }
    }
}
