package org.schoolgate.gateway.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;

/** Passes bytes to the other end, no faster than it takes them; when one end is done, so is the other. */
final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel other;
    private int moved;
    private int movedBefore;
    private int quiet;

    private Relay(Channel other) {
        this.other = other;
    }

    /** Joins two channels of one event loop from which every other reader has been taken. */
    static void join(Channel one, Channel two) {
        if (!isSecured(one) && !isSecured(two)) {
            one.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            two.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        one.pipeline().addLast(new Relay(two));
        two.pipeline().addLast(new Relay(one));
    }

    /** TLS of our own ends both ways at once. */
    private static boolean isSecured(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /** For how many times of asking nothing has moved either way. */
    int quiet() {
        Relay back = other.pipeline().get(Relay.class);
        int now = moved + (back == null ? 0 : back.moved);
        quiet = now == movedBefore ? quiet + 1 : 0;
        movedBefore = now;
        return quiet;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        moved++;
        other.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
        if (!other.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            other.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        } else if (event instanceof ChannelInputShutdownEvent && other instanceof DuplexChannel duplex) {
            boolean both = duplex.isInputShutdown();
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
                if (both) {
                    other.close();
                } else {
                    duplex.shutdownOutput();
                }
            });
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (other.isActive()) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
