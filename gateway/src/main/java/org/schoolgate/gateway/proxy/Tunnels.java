package org.schoolgate.gateway.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;

/**
 * Opens tunnels. What a client says first in one has to be TLS that names a site which is open too; only then are both
 * ends joined.
 */
final class Tunnels extends ChannelInboundHandlerAdapter {
    /** In a tunnel that is passed on untouched the far end may be the one to speak first. */
    private static final Duration UNTOUCHED_SILENCE = Duration.ofMillis(500);

    /** What stands outside in a greeting that hides the name of any site of a provider: it says nothing of where that leads. */
    private static final Set<Host> OUTSIDE = Set.of(Host.of("cloudflare-ech.com"), Host.of("public.tls-ech.dev"));

    /** TLS for "access denied", which a browser says more plainly than a connection that breaks off. */
    static final byte[] DENIED = {21, 3, 3, 0, 2, 2, 49};

    private final Supplier<@Nullable Policy> policies;
    private final Modes modes;
    private final WhereTo whereTo;
    private final OriginPool pool;
    private final Refusing refusing;
    private final Splice splice;
    private final @Nullable Inspecting inspecting;
    private final Chronicle chronicle;
    private final Patience patience;
    private @Nullable Exchange dialling;

    Tunnels(
            Supplier<@Nullable Policy> policies,
            Modes modes,
            WhereTo whereTo,
            OriginPool pool,
            Refusing refusing,
            Splice splice,
            @Nullable Inspecting inspecting,
            Chronicle chronicle,
            Patience patience) {
        this.policies = policies;
        this.modes = modes;
        this.whereTo = whereTo;
        this.pool = pool;
        this.refusing = refusing;
        this.splice = splice;
        this.inspecting = inspecting;
        this.chronicle = chronicle;
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Exchange exchange && exchange.isTunnel()) {
            open(context, exchange);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void open(ChannelHandlerContext context, Exchange exchange) {
        dialling = exchange;
        exchange.onward = true;
        if (exchange.mode == Https.Mode.INSPECT) {
            // What leads on is known once the client has said it; whoever reads the request is to be done with it
            // first.
            context.executor().execute(() -> {
                if (dialling == exchange && context.channel().isActive()) {
                    dialled(exchange);
                    listen(context, exchange, null);
                }
            });
            return;
        }
        whereTo.find(context.channel().eventLoop(), exchange, found -> {
            if (dialling == exchange && context.channel().isActive()) {
                found(context, exchange, found);
            }
        });
    }

    private void found(ChannelHandlerContext context, Exchange exchange, WhereTo.Found found) {
        switch (found) {
            case WhereTo.Found.At(var at) -> dial(context, exchange, at.iterator());
            case WhereTo.Found.Closed(var inside) -> {
                dialled(exchange);
                refusing.inside(context, exchange, inside);
            }
            case WhereTo.Found.Nowhere(var why) -> {
                dialled(exchange);
                refusing.unreachable(context, exchange, why);
            }
        }
    }

    private void dial(ChannelHandlerContext context, Exchange exchange, Iterator<InetSocketAddress> to) {
        pool.dialTunnel(to.next()).addListener((Future<Channel> dialled) -> {
            if (dialling != exchange || !context.channel().isActive()) {
                if (dialled.isSuccess()) {
                    dialled.getNow().close();
                }
            } else if (dialled.isSuccess()) {
                dialled(exchange);
                listen(context, exchange, dialled.getNow());
            } else if (to.hasNext()) {
                dial(context, exchange, to);
            } else {
                dialled(exchange);
                refusing.unreachable(context, exchange, "the site does not accept a connection");
            }
        });
    }

    private void dialled(Exchange exchange) {
        dialling = null;
        exchange.onward = false;
    }

    /**
     * The client is told that the tunnel is there; its first bytes decide what becomes of it.
     *
     * @param origin null where nothing is dialled before they are known
     */
    private void listen(ChannelHandlerContext context, Exchange exchange, @Nullable Channel origin) {
        Channel client = context.channel();
        client.closeFuture().addListener(_ -> {
            recordAtEnd(exchange);
            if (origin != null) {
                origin.close();
            }
        });
        boolean untouched = exchange.mode == Https.Mode.SPLICE;
        splice.opened(
                context,
                exchange,
                new HelloReader(
                        untouched ? UNTOUCHED_SILENCE : patience.head(),
                        read -> heard(exchange, client, origin, read)));
    }

    /** What nothing else has recorded: it ended before anything was asked in it. */
    private void recordAtEnd(Exchange exchange) {
        Decision decision = exchange.decision;
        if (decision == null || decision instanceof Decision.Go) {
            chronicle.allowed(exchange, 0);
        } else {
            chronicle.ended(exchange, decision.word(), decision.told());
        }
    }

    private void heard(Exchange exchange, Channel client, @Nullable Channel origin, ClientHello.Read read) {
        boolean closed = !(exchange.toPortal || exchange.decision instanceof Decision.Go);
        if (closed) {
            tellWithin(exchange, client, read);
        } else if (exchange.toPortal ? namesAnother(exchange, read) : !mayGoOn(exchange, read)) {
            close(client, read);
        } else if (exchange.mode == Https.Mode.INSPECT) {
            if (origin != null) {
                origin.close();
            }
            within(exchange, client, false);
        } else if (origin != null && !origin.isActive()) {
            client.close();
        } else if (origin != null && !isByAddress(exchange)) {
            splice.join(exchange, client, origin);
        } else {
            if (origin != null) {
                origin.close();
            }
            dialLate(exchange, client);
        }
    }

    /** What stands beside the platform, behind the same address, is not the platform. */
    private static boolean namesAnother(Exchange exchange, ClientHello.Read read) {
        return read instanceof ClientHello.Read.Whole(var hello)
                && hello.name() != null
                && !Host.of(hello.name()).equals(exchange.host());
    }

    /** A site that is closed: where the client speaks TLS with that site, it is told so there. */
    private void tellWithin(Exchange exchange, Channel client, ClientHello.Read read) {
        boolean speaks = read instanceof ClientHello.Read.Whole(var hello)
                && (hello.name() == null || Host.of(hello.name()).equals(exchange.host()));
        if (speaks) {
            within(exchange, client, true);
        } else {
            close(client, read);
        }
    }

    private void within(Exchange exchange, Channel client, boolean page) {
        if (inspecting == null || exchange.clue == null) {
            throw new IllegalStateException("nothing is looked into here");
        }
        Host host = exchange.named == null ? exchange.host() : exchange.named;
        Inspected site = new Inspected(exchange, host, exchange.port(), exchange.clue);
        if (page) {
            inspecting.page(site, client);
        } else {
            inspecting.site(site, client);
        }
    }

    private static void close(Channel client, ClientHello.Read read) {
        boolean tls = read instanceof ClientHello.Read.Whole;
        client.writeAndFlush(tls ? Unpooled.wrappedBuffer(DENIED) : Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Asked for by an address, while the greeting names a site: it is the site that is reached, wherever that is. */
    private static boolean isByAddress(Exchange exchange) {
        return exchange.named != null && exchange.host() instanceof Host.Address;
    }

    /** For a site whose name stands in its greeting only, or that would have been looked into but for that. */
    private void dialLate(Exchange exchange, Channel client) {
        Host leads = isByAddress(exchange) ? named(exchange) : exchange.leads();
        whereTo.find(client.eventLoop(), leads, exchange.port(), false, found -> {
            if (!client.isActive()) {
                return;
            }
            if (found instanceof WhereTo.Found.At(var at)) {
                pool.dialTunnel(at.getFirst()).addListener((Future<Channel> dialled) -> {
                    if (dialled.isSuccess() && client.isActive()) {
                        splice.join(exchange, client, dialled.getNow());
                    } else {
                        if (dialled.isSuccess()) {
                            dialled.getNow().close();
                        }
                        client.close();
                    }
                });
            } else {
                client.close();
            }
        });
    }

    private Host named(Exchange exchange) {
        Policy policy = policies.get();
        Host named = exchange.named;
        if (policy == null || exchange.who == null || named == null) {
            throw new IllegalStateException("a tunnel is open, and nobody decided it");
        }
        String instead = policy.instead(exchange.who, named);
        return instead == null ? named : Host.of(instead);
    }

    private boolean mayGoOn(Exchange exchange, ClientHello.Read read) {
        boolean untouched = exchange.mode == Https.Mode.SPLICE;
        if (untouched) {
            exchange.remark =
                    exchange.instead == null ? "passed on untouched" : exchange.remark + ", passed on untouched";
        }
        return switch (read) {
            case ClientHello.Read.Whole(var hello) -> mayName(exchange, hello);
            case ClientHello.Read.Other(var what) -> mayBeUnread(exchange, untouched) || isNotTls(exchange, what);
            case ClientHello.Read.More _ -> mayBeUnread(exchange, untouched) || isNotTls(exchange, "nothing came");
        };
    }

    private static boolean mayBeUnread(Exchange exchange, boolean untouched) {
        exchange.opaque = untouched;
        return untouched;
    }

    private boolean isNotTls(Exchange exchange, String what) {
        return refused(exchange, Refusal.Cause.NOT_TLS, "not TLS: " + what);
    }

    private boolean mayName(Exchange exchange, ClientHello hello) {
        Policy policy = policies.get();
        Who who = exchange.who;
        if (policy == null || who == null) {
            throw new IllegalStateException("a tunnel is open, and nobody decided it");
        }
        if (hello.name() == null) {
            return mayBeNameless(exchange, policy, who, "no name in TLS");
        }
        Host named = Host.of(hello.name());
        return (named.equals(exchange.host()) || mayNameAnother(exchange, policy, who, named))
                && (!hello.mayHide() || mayHideAnother(exchange, policy, who, named));
    }

    private boolean mayBeNameless(Exchange exchange, Policy policy, Who who, String rule) {
        return mayBeUnread(exchange, exchange.mode == Https.Mode.SPLICE || !policy.wantsNames(who))
                || refused(exchange, Refusal.Cause.NAMELESS, rule);
    }

    /**
     * A hidden name is none that anybody here could judge. Whoever names the site that they asked for hides none; whoever names
     * another one may. Where a tunnel is looked into, the name outside is answered for, and a browser asks again without hiding.
     */
    private boolean mayHideAnother(Exchange exchange, Policy policy, Who who, Host named) {
        if (exchange.mode == Https.Mode.INSPECT) {
            return true;
        }
        if (!named.equals(exchange.host()) && !isByAddress(exchange)) {
            return refused(exchange, Refusal.Cause.TWO_NAMES, "TLS names " + named + " and may hide another");
        }
        return !OUTSIDE.contains(named)
                || mayBeNameless(exchange, policy, who, "TLS names " + named + " and hides another");
    }

    /** The other site has to be open as well, and whichever of both is looked into further decides how far this one is. */
    private boolean mayNameAnother(Exchange exchange, Policy policy, Who who, Host named) {
        Decision decision = policy.decide(who, named, exchange.at);
        if (!(decision instanceof Decision.Go)) {
            Exchange inner = exchange.towards(named);
            inner.decision = decision;
            refusing.tunnelled(inner, policy, decision, exchange.host());
            exchange.toRecord();
            return false;
        }
        Https.Mode mode = modes.of(policy, who, named, exchange.at);
        boolean byAddress = exchange.host() instanceof Host.Address && named instanceof Host.Name;
        if (!byAddress && exchange.mode == Https.Mode.INSPECT && policy.isPrivate(who, named, exchange.at)) {
            // What is never looked into must not be the way past being looked into.
            return refused(exchange, Refusal.Cause.TWO_NAMES, "TLS names " + named);
        }
        Https.Mode further = byAddress || mode.compareTo(exchange.mode) > 0 ? mode : exchange.mode;
        if (!byAddress && further != Https.Mode.INSPECT && !leadsSafely(exchange, policy, who, named)) {
            return refused(exchange, Refusal.Cause.TWO_NAMES, "TLS names " + named);
        }
        exchange.mode = further;
        exchange.named = named;
        exchange.remark = "TLS names " + named;
        return true;
    }

    /** Where a tunnel leads must not be the way past the safe host of the site that is named in it. */
    private static boolean leadsSafely(Exchange exchange, Policy policy, Who who, Host named) {
        String instead = policy.instead(who, named);
        return instead == null || Host.of(instead).equals(exchange.leads());
    }

    private boolean refused(Exchange exchange, Refusal.Cause cause, String rule) {
        refusing.tunnelled(exchange, cause, rule);
        return false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dialling = null;
        context.fireChannelInactive();
    }
}
