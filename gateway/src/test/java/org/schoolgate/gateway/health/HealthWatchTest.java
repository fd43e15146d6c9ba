package org.schoolgate.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Coverage.Depth;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.EdgeHealth.State;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.who.Who;

class HealthWatchTest {
    private static final List<Edge> LETTING_THROUGH =
            List.of(Edge.PROXY, Edge.TRANSPARENT, Edge.ICAP, Edge.DNS_UDP, Edge.DNS_TCP, Edge.DNS_TLS, Edge.DNS_HTTPS);

    private static final InetAddress CONTROLLER = InetAddress.ofLiteral("10.1.0.7");

    /** Ten to midnight in London. */
    private Instant now = Instant.parse("2026-11-30T23:50:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final Meters meters = new Meters(clock);
    private final Meter proxy = meters.of(Edge.PROXY);
    private final Meter radius = meters.of(Edge.RADIUS);
    private final HealthWatch watch =
            new HealthWatch(meters, () -> new GatewayHealth.Figures(0, null, false, null, 0, null, 0, 0), clock);

    HealthWatchTest() {
        watch.watch(Edge.PROXY, lately -> lately.hardlyAny() ? Reading.fault(Trouble.SITES_AWAY) : Reading.WELL);
        watch.watch(Edge.RADIUS, lately -> Reading.of(lately.ofClients()));
        watch.look();
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            watch.look();
        }
    }

    private EdgeHealth edge(Edge edge) {
        return watch.now().edges().stream()
                .filter(one -> one.edge() == edge)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasDoneIsThatOfTheLastFiveMinutes() {
        proxy.answered(3);
        proxy.refused();
        pass(Duration.ofMinutes(4));
        proxy.answered(4);

        assertThat(edge(Edge.PROXY)).returns(7L, EdgeHealth::answered).returns(1L, EdgeHealth::refused);
        pass(Duration.ofMinutes(2));
        assertThat(edge(Edge.PROXY)).returns(4L, EdgeHealth::answered).returns(0L, EdgeHealth::refused);
    }

    @Test
    void whatWasDoneBeforeTheFirstLookCountsToo() {
        Meter icap = meters.of(Edge.ICAP);
        icap.refused(2);
        watch.watch(Edge.ICAP, _ -> Reading.WELL);
        pass(Duration.ofMinutes(1));
        icap.refused();

        assertThat(edge(Edge.ICAP).refused()).isEqualTo(3);
    }

    @Test
    void oneSiteThatIsAwayIsNotTheInternetAndSeveralAre() {
        for (int i = 0; i < 40; i++) {
            proxy.failedOn("dead.example".hashCode());
        }
        pass(Duration.ofSeconds(2));
        assertThat(edge(Edge.PROXY).state())
                .as("a program that asks for one site")
                .isEqualTo(State.WELL);

        List.of("a", "b", "c", "d").forEach(site -> proxy.failedOn(site.hashCode()));
        pass(Duration.ofSeconds(1));
        Instant began = now;
        pass(Duration.ofSeconds(20));
        assertThat(edge(Edge.PROXY))
                .returns(Trouble.SITES_AWAY, EdgeHealth::trouble)
                .returns(began, EdgeHealth::since);

        proxy.answered(30);
        pass(Duration.ofSeconds(1));
        assertThat(edge(Edge.PROXY))
                .returns(State.WELL, EdgeHealth::state)
                .returns(Trouble.SITES_AWAY, EdgeHealth::last)
                .returns(began.plusSeconds(20), EdgeHealth::lastAt);
    }

    @Test
    void aClientInTroubleIsWellWhenItIsHeardOrForgottenWhenItIsNot() {
        radius.wrong(CONTROLLER, Trouble.WRONG_SECRET);
        radius.well(InetAddress.ofLiteral("10.1.0.8"));
        pass(Duration.ofSeconds(1));
        assertThat(edge(Edge.RADIUS).trouble()).as("another is heard").isEqualTo(Trouble.WRONG_SECRET);

        radius.well(CONTROLLER);
        pass(Duration.ofSeconds(1));
        assertThat(edge(Edge.RADIUS).state()).isEqualTo(State.WELL);

        radius.wrong(CONTROLLER, Trouble.WRONG_SECRET);
        pass(Duration.ofMinutes(29));
        assertThat(edge(Edge.RADIUS).state()).isEqualTo(State.FAULT);
        pass(Duration.ofMinutes(2));
        assertThat(edge(Edge.RADIUS).state()).as("it was switched off").isEqualTo(State.WELL);
    }

    @Test
    void whatAnybodyCanSendIsRememberedAndNobodysFault() {
        radius.note(Trouble.NOT_LISTED);
        pass(Duration.ofSeconds(1));

        assertThat(edge(Edge.RADIUS))
                .returns(State.WELL, EdgeHealth::state)
                .returns(Trouble.NOT_LISTED, EdgeHealth::last)
                .returns(1L, EdgeHealth::refused);
    }

    @Test
    void howMuchWasSeenBeginsAnewAtMidnightInLondon() {
        Who room = new Who.Somewhere(List.of(new PlaceRule("10.1.0.0/16", "ks2", false)), "nobody signed in");
        meters.seen(Edge.PROXY, room, Depth.NAME);
        meters.seen(Edge.PROXY, room, Depth.NAME);
        meters.seen(Edge.DNS_UDP, new Who.Stranger("nothing"), Depth.NAME);
        assertThat(watch.now().coverage())
                .isEqualTo(new Coverage(
                        Instant.parse("2026-11-30T23:50:00Z"),
                        List.of(
                                new Coverage.Count(Edge.PROXY, "ks2", Depth.NAME, 2),
                                new Coverage.Count(Edge.DNS_UDP, Coverage.Count.NOBODY, Depth.NAME, 1))));

        pass(Duration.ofMinutes(10));
        meters.seen(Edge.PROXY, room, Depth.WHOLE);
        assertThat(watch.now().coverage().counts())
                .containsExactly(new Coverage.Count(Edge.PROXY, "ks2", Depth.WHOLE, 1));
    }

    @Test
    void whateverAPolicyNamesTheWordIsNoLongerThanItMayBe() {
        for (Edge edge : Edge.values()) {
            watch.watch(edge, _ -> Reading.fault(Trouble.NAME_SERVERS_AWAY));
        }
        for (Edge edge : LETTING_THROUGH) {
            for (int i = 0; i < 100; i++) {
                Who somewhere = new Who.Somewhere(
                        List.of(new PlaceRule("10.1.0.0/16", "a-long-name-of-a-profile-" + i, false)), "");
                for (Depth depth : Depth.values()) {
                    meters.seen(edge, somewhere, depth);
                }
            }
        }

        assertThat(Feed.JSON.writeValueAsBytes(watch.now())).hasSizeLessThan(GatewayHealth.LARGEST + 1);
    }
}
