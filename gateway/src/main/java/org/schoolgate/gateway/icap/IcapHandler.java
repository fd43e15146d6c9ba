package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.files.Examined;
import org.schoolgate.gateway.files.FileLook;
import org.schoolgate.gateway.files.FirstBytes;
import org.schoolgate.gateway.files.How;
import org.schoolgate.gateway.files.Sieve;
import org.schoolgate.gateway.health.Meter;
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
    private final Meter meter;
    private final InetAddress squid;
    private final BooleanSupplier leaving;
    private @Nullable IcapRequest request;
    private IcapService.@Nullable Answer answer;

    /** Whether the body comes only so far, until it is asked for the rest. */
    private boolean previewed;

    /** What came of a body that has to go back. */
    private final Deque<ByteBuf> held = new ArrayDeque<>();

    private FirstBytes first = new FirstBytes(null);

    /** Whether it is known what arrives, or nothing does that could be a file. */
    private boolean looked;

    /** What looks the body through; null where nothing does. */
    private IcapService.@Nullable Looking looking;

    private @Nullable Sieve sieve;

    /** What came behind a body that is still looked through. */
    private final Deque<Object> later = new ArrayDeque<>();

    private State state = State.WAITING;

    /** The client was told that nothing is answered here after this. */
    private boolean last;

    private enum State {
        /** Between two requests. */
        WAITING,
        /** Its answer is given when the body, or its preview, has ended. */
        READING,
        /** The rest of the body goes back as it comes. */
        ECHOING,
        /** The body goes back as far as it has been looked through. */
        SIFTING,
        /** All of the body has come, and not all of it has been looked through. */
        JUDGING
    }

    /** @param leaving whether each answer is to be the last of its connection */
    IcapHandler(IcapReader reader, IcapService service, Meter meter, InetAddress squid, BooleanSupplier leaving) {
        this.reader = reader;
        this.service = service;
        this.meter = meter;
        this.squid = squid;
        this.leaving = leaving;
    }

    /** Whether nothing of a request has come since the last answer. */
    boolean isBetween() {
        return state == State.WAITING && request == null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.JUDGING) {
            later.add(message);
        } else {
            read(context, message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.SIFTING && sieve != null) {
            sieve.paused();
        }
        context.fireChannelReadComplete();
    }

    private void read(ChannelHandlerContext context, Object message) {
        switch (message) {
            case IcapRequest one -> begin(context, one);
            case IcapPart.Piece(var bytes) -> piece(context, bytes);
            case IcapPart.End(var whole) -> end(context, whole);
            case IcapReader.Refused(var status, var why) -> {
                meter.wrong(squid, Trouble.NOT_ICAP);
                refuse(context, status, why);
            }
            default -> context.fireChannelRead(message);
        }
    }

    private void begin(ChannelHandlerContext context, IcapRequest one) {
        request = one;
        meter.well(squid);
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
        boolean goes = one.hasBody() && goesOn(answer);
        looking = goes ? service.looking(one) : null;
        looked = !goes || (!one.method().equals("RESPMOD") && looking == null);
        first = new FirstBytes(IcapService.coding(one));
        previewed = one.hasPreview();
        if (!one.hasBody()) {
            answered(context, one, answer);
        } else if (looked && goesBack(one, answer) && !previewed) {
            echo(context, one, answer);
        } else {
            state = State.READING;
        }
    }

    private static boolean goesOn(IcapService.Answer answer) {
        return switch (answer) {
            case IcapService.Answer.Unchanged _, IcapService.Answer.Changed _ -> true;
            case IcapService.Answer.Instead _, IcapService.Answer.Elsewhere _ -> false;
        };
    }

    /** Whether the message itself has to go back, changed or as it was. */
    private boolean goesBack(IcapRequest one, IcapService.Answer answer) {
        return switch (answer) {
            case IcapService.Answer.Changed _ -> true;
            case IcapService.Answer.Unchanged _ -> !previewed && !one.allowsNoModification();
            case IcapService.Answer.Instead _, IcapService.Answer.Elsewhere _ -> false;
        };
    }

    private void piece(ChannelHandlerContext context, ByteBuf bytes) {
        IcapRequest one = request;
        IcapService.Answer with = answer;
        if (state == State.ECHOING) {
            chunk(context, bytes);
        } else if (state == State.SIFTING && sieve != null) {
            sieve.add(bytes);
        } else if (one == null || with == null) {
            bytes.release();
        } else {
            first.add(bytes);
            if (goesBack(one, with) || !looked) {
                held.add(bytes);
            } else {
                bytes.release();
            }
            if (!looked && first.areEnough()) {
                look(one);
                if (looking != null && !previewed) {
                    sift(context, one);
                } else if (looking == null && !previewed && goesBack(one, Objects.requireNonNull(answer))) {
                    echo(context, one, answer);
                }
            }
        }
    }

    /** Enough of a file has come to tell what it is. */
    private void look(IcapRequest one) {
        looked = true;
        byte[] some = first.get();
        IcapService.Answer closed = one.method().equals("RESPMOD") ? service.arrived(one, some) : null;
        if (closed == null && looking != null) {
            closed = service.piece(one, looking);
        }
        if (closed != null) {
            answer = closed;
        }
        if (looking != null && (closed != null || looking.how(some) == How.AS_IT_COMES)) {
            looking = null;
        }
        if (looking == null && !goesBack(one, Objects.requireNonNull(answer))) {
            letGo();
        }
    }

    /** From now on the body goes through a sieve. */
    private void sift(ChannelHandlerContext context, IcapRequest one) {
        IcapService.Looking with = Objects.requireNonNull(looking);
        How how = with.how(first.get());
        boolean holds = how == How.WAITING || with.head().isForm();
        Sieve into = with.examiner().sieve(context.executor(), with.head(), holds, new Back(context, one, answer));
        sieve = into;
        state = State.SIFTING;
        while (!held.isEmpty()) {
            into.add(held.poll());
        }
    }

    /** What has been looked through, on its way back to Squid. */
    private final class Back implements Sieve.Side {
        private final ChannelHandlerContext context;
        private final IcapRequest one;
        private final IcapService.@Nullable Answer with;
        private boolean begun;

        Back(ChannelHandlerContext context, IcapRequest one, IcapService.@Nullable Answer with) {
            this.context = context;
            this.one = one;
            this.with = with;
        }

        private void begin() {
            if (!begun) {
                begun = true;
                withHead(context, one, headBack(one, with), true);
            }
        }

        @Override
        public void pass(ByteBuf bytes) {
            begin();
            if (bytes.isReadable()) {
                chunk(context, bytes);
            } else {
                bytes.release();
            }
        }

        @Override
        public void flush() {
            context.flush();
        }

        @Override
        public boolean hasBytes() {
            return one.allowsNoModification() && !(with instanceof IcapService.Answer.Changed);
        }

        @Override
        public void passed() {
            sieve = null;
            if (begun || !hasBytes()) {
                begin();
                context.write(text("0" + CRLF + CRLF));
                finished(context, one);
            } else {
                answered(context, one, new IcapService.Answer.Unchanged());
            }
        }

        @Override
        public void refused(Examined why) {
            sieve = null;
            IcapService.Answer instead = service.examined(one, why);
            if (begun) {
                // Squid must not take it for whole.
                context.close();
            } else if (state == State.JUDGING) {
                answered(context, one, instead);
            } else {
                state = State.READING;
                looking = null;
                answer = instead;
            }
        }

        @Override
        public boolean takesMore() {
            return context.channel().isWritable();
        }

        @Override
        public void readOn(boolean more) {
            context.channel().config().setAutoRead(more);
        }
    }

    /** The head with which the message goes back. */
    private static String headBack(IcapRequest one, IcapService.@Nullable Answer with) {
        return with instanceof IcapService.Answer.Changed(var head) ? head : unchangedHead(one);
    }

    private static String unchangedHead(IcapRequest one) {
        String same = one.response() != null ? one.response() : one.request();
        return same == null ? "" : same;
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
        if (state == State.SIFTING && sieve != null) {
            state = State.JUDGING;
            context.channel().config().setAutoRead(false);
            sieve.end();
            return;
        }
        if (!looked) {
            if (previewed && !whole && (one.previewSize() < PREVIEW || first.areSilent())) {
                // So few bytes do not tell.
                goOn(context);
                return;
            }
            look(one);
        }
        if (looking != null) {
            if (previewed && !whole) {
                goOn(context);
                sift(context, one);
            } else {
                sift(context, one);
                end(context, true);
            }
            return;
        }
        IcapService.Answer with = Objects.requireNonNull(answer);
        if (!goesBack(one, with)) {
            answered(context, one, with);
        } else if (previewed && !whole) {
            goOn(context);
            echo(context, one, with);
        } else {
            echo(context, one, with);
            end(context, true);
        }
    }

    private void goOn(ChannelHandlerContext context) {
        context.writeAndFlush(text("ICAP/1.0 100 Continue" + CRLF + CRLF));
        reader.goOn();
        previewed = false;
    }

    private void answered(ChannelHandlerContext context, IcapRequest one, IcapService.Answer with) {
        switch (with) {
            case IcapService.Answer.Unchanged() -> {
                if (one.allowsNoModification() || previewed) {
                    context.write(text(head(204, "No modifications needed") + CRLF));
                } else {
                    withHead(context, one, unchangedHead(one), false);
                }
            }
            case IcapService.Answer.Changed changed -> withHead(context, one, changed.head(), false);
            case IcapService.Answer.Instead instead -> instead(context, instead);
            case IcapService.Answer.Elsewhere(var address) -> elsewhere(context, address);
        }
        finished(context, one);
    }

    /** The head goes back, and the body follows as it comes. */
    private void echo(ChannelHandlerContext context, IcapRequest one, IcapService.Answer with) {
        withHead(context, one, headBack(one, with), true);
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

    private void elsewhere(ChannelHandlerContext context, String address) {
        String http = "HTTP/1.1 302 Found" + CRLF + "Location: " + address + CRLF + "Cache-Control: no-store" + CRLF
                + "Content-Length: 0" + CRLF + CRLF;
        context.write(
                text(head(200, "OK") + "Encapsulated: res-hdr=0, null-body=" + http.length() + CRLF + CRLF + http));
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
        context.writeAndFlush(text(head(status, why) + (last ? "" : "Connection: close" + CRLF)
                        + "Encapsulated: null-body=0" + CRLF + CRLF))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void finished(ChannelHandlerContext context, IcapRequest one) {
        state = State.WAITING;
        request = null;
        answer = null;
        looking = null;
        if (one.closes() || last) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.flush();
            context.channel().config().setAutoRead(context.channel().isWritable());
            while (state != State.JUDGING && !later.isEmpty()) {
                read(context, later.poll());
            }
        }
    }

    private String head(int status, String words) {
        last = leaving.getAsBoolean();
        return "ICAP/1.0 " + status + " " + words + CRLF + "ISTag: \"" + service.tag() + "\"" + CRLF
                + (last ? "Connection: close" + CRLF : "");
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
        Sieve through = sieve;
        if (through != null && context.channel().isWritable()) {
            through.writable();
        }
        boolean full = state == State.JUDGING || (through != null && through.isFull());
        context.channel().config().setAutoRead(context.channel().isWritable() && !full);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        if (sieve != null) {
            sieve.cancel();
            sieve = null;
        }
        later.forEach(ReferenceCountUtil::release);
        later.clear();
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
