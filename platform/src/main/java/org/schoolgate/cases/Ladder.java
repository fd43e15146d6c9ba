package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Taken;

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
    /**
     * One rung, in the school's words.
     *
     * @param title what a rung of the school's own is called, which is {@link Rung#OTHER} to the program; empty for the others
     * @param takes what one of the school's own takes away for a time; null where it takes nothing
     */
    public record Line(
            Rung rung, String title, String words, @Nullable Taken takes) {
        public Line {
            if (!title.isEmpty() && rung != Rung.OTHER) {
                throw new IllegalArgumentException("a title for " + rung);
            }
            if (takes != null && title.isEmpty()) {
                throw new IllegalArgumentException("what a rung of the program takes, it says itself: " + rung);
            }
        }

        /** One of the program's. */
        public Line(Rung rung, String words) {
            this(rung, "", words, null);
        }

        /** One of the school's. */
        public static Line own(String title, String words, @Nullable Taken takes) {
            return new Line(Rung.OTHER, title, words, takes);
        }

        public boolean isOwn() {
            return !title.isEmpty();
        }
    }

    /** Who wrote a version, and when. */
    public record Changed(String byName, Instant at) {}

    public Ladder {
        lines = List.copyOf(lines);
    }

    public boolean has(Rung rung) {
        return line(rung).isPresent();
    }

    /** Whether there is one of the school's own of that title. */
    public boolean has(String own) {
        return own().stream().anyMatch(line -> line.title().equals(own));
    }

    /** What the one of the school's own of that title takes away; nothing where there is none, or it takes nothing. */
    public Optional<Taken> takes(String own) {
        return own().stream()
                .filter(line -> line.title().equals(own))
                .findFirst()
                .map(Line::takes);
    }

    /** Those of the school's own, in their order. */
    public List<Line> own() {
        return lines.stream().filter(Line::isOwn).toList();
    }

    /** What stands on it of that sort. */
    public Optional<Line> line(Rung rung) {
        return lines.stream()
                .filter(line -> line.rung() == rung && !line.isOwn())
                .findFirst();
    }
}
