package org.schoolgate.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections to origins that nobody uses just now, kept by address for the next request of the same event loop. The last
 * one given back is the first to be taken, so that spare ones grow old and are closed.
 */
final class OriginPool {
    static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 << 10, 256 << 10);
    private static final int MOST_SPARE = 512;

    private final EventLoop loop;
    private final Class<? extends SocketChannel> channelType;
    private final Patience patience;
    private final Map<InetSocketAddress, ArrayDeque<Spare>> spares = new HashMap<>();
    private int count;

    private record Spare(Channel channel, long since) {}

    OriginPool(EventLoop loop, Class<? extends SocketChannel> channelType, Patience patience) {
        this.loop = loop;
        this.channelType = channelType;
        this.patience = patience;
    }

    /** A spare connection to this address; null where there is none. */
    @Nullable
    Channel take(InetSocketAddress address) {
        ArrayDeque<Spare> waiting = spares.get(address);
        if (waiting == null) {
            return null;
        }
        for (Spare spare = waiting.pollLast(); spare != null; spare = waiting.pollLast()) {
            count--;
            if (spare.channel().isActive()) {
                return spare.channel();
            }
        }
        spares.remove(address);
        return null;
    }

    void giveBack(InetSocketAddress address, Channel channel) {
        if (count >= MOST_SPARE || !channel.isActive()) {
            channel.close();
            return;
        }
        spares.computeIfAbsent(address, _ -> new ArrayDeque<>()).addLast(new Spare(channel, System.nanoTime()));
        count++;
    }

    /** Closes what has been spare for too long. */
    void sweep() {
        long oldest = System.nanoTime() - patience.spare().toNanos();
        for (Iterator<ArrayDeque<Spare>> all = spares.values().iterator(); all.hasNext(); ) {
            ArrayDeque<Spare> waiting = all.next();
            while (!waiting.isEmpty() && waiting.peekFirst().since() - oldest < 0) {
                waiting.removeFirst().channel().close();
                count--;
            }
            if (waiting.isEmpty()) {
                all.remove();
            }
        }
    }

    /** Dials an origin that speaks HTTP. */
    ChannelFuture dial(InetSocketAddress address, OriginReader reader) {
        return bootstrap()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new IdleStateHandler(
                                        0, 0, patience.answer().toMillis(), TimeUnit.MILLISECONDS))
                                .addLast(new HttpClientCodec(
                                        new HttpDecoderConfig()
                                                .setMaxInitialLineLength(RequestReader.LONGEST_LINE)
                                                .setMaxHeaderSize(RequestReader.LONGEST_HEAD)
                                                .setMaxChunkSize(64 << 10)
                                                .setStrictLineParsing(false),
                                        false,
                                        false))
                                .addLast(reader);
                    }
                })
                .connect(address);
    }

    /** Dials the far end of a tunnel. */
    ChannelFuture dialTunnel(InetSocketAddress address) {
        return bootstrap()
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // The relay is added once both ends are there.
                    }
                })
                .connect(address);
    }

    private Bootstrap bootstrap() {
        return new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        patience.connect().toMillis());
    }
}
