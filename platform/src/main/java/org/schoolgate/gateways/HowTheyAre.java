package org.schoolgate.gateways;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.kernel.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How the school's gateways are, edge by edge, by their own word. Only the last word of each is kept. */
@Service
public class HowTheyAre {
    /** So many of what went wrong are shown. */
    private static final int MOST_TROUBLES = 20;

    private final HealthStore store;
    private final TroubleStore troubles;
    private final Clock clock;

    HowTheyAre(HealthStore store, TroubleStore troubles, Clock clock) {
        this.store = store;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** A gateway says how it is. */
    @Transactional
    public void told(CallingGateway gateway, GatewayHealth health) {
        var now = clock.instant();
        store.told(gateway.school(), gateway.id(), byOurClock(health, now), now);
    }

    /** What each said last; a gateway that has said nothing of it yet is not there. */
    @Transactional(readOnly = true)
    public Map<GatewayId, ToldHealth> all(Actor actor) {
        Gateways.ACCESS.require(actor, Gateways.Operation.SEE);
        return store.all(actor.school());
    }

    /** What one said last. */
    @Transactional(readOnly = true)
    public Optional<ToldHealth> find(Actor actor, GatewayId gateway) {
        return Optional.ofNullable(all(actor).get(gateway));
    }

    /** What went wrong at one and was told, newest first. */
    @Transactional(readOnly = true)
    public List<ToldTrouble> troubles(Actor actor, GatewayId gateway) {
        Gateways.ACCESS.require(actor, Gateways.Operation.SEE);
        return troubles.ofOne(actor.school(), gateway, MOST_TROUBLES);
    }

    /** A gateway whose clock is wrong would else seem to be in trouble since tomorrow. */
    private static GatewayHealth byOurClock(GatewayHealth health, Instant now) {
        var off = Duration.between(health.at(), now);
        var figures = health.figures();
        return new GatewayHealth(
                now,
                health.startedAt().plus(off),
                health.edges().stream().map(edge -> byOurClock(edge, off)).toList(),
                new GatewayHealth.Figures(
                        figures.clients(),
                        figures.policyMadeAt(),
                        figures.policyFromDisk(),
                        plus(figures.platformHeardAt(), off),
                        figures.listedNames(),
                        figures.certificateUntil(),
                        figures.memory(),
                        figures.memoryMost()),
                new Coverage(
                        health.coverage().since().plus(off), health.coverage().counts()));
    }

    private static EdgeHealth byOurClock(EdgeHealth edge, Duration off) {
        return new EdgeHealth(
                edge.edge(),
                edge.state(),
                edge.since().plus(off),
                edge.answered(),
                edge.refused(),
                edge.failed(),
                edge.trouble(),
                edge.last(),
                plus(edge.lastAt(), off));
    }

    private static @Nullable Instant plus(@Nullable Instant moment, Duration off) {
        return moment == null ? null : moment.plus(off);
    }
}
