package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open cases of one reader.
 *
 * @param count in how many something waits for them
 * @param mine the first page of those, the first to run out first
 * @param rest the first page of the other cases that they read
 */
public record CaseQueue(int count, Part<Entry> mine, Part<CaseFile> rest, Instant at) {
    /** For whoever has none. */
    public static CaseQueue none(Instant at) {
        return new CaseQueue(0, new Part<>(List.of(), null), new Part<>(List.of(), null), at);
    }

    public List<Entry> waiting() {
        return mine.items();
    }

    public List<CaseFile> others() {
        return rest.items();
    }

    /**
     * A page of a list.
     *
     * @param next after which the next one begins; null on the last
     */
    public record Part<T>(List<T> items, @Nullable CasePlace next) {
        public Part {
            items = List.copyOf(items);
        }

        public boolean isEmpty() {
            return items.isEmpty();
        }
    }

    /**
     * A case that waits for its reader.
     *
     * @param step the title of what is to be done first
     * @param due by when; null where no clock runs
     * @param since since when it waits
     */
    public record Entry(
            CaseFile file, String step, @Nullable Instant due, Instant since) {
        public boolean isOverdue(Instant now) {
            return due != null && !now.isBefore(due);
        }
    }
}
