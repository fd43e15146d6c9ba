package org.schoolgate.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into requests, one at a time: a pipelined one waits in the buffer until the answer before it is written.
 * A head is parsed when it is whole, and refused where two readers could read it differently.
 */
final class RequestReader extends HttpRequestDecoder {
    static final int LONGEST_LINE = 16 << 10;
    static final int LONGEST_HEAD = 64 << 10;

    private enum Stage {
        HEAD,
        BODY,
        ANSWER,
        OVER
    }

    private final Duration headTime;
    private final HeadScan scan = new HeadScan();
    private Stage stage = Stage.HEAD;
    private boolean reading;
    private @Nullable Future<?> headTimer;

    RequestReader(Duration headTime) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxChunkSize(64 << 10)
                .setStrictLineParsing(true));
        this.headTime = headTime;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        switch (stage) {
            case HEAD -> head(context, in, out);
            case BODY -> body(context, in, out);
            case ANSWER -> context.channel().config().setAutoRead(false);
            case OVER -> in.skipBytes(in.readableBytes());
        }
    }

    private void head(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        boolean whole = scan.sees(in);
        String why = scan.fault();
        if (why != null) {
            refuse(in, out, Fault.malformed(why));
        } else if (whole) {
            scan.reset();
            stage = Stage.BODY;
            body(context, in, out);
        } else if (in.readableBytes() > LONGEST_HEAD) {
            refuse(in, out, new Fault(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the head is too long"));
        }
    }

    private void body(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decode(context, in, out);
        if (!out.isEmpty() && out.getLast() instanceof LastHttpContent) {
            stage = Stage.ANSWER;
        }
    }

    private void refuse(ByteBuf in, List<Object> out, Fault fault) {
        in.skipBytes(in.readableBytes());
        stage = Stage.OVER;
        out.add(fault);
    }

    /** Whether no byte of a request is here. */
    boolean isBetween() {
        return stage == Stage.HEAD && !internalBuffer().isReadable();
    }

    /** The answer is written: the next request may come. */
    void next(ChannelHandlerContext context) {
        stage = Stage.HEAD;
        context.channel().config().setAutoRead(true);
        if (!reading && internalBuffer().isReadable()) {
            context.executor().execute(() -> readOn(context));
        }
    }

    /** What is read is here already: nobody before this handler has anything to add. */
    private void readOn(ChannelHandlerContext context) {
        if (context.isRemoved()) {
            return;
        }
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        reading = true;
        try {
            super.channelRead(context, message);
        } finally {
            reading = false;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (stage == Stage.ANSWER) {
            // The decoder would read on by itself to find a message, and pile up what is pipelined.
            context.fireChannelReadComplete();
            return;
        }
        watchHead(context);
        super.channelReadComplete(context);
    }

    private void watchHead(ChannelHandlerContext context) {
        boolean begun = stage == Stage.HEAD && internalBuffer().isReadable();
        if (begun && headTimer == null) {
            headTimer = context.executor().schedule(() -> tooSlow(context), headTime.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!begun && headTimer != null) {
            headTimer.cancel(false);
            headTimer = null;
        }
    }

    private void tooSlow(ChannelHandlerContext context) {
        if (stage == Stage.HEAD && !context.isRemoved()) {
            stage = Stage.OVER;
            context.fireChannelRead(new Fault(HttpResponseStatus.REQUEST_TIMEOUT, "the request took too long"));
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (headTimer != null) {
            headTimer.cancel(false);
        }
    }

    /** Looks for the end of a head, and for what must not stand in one. */
    private static final class HeadScan implements ByteProcessor {
        private int scanned;
        private int before;
        private boolean lineStarts = true;
        private boolean blank;
        private boolean any;
        private boolean firstLine = true;
        private @Nullable String fault;

        void reset() {
            scanned = 0;
            before = 0;
            lineStarts = true;
            blank = false;
            any = false;
            firstLine = true;
        }

        @Nullable
        String fault() {
            return fault;
        }

        /** Whether the head is whole; goes on where it stopped, so that a byte is looked at once. */
        boolean sees(ByteBuf in) {
            int from = in.readerIndex() + scanned;
            int end = in.forEachByte(from, in.writerIndex() - from, this);
            scanned = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
            return end >= 0 && fault == null;
        }

        @Override
        public boolean process(byte value) {
            if (before == '\r' && value != '\n') {
                fault = "a line ends in a bare CR";
            } else if (value == 0) {
                fault = "a NUL stands in the head";
            } else if (any && lineStarts && (value == ' ' || value == '\t')) {
                fault = "a header is folded";
            } else if (firstLine && isBetweenWords(value)) {
                fault = "the request is not in three words";
            } else if (value == '\n') {
                blank = any && lineStarts;
                firstLine &= !any;
                lineStarts = true;
            } else if (value != '\r') {
                any = true;
                lineStarts = false;
            }
            before = value;
            return fault == null && !blank;
        }

        /** What some readers take for the end of a word, and others for a part of it. */
        private boolean isBetweenWords(byte value) {
            boolean control = value >= 0 && value < ' ' && value != '\r' && value != '\n';
            return control || (value == ' ' && !any);
        }
    }
}
