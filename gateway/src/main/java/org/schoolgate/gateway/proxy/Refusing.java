package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.files.Examined;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.tls.OriginFault;
import org.schoolgate.gateway.who.Who;

/** Answers what does not go on: writes it down, remembers it for {@code /why}, and says why in the reader's voice. */
final class Refusing {
    private static final HttpResponseStatus SIGN_IN = HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED;
    private static final int AGAIN_SECONDS = 60;

    private final Chronicle chronicle;
    private final Refusals refusals;
    private final Pages pages;

    Refusing(Chronicle chronicle, Refusals refusals, Pages pages) {
        this.chronicle = chronicle;
        this.refusals = refusals;
        this.pages = pages;
    }

    /** The policy says no. */
    void decided(ChannelHandlerContext context, Exchange exchange, Policy policy, Decision decision) {
        chronicle.ended(exchange, decision.word(), decision.told());
        Refusal refusal = Refusal.of(
                policy, exchange.who, decision, exchange.at, exchange.host().shown());
        remember(exchange, refusal);
        if (exchange.messages) {
            closed(context, exchange, policy, refusal);
        } else if (decision instanceof Decision.Unknown) {
            FullHttpResponse answer = exchange.isTunnel()
                    ? Answers.text(SIGN_IN, refusal.because())
                    : Answers.page(SIGN_IN, pages.refused(policy.copy(), refusal));
            answer.headers().set(HttpHeaderNames.PROXY_AUTHENTICATE, "Basic realm=\"Schoolgate\", charset=\"UTF-8\"");
            answer(context, exchange, answer);
        } else if (decision instanceof Decision.Shut shut && shut.signHere() && !exchange.isTunnel()) {
            answer(context, exchange, Answers.redirect(policy.copy().agreementNeeded()));
        } else {
            closed(context, exchange, policy, refusal);
        }
    }

    /** A call that is under way is closed now. */
    void calledBack(ChannelHandlerContext context, Exchange exchange, boolean begun) {
        end(context, exchange, Messages.Outcome.PERMISSION_DENIED, "This has just been closed at school.", begun);
    }

    /** A call whose site breaks off in the middle of its answer. */
    void brokenOff(ChannelHandlerContext context, Exchange exchange, String why) {
        end(context, exchange, Messages.Outcome.UNAVAILABLE, why(why), true);
    }

    private static void end(
            ChannelHandlerContext context, Exchange exchange, Messages.Outcome outcome, String words, boolean begun) {
        exchange.answered = true;
        context.writeAndFlush(begun ? Messages.ending(outcome, words) : Messages.refusal(outcome, words));
    }

    /** A tunnel to a port where no web site is. */
    void tunnelPort(ChannelHandlerContext context, Exchange exchange) {
        chronicle.ended(exchange, "inside", "tunnel to port " + exchange.port());
        closed(context, exchange, Refusal.Cause.PORT);
    }

    /** A file of a kind that this reader may not fetch. */
    void file(ChannelHandlerContext context, Exchange exchange, FileKind kind) {
        Policy policy = policy(exchange);
        chronicle.ended(exchange, "block", Refusal.rule(kind));
        Refusal refusal = Refusal.of(
                policy, exchange.who, kind, exchange.at, exchange.host().shown());
        remember(exchange, refusal);
        closed(context, exchange, policy, refusal);
    }

    /**
     * A file in which the scanner has found something, or that could not be looked through.
     *
     * @param begun whether an answer has begun, which can only be broken off
     */
    void examined(ChannelHandlerContext context, Exchange exchange, Examined examined, boolean sent, boolean begun) {
        Policy policy = policy(exchange);
        chronicle.stopped(exchange, examined.rule());
        Refusal refusal = Refusal.of(
                policy,
                exchange.who,
                examined,
                sent,
                exchange.at,
                exchange.host().shown());
        remember(exchange, refusal);
        if (begun) {
            context.close();
            return;
        }
        boolean passing = examined instanceof Examined.Unseen(var why) && why.isPassing();
        FullHttpResponse answer = Answers.page(
                passing ? HttpResponseStatus.SERVICE_UNAVAILABLE : HttpResponseStatus.FORBIDDEN,
                pages.refused(policy.copy(), refusal));
        if (passing) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, AGAIN_SECONDS);
        }
        answer(context, exchange, answer);
    }

    /** What is spoken in a tunnel that is open already cannot be judged; a browser sees that it ends. */
    void tunnelled(Exchange exchange, Refusal.Cause cause, String rule) {
        chronicle.ended(exchange, "block", rule);
        remember(exchange, refusal(exchange, cause));
    }

    /** The site that TLS names in a tunnel that is open already is closed. */
    void tunnelled(Exchange exchange, Policy policy, Decision decision, Host askedFor) {
        chronicle.ended(exchange, decision.word(), decision.told() + ", named in a tunnel to " + askedFor.shown());
        remember(
                exchange,
                Refusal.of(
                        policy,
                        exchange.who,
                        decision,
                        exchange.at,
                        exchange.host().shown()));
    }

    /** It leads inside, where the proxy leads nobody. */
    void inside(ChannelHandlerContext context, Exchange exchange, InetAddress address) {
        chronicle.ended(exchange, "inside", "inside address " + address.getHostAddress());
        closed(context, exchange, Refusal.Cause.INSIDE);
    }

    /** It may be reached, but is not there. */
    void unreachable(ChannelHandlerContext context, Exchange exchange, String why) {
        unreachable(context, exchange, why, HttpResponseStatus.BAD_GATEWAY);
    }

    void unreachable(ChannelHandlerContext context, Exchange exchange, String why, HttpResponseStatus status) {
        chronicle.ended(exchange, "failed", why);
        answer(
                context,
                exchange,
                exchange.messages
                        ? Messages.refusal(Messages.Outcome.UNAVAILABLE, why(why))
                        : Answers.text(status, why(why)));
    }

    private static String why(String why) {
        return "The site could not be reached: " + why + ". It is not blocked.";
    }

    /** The site does not prove that it is the one asked for, and there is no way past that. */
    void unproven(ChannelHandlerContext context, Exchange exchange, OriginFault fault) {
        chronicle.ended(exchange, "failed", fault.sentence());
        answer(
                context,
                exchange,
                exchange.messages
                        ? Messages.refusal(Messages.Outcome.UNAVAILABLE, why(fault.sentence()))
                        : Answers.page(
                                HttpResponseStatus.BAD_GATEWAY,
                                pages.unproven(
                                        policy(exchange),
                                        exchange.who,
                                        exchange.host().shown(),
                                        fault)));
    }

    /** It belongs into a tunnel of its own, which a browser opens when it is told so. */
    void misdirected(ChannelHandlerContext context, Exchange exchange) {
        exchange.last = true;
        answer(
                context,
                exchange,
                Answers.text(
                        HttpResponseStatus.MISDIRECTED_REQUEST, "This site is asked for in a connection of its own."));
    }

    private void closed(ChannelHandlerContext context, Exchange exchange, Refusal.Cause cause) {
        Refusal refusal = refusal(exchange, cause);
        remember(exchange, refusal);
        closed(context, exchange, policy(exchange), refusal);
    }

    private static Refusal refusal(Exchange exchange, Refusal.Cause cause) {
        return Refusal.of(
                policy(exchange),
                exchange.who,
                cause,
                exchange.at,
                exchange.host().shown());
    }

    private static Policy policy(Exchange exchange) {
        if (exchange.policy == null) {
            throw new IllegalStateException("nothing is let through without a policy");
        }
        return exchange.policy;
    }

    private void closed(ChannelHandlerContext context, Exchange exchange, Policy policy, Refusal refusal) {
        if (exchange.messages) {
            answer(context, exchange, Messages.refusal(Messages.Outcome.PERMISSION_DENIED, refusal.because()));
            return;
        }
        // A browser shows its own page for a refused tunnel, whatever stands here; /why shows ours.
        answer(
                context,
                exchange,
                exchange.isTunnel()
                        ? Answers.text(
                                HttpResponseStatus.FORBIDDEN, refusal.site() + " is closed: " + refusal.because())
                        : Answers.page(HttpResponseStatus.FORBIDDEN, pages.refused(policy.copy(), refusal)));
    }

    private void remember(Exchange exchange, Refusal refusal) {
        if (exchange.who instanceof Who.Known known) {
            refusals.add(known.reader().ref(), refusal);
        } else if (exchange.clue != null) {
            refusals.add(exchange.clue.address().getHostAddress(), refusal);
        }
    }

    private static void answer(ChannelHandlerContext context, Exchange exchange, FullHttpResponse answer) {
        exchange.answered = true;
        context.writeAndFlush(answer);
    }
}
