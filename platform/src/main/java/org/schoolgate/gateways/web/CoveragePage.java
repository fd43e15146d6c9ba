package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolgate.gateway.feed.Coverage.Count;
import org.schoolgate.gateway.feed.Coverage.Depth;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateways.ToldHealth;
import org.schoolgate.ui.Dates;

/**
 * How much was seen today of what the school's gateways let through.
 *
 * @param since the earliest moment from which anything is counted, in words
 */
public record CoveragePage(String since, List<Row> rows) {
    private static final List<String> AUDIENCES =
            List.of("eyfs", "ks1", "ks2", "staff", "guest", "not-signed", Count.SEVERAL, Count.NOBODY);

    /** A gateway's clock may be a little before ours. */
    private static final int A_MINUTE = 60;

    /** One audience by one way; counts with their share of the row. */
    public record Row(String audience, String edge, String whole, String name, String nothing) {}

    /** By which way something was let through: names are one way, whichever door they came by. */
    private record Way(String edge, Edge first) {
        static Way of(Edge edge) {
            return switch (edge) {
                case DNS_UDP, DNS_TCP, DNS_TLS, DNS_HTTPS -> new Way("NAMES", Edge.DNS_UDP);
                default -> new Way(edge.name(), edge);
            };
        }
    }

    private record Place(Way way, String audience) {}

    /** @param told those of today, by what each said last */
    static CoveragePage of(Collection<ToldHealth> told, Instant midnight, Instant now) {
        var today = told.stream()
                .map(one -> one.health().coverage())
                .filter(coverage -> !coverage.since().isBefore(midnight.minusSeconds(A_MINUTE)))
                .toList();
        var sums = new TreeMap<Place, Map<Depth, Long>>(
                Comparator.comparing((Place place) -> place.way().first())
                        .thenComparingInt(place -> AUDIENCES.indexOf(place.audience())));
        today.stream()
                .flatMap(coverage -> coverage.counts().stream())
                .forEach(count -> sums.computeIfAbsent(
                                new Place(
                                        Way.of(count.edge()),
                                        AUDIENCES.contains(count.audience()) ? count.audience() : Count.NOBODY),
                                _ -> new EnumMap<>(Depth.class))
                        .merge(count.depth(), count.count(), Long::sum));
        var rows = new ArrayList<Row>();
        sums.forEach((place, depths) -> rows.add(row(place, depths)));
        return new CoveragePage(
                today.stream()
                        .map(coverage -> coverage.since())
                        .min(Comparator.naturalOrder())
                        .map(since -> Dates.seenFrom(now, since))
                        .orElse(""),
                rows);
    }

    private static Row row(Place place, Map<Depth, Long> depths) {
        long all = depths.values().stream().mapToLong(Long::longValue).sum();
        var edge = place.way().edge();
        return new Row(
                switch (place.audience()) {
                    case Count.SEVERAL -> say("gateways.coverage.several");
                    case Count.NOBODY -> say("gateways.coverage.nobody");
                    default -> say("gateways.profile." + place.audience());
                },
                edge.equals("NAMES") ? say("gateways.coverage.names") : say("gateways.edge." + edge),
                share(depths, Depth.WHOLE, all),
                share(depths, Depth.NAME, all),
                share(depths, Depth.NOTHING, all));
    }

    private static String share(Map<Depth, Long> depths, Depth depth, long all) {
        long count = depths.getOrDefault(depth, 0L);
        return count == 0
                ? say("gateways.coverage.none")
                : say("gateways.coverage.share", count, Math.max(1, count * 100 / all));
    }
}
