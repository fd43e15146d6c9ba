package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Rung;

/**
 * What may follow at a school when its rules are broken, for one audience, the lightest first (SAN-1).
 *
 * @param version 0 for the one with which every school begins
 * @param changed who wrote this version, and when; null for the first
 */
public record Ladder(
        LadderAudience audience,
        int version,
        List<Line> lines,
        @Nullable Changed changed) {
    /** One rung, in the school's words. */
    public record Line(Rung rung, String words) {}

    /** Who wrote a version, and when. */
    public record Changed(String byName, Instant at) {}

    public Ladder {
        lines = List.copyOf(lines);
    }

    public boolean has(Rung rung) {
        return line(rung).isPresent();
    }

    /** What stands on it of that sort. */
    public Optional<Line> line(Rung rung) {
        return lines.stream().filter(line -> line.rung() == rung).findFirst();
    }
}
