package org.schoolgate.gateway.health;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every edge once a second: since when it is as it is, what was wrong with it last, and what it did in the last five
 * minutes. Nothing on the wire waits for it.
 */
public final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final int STEP_SECONDS = 10;
    private static final int A_MINUTE = 60 / STEP_SECONDS;
    private static final int FIVE_MINUTES = 5 * A_MINUTE;

    private final Meters meters;
    private final Supplier<GatewayHealth.Figures> figures;
    private final Clock clock;
    private final Instant startedAt;
    private final Map<Edge, Watched> edges = new EnumMap<>(Edge.class);
    private int looks;

    /** @param figures asked when somebody wants to know */
    public HealthWatch(Meters meters, Supplier<GatewayHealth.Figures> figures, Clock clock) {
        this.meters = meters;
        this.figures = figures;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** How an edge is, by what it has just done. */
    @FunctionalInterface
    public interface Probe {
        Reading read(Lately lately);
    }

    /** What an edge has done in the last minute or so, and what is said of its clients. */
    public record Lately(
            boolean hardlyAny,
            boolean tooFast,
            boolean onlyRefused,
            @Nullable Trouble ofClients) {}

    /** Has an edge watched from now on. */
    public synchronized void watch(Edge edge, Probe probe) {
        edges.put(edge, new Watched(meters.of(edge), probe));
    }

    /** Called once a second. */
    public synchronized void look() {
        boolean steps = looks++ % STEP_SECONDS == 0;
        Instant now = clock.instant();
        meters.look();
        edges.forEach((name, edge) -> {
            try {
                edge.look(now, steps);
            } catch (RuntimeException e) {
                LOG.error("it cannot be told how {} is", name, e);
            }
        });
    }

    /** How the gateway is. */
    public synchronized GatewayHealth now() {
        Instant now = clock.instant();
        List<EdgeHealth> all = new ArrayList<>();
        edges.forEach((edge, watched) -> all.add(watched.health(edge, now)));
        return new GatewayHealth(now, startedAt, all, figures.get(), meters.coverage());
    }

    private static final class Watched {
        private final Meter meter;
        private final Probe probe;

        /** Sums, ten seconds apart, the oldest first. */
        private final Deque<Meter.Sums> steps = new ArrayDeque<>();

        private int stepped;
        private @Nullable Reading reading;
        private Instant since = Instant.EPOCH;
        private Meter.@Nullable Noted last;

        Watched(Meter meter, Probe probe) {
            this.meter = meter;
            this.probe = probe;
        }

        void look(Instant now, boolean stepping) {
            if (stepping) {
                if (stepped++ % A_MINUTE == 0) {
                    meter.turn();
                }
                steps.addLast(meter.sums());
                if (steps.size() > FIVE_MINUTES) {
                    steps.removeFirst();
                }
            }
            Reading next = probe.read(lately());
            if (!next.equals(reading)) {
                reading = next;
                since = now;
            }
            if (next.trouble() != null) {
                last = new Meter.Noted(next.trouble(), now);
            }
        }

        private Lately lately() {
            Meter.Sums minute = over(A_MINUTE);
            Meter.Sums all = over(FIVE_MINUTES);
            return new Lately(
                    minute.hardlyAny() && meter.manyFailed(),
                    minute.tooFast() > 0,
                    all.refused() >= 3 && all.answered() == 0,
                    meter.ofClients());
        }

        /** What was done since so many steps before, or since the start. */
        private Meter.Sums over(int count) {
            int skip = steps.size() - count;
            Meter.Sums before = skip < 0
                    ? Meter.Sums.NONE
                    : steps.stream().skip(skip).findFirst().orElse(Meter.Sums.NONE);
            return meter.sums().minus(before);
        }

        EdgeHealth health(Edge edge, Instant now) {
            if (reading == null) {
                look(now, true);
            }
            Meter.Sums all = over(FIVE_MINUTES);
            Meter.Noted wrong = newer(last, meter.noted());
            Reading known = reading == null ? Reading.OFF : reading;
            return new EdgeHealth(
                    edge,
                    known.state(),
                    since,
                    all.answered(),
                    all.refused(),
                    all.failed(),
                    known.trouble(),
                    wrong == null ? null : wrong.trouble(),
                    wrong == null ? null : wrong.at());
        }

        private static Meter.@Nullable Noted newer(Meter.@Nullable Noted one, Meter.@Nullable Noted other) {
            return one == null || (other != null && other.at().isAfter(one.at())) ? other : one;
        }
    }
}
