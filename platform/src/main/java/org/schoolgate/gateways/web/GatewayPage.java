package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.FeedVersion;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.ToldHealth;
import org.schoolgate.gateways.ToldTrouble;
import org.schoolgate.ui.Dates;

/**
 * One gateway in words.
 *
 * @param kind of the tag that says how it is
 * @param next what to do about it; empty where nothing is to be done
 * @param troubles what was told of it lately, newest first
 */
public record GatewayPage(
        String id,
        String name,
        @Nullable String address,
        String kind,
        String state,
        String meaning,
        String next,
        String lastContact,
        String policy,
        String waiting,
        String ports,
        String registered,
        String tokenMade,
        boolean inUse,
        boolean unwell,
        EdgesPage edges,
        List<String> troubles) {
    private static final Duration A_BREATH = Duration.ofSeconds(30);

    static GatewayPage of(
            Gateway gateway,
            @Nullable FeedVersion newest,
            @Nullable ToldHealth told,
            List<ToldTrouble> troubles,
            Instant now) {
        var health = gateway.health();
        var state = gateway.state(now);
        var word = word(state);
        var contact = health.lastContact();
        return new GatewayPage(
                gateway.id().toString(),
                gateway.name(),
                gateway.address(),
                kind(state),
                say("gateways.state." + word),
                say("gateways.state." + word + ".meaning", since(state, now), howMany(state)),
                say("gateways.state." + word + ".next"),
                contact == null ? say("gateways.never") : Dates.seenFrom(now, contact),
                policy(health, newest, now),
                waiting(health, now),
                health.ports().isEmpty()
                        ? say("gateways.ports.unsaid")
                        : health.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                Dates.moment(gateway.registeredAt()),
                Dates.moment(gateway.tokenMadeAt()),
                gateway.revokedAt() == null,
                switch (state) {
                    case Gateway.State.Behind _,
                            Gateway.State.Waiting _,
                            Gateway.State.Ailing _,
                            Gateway.State.Silent _ -> true;
                    case Gateway.State.New _, Gateway.State.Well _, Gateway.State.Revoked _ -> false;
                },
                EdgesPage.of(gateway, told, now),
                troubles.stream().map(one -> trouble(one, now)).toList());
    }

    private static String trouble(ToldTrouble told, Instant now) {
        var edge = told.edge() == null ? say("gateways.edge.SILENT") : say("gateways.edge." + told.edge());
        var what = told.trouble() == null ? say("gateways.trouble.SILENT") : say("gateways.trouble." + told.trouble());
        var mended = told.mendedAt();
        return mended == null
                ? say("gateways.troubles.still", Dates.seenFrom(now, told.since()), edge, what)
                : say(
                        "gateways.troubles.over",
                        Dates.seenFrom(now, told.since()),
                        edge,
                        what,
                        Dates.seenFrom(now, mended));
    }

    private static String word(Gateway.State state) {
        return switch (state) {
            case Gateway.State.New _ -> "new";
            case Gateway.State.Well _ -> "well";
            case Gateway.State.Behind _ -> "behind";
            case Gateway.State.Waiting _ -> "waiting";
            case Gateway.State.Ailing _ -> "ailing";
            case Gateway.State.Silent _ -> "silent";
            case Gateway.State.Revoked _ -> "revoked";
        };
    }

    private static String kind(Gateway.State state) {
        return switch (state) {
            case Gateway.State.New _ -> "info";
            case Gateway.State.Well _ -> "ok";
            case Gateway.State.Behind _, Gateway.State.Waiting _ -> "wait";
            case Gateway.State.Ailing _, Gateway.State.Silent _ -> "danger";
            case Gateway.State.Revoked _ -> "plain";
        };
    }

    private static String since(Gateway.State state, Instant now) {
        return switch (state) {
            case Gateway.State.New _, Gateway.State.Well _ -> "";
            case Gateway.State.Behind(var since) -> Dates.lasting(Duration.between(since, now));
            case Gateway.State.Waiting(var _, var oldest) -> Dates.lasting(Duration.between(oldest, now));
            case Gateway.State.Ailing(var _, var since) -> Dates.lasting(Duration.between(since, now));
            case Gateway.State.Silent(var since) -> Dates.lasting(Duration.between(since, now));
            case Gateway.State.Revoked(var at) -> Dates.moment(at);
        };
    }

    private static long howMany(Gateway.State state) {
        return switch (state) {
            case Gateway.State.Waiting(var events, var _) -> events;
            case Gateway.State.Ailing(var faults, var _) -> faults;
            case Gateway.State.New _,
                    Gateway.State.Well _,
                    Gateway.State.Behind _,
                    Gateway.State.Silent _,
                    Gateway.State.Revoked _ -> 0;
        };
    }

    private static String policy(Gateway.Health health, @Nullable FeedVersion newest, Instant now) {
        var held = health.held();
        if (held == null) {
            return say("gateways.policy.none");
        }
        var since = health.behindSince();
        if (since != null) {
            return say(
                    "gateways.policy.behind",
                    Long.toString(held.number()),
                    Dates.lasting(Duration.between(since, now)));
        }
        return newest == null || newest.equals(held)
                ? say("gateways.policy.newest", Long.toString(held.number()))
                : say("gateways.policy.soon", Long.toString(held.number()), Long.toString(newest.number()));
    }

    private static String waiting(Gateway.Health health, Instant now) {
        var oldest = health.oldestWaiting();
        // what is on its way with this very call waits too, for less than a breath
        return health.backlog() == 0 || oldest == null || oldest.isAfter(now.minus(A_BREATH))
                ? say("gateways.events.none")
                : say("gateways.events.waiting", health.backlog(), Dates.lasting(Duration.between(oldest, now)));
    }
}
