package org.schoolgate.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the first bytes of a tunnel until they have said where it is to lead. Taken out of the pipeline it passes them on
 * to whoever comes next.
 */
final class HelloReader extends ByteToMessageDecoder {
    private final Duration time;
    private final Consumer<ClientHello.Read> then;
    private boolean heard;
    private @Nullable Future<?> timer;

    /**
     * @param time how long whole greetings may take
     * @param then told once; {@link ClientHello.Read.More} where the time is over
     */
    HelloReader(Duration time, Consumer<ClientHello.Read> then) {
        this.time = time;
        this.then = then;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer = context.executor()
                .schedule(() -> hear(context, new ClientHello.Read.More()), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (heard) {
            return;
        }
        ClientHello.Read read = ClientHello.read(in);
        if (!(read instanceof ClientHello.Read.More)) {
            hear(context, read);
        } else if (in.readableBytes() > ClientHello.LONGEST) {
            hear(context, new ClientHello.Read.Other("a TLS greeting without an end"));
        }
    }

    private void hear(ChannelHandlerContext context, ClientHello.Read read) {
        if (!heard && context.channel().isActive()) {
            heard = true;
            stopTimer();
            context.channel().config().setAutoRead(false);
            then.accept(read);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (heard) {
            // The decoder would read on by itself to find a message.
            context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        stopTimer();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
