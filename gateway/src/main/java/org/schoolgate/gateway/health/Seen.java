package org.schoolgate.gateway.health;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Coverage.Count;
import org.schoolgate.gateway.feed.Coverage.Depth;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.who.Who;

/** How much was seen today of what was let through, by edge and audience. Nobody's name and no site is in it. */
final class Seen {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** A school has a handful of profiles; a policy that names more is not counted to the end. */
    private static final int MOST_AUDIENCES = 12;

    private final Clock clock;
    private volatile Day day;

    private record Day(Instant since, Instant until, Map<Edge, Map<String, Depths>> byEdge) {
        static Day from(Instant since) {
            Map<Edge, Map<String, Depths>> byEdge = new EnumMap<>(Edge.class);
            for (Edge edge : Edge.values()) {
                byEdge.put(edge, new ConcurrentHashMap<>());
            }
            Instant until = since.atZone(LONDON)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(LONDON)
                    .toInstant();
            return new Day(since, until, byEdge);
        }
    }

    private record Depths(LongAdder whole, LongAdder name, LongAdder nothing) {
        Depths() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }

        LongAdder of(Depth depth) {
            return switch (depth) {
                case WHOLE -> whole;
                case NAME -> name;
                case NOTHING -> nothing;
            };
        }
    }

    Seen(Clock clock) {
        this.clock = clock;
        this.day = Day.from(clock.instant());
    }

    void add(Edge edge, Who who, Depth depth) {
        Map<String, Depths> audiences = day.byEdge().get(edge);
        String audience = audience(who);
        if (audiences == null) {
            return;
        }
        Depths depths = audiences.get(audience);
        if (depths == null) {
            if (audiences.size() >= MOST_AUDIENCES) {
                return;
            }
            depths = audiences.computeIfAbsent(audience, _ -> new Depths());
        }
        depths.of(depth).increment();
    }

    private static String audience(Who who) {
        return switch (who) {
            case Who.Known known -> known.reader().profile();
            case Who.Somewhere somewhere -> somewhere.profile();
            case Who.Several _ -> Count.SEVERAL;
            case Who.Stranger _ -> Count.NOBODY;
        };
    }

    /** Begins anew once it is past midnight. */
    void look() {
        Instant now = clock.instant();
        if (!now.isBefore(day.until())) {
            day = Day.from(now);
        }
    }

    /** What there is of today. */
    Coverage today() {
        look();
        List<Count> counts = new ArrayList<>();
        day.byEdge()
                .forEach((edge, audiences) -> audiences.forEach((audience, depths) -> {
                    for (Depth depth : Depth.values()) {
                        long count = depths.of(depth).sum();
                        if (count > 0) {
                            counts.add(new Count(edge, audience, depth, count));
                        }
                    }
                }));
        counts.sort(
                Comparator.comparing(Count::edge).thenComparing(Count::audience).thenComparing(Count::depth));
        return new Coverage(day.since(), counts);
    }
}
