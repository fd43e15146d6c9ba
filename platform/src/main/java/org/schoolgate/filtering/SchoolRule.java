package org.schoolgate.filtering;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A school's own rule for a site, or a part of one, and everything below it (R32).
 *
 * @param number counts up in a school: 12
 * @param path the part of the site that it is about; empty where it is the whole of it
 * @param forRefs whom it is for; empty is everybody
 * @param until null while it has no end
 * @param ended null while nobody ended it
 */
public record SchoolRule(
        UUID id,
        int number,
        String host,
        String path,
        Effect effect,
        Set<String> forRefs,
        String forLabel,
        Instant from,
        @Nullable Instant until,
        String reason,
        Made made,
        @Nullable Ended ended) {
    /** What becomes of the site. */
    public enum Effect {
        ALLOW,
        BLOCK,
        ASK
    }

    /** Who made it, and when. */
    public record Made(@Nullable PersonId by, String name, Instant at) {}

    /** Who ended it, when and why. */
    public record Ended(@Nullable PersonId by, String name, Instant at, String reason) {}

    public SchoolRule {
        forRefs = Set.copyOf(forRefs);
    }

    /** What it is about, as it is written. */
    public String site() {
        return host + path;
    }

    /** Whether it is about a part of the site alone. */
    public boolean isOfPart() {
        return !path.isEmpty();
    }

    /** Whether it holds now or will, as far as is known. */
    public boolean isAhead(Instant at) {
        return ended == null && (until == null || at.isBefore(until));
    }
}
