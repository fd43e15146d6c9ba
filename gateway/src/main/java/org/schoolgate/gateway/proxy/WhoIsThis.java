package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.AddressRange;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.ProxyToken;

/** Finds out who asks, anew for each request. Without a policy nobody is known, and nothing goes on but own pages. */
final class WhoIsThis extends ChannelInboundHandlerAdapter {
    private final Supplier<@Nullable Policy> policy;
    private final Bindings bindings;
    private final List<AddressRange> hops;
    private @Nullable String credentials;
    private List<String> digests = List.of();

    /** @param hops proxies of the school's own, whose word on the client's address counts */
    WhoIsThis(Supplier<@Nullable Policy> policy, Bindings bindings, List<AddressRange> hops) {
        this.policy = policy;
        this.bindings = bindings;
        this.hops = hops;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Exchange exchange) {
            Policy now = policy.get();
            Clue clue = clue(context, exchange, now);
            InetAddress address = clue.address();
            exchange.clue = clue;
            if (now != null) {
                exchange.policy = now;
                bindings.seen(address, now.copy().endedSessions(), exchange.at);
                exchange.who = now.who(clue, bindings, exchange.at);
            } else if (!(exchange.target instanceof Target.Own)) {
                exchange.answered = true;
                context.writeAndFlush(Answers.text(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "This gateway has no policy yet, so it lets nothing through. It asks for one all the time."));
                return;
            }
        }
        context.fireChannelRead(message);
    }

    /** In a tunnel it is whoever opened it; what stands in the requests there is between the client and the site. */
    private Clue clue(ChannelHandlerContext context, Exchange exchange, @Nullable Policy now) {
        return exchange.site == null
                ? new Clue(token(exchange, now), address(context, exchange), port(context, exchange))
                : exchange.site.clue();
    }

    private @Nullable String token(Exchange exchange, @Nullable Policy now) {
        String header = exchange.request.headers().get(HttpHeaderNames.PROXY_AUTHORIZATION);
        if (header == null) {
            return null;
        }
        if (!header.equals(credentials)) {
            digests = ProxyToken.digests(header);
            credentials = header;
        }
        if (now != null) {
            for (String digest : digests) {
                if (now.copy().tokens().containsKey(digest)) {
                    return digest;
                }
            }
        }
        // Credentials of another kind are no token that is in force.
        return digests.isEmpty() ? "" : digests.getFirst();
    }

    /** By which port of the proxy it came; none where a router led it, since that may have kept where it was to go. */
    private static int port(ChannelHandlerContext context, Exchange exchange) {
        return exchange.edge == Edge.PROXY && context.channel().localAddress() instanceof InetSocketAddress local
                ? local.getPort()
                : 0;
    }

    /** The last address that no hop of the school's own has added. */
    private InetAddress address(ChannelHandlerContext context, Exchange exchange) {
        InetAddress address = context.channel().remoteAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
        if (hops.isEmpty()) {
            return address;
        }
        List<String> said = exchange.request.headers().getAll("x-forwarded-for").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (int i = said.size() - 1; i >= 0 && AddressRange.any(hops, address); i--) {
            try {
                address = InetAddress.ofLiteral(said.get(i));
            } catch (IllegalArgumentException _) {
                return address;
            }
        }
        return address;
    }
}
