package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;

/**
 * Opens an {@link Exchange} for each request that can be judged and closes it when its answer is written; keeps or closes
 * the connection.
 */
final class Door extends ChannelDuplexHandler {
    /** So much of a body that nobody wants is read away to keep a connection; for more it is closed. */
    private static final long MOST_UNWANTED = 256 << 10;

    private static final long LINGER_SECONDS = 2;

    private final @Nullable RequestReader reader;
    private final @Nullable AnswerWriter writer;
    private final Clock clock;
    private final Edge edge;
    private final @Nullable Inspected site;
    private @Nullable ChannelHandlerContext readerContext;
    private @Nullable Exchange exchange;
    private boolean keepAlive;
    private boolean oldClient;
    private boolean requestEnded = true;
    private boolean answerBegun;
    private boolean answerEnded = true;
    private boolean lingering;
    private boolean leaving;
    private boolean unread;
    private int quiet;
    private long unwanted;

    /**
     * A door for the requests of one connection.
     *
     * @param reader null, as is {@code writer}, where only one request will ever come: a stream of HTTP/2
     * @param edge by which they come
     * @param site the tunnel in which requests are asked; null for a connection outside of any
     */
    Door(
            @Nullable RequestReader reader,
            @Nullable AnswerWriter writer,
            Clock clock,
            Edge edge,
            @Nullable Inspected site) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
        this.edge = edge;
        this.site = site;
    }

    /** The tunnel that is looked into here; null where there is none. */
    @Nullable
    Inspected site() {
        return site;
    }

    /** What is under way on this connection; null between requests. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** From now on each answer is the last of its connection. */
    void leave() {
        leaving = true;
    }

    /** For how many times of asking nothing of a request has come since the last answer. */
    int quiet() {
        quiet = exchange == null && (reader == null || reader.isBetween()) ? quiet + 1 : 0;
        return quiet;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        readerContext = reader == null ? null : context.pipeline().context(reader);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpRequest request -> open(context, request);
            case HttpContent content -> content(context, content);
            case Fault fault -> refuse(context, fault);
            default -> context.fireChannelRead(message);
        }
    }

    private void open(ChannelHandlerContext context, HttpRequest request) {
        keepAlive = HttpUtil.isKeepAlive(request);
        oldClient = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        requestEnded = false;
        answerBegun = false;
        answerEnded = false;
        unwanted = 0;
        answering(request.method());
        Fault fault = fault(request);
        Target target = fault == null ? target(request) : new Target.Unreadable(fault.why());
        Exchange opened = new Exchange(request, target, clock.instant(), edge, site);
        exchange = opened;
        if (context.channel() instanceof Http2StreamChannel && Messages.areAsked(request)) {
            opened.messages = true;
            opened.opaque = true;
            opened.remark(Messages.REMARK);
        }
        if (site != null) {
            site.spokenIn();
        }
        if (fault != null) {
            refuse(context, fault);
        } else if (target instanceof Target.Unreadable(var why)) {
            refuse(context, Fault.malformed(why));
        } else {
            String otherwise = Target.otherwise(request, target);
            if (otherwise != null) {
                opened.remark("Host names " + otherwise);
            }
            context.fireChannelRead(opened);
        }
    }

    private void answering(HttpMethod method) {
        if (writer != null) {
            writer.answering(method);
        }
    }

    private Target target(HttpRequest request) {
        return site == null ? Target.of(request) : Target.within(request, site);
    }

    private static @Nullable Fault fault(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return switch (request.decoderResult().cause()) {
                case TooLongHttpLineException _ ->
                    new Fault(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the address is too long");
                case TooLongFrameException _ ->
                    new Fault(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the head is too long");
                default -> Fault.malformed("the request cannot be read");
            };
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new Fault(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 is spoken here");
        }
        HttpHeaders headers = request.headers();
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1) {
            return Fault.malformed("there are two Host headers");
        }
        if (hosts == 0
                && version.equals(HttpVersion.HTTP_1_1)
                && !request.method().equals(HttpMethod.CONNECT)) {
            return Fault.malformed("there is no Host header");
        }
        if (headers.getAll(HttpHeaderNames.PROXY_AUTHORIZATION).size() > 1) {
            return Fault.malformed("there are two sets of proxy credentials");
        }
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()
                && (encodings.size() > 1
                        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                encodings.getFirst().strip()))) {
            return new Fault(HttpResponseStatus.NOT_IMPLEMENTED, "only the chunked transfer encoding is read");
        }
        return null;
    }

    private void content(ChannelHandlerContext context, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        withoutTrailers(content);
        boolean failed = content.decoderResult().isFailure();
        requestEnded |= last && !failed;
        Exchange open = exchange;
        if (failed) {
            // Whoever passes it on must not make a broken body look whole.
            content.release();
            context.close();
        } else if (open == null || open.answered || answerEnded || lingering) {
            unwanted += content.content().readableBytes();
            content.release();
            if (unwanted > MOST_UNWANTED) {
                context.close();
            } else if (requestEnded && answerEnded && keepAlive && !lingering) {
                next();
            }
        } else {
            context.fireChannelRead(content);
        }
    }

    /** What comes behind a body was there for no decision; programs say there how a call ended. */
    private void withoutTrailers(Object message) {
        if (message instanceof LastHttpContent last
                && !last.trailingHeaders().isEmpty()
                && (exchange == null || !exchange.messages)) {
            last.trailingHeaders().clear();
        }
    }

    private void refuse(ChannelHandlerContext context, Fault fault) {
        if (exchange == null) {
            exchange = new Exchange(
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/unreadable"),
                    new Target.Unreadable(fault.why()),
                    clock.instant(),
                    edge);
            answering(HttpMethod.GET);
            answerEnded = false;
        } else if (answerBegun) {
            context.close();
            return;
        }
        exchange.answered = true;
        keepAlive = false;
        requestEnded = true;
        // From the end of the pipeline, so that it comes past this handler.
        context.channel()
                .writeAndFlush(Answers.text(fault.status(), "This request cannot be judged: " + fault.why() + "."));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (exchange != null && exchange.spliced) {
            context.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse answer && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            answerBegun = true;
            connection(answer);
        }
        withoutTrailers(message);
        if (message instanceof LastHttpContent && answerBegun) {
            answerEnded = true;
            context.write(message, promise);
            if (!keepAlive) {
                promise.addListener(requestEnded ? ChannelFutureListener.CLOSE : _ -> linger(context));
            } else if (requestEnded) {
                next();
            } else if (exchange != null && exchange.messages) {
                // Whoever still sends is told that nobody listens.
                promise.addListener(_ -> context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR)));
            }
            return;
        }
        context.write(message, promise);
    }

    private void connection(HttpResponse answer) {
        boolean delimited = answer.status().code() == 204
                || answer.status().code() == 304
                || HttpUtil.isContentLengthSet(answer)
                || HttpUtil.isTransferEncodingChunked(answer)
                || (exchange != null && exchange.messages)
                || (exchange != null && exchange.request.method().equals(HttpMethod.HEAD));
        boolean expectsMore = !requestEnded && exchange != null && HttpUtil.is100ContinueExpected(exchange.request);
        keepAlive &= delimited && !expectsMore && !leaving && (exchange == null || !exchange.last);
        if (!keepAlive) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (oldClient) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** A client that does not read its answers is asked for no more: they would pile up here. */
    private void next() {
        exchange = null;
        if (reader != null && readerContext != null) {
            unread = !readerContext.channel().isWritable();
            if (!unread) {
                reader.next(readerContext);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (unread && context.channel().isWritable()) {
            next();
        }
        context.fireChannelWritabilityChanged();
    }

    /** Closing with bytes unread would reset the connection, and the client might never see its answer. */
    private void linger(ChannelHandlerContext context) {
        Channel channel = context.channel();
        lingering = true;
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
            channel.config().setAutoRead(true);
            context.executor().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
