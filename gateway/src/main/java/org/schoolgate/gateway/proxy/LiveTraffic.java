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
    private final Bindings bindings;
    private final Chronicle chronicle;
    private final Refusals refusals;
    private final Clock clock;
    private final Map<EventLoop, Map<Channel, Door>> byLoop = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Instant lookedAt;

    LiveTraffic(
            Iterable<EventLoop> loops,
            PolicyInForce inForce,
            Bindings bindings,
            Chronicle chronicle,
            Refusals refusals,
            Clock clock) {
        this.inForce = inForce;
        this.bindings = bindings;
        this.chronicle = chronicle;
        this.refusals = refusals;
        this.clock = clock;
        this.lookedAt = clock.instant();
        loops.forEach(loop -> byLoop.put(loop, new HashMap<>()));
    }

    /** Called on the channel's loop, as everything that touches the loop's map is. */
    void add(Channel channel, Door door) {
        Map<Channel, Door> mine = mine(channel.eventLoop());
        mine.put(channel, door);
        count.incrementAndGet();
        channel.closeFuture().addListener(_ -> {
            mine.remove(channel);
            count.decrementAndGet();
        });
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
            if (exchange != null && (exchange.onward || exchange.spliced) && isRefused(exchange, policy, now)) {
                refused.add(channel);
            }
        });
        refused.forEach(Channel::close);
    }

    private boolean isRefused(Exchange exchange, Policy policy, Instant now) {
        Clue clue = exchange.clue;
        if (clue == null || policy.isPortal(exchange.host(), exchange.port())) {
            return false;
        }
        Who who = policy.who(clue, bindings, now);
        Decision decision = policy.decide(who, exchange.host(), now);
        if (decision instanceof Decision.Go) {
            return false;
        }
        chronicle.calledBack(exchange, decision);
        String whose = who instanceof Who.Known known
                ? known.reader().ref()
                : clue.address().getHostAddress();
        refusals.add(whose, Refusal.of(policy, who, decision, now, Target.text(exchange.host())));
        return true;
    }
}
