package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.files.FileLook;
import org.schoolgate.gateway.page.Page;

/**
 * Answers one connection of Squid's, request by request in their order. "As it was" is one line (204) where Squid allows it,
 * which it does after a preview; else the message goes back as it comes, in pieces.
 */
final class IcapHandler extends ChannelInboundHandlerAdapter {
    private static final String CRLF = "\r\n";
    private static final int PREVIEW = FileLook.ENOUGH;

    private final IcapReader reader;
    private final IcapService service;
    private @Nullable IcapRequest request;
    private IcapService.@Nullable Answer answer;

    /** What came of a body that has to go back. */
    private final Deque<ByteBuf> held = new ArrayDeque<>();

    private final byte[] first = new byte[FileLook.ENOUGH];
    private int firstSize;

    /** Whether it is known what arrives, or nothing does that could be a file. */
    private boolean looked;

    private State state = State.WAITING;

    private enum State {
        /** Between two requests. */
        WAITING,
        /** Its answer is given when the body, or its preview, has ended. */
        READING,
        /** The rest of the body goes back as it comes. */
        ECHOING
    }

    IcapHandler(IcapReader reader, IcapService service) {
        this.reader = reader;
        this.service = service;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case IcapRequest one -> begin(context, one);
            case IcapPart.Piece(var bytes) -> piece(context, bytes);
            case IcapPart.End(var whole) -> end(context, whole);
            case IcapReader.Refused(var status, var why) -> refuse(context, status, why);
            default -> context.fireChannelRead(message);
        }
    }

    private void begin(ChannelHandlerContext context, IcapRequest one) {
        request = one;
        if (one.method().equals("OPTIONS")) {
            answer = null;
            if (one.hasBody()) {
                state = State.READING;
            } else {
                options(context, one);
            }
            return;
        }
        answer = service.decide(one);
        looked = !one.method().equals("RESPMOD") || answer instanceof IcapService.Answer.Instead;
        firstSize = 0;
        if (!one.hasBody()) {
            answered(context, one, answer);
        } else if (looked && goesBack(one, answer) && !one.hasPreview()) {
            echo(context, one, answer);
        } else {
            state = State.READING;
        }
    }

    /** Whether the message itself has to go back, changed or as it was. */
    private static boolean goesBack(IcapRequest one, IcapService.Answer answer) {
        return switch (answer) {
            case IcapService.Answer.Changed _ -> true;
            case IcapService.Answer.Unchanged _ -> !one.hasPreview() && !one.allowsNoModification();
            case IcapService.Answer.Instead _ -> false;
        };
    }

    private void piece(ChannelHandlerContext context, ByteBuf bytes) {
        IcapRequest one = request;
        IcapService.Answer with = answer;
        if (state == State.ECHOING) {
            chunk(context, bytes);
        } else if (one == null || with == null) {
            bytes.release();
        } else {
            int some = Math.min(first.length - firstSize, bytes.readableBytes());
            bytes.getBytes(bytes.readerIndex(), first, firstSize, some);
            firstSize += some;
            if (goesBack(one, with)) {
                held.add(bytes);
            } else {
                bytes.release();
            }
            if (!looked && firstSize == first.length) {
                look(one);
                if (!one.hasPreview() && goesBack(one, Objects.requireNonNull(answer))) {
                    echo(context, one, answer);
                }
            }
        }
    }

    /** Enough of a file has come to tell what it is. */
    private void look(IcapRequest one) {
        looked = true;
        IcapService.Answer closed = service.arrived(one, Arrays.copyOf(first, firstSize));
        if (closed != null) {
            answer = closed;
            letGo();
        }
    }

    private void end(ChannelHandlerContext context, boolean whole) {
        IcapRequest one = request;
        if (one == null) {
            return;
        }
        if (state == State.ECHOING) {
            context.write(text("0" + CRLF + CRLF));
            finished(context, one);
            return;
        }
        if (one.method().equals("OPTIONS")) {
            options(context, one);
            return;
        }
        if (!looked) {
            look(one);
        }
        IcapService.Answer with = Objects.requireNonNull(answer);
        if (!goesBack(one, with)) {
            answered(context, one, with);
        } else if (one.hasPreview() && !whole) {
            context.writeAndFlush(text("ICAP/1.0 100 Continue" + CRLF + CRLF));
            reader.goOn();
            echo(context, one, with);
        } else {
            echo(context, one, with);
            end(context, true);
        }
    }

    private void answered(ChannelHandlerContext context, IcapRequest one, IcapService.Answer with) {
        switch (with) {
            case IcapService.Answer.Unchanged() -> {
                if (one.allowsNoModification() || one.hasPreview()) {
                    context.write(text(head(204, "No modifications needed") + CRLF));
                } else {
                    String same = one.response() != null ? one.response() : one.request();
                    withHead(context, one, same == null ? "" : same, false);
                }
            }
            case IcapService.Answer.Changed changed -> withHead(context, one, changed.head(), false);
            case IcapService.Answer.Instead instead -> instead(context, instead);
        }
        finished(context, one);
    }

    /** The head goes back, and the body follows as it comes. */
    private void echo(ChannelHandlerContext context, IcapRequest one, IcapService.Answer with) {
        String same = one.response() != null ? one.response() : one.request();
        String back = with instanceof IcapService.Answer.Changed changed ? changed.head() : same;
        withHead(context, one, back == null ? "" : back, true);
        while (!held.isEmpty()) {
            chunk(context, held.poll());
        }
        state = State.ECHOING;
    }

    private void letGo() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void withHead(ChannelHandlerContext context, IcapRequest one, String http, boolean body) {
        boolean response = one.response() != null;
        String kind = response ? "res-" : "req-";
        context.write(text(head(200, "OK") + "Encapsulated: " + kind + "hdr=0, " + (body ? kind : "null-") + "body="
                + http.length() + CRLF + CRLF));
        context.write(text(http));
    }

    private void instead(ChannelHandlerContext context, IcapService.Answer.Instead with) {
        Page page = with.page();
        byte[] body = (page == null ? with.text() + "\n" : page.html()).getBytes(UTF_8);
        StringBuilder http = new StringBuilder("HTTP/1.1 ")
                .append(with.status())
                .append(
                        with.status() == 403
                                ? " Forbidden"
                                : with.status() == 503 ? " Service Unavailable" : " Bad Request")
                .append(CRLF)
                .append("Content-Type: ")
                .append(page == null ? "text/plain" : "text/html")
                .append("; charset=utf-8" + CRLF + "Content-Length: ")
                .append(body.length)
                .append(CRLF + "Cache-Control: no-store" + CRLF + "X-Content-Type-Options: nosniff" + CRLF)
                .append("Referrer-Policy: no-referrer" + CRLF);
        if (page != null) {
            http.append("Content-Security-Policy: ")
                    .append(page.contentSecurityPolicy())
                    .append(CRLF);
        }
        byte[] head = http.append(CRLF).toString().getBytes(ISO_8859_1);
        context.write(text(head(200, "OK") + "Encapsulated: res-hdr=0, res-body=" + head.length + CRLF + CRLF));
        context.write(Unpooled.wrappedBuffer(head));
        chunk(context, Unpooled.wrappedBuffer(body));
        context.write(text("0" + CRLF + CRLF));
    }

    private void options(ChannelHandlerContext context, IcapRequest one) {
        String method = one.service().startsWith("/response") ? "RESPMOD" : "REQMOD";
        context.write(text(head(200, "OK")
                + "Methods: " + method + CRLF
                + "Service: Schoolgate" + CRLF
                + "Max-Connections: 1000" + CRLF
                + "Options-TTL: 60" + CRLF
                + "Allow: 204" + CRLF
                + "Preview: " + PREVIEW + CRLF
                + "Transfer-Preview: *" + CRLF
                + "Encapsulated: null-body=0" + CRLF + CRLF));
        finished(context, one);
    }

    private void refuse(ChannelHandlerContext context, int status, String why) {
        context.writeAndFlush(text(
                        head(status, why) + "Connection: close" + CRLF + "Encapsulated: null-body=0" + CRLF + CRLF))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void finished(ChannelHandlerContext context, IcapRequest one) {
        state = State.WAITING;
        request = null;
        answer = null;
        if (one.closes()) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.flush();
        }
    }

    private String head(int status, String words) {
        return "ICAP/1.0 " + status + " " + words + CRLF + "ISTag: \"" + service.tag() + "\"" + CRLF;
    }

    private static void chunk(ChannelHandlerContext context, ByteBuf bytes) {
        context.write(text(Integer.toHexString(bytes.readableBytes()) + CRLF));
        context.write(bytes);
        context.writeAndFlush(text(CRLF));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
