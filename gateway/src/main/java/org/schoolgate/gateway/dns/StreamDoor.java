package org.schoolgate.gateway.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.gateway.feed.Edge;

/**
 * Questions over a connection, each behind its length: TCP and TLS. Several may wait for their answers at once, which come as
 * they are known; from a client that has too many waiting, or does not read them, no more is read.
 */
final class StreamDoor extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int MOST_WAITING = 100;

    private final Edge edge;
    private final Desk desk;
    private final Turn turn;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param edge TCP or TLS */
    StreamDoor(Edge edge, Desk desk, Turn turn) {
        this.edge = edge;
        this.desk = desk;
        this.turn = turn;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress from)) {
            return;
        }
        byte[] message = new byte[frame.readableBytes()];
        frame.readBytes(message);
        if (waiting.incrementAndGet() >= MOST_WAITING) {
            context.channel().config().setAutoRead(false);
        }
        desk.bring(message, from.getAddress(), null, new Connected(context.channel()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private final class Connected implements Asker {
        private final Channel channel;

        Connected(Channel channel) {
            this.channel = channel;
        }

        @Override
        public Edge edge() {
            return edge;
        }

        @Override
        public int most(Question question) {
            return MessageWriter.LONGEST;
        }

        @Override
        public void answer(byte[] message, int length, int seconds) {
            ByteBuf out = channel.alloc().directBuffer(length + 2);
            out.writeShort(length).writeBytes(message, 0, length);
            turn.send(channel, out, channel.newPromise().addListener(_ -> {
                if (waiting.decrementAndGet() == MOST_WAITING / 2) {
                    channel.config().setAutoRead(true);
                }
            }));
        }

        @Override
        public void nothing() {
            channel.close();
        }
    }
}
