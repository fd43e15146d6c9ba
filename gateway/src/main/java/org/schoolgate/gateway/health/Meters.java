package org.schoolgate.gateway.health;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.who.Who;

/** A meter for each edge of one gateway, and what was seen of what went through. */
public final class Meters {
    private final Map<Edge, Meter> byEdge = new EnumMap<>(Edge.class);
    private final Seen seen;

    public Meters(Clock clock) {
        for (Edge edge : Edge.values()) {
            byEdge.put(edge, new Meter(clock));
        }
        this.seen = new Seen(clock);
    }

    public Meter of(Edge edge) {
        return Objects.requireNonNull(byEdge.get(edge));
    }

    /** Something was let through by this edge, and so much was seen of it. */
    public void seen(Edge edge, Who who, Coverage.Depth depth) {
        seen.add(edge, who, depth);
    }

    /** Called once a second. */
    void look() {
        seen.look();
    }

    Coverage coverage() {
        return seen.today();
    }
}
