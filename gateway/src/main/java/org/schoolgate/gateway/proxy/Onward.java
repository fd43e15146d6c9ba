package org.schoolgate.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.files.Examined;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.files.FileHead;
import org.schoolgate.gateway.files.FileName;
import org.schoolgate.gateway.files.How;
import org.schoolgate.gateway.files.Sieve;
import org.schoolgate.gateway.policy.SafeRequest;
import org.schoolgate.gateway.tls.OriginFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request to its origin and brings the answer back, each no faster than the other side takes it. */
final class Onward extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Onward.class);
    private static final Set<HttpMethod> SAFE_TO_REPEAT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    private static final String VIA = "1.1 schoolgate";
    private static final String BROKE_OFF = "the site broke off";
    private static final int MOST_HELD = 64 << 10;

    private final WhereTo whereTo;
    private final OriginPool pool;
    private final Refusing refusing;
    private final Splice splice;
    private final Patience patience;
    private final Chronicle chronicle;
    private final Examiner examiner;

    /** What came of the body before there was a connection to send it on. */
    private final Deque<HttpContent> held = new ArrayDeque<>();

    private int heldBytes;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable HttpRequest head;
    private @Nullable Far far;
    private Iterator<InetSocketAddress> addresses = Collections.emptyIterator();
    private @Nullable Channel origin;
    private boolean reused;
    private boolean repeatable;
    private boolean requestEnded;
    private boolean answerBegun;
    private boolean keepOrigin;

    /** A stream has been asked for. */
    private boolean offered;

    /** Its origin took the connection and said nothing in HTTP/1.1. */
    private boolean brokeOff;

    /** An answer that has not shown yet whether its reader may have it. */
    private @Nullable Arriving arriving;

    /** An answer that is looked through, and a body that is. */
    private @Nullable Sieve answerSieve;

    private @Nullable Sieve bodySieve;

    /** What follows the body of an answer that is looked through. */
    private @Nullable HttpHeaders trailers;

    /** All of the answer has come from its origin, though not all of it has gone on. */
    private boolean answerCame;

    /** Its connection belongs to this client alone, since it was signed in by itself and not by each request. */
    private @Nullable Channel pinned;

    private @Nullable Far pinnedTo;

    Onward(
            WhereTo whereTo,
            OriginPool pool,
            Refusing refusing,
            Splice splice,
            Patience patience,
            Chronicle chronicle,
            Examiner examiner) {
        this.whereTo = whereTo;
        this.pool = pool;
        this.refusing = refusing;
        this.splice = splice;
        this.patience = patience;
        this.chronicle = chronicle;
        this.examiner = examiner;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        switch (message) {
            case Exchange next -> begin(next);
            case HttpContent content when bodySieve != null -> looksThrough(bodySieve, content);
            case HttpContent content -> send(content);
            default -> throw new IllegalStateException("nobody is to pass on " + message.getClass());
        }
    }

    private void begin(Exchange next) {
        exchange = next;
        next.onward = true;
        requestEnded = false;
        answerBegun = false;
        answerCame = false;
        reused = false;
        offered = false;
        brokeOff = false;
        if (examiner.hasScanner() && !next.messages && next.hasBody() && next.isLookedThrough()) {
            HttpHeaders headers = next.request.headers();
            FileHead sent = new FileHead(
                    true,
                    Arriving.codings(headers),
                    FileName.of(null, next.path()),
                    headers.get(HttpHeaderNames.CONTENT_TYPE),
                    false);
            bodySieve = examiner.sieve(context().channel().eventLoop(), sent, false, new Sent(next));
        }
        whereTo.find(context().channel().eventLoop(), next, found -> {
            if (exchange == next && context().channel().isActive()) {
                found(next, found);
            }
        });
    }

    private void found(Exchange next, WhereTo.Found found) {
        switch (found) {
            case WhereTo.Found.At(var at) -> {
                addresses = at.iterator();
                head = towardsOrigin(next);
                far = far(next);
                connect(next, far);
            }
            case WhereTo.Found.Closed(var inside) -> {
                drop(next);
                refusing.inside(context(), next, inside);
            }
            case WhereTo.Found.Nowhere(var why) -> {
                drop(next);
                refusing.unreachable(context(), next, why);
            }
        }
    }

    /** Where the next of its addresses leads. */
    private Far far(Exchange next) {
        boolean secure = next.target instanceof Target.Page page && page.secure();
        return new Far(addresses.next(), secure ? next.host().shown() : null);
    }

    private HttpRequest towardsOrigin(Exchange next) {
        if (!(next.target instanceof Target.Page page)) {
            throw new IllegalStateException("no page is asked for: " + next.target);
        }
        SafeModes modes = next.safeModes;
        String host = page.host().shown();
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                next.request.method(),
                SafeRequest.path(modes, host, page.path()),
                next.request.headers());
        Headers.towardsOrigin(request.headers(), page.authority(), VIA);
        String youTube = SafeRequest.youTube(modes, host);
        if (youTube != null) {
            request.headers().set(SafeRequest.YOUTUBE_HEADER, youTube);
        }
        if (next.upgrade) {
            request.headers()
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        repeatable = SAFE_TO_REPEAT.contains(request.method()) && !next.hasBody() && !next.upgrade;
        return request;
    }

    private void connect(Exchange next, Far to) {
        Channel own = pinned;
        if (own != null && own.isActive() && to.equals(pinnedTo)) {
            use(own, false);
            return;
        }
        Channel spare = repeatable ? pool.take(to) : null;
        if (spare != null) {
            use(spare, true);
        } else {
            reach(next, to);
        }
    }

    private void reach(Exchange next, Far to) {
        if (to.name() != null && !next.upgrade && (next.messages || pool.isOnlyStreams(to))) {
            stream(next, to);
        } else {
            dial(next, to);
        }
    }

    /** Goes there by a stream of HTTP/2, where its origin speaks that. */
    private void stream(Exchange next, Far to) {
        offered = true;
        Duration silence = next.messages ? patience.tunnel() : patience.answer();
        OriginStreams.of(context().channel(), pool).open(to, silence, opened -> {
            boolean stays = exchange == next && context().channel().isActive();
            switch (opened) {
                case OriginStreams.Opened.Stream(var stream) when !stays -> stream.close();
                case OriginStreams.Opened.Stream(var stream) -> {
                    if (brokeOff) {
                        pool.speaksOnlyStreams(to);
                    }
                    use(stream, false);
                }
                case OriginStreams.Opened.None _
                when stays && brokeOff -> {
                    drop(next);
                    refusing.unreachable(context(), next, BROKE_OFF);
                }
                case OriginStreams.Opened.None _ when stays -> dial(next, to);
                case OriginStreams.Opened.Failed(var cause) when stays -> notReached(next, to, cause);
                case OriginStreams.Opened.None _, OriginStreams.Opened.Failed _ -> {}
            }
        });
    }

    private void dial(Exchange next, Far to) {
        pool.dial(to, new OriginReader()).addListener((Future<Channel> dialled) -> {
            if (exchange != next || !context().channel().isActive()) {
                if (dialled.isSuccess()) {
                    pool.giveBack(to, dialled.getNow());
                }
                return;
            }
            if (dialled.isSuccess()) {
                use(dialled.getNow(), false);
            } else if (pool.isOnlyStreams(to) && !next.upgrade && !offered) {
                stream(next, to);
            } else {
                notReached(next, to, dialled.cause());
            }
        });
    }

    private void notReached(Exchange next, Far to, Throwable cause) {
        OriginFault fault = OriginFault.of(cause);
        if (fault != null) {
            drop(next);
            refusing.unproven(context(), next, fault);
            return;
        }
        pool.unreached(to, cause);
        if (addresses.hasNext()) {
            far = far(next);
            offered = false;
            reach(next, far);
        } else {
            drop(next);
            refusing.unreachable(context(), next, unreachable(cause));
        }
    }

    private static String unreachable(@Nullable Throwable cause) {
        return cause instanceof SSLException
                ? "the site does not speak TLS as it should"
                : "the site does not accept a connection";
    }

    private void use(Channel channel, boolean spare) {
        origin = channel;
        reused = spare;
        channel.pipeline().get(OriginReader.class).use(this);
        HttpRequest asks = Objects.requireNonNull(head);
        if (channel instanceof Http2StreamChannel && exchange != null && exchange.messages) {
            asks.headers().set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
        }
        channel.write(asks);
        for (HttpContent content = held.poll(); content != null; content = held.poll()) {
            channel.write(towardsOrigin(channel, content));
        }
        heldBytes = 0;
        channel.flush();
        context().channel().config().setAutoRead(true);
    }

    private void send(HttpContent content) {
        requestEnded |= content instanceof LastHttpContent;
        Channel to = origin;
        if (to != null) {
            to.write(towardsOrigin(to, content));
        } else if (exchange == null || answerCame) {
            content.release();
        } else {
            held.add(content);
            heldBytes += content.content().readableBytes();
            if (heldBytes > MOST_HELD) {
                context().channel().config().setAutoRead(false);
            }
        }
    }

    /** Behind a body that is written as HTTP/1.1 a header may be read as another request. */
    private static HttpContent towardsOrigin(Channel to, HttpContent content) {
        if (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()) {
            if (to instanceof Http2StreamChannel) {
                Headers.behind(last.trailingHeaders());
            } else {
                last.trailingHeaders().clear();
            }
        }
        return content;
    }

    private void looksThrough(Sieve sieve, HttpContent content) {
        sieve.add(content.content());
        if (content instanceof LastHttpContent) {
            sieve.end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        if (bodySieve != null) {
            bodySieve.paused();
        }
        Channel to = origin;
        if (to != null) {
            to.flush();
            if (!to.isWritable()) {
                reading.channel().config().setAutoRead(false);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (changed.channel().isWritable()) {
            Sieve sieve = answerSieve;
            if (sieve != null) {
                sieve.writable();
            }
            if (origin != null && (sieve == null || !sieve.isFull())) {
                origin.config().setAutoRead(true);
            }
        }
    }

    /** The origin takes more, or less, of the body. */
    void originWritable(boolean writable) {
        if (writable && (bodySieve == null || !bodySieve.isFull())) {
            context().channel().config().setAutoRead(true);
        }
    }

    /** A word from the origin before its answer: go on, or hints. */
    void interim(HttpResponse word) {
        if (exchange != null && !exchange.request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            Headers.towardsClient(word.headers(), VIA);
            context()
                    .writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            word.status(),
                            Unpooled.EMPTY_BUFFER,
                            word.headers(),
                            EmptyHttpHeaders.INSTANCE));
        }
    }

    /** The origin's answer begins: from here on there is no second try. */
    void begins(HttpResponse answer) {
        Exchange asked = exchange;
        Channel from = origin;
        if (asked == null || from == null) {
            return;
        }
        boolean messages =
                answer.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
        if (messages && !asked.messages) {
            asked.remark(Messages.REMARK);
        }
        if (answer.status().code() == 101) {
            switchProtocols(asked, from, answer);
            return;
        }
        // Its first word may be long in coming, and what a program is told is no file.
        arriving = messages && asked.messages
                ? null
                : Arriving.of(asked, answer, examiner.hasScanner() && asked.isLookedThrough());
        if (arriving == null) {
            keeps(asked, from, answer);
            begins(asked, answer);
        }
    }

    /** Whether the connection to its origin is kept, and for whom. */
    private void keeps(Exchange asked, Channel from, HttpResponse answer) {
        keepOrigin = HttpUtil.isKeepAlive(answer);
        if (!(from instanceof Http2StreamChannel) && signsInConnection(asked, answer)) {
            pinned = from;
            pinnedTo = far;
        }
    }

    private void begins(Exchange asked, HttpResponse answer) {
        answerBegun = true;
        chronicle.allowed(asked, HttpUtil.getContentLength(answer, 0L));
        answer.setProtocolVersion(HttpVersion.HTTP_1_1);
        Headers.towardsClient(answer.headers(), VIA);
        frame(asked, answer);
        context().write(answer);
    }

    /** A client of today gets an answer without a length in chunks and keeps its connection; one of 1996 gets no chunks. */
    private static void frame(Exchange asked, HttpResponse answer) {
        boolean chunked = HttpUtil.isTransferEncodingChunked(answer);
        if (asked.request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            if (chunked) {
                HttpUtil.setTransferEncodingChunked(answer, false);
            }
        } else if (!chunked
                && !HttpUtil.isContentLengthSet(answer)
                && !asked.request.method().equals(HttpMethod.HEAD)
                && answer.status().code() != 204
                && answer.status().code() != 304) {
            HttpUtil.setTransferEncodingChunked(answer, true);
        }
    }

    /** NTLM and Negotiate speak for a connection: the next reader must not be given it. */
    private static boolean signsInConnection(Exchange asked, HttpResponse answer) {
        return mentions(asked.request.headers().getAll(HttpHeaderNames.AUTHORIZATION))
                || mentions(answer.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE));
    }

    private static boolean mentions(Iterable<String> schemes) {
        for (String scheme : schemes) {
            String lower = scheme.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ntlm") || lower.startsWith("negotiate")) {
                return true;
            }
        }
        return false;
    }

    /** A part of the origin's answer. */
    void goesOn(HttpContent content) {
        Arriving held = arriving;
        if (held != null) {
            if (held.takes(content)) {
                arriving = null;
                arrived(held);
            }
        } else if (answerSieve != null) {
            sifts(answerSieve, content);
        } else {
            passes(content);
        }
    }

    /** It is known what comes. */
    private void arrived(Arriving held) {
        Exchange asked = exchange;
        Channel from = origin;
        if (asked == null || from == null) {
            held.letGo();
            return;
        }
        FileKind kind = held.refused();
        if (kind != null) {
            turnAway(held, asked, from);
            refusing.file(context(), asked, kind);
            return;
        }
        Examiner looks = asked.isLookedThrough() ? examiner : null;
        How how = looks == null ? How.AS_IT_COMES : looks.how(held.beginning(), held.head());
        if (looks != null && how == How.WAITING && looks.isTooLarge(HttpUtil.getContentLength(held.answer, 0L))) {
            turnAway(held, asked, from);
            refusing.examined(context(), asked, looks.refused(Examined.Why.TOO_LARGE), false, false);
        } else if (looks != null
                && held.isUnseenPiece()
                && (looks.hasScanner() || held.head().noPrograms())) {
            turnAway(held, asked, from);
            refusing.examined(context(), asked, looks.refused(Examined.Why.PIECE), false, false);
        } else {
            keeps(asked, from, held.answer);
            if (looks == null || how == How.AS_IT_COMES) {
                begins(asked, held.answer);
            } else {
                answerSieve = looks.sieve(
                        context().channel().eventLoop(),
                        held.head(),
                        how == How.WAITING,
                        new Fetched(asked, held.answer));
            }
            for (HttpContent content = held.contents.poll(); content != null; content = held.contents.poll()) {
                if (asked.equals(exchange)) {
                    goesOn(content);
                } else {
                    content.release();
                }
            }
        }
    }

    /** Nothing of an answer goes on. */
    private void turnAway(Arriving held, Exchange asked, Channel from) {
        held.letGo();
        keepOrigin = held.hasEnded() && HttpUtil.isKeepAlive(held.answer);
        origin = null;
        release(from);
        drop(asked);
    }

    /** What comes of an answer goes through the sieve; once all of it has come, its origin is free. */
    private void sifts(Sieve sieve, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (content instanceof LastHttpContent end) {
            trailers = end.trailingHeaders();
        }
        sieve.add(content.content());
        if (last && sieve.equals(answerSieve)) {
            Channel was = origin;
            origin = null;
            answerCame = true;
            if (was != null) {
                release(was);
            }
            sieve.end();
        }
    }

    /** What is fetched, on its way to the client. */
    private final class Fetched implements Sieve.Side {
        private final Exchange asked;
        private final HttpResponse answer;

        Fetched(Exchange asked, HttpResponse answer) {
            this.asked = asked;
            this.answer = answer;
        }

        private void begin() {
            if (!answerBegun) {
                begins(asked, answer);
            }
        }

        @Override
        public void pass(ByteBuf bytes) {
            begin();
            context().write(new DefaultHttpContent(bytes));
        }

        @Override
        public void flush() {
            context().flush();
        }

        @Override
        public void passed() {
            begin();
            answerSieve = null;
            HttpHeaders behind = trailers;
            trailers = null;
            passes(
                    behind == null || behind.isEmpty()
                            ? LastHttpContent.EMPTY_LAST_CONTENT
                            : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, behind));
        }

        @Override
        public void refused(Examined why) {
            answerSieve = null;
            Channel was = origin;
            origin = null;
            keepOrigin = false;
            if (was != null) {
                release(was);
            }
            boolean begun = answerBegun;
            drop(asked);
            refusing.examined(context(), asked, why, false, begun);
        }

        @Override
        public boolean takesMore() {
            return context().channel().isWritable();
        }

        @Override
        public void readOn(boolean more) {
            if (origin != null) {
                origin.config().setAutoRead(more && context().channel().isWritable());
            }
        }
    }

    /** What is sent, on its way to the site. */
    private final class Sent implements Sieve.Side {
        private final Exchange asked;

        Sent(Exchange asked) {
            this.asked = asked;
        }

        @Override
        public void pass(ByteBuf bytes) {
            send(new DefaultHttpContent(bytes));
        }

        @Override
        public void flush() {
            if (origin != null) {
                origin.flush();
            }
        }

        @Override
        public void passed() {
            bodySieve = null;
            send(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        @Override
        public void refused(Examined why) {
            bodySieve = null;
            Channel was = origin;
            origin = null;
            if (was != null) {
                was.pipeline().get(OriginReader.class).use(null);
                was.close();
            }
            letGoArriving();
            boolean begun = answerBegun;
            drop(asked);
            refusing.examined(context(), asked, why, true, begun);
        }

        @Override
        public boolean takesMore() {
            return origin != null && origin.isWritable();
        }

        @Override
        public void readOn(boolean more) {
            context().channel().config().setAutoRead(more);
        }
    }

    private void passes(HttpContent content) {
        if (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()) {
            Headers.behind(last.trailingHeaders());
        }
        context().write(content);
        if (content instanceof LastHttpContent) {
            answered();
        }
    }

    private void answered() {
        Channel was = origin;
        Exchange done = exchange;
        origin = null;
        exchange = null;
        letGoBody();
        if (done != null) {
            done.onward = false;
        }
        if (was != null) {
            release(was);
        }
        context().flush();
    }

    private void release(Channel was) {
        was.pipeline().get(OriginReader.class).use(null);
        was.config().setAutoRead(true);
        if (was instanceof Http2StreamChannel) {
            was.close();
        } else if (was.equals(pinned)) {
            if (!keepOrigin || !requestEnded) {
                was.close();
            }
        } else if (keepOrigin && requestEnded && repeatable && far != null) {
            // Of a body that a site did not read, it would read the rest as the beginning of the next reader's request.
            pool.giveBack(far, was);
        } else {
            was.close();
        }
    }

    /** For now the origin has said what it had to say. */
    void originPaused() {
        Arriving held = arriving;
        if (held != null && held.showsItself()) {
            arriving = null;
            arrived(held);
        }
        if (answerSieve != null) {
            answerSieve.paused();
        }
        context().flush();
        if (origin != null && !context().channel().isWritable()) {
            origin.config().setAutoRead(false);
        }
    }

    /** The origin said nothing for too long; false where it is the client who does not listen. */
    boolean originSilent() {
        if (origin != null && !origin.config().isAutoRead()) {
            return false;
        }
        fail("the site did not answer in time", HttpResponseStatus.GATEWAY_TIMEOUT);
        return true;
    }

    /** The origin went away or spoke nonsense. */
    void originFailed() {
        fail(BROKE_OFF, HttpResponseStatus.BAD_GATEWAY);
    }

    /** The origin ended a stream by a word of its own: a program knows what it means, and whether it may ask again. */
    void originReset(long code) {
        Exchange asked = exchange;
        Channel was = origin;
        if (asked == null || was == null || !asked.messages) {
            originFailed();
            return;
        }
        letGoOrigin(was);
        letGoArriving();
        // What it said before would be lost behind its last word.
        context().flush();
        drop(asked);
        chronicle.ended(asked, "failed", BROKE_OFF);
        asked.answered = true;
        context().writeAndFlush(new DefaultHttp2ResetFrame(code));
    }

    /**
     * What is under way is closed now.
     *
     * @return whether whoever asks has been told so
     */
    boolean calledBack() {
        Exchange asked = exchange;
        if (asked == null || !asked.messages) {
            return false;
        }
        chronicle.allowed(asked, 0);
        if (origin != null) {
            letGoOrigin(origin);
        }
        letGoArriving();
        boolean begun = answerBegun;
        drop(asked);
        refusing.calledBack(context(), asked, begun);
        return true;
    }

    private void letGoOrigin(Channel was) {
        was.pipeline().get(OriginReader.class).use(null);
        was.close();
        origin = null;
    }

    private void fail(String why, HttpResponseStatus status) {
        Exchange asked = exchange;
        Channel was = origin;
        if (asked == null || was == null) {
            return;
        }
        boolean saidNothing = !answerBegun && arriving == null && answerSieve == null;
        if (arriving != null && arriving.isEvents()) {
            // Whoever listens to events asks again where they break off, and never where there was an error.
            begins(asked, arriving.answer);
            context().flush();
        }
        letGoOrigin(was);
        letGoArriving();
        if (answerBegun && asked.messages) {
            drop(asked);
            refusing.brokenOff(context(), asked, why);
        } else if (answerBegun) {
            exchange = null;
            letGoBody();
            context().close();
        } else if (reused && repeatable && requestEnded && far != null) {
            // The origin closed a spare connection just as it was taken up: that says nothing of the request.
            reused = false;
            held.add(LastHttpContent.EMPTY_LAST_CONTENT);
            dial(asked, far);
        } else if (saidNothing
                && why.equals(BROKE_OFF)
                && repeatable
                && requestEnded
                && !offered
                && far != null
                && far.name() != null) {
            brokeOff = true;
            held.add(LastHttpContent.EMPTY_LAST_CONTENT);
            stream(asked, far);
        } else {
            drop(asked);
            refusing.unreachable(context(), asked, why, status);
        }
    }

    private void letGoArriving() {
        if (arriving != null) {
            arriving.letGo();
            arriving = null;
        }
        if (answerSieve != null) {
            answerSieve.cancel();
            answerSieve = null;
        }
        trailers = null;
    }

    private void letGoBody() {
        if (bodySieve != null) {
            bodySieve.cancel();
            bodySieve = null;
        }
    }

    private void drop(Exchange asked) {
        asked.onward = false;
        exchange = null;
        letGo();
        letGoBody();
        context().channel().config().setAutoRead(true);
    }

    private void letGo() {
        for (HttpContent content = held.poll(); content != null; content = held.poll()) {
            content.release();
        }
        heldBytes = 0;
    }

    private void switchProtocols(Exchange asked, Channel from, HttpResponse answer) {
        if (!asked.upgrade) {
            originFailed();
            return;
        }
        origin = null;
        exchange = null;
        from.pipeline().get(OriginReader.class).use(null);
        splice.upgraded(context(), asked, from, answer);
    }

    /** What is taken back is let go at once, also where it is not read just now. */
    @Override
    public void userEventTriggered(ChannelHandlerContext heard, Object event) {
        if (event instanceof Http2ResetFrame) {
            heard.executor().execute(() -> heard.channel().close());
        } else {
            heard.fireUserEventTriggered(event);
        }
    }

    /** The last handler: what no other has caught is a fault of ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a connection is closed, since a handler failed", cause);
        }
        failed.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        Exchange asked = exchange;
        if (asked != null && (origin != null || answerSieve != null)) {
            chronicle.allowed(asked, 0);
        }
        exchange = null;
        letGo();
        letGoBody();
        letGoArriving();
        if (origin != null) {
            origin.pipeline().get(OriginReader.class).use(null);
            origin.close();
            origin = null;
        }
        if (pinned != null) {
            pinned.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        gone.fireChannelInactive();
    }
}
