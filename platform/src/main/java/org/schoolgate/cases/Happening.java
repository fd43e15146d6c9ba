package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * Something that happened in a case beside its steps.
 *
 * @param id its name in the story, the same each time: {@code thing-4711}
 * @param at when it happened
 * @param written when it was written down
 * @param by who wrote it down
 * @param title what it was, in a line
 * @param lines what was written, in words
 * @param href where there is more of it; empty where there is no more
 * @param child the one person whom it is about and nobody else; null for all else
 * @param inside whether it stays out of a paper in which one child alone is named
 */
public record Happening(
        String id,
        Instant at,
        Instant written,
        String by,
        String title,
        List<Line> lines,
        String icon,
        String href,
        @Nullable PersonId child,
        boolean inside) {
    /** One thing that was written, under its name. */
    public record Line(String name, String text) {}

    /** One that was written down when it happened, in one line at most. */
    static Happening of(String id, Instant at, String by, String title, String icon, String href, Line... lines) {
        return new Happening(id, at, at, by, title, List.of(lines), icon, href, null, false);
    }

    /** The same, which is about this person and nobody else; null where that is not known. */
    Happening about(@Nullable PersonId one) {
        return new Happening(id, at, written, by, title, lines, icon, href, one, inside);
    }

    /** The same, which would say of another child where something of theirs went. */
    Happening staysInside() {
        return new Happening(id, at, written, by, title, lines, icon, href, child, true);
    }

    /** Whether it goes along where one child alone is named. */
    public boolean isOf(@Nullable PersonId only) {
        return only == null || (!inside && (child == null || child.equals(only)));
    }

    public Happening {
        lines = List.copyOf(lines);
    }
}
