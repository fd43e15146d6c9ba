package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;

/** Lets a request through that its reader may make; answers every other with the reason. */
@Sharable
final class MayThey extends ChannelInboundHandlerAdapter {
    private final Set<Integer> tunnelPorts;
    private final Refusing refusing;

    MayThey(Set<Integer> tunnelPorts, Refusing refusing) {
        this.tunnelPorts = Set.copyOf(tunnelPorts);
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
        if (policy.isPortal(exchange.host(), exchange.port())) {
            exchange.toPortal = true;
            return true;
        }
        Decision decision = policy.decide(who, exchange.host(), exchange.at);
        exchange.decision = decision;
        if (!(decision instanceof Decision.Go)) {
            refusing.decided(context, exchange, policy, decision);
            return false;
        }
        if (exchange.isTunnel() && !tunnelPorts.contains(exchange.port())) {
            refusing.tunnelPort(context, exchange);
            return false;
        }
        return true;
    }
}
