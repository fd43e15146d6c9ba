package org.schoolgate.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last case of a page of a list, after which the next page begins, whatever was done to the list meanwhile.
 *
 * @param due when its time runs out; null where no clock runs, or the list is not by that
 * @param at the time that comes second in the order of the list
 */
public record CasePlace(@Nullable Instant due, Instant at, CaseId id) {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("3000-01-01T00:00:00Z");

    /** What stands in an address; whatever else somebody wrote there is the beginning of the list. */
    public static Optional<CasePlace> read(String written) {
        var parts = written.split("_", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CasePlace(
                    parts[0].isEmpty() ? null : time(parts[0]), time(parts[1]), new CaseId(UUID.fromString(parts[2]))));
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static Instant time(String written) {
        var time = Instant.parse(written);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("no time of a case: " + written);
        }
        return time;
    }

    @Override
    public String toString() {
        return (due == null ? "" : due) + "_" + at + "_" + id;
    }
}
