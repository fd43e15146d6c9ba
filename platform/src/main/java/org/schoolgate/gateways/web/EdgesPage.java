package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.EdgeHealth.State;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.ToldHealth;
import org.schoolgate.ui.Dates;

/**
 * The edges of one gateway in words, those that are not well on top.
 *
 * @param note what is to be known before they are read: that they are of an earlier time, or that nothing is known; may be empty
 * @param off those that are not set up, in one sentence; empty where all are
 */
public record EdgesPage(String note, List<Row> rows, String off) {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final long MEBIBYTE = 1 << 20;

    /**
     * One edge.
     *
     * @param kind of the tag that says how it is
     * @param next what to do about it; empty where nothing is to be done
     * @param counts what it did in the last five minutes; empty where it has nothing to count
     * @param last what was wrong with it lately and is not any more; may be empty
     */
    public record Row(String name, String kind, String word, String meaning, String next, String counts, String last) {}

    static EdgesPage of(Gateway gateway, @Nullable ToldHealth told, Instant now) {
        if (told == null) {
            return new EdgesPage(
                    gateway.health().lastContact() == null ? "" : say("gateways.edges.untold"), List.of(), "");
        }
        var stale = told.at().plus(Gateway.SILENT_AFTER).isBefore(now);
        var health = told.health();
        return new EdgesPage(
                stale ? say("gateways.edges.stale", Dates.seenFrom(now, told.at())) : "",
                health.edges().stream()
                        .filter(edge -> edge.state() != State.OFF)
                        .sorted(Comparator.comparing((EdgeHealth edge) -> edge.state())
                                .reversed()
                                .thenComparing(EdgeHealth::edge))
                        .map(edge -> row(edge, health, stale, now))
                        .toList(),
                off(health));
    }

    private static String off(GatewayHealth health) {
        var names = health.edges().stream()
                .filter(edge -> edge.state() == State.OFF)
                .map(edge -> say("gateways.edge." + edge.edge()))
                .collect(Collectors.joining("; "));
        return names.isEmpty() ? "" : say("gateways.edges.off", names);
    }

    private static Row row(EdgeHealth edge, GatewayHealth health, boolean stale, Instant now) {
        var trouble = edge.trouble();
        return new Row(
                say("gateways.edge." + edge.edge()),
                stale ? "plain" : kind(edge.state()),
                say((stale ? "gateways.edge.was." : "gateways.edge.is.") + edge.state()),
                trouble == null
                        ? well(edge.edge(), health, now)
                        : say(
                                "gateways.edge.trouble",
                                say("gateways.trouble." + trouble),
                                Dates.seenFrom(now, edge.since())),
                trouble == null ? "" : say("gateways.trouble." + trouble + ".next"),
                counts(edge),
                last(edge, now));
    }

    private static String kind(State state) {
        return switch (state) {
            case OFF -> "plain";
            case WELL -> "ok";
            case BUSY -> "wait";
            case FAULT -> "danger";
        };
    }

    private static String well(Edge edge, GatewayHealth health, Instant now) {
        var figures = health.figures();
        var key = "gateways.edge." + edge + ".well";
        return switch (edge) {
            case PROXY -> say(key, figures.clients());
            case POLICY ->
                say(
                        figures.policyFromDisk() ? key + ".disk" : key,
                        figures.policyMadeAt() == null ? "" : Dates.seenFrom(now, figures.policyMadeAt()));
            case CERTIFICATE ->
                say(key, figures.certificateUntil() == null ? "" : Dates.day(figures.certificateUntil()));
            case LISTS -> say(key, figures.listedNames());
            case MEMORY -> say(key, figures.memory() / MEBIBYTE, figures.memoryMost() / MEBIBYTE);
            case INSPECTION,
                    TRANSPARENT,
                    PAC,
                    ICAP,
                    DNS_UDP,
                    DNS_TCP,
                    DNS_TLS,
                    DNS_HTTPS,
                    NAME_SERVERS,
                    SCANNER,
                    RADIUS,
                    LOG_ONS,
                    EVENTS -> say(key);
        };
    }

    private static String counts(EdgeHealth edge) {
        return switch (edge.edge()) {
            case POLICY, CERTIFICATE, LISTS, MEMORY -> "";
            case EVENTS, PAC -> say("gateways.edge.counts.sent", edge.answered());
            case RADIUS, LOG_ONS -> say("gateways.edge.counts.heard", edge.answered(), edge.refused());
            case NAME_SERVERS -> say("gateways.edge.counts.asked", edge.answered(), edge.failed());
            case SCANNER -> say("gateways.edge.counts.scanned", edge.answered(), edge.refused(), edge.failed());
            case PROXY, INSPECTION, TRANSPARENT, ICAP, DNS_UDP, DNS_TCP, DNS_TLS, DNS_HTTPS ->
                edge.failed() == 0
                        ? say("gateways.edge.counts", edge.answered(), edge.refused())
                        : say("gateways.edge.counts.failed", edge.answered(), edge.refused(), edge.failed());
        };
    }

    private static String last(EdgeHealth edge, Instant now) {
        var lastAt = edge.lastAt();
        return edge.last() == null
                        || lastAt == null
                        || edge.last() == edge.trouble()
                        || lastAt.plus(A_DAY).isBefore(now)
                ? ""
                : say("gateways.edge.last", Dates.seenFrom(now, lastAt), say("gateways.trouble." + edge.last()));
    }
}
