package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.Who;

/**
 * Every connection of a client. When the policy, a session or the time changes, what is under way is decided again, and
 * closed where it would be refused now: no tunnel outlives its permission.
 */
final class LiveTraffic {
    private final PolicyInForce inForce;
    private final Modes modes;
    private final Bindings bindings;
    private final Chronicle chronicle;
    private final Refusals refusals;
    private final Clock clock;
    private final Map<EventLoop, Map<Channel, Door>> byLoop = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Instant lookedAt;
    private volatile boolean leaving;

    LiveTraffic(
            Iterable<EventLoop> loops,
            PolicyInForce inForce,
            Modes modes,
            Bindings bindings,
            Chronicle chronicle,
            Refusals refusals,
            Clock clock) {
        this.inForce = inForce;
        this.modes = modes;
        this.bindings = bindings;
        this.chronicle = chronicle;
        this.refusals = refusals;
        this.clock = clock;
        this.lookedAt = clock.instant();
        loops.forEach(loop -> byLoop.put(loop, new HashMap<>()));
    }

    /** A client has come, and has said nothing yet. */
    void came(Channel client) {
        count.incrementAndGet();
        client.closeFuture().addListener(_ -> count.decrementAndGet());
    }

    /** Called on the channel's loop, as everything that touches the loop's map is. */
    void add(Channel channel, Door door) {
        Map<Channel, Door> mine = mine(channel.eventLoop());
        boolean first = mine.put(channel, door) == null;
        if (first) {
            channel.closeFuture().addListener(_ -> mine.remove(channel));
        }
        if (leaving) {
            Farewell.begin(channel, door);
        }
    }

    private Map<Channel, Door> mine(EventLoop loop) {
        Map<Channel, Door> mine = byLoop.get(loop);
        if (mine == null) {
            throw new IllegalArgumentException("not a loop of this server: " + loop);
        }
        return mine;
    }

    /** How many clients are connected. */
    int count() {
        return count.get();
    }

    /** Tells every client with its next answer that it is the last. */
    void leave() {
        leaving = true;
        byLoop.forEach((loop, doors) -> loop.execute(() -> doors.forEach(Farewell::begin)));
    }

    /** Hangs up on whoever is quiet; called again and again. */
    void endQuiet() {
        byLoop.forEach((loop, doors) -> loop.execute(() -> new HashMap<>(doors).forEach(Farewell::endIfQuiet)));
    }

    /** Looks at everything again. */
    void lookAgain() {
        byLoop.forEach((loop, doors) -> loop.execute(() -> lookAgain(doors)));
    }

    /** Called several times a second: looks again when an end has passed, by the clock on the wall. */
    void tick() {
        Policy policy = inForce.current();
        Instant now = clock.instant();
        if (policy == null) {
            return;
        }
        Instant turn = policy.nextTurn(lookedAt);
        boolean turned = turn != null && !now.isBefore(turn);
        boolean ended = bindings.forgetEnded(policy.copy().endedSessions(), now);
        lookedAt = now;
        if (turned || ended) {
            lookAgain();
        }
    }

    private void lookAgain(Map<Channel, Door> doors) {
        Policy policy = inForce.current();
        if (policy == null) {
            return;
        }
        Instant now = clock.instant();
        Set<Channel> refused = new HashSet<>();
        doors.forEach((channel, door) -> {
            Exchange exchange = door.exchange();
            boolean called =
                    exchange != null && (exchange.onward || exchange.spliced) && isRefused(exchange, policy, now);
            if (called || isSeenOtherwise(door, policy, now)) {
                refused.add(channel);
            }
        });
        refused.forEach(LiveTraffic::callBack);
    }

    /** A program is told why its call ends; everything else is hung up on. */
    private static void callBack(Channel channel) {
        Onward onward = channel.pipeline().get(Onward.class);
        if (onward == null || !onward.calledBack()) {
            channel.close();
        }
    }

    /** Whether a tunnel would be looked into further now, or one that is looked into must not be any more. */
    private boolean isSeenOtherwise(Door door, Policy policy, Instant now) {
        Inspected site = door.site();
        if (site != null) {
            return mode(site.clue(), site.host(), policy, now) != Https.Mode.INSPECT;
        }
        Exchange exchange = door.exchange();
        if (exchange == null
                || !exchange.spliced
                || !exchange.isTunnel()
                || exchange.toPortal
                || exchange.clue == null
                || exchange.named != null) {
            return false;
        }
        Https.Mode mode = mode(exchange.clue, exchange.host(), policy, now);
        return exchange.mode == Https.Mode.INSPECT ? mode != Https.Mode.INSPECT : mode.compareTo(exchange.mode) > 0;
    }

    private Https.Mode mode(Clue clue, Host host, Policy policy, Instant now) {
        return modes.of(policy, policy.who(clue, bindings, now), host, now);
    }

    private boolean isRefused(Exchange exchange, Policy policy, Instant now) {
        Clue clue = exchange.clue;
        boolean told = exchange.decision != null && !(exchange.decision instanceof Decision.Go);
        // One that leads to a page which says why the site is closed may stay.
        if (told || clue == null || policy.isPortal(exchange.host(), exchange.port())) {
            return false;
        }
        Who who = policy.who(clue, bindings, now);
        Host named = exchange.named;
        Decision decision = policy.decide(who, exchange.host(), exchange.wholePath(), now);
        return isRefused(exchange, exchange.host(), decision, who, clue, policy, now)
                || (named != null
                        && isRefused(exchange, named, policy.decide(who, named, now), who, clue, policy, now));
    }

    private boolean isRefused(
            Exchange exchange, Host host, Decision decision, Who who, Clue clue, Policy policy, Instant now) {
        if (decision instanceof Decision.Go) {
            return false;
        }
        String key = who.key(clue.address().getHostAddress());
        chronicle.calledBack(exchange, who, decision);
        refusals.add(key, Refusal.of(policy, who, decision, now, host.shown()));
        return true;
    }
}
