package org.schoolgate.gateway.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.schoolgate.gateway.feed.Edge;

/** Questions in packets: UDP. */
final class PacketDoor extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Desk desk;
    private final Turn turn;
    private final byte[] scratch = new byte[MessageWriter.LONGEST];

    PacketDoor(Desk desk, Turn turn) {
        this.desk = desk;
        this.turn = turn;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        InetSocketAddress sender = packet.sender();
        if (sender.getPort() == 0) {
            return;
        }
        ByteBuf content = packet.content();
        int length = Math.min(content.readableBytes(), scratch.length);
        content.getBytes(content.readerIndex(), scratch, 0, length);
        desk.take(scratch, length, sender.getAddress(), null, new Sender(context.channel(), sender));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // One packet could not be sent, as happens when its client has gone: the next ones can.
    }

    private final class Sender implements Asker {
        private final Channel channel;
        private final InetSocketAddress address;

        Sender(Channel channel, InetSocketAddress address) {
            this.channel = channel;
            this.address = address;
        }

        @Override
        public Edge edge() {
            return Edge.DNS_UDP;
        }

        @Override
        public int most(Question question) {
            return question.most();
        }

        @Override
        public void answer(byte[] message, int length, int seconds) {
            ByteBuf out = channel.alloc().directBuffer(length).writeBytes(message, 0, length);
            turn.send(channel, new DatagramPacket(out, address), channel.voidPromise());
        }

        @Override
        public void nothing() {
            // Whoever sent it may not be who they say, and gets nothing sent.
        }
    }
}
