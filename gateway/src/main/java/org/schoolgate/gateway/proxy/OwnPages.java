package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.page.Page;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Claim;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.LogOns;
import org.schoolgate.gateway.who.Who;

/**
 * Answers what is asked of the gateway itself: {@code /.schoolgate/here}, and beside it {@code why}, {@code health} and
 * {@code log-on}; and how a browser finds the proxy, {@code /proxy.pac} or {@code /wpad.dat}.
 */
@Sharable
final class OwnPages extends ChannelInboundHandlerAdapter {
    private static final String HERE = "/.schoolgate/here";
    private static final String WHY = "/.schoolgate/why";
    private static final String HEALTH = "/.schoolgate/health";
    private static final String LOG_ON = "/.schoolgate/log-on";
    private static final Set<String> SAY_WHO = Set.of(HERE, LOG_ON);
    private static final Set<String> CONFIGURATIONS = Set.of("/proxy.pac", "/wpad.dat");
    private static final String SIGNATURE = "Schoolgate-Signature";

    private final ProxyNames names;
    private final Tickets tickets;
    private final Health health;
    private final Bindings bindings;
    private final @Nullable LogOns logOns;
    private final Refusals refusals;
    private final Pages pages;
    private final Meters meters;
    private final Clock clock;
    private volatile boolean passesOn;

    /** @param logOns null where no script says who logs on to which computer */
    OwnPages(
            ProxyNames names,
            Tickets tickets,
            Health health,
            Bindings bindings,
            @Nullable LogOns logOns,
            Refusals refusals,
            Pages pages,
            Meters meters,
            Clock clock) {
        this.names = names;
        this.tickets = tickets;
        this.health = health;
        this.bindings = bindings;
        this.logOns = logOns;
        this.refusals = refusals;
        this.pages = pages;
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether who is where is no longer kept here: whoever says so is sent there, by a connection of its own. */
    void passOn(boolean passes) {
        passesOn = passes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Exchange exchange) {
            String path = ownPath(context, exchange);
            if (path != null) {
                exchange.answered = true;
                own(context, exchange, path);
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private @Nullable String ownPath(ChannelHandlerContext context, Exchange exchange) {
        return switch (exchange.target) {
            case Target.Own(var path) -> path;
            case Target.Page page when names.mean(page.host(), page.port(), local(context)) -> page.path();
            case Target.Page _, Target.Tunnel _, Target.Unreadable _ -> null;
        };
    }

    private void own(ChannelHandlerContext context, Exchange exchange, String path) {
        QueryStringDecoder query = new QueryStringDecoder(path);
        if (!isReadable(query)) {
            answer(context, Answers.text(HttpResponseStatus.BAD_REQUEST, "This address cannot be read."));
            return;
        }
        Policy policy = exchange.policy;
        if (query.path().equals(HEALTH)) {
            HttpResponseStatus status =
                    health.isWell() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
            answer(context, Answers.json(status, health.json()));
        } else if (CONFIGURATIONS.contains(query.path())) {
            meters.of(Edge.PAC).answered();
            answer(context, Answers.configuration(names.configuration(local(context), whose(exchange))));
        } else if (passesOn && SAY_WHO.contains(query.path())) {
            exchange.last = true;
            answer(context, Answers.again(path));
        } else if (policy == null) {
            answer(context, Answers.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "This gateway has no policy yet."));
        } else if (query.path().equals(LOG_ON) && logOns != null) {
            answer(context, heard(logOns, meters.of(Edge.LOG_ONS), exchange, query));
        } else {
            switch (query.path()) {
                case HERE -> here(context, exchange, policy, query);
                case WHY -> answer(context, Answers.page(HttpResponseStatus.OK, why(exchange, policy)));
                case "/" -> answer(context, Answers.redirect(WHY));
                default -> answer(context, Answers.text(HttpResponseStatus.NOT_FOUND, "There is no such page."));
            }
        }
    }

    private static boolean isReadable(QueryStringDecoder query) {
        try {
            query.path();
            query.parameters();
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable InetSocketAddress local(ChannelHandlerContext context) {
        return context.channel().localAddress() instanceof InetSocketAddress local ? local : null;
    }

    private Page why(Exchange exchange, Policy policy) {
        String whose = exchange.who instanceof Who.Known known ? known.reader().ref() : whose(exchange);
        return pages.why(policy, exchange.who, refusals.of(whose, exchange.at));
    }

    private static String whose(Exchange exchange) {
        return exchange.clue == null ? "" : exchange.clue.address().getHostAddress();
    }

    private void here(ChannelHandlerContext context, Exchange exchange, Policy policy, QueryStringDecoder query) {
        String ticket = first(query, "ticket");
        Clue clue = exchange.clue;
        if (clue == null || ticket == null) {
            answer(context, Answers.page(HttpResponseStatus.FORBIDDEN, pages.ticketRefused(policy.copy())));
        } else if (policy.isShared(clue)) {
            answer(context, Answers.page(HttpResponseStatus.CONFLICT, pages.placeIsShared(policy.copy())));
        } else {
            Thread.ofVirtual().name("ticket").start(() -> {
                FullHttpResponse answer = redeemed(clue.address(), policy, ticket, back(query));
                context.executor().execute(() -> answer(context, answer));
            });
        }
    }

    private FullHttpResponse redeemed(InetAddress address, Policy policy, String ticket, String back) {
        try {
            Ticket.Redeemed session = tickets.redeem(ticket);
            if (session == null) {
                return Answers.page(HttpResponseStatus.FORBIDDEN, pages.ticketRefused(policy.copy()));
            }
            bindings.bind(address, Claim.of(session), policy.isStaff(session.reader()), clock.instant());
            return Answers.redirect(policy.copy().portal() + back);
        } catch (IOException _) {
            return Answers.text(HttpResponseStatus.BAD_GATEWAY, "The school's start page cannot be asked just now.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Answers.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "This gateway is closing.");
        }
    }

    private static FullHttpResponse heard(LogOns logOns, Meter meter, Exchange exchange, QueryStringDecoder query) {
        if (!exchange.request.method().equals(HttpMethod.POST)) {
            return Answers.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "A log-on is told by POST.");
        }
        Map<String, String> said = query.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getLast()));
        LogOns.Outcome outcome =
                logOns.hear(query.rawQuery(), exchange.request.headers().get(SIGNATURE), said);
        switch (outcome) {
            case KEPT, UNKNOWN_NAME, OVER -> meter.answered();
            case REFUSED -> meter.note(Trouble.NOT_SIGNED);
            case UNREADABLE -> meter.note(Trouble.UNREADABLE);
        }
        return switch (outcome) {
            case KEPT -> Answers.text(HttpResponseStatus.OK, "Kept.");
            case UNKNOWN_NAME ->
                Answers.text(HttpResponseStatus.NOT_FOUND, "The school knows nobody who signs in by that name.");
            case OVER -> Answers.text(HttpResponseStatus.CONFLICT, "That log-on is over.");
            case REFUSED ->
                Answers.text(
                        HttpResponseStatus.FORBIDDEN,
                        "It is not signed with this gateway's secret, is more than two minutes off, or was said before.");
            case UNREADABLE ->
                Answers.text(
                        HttpResponseStatus.BAD_REQUEST,
                        "A log-on has at, event (on, still or off), session, user and address.");
        };
    }

    /** A page of the portal to go back to, and of nobody else's. */
    private static String back(QueryStringDecoder query) {
        String back = first(query, "back");
        boolean ours = back != null
                && back.startsWith("/")
                && !back.startsWith("//")
                && back.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return ours && back != null ? back : "/";
    }

    private static @Nullable String first(QueryStringDecoder query, String name) {
        List<String> values = query.parameters().get(name);
        return values == null ? null : values.getFirst();
    }

    private static void answer(ChannelHandlerContext context, FullHttpResponse answer) {
        context.writeAndFlush(answer);
    }
}
