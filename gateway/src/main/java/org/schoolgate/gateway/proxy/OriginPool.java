package org.schoolgate.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.share.Connections;
import org.schoolgate.gateway.tls.OriginTls;

/**
 * Connections to origins that nobody uses just now, kept by their far end for the next request of the same event loop. The last
 * one given back is the first to be taken, so that spare ones grow old and are closed.
 */
final class OriginPool {
    static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 << 10, 256 << 10);
    private static final int MOST_SPARE = 512;
    private static final int MOST_KNOWN = 1_000;

    private final EventLoop loop;
    private final Class<? extends SocketChannel> channelType;
    private final OriginTls tls;
    private final Connections room;
    private final Patience patience;
    private final Map<Far, ArrayDeque<Spare>> spares = new HashMap<>();
    private final Unreached unreached = new Unreached();

    /** Those that speak HTTP/2 and nothing else, as far as they were met. */
    private final Set<Far> onlyStreams = new HashSet<>();

    private int count;

    private record Spare(Channel channel, long since) {}

    OriginPool(
            EventLoop loop,
            Class<? extends SocketChannel> channelType,
            OriginTls tls,
            Connections room,
            Patience patience) {
        this.loop = loop;
        this.tls = tls;
        this.room = room;
        this.channelType = channelType;
        this.patience = patience;
    }

    /** A spare connection to this end; null where there is none. */
    @Nullable
    Channel take(Far far) {
        ArrayDeque<Spare> waiting = spares.get(far);
        if (waiting == null) {
            return null;
        }
        for (Spare spare = waiting.pollLast(); spare != null; spare = waiting.pollLast()) {
            count--;
            if (spare.channel().isActive()) {
                return spare.channel();
            }
        }
        spares.remove(far);
        return null;
    }

    void giveBack(Far far, Channel channel) {
        if (count >= MOST_SPARE || !channel.isActive()) {
            channel.close();
            return;
        }
        spares.computeIfAbsent(far, _ -> new ArrayDeque<>()).addLast(new Spare(channel, System.nanoTime()));
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

    /** Dials an origin that speaks HTTP, over TLS where it has a name to prove. */
    Future<Channel> dial(Far far, OriginReader reader) {
        Promise<Channel> dialled = loop.newPromise();
        connect(far.address(), true, channel -> handle(channel, far, reader))
                .addListener((Future<Channel> connected) -> {
                    if (!connected.isSuccess()) {
                        dialled.setFailure(connected.cause());
                    } else if (far.name() == null) {
                        dialled.setSuccess(connected.getNow());
                    } else {
                        connected
                                .getNow()
                                .pipeline()
                                .get(SslHandler.class)
                                .handshakeFuture()
                                .addListener((Future<Channel> shaken) -> {
                                    if (shaken.isSuccess()) {
                                        dialled.setSuccess(shaken.getNow());
                                    } else {
                                        if (OriginTls.speaksOther(shaken.cause())) {
                                            speaksOnlyStreams(far);
                                        }
                                        dialled.setFailure(shaken.cause());
                                    }
                                });
                    }
                });
        return dialled;
    }

    /** Dials an origin and offers it HTTP/2; the connection that comes has an {@link OriginReader} where it took HTTP/1.1. */
    Future<Channel> offer(Far far) {
        Promise<Channel> ready = loop.newPromise();
        String name = Objects.requireNonNull(far.name());
        connect(
                        far.address(),
                        true,
                        channel -> channel.pipeline()
                                .addLast(new IdleStateHandler(
                                        patience.answer().toMillis(),
                                        0,
                                        patience.spare().toMillis(),
                                        TimeUnit.MILLISECONDS))
                                .addLast(tls.offering(
                                        channel.alloc(), name, far.address().getPort()))
                                .addLast(new Offering(ready, patience, chosen -> speaksHttp1(far, chosen))))
                .addListener((Future<Channel> connected) -> {
                    if (!connected.isSuccess()) {
                        ready.tryFailure(connected.cause());
                    }
                });
        return ready;
    }

    /** It was offered HTTP/2 and took the older. */
    private void speaksHttp1(Far far, Channel channel) {
        onlyStreams.remove(far);
        channel.pipeline().replace(IdleStateHandler.class, "idle", idle());
        handle(channel.pipeline(), new OriginReader());
    }

    /** Whether this origin is known to speak HTTP/2 alone. */
    boolean isOnlyStreams(Far far) {
        return onlyStreams.contains(far);
    }

    void speaksOnlyStreams(Far far) {
        if (onlyStreams.size() >= MOST_KNOWN) {
            onlyStreams.clear();
        }
        onlyStreams.add(far);
    }

    /** It was dialled in vain. */
    void unreached(Far far, Throwable cause) {
        unreached.say(far, cause);
    }

    private void handle(Channel channel, Far far, OriginReader reader) {
        channel.pipeline().addLast(idle());
        if (far.name() != null) {
            channel.pipeline()
                    .addLast(tls.handler(
                            channel.alloc(), far.name(), far.address().getPort()));
        }
        handle(channel.pipeline(), reader);
    }

    private IdleStateHandler idle() {
        return new IdleStateHandler(0, 0, patience.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void handle(ChannelPipeline pipeline, OriginReader reader) {
        pipeline.addLast(codec()).addLast(reader);
    }

    /** What makes answers of what a site says. */
    static HttpClientCodec codec() {
        return new HttpClientCodec(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(RequestReader.LONGEST_LINE)
                        .setMaxHeaderSize(RequestReader.LONGEST_HEAD)
                        .setMaxChunkSize(64 << 10)
                        .setStrictLineParsing(false),
                false,
                false);
    }

    /** Dials the far end of a tunnel, which is not read before the relay is added. */
    Future<Channel> dialTunnel(InetSocketAddress address) {
        return connect(address, false, _ -> {});
    }

    /**
     * A connection with these handlers; where there is no place for one more, it fails.
     *
     * <p>Its socket is made in a turn of its own. While a loop goes through what it was told of its connections, one that is closed
     * leaves its number to the next that is made, and what was told of the first would be taken for the second's.
     */
    private Future<Channel> connect(InetSocketAddress address, boolean reads, Consumer<Channel> handlers) {
        Promise<Channel> connected = loop.newPromise();
        loop.execute(() -> new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.AUTO_READ, reads)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        patience.connect().toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (room.take(channel)) {
                            handlers.accept(channel);
                        } else {
                            channel.close();
                        }
                    }
                })
                .connect(address)
                .addListener((ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        connected.setSuccess(done.channel());
                    } else {
                        connected.setFailure(done.cause());
                    }
                }));
        return connected;
    }
}
