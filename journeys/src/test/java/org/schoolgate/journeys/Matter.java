package org.schoolgate.journeys;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Something that somebody changes, and what has to be right about it at each edge: open, closed, or changing just now. */
final class Matter {
    private final String name;
    private final AtomicReferenceArray<Known> atEdges;

    /**
     * What is known of it at one edge.
     *
     * @param version another one with each change
     * @param certain false while it is being changed
     * @param open whether it stands open, or did before the change
     * @param since the time by {@link System#nanoTime} at which whoever changed it was answered
     * @param site where it is about a site that changes too
     */
    record Known(long version, boolean certain, boolean open, long since, String site) {
        /** Whether it holds, and has for longer than a change may take. */
        boolean holds(long now, Duration grace) {
            return certain && now - since >= grace.toNanos();
        }
    }

    Matter(String name, int edges, boolean open, String site) {
        this.name = name;
        this.atEdges = new AtomicReferenceArray<>(edges);
        for (int edge = 0; edge < edges; edge++) {
            atEdges.set(edge, new Known(0, true, open, System.nanoTime(), site));
        }
    }

    String name() {
        return name;
    }

    Known at(int edge) {
        return atEdges.get(edge);
    }

    /** From now on either answer is right. */
    void changing() {
        for (int edge = 0; edge < atEdges.length(); edge++) {
            changing(edge);
        }
    }

    void changing(int edge) {
        atEdges.updateAndGet(
                edge, known -> new Known(known.version() + 1, false, known.open(), known.since(), known.site()));
    }

    /** It was changed, and whoever did has been told so. */
    void is(boolean open) {
        for (int edge = 0; edge < atEdges.length(); edge++) {
            is(edge, open, System.nanoTime());
        }
    }

    /** @param since from when on it may be counted on */
    void is(int edge, boolean open, long since) {
        atEdges.updateAndGet(edge, known -> new Known(known.version() + 1, true, open, since, known.site()));
    }

    /** It is about another site from now on, which is not open yet. */
    void about(String site) {
        for (int edge = 0; edge < atEdges.length(); edge++) {
            atEdges.updateAndGet(edge, known -> new Known(known.version() + 1, true, false, System.nanoTime(), site));
        }
    }
}
