package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.Restricted;
import org.schoolgate.gateway.who.Who;

/** Lets a request through that its reader may make; answers every other with the reason. */
@Sharable
final class MayThey extends ChannelInboundHandlerAdapter {
    private final Set<Integer> tunnelPorts;
    private final Modes modes;
    private final Refusing refusing;

    MayThey(Set<Integer> tunnelPorts, Modes modes, Refusing refusing) {
        this.tunnelPorts = Set.copyOf(tunnelPorts);
        this.modes = modes;
        this.refusing = refusing;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Exchange exchange && !mayGo(context, exchange)) {
            return;
        }
        context.fireChannelRead(message);
    }

    private boolean mayGo(ChannelHandlerContext context, Exchange exchange) {
        Policy policy = exchange.policy;
        Who who = exchange.who;
        if (policy == null || who == null) {
            throw new IllegalStateException("nobody asked who this is");
        }
        if (exchange.site != null && modes.of(policy, who, exchange.host(), exchange.at) != Https.Mode.INSPECT) {
            // It was not to be looked into, or is not any more: in a tunnel of its own it goes on.
            refusing.misdirected(context, exchange);
            return false;
        }
        if (policy.isPortal(exchange.host(), exchange.port())) {
            exchange.toPortal = true;
            exchange.mode = Https.Mode.SPLICE;
            return true;
        }
        Decision decision = policy.decide(who, exchange.host(), exchange.wholePath(), exchange.at);
        exchange.decision = decision;
        exchange.safeModes = policy.safeModes(who);
        String instead = Restricted.instead(exchange.safeModes, exchange.host());
        if (instead != null) {
            exchange.instead = Host.of(instead);
            exchange.remark("led to " + instead);
        }
        if (exchange.isTunnel()) {
            exchange.mode = modes.of(policy, who, exchange.host(), exchange.at);
            if (decision instanceof Decision.Go || exchange.mode == Https.Mode.INSPECT) {
                return mayTunnel(context, exchange);
            }
        }
        if (!(decision instanceof Decision.Go)) {
            refusing.decided(context, exchange, policy, decision);
            return false;
        }
        return true;
    }

    /** One to a closed site is opened where its reader can be told so in it. */
    private boolean mayTunnel(ChannelHandlerContext context, Exchange exchange) {
        boolean may = tunnelPorts.contains(exchange.port());
        if (!may) {
            refusing.tunnelPort(context, exchange);
        }
        return may;
    }
}
