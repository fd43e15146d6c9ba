package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of HTTP/2 to origins that belong to one connection of a client, and end with it. No two clients share one:
 * what one does not take, or calls back too often, is nothing to another, and no headers are packed by what another has sent.
 */
final class OriginStreams {
    private static final AttributeKey<OriginStreams> OWN = AttributeKey.valueOf(OriginStreams.class, "own");

    private final OriginPool pool;
    private final Map<Far, Future<Channel>> newest = new HashMap<>();
    private final Set<Channel> all = new HashSet<>();
    private boolean ended;

    /** What came of asking for a stream. */
    sealed interface Opened {
        record Stream(Channel channel) implements Opened {}

        /** Its origin is there, and speaks HTTP/1.1 alone. */
        record None() implements Opened {}

        record Failed(Throwable cause) implements Opened {}
    }

    private OriginStreams(OriginPool pool) {
        this.pool = pool;
    }

    /** Those of the connection that a request came on, or in a stream of. */
    static OriginStreams of(Channel client, OriginPool pool) {
        Channel connection = client instanceof Http2StreamChannel ? client.parent() : client;
        Attribute<@Nullable OriginStreams> own = connection.attr(OWN);
        OriginStreams known = own.get();
        if (known != null) {
            return known;
        }
        OriginStreams made = new OriginStreams(pool);
        own.set(made);
        connection.closeFuture().addListener(_ -> made.end());
        return made;
    }

    /**
     * Opens a stream, over a connection that is there or a new one.
     *
     * @param silence how long nothing may move on it
     */
    void open(Far far, Duration silence, Consumer<Opened> then) {
        if (ended) {
            then.accept(new Opened.Failed(new ClosedChannelException()));
            return;
        }
        Future<Channel> known = newest.get(far);
        if (known == null || !isOfUse(known)) {
            known = pool.offer(far);
            newest.put(far, known);
            known.addListener((Future<Channel> dialled) -> keep(far, dialled));
        }
        Future<Channel> connection = known;
        connection.addListener((Future<Channel> dialled) -> {
            if (!dialled.isSuccess()) {
                then.accept(new Opened.Failed(dialled.cause()));
            } else {
                open(far, dialled.getNow(), silence, then);
            }
        });
    }

    private static boolean isOfUse(Future<Channel> connection) {
        if (!connection.isDone()) {
            return true;
        }
        return connection.isSuccess() && (!speaksStreams(connection.getNow()) || takesMore(connection.getNow()));
    }

    private static boolean speaksStreams(Channel connection) {
        return connection.pipeline().get(OriginReader.class) == null;
    }

    private static boolean takesMore(Channel connection) {
        return connection.isActive()
                && !Streams.connection(connection).goAwayReceived()
                && Streams.connection(connection).local().canOpenStream();
    }

    private void keep(Far far, Future<Channel> dialled) {
        if (!dialled.isSuccess()) {
            newest.remove(far, dialled);
            return;
        }
        Channel connection = dialled.getNow();
        if (!speaksStreams(connection)) {
            pool.giveBack(far, connection);
        } else if (ended) {
            connection.close();
        } else {
            all.add(connection);
            connection.closeFuture().addListener(_ -> {
                all.remove(connection);
                newest.remove(far, dialled);
            });
        }
    }

    private void open(Far far, Channel connection, Duration silence, Consumer<Opened> then) {
        if (!speaksStreams(connection)) {
            then.accept(new Opened.None());
        } else if (takesMore(connection)) {
            new Http2StreamChannelBootstrap(connection)
                    .handler(handlers(silence))
                    .open()
                    .addListener((Future<Http2StreamChannel> opened) -> then.accept(
                            opened.isSuccess()
                                    ? new Opened.Stream(opened.getNow())
                                    : new Opened.Failed(opened.cause())));
        } else if (connection.isActive() && !Streams.isUnused(connection)) {
            // It is as full as its origin wants it.
            open(far, silence, then);
        } else {
            then.accept(new Opened.Failed(new IOException("it takes no streams")));
        }
    }

    private static ChannelInitializer<Channel> handlers(Duration silence) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline()
                        .addLast(new IdleStateHandler(0, 0, silence.toMillis(), TimeUnit.MILLISECONDS))
                        .addLast(new Http2StreamFrameToHttpObjectCodec(false))
                        .addLast(new Parts())
                        .addLast(new OriginReader());
            }
        };
    }

    private void end() {
        ended = true;
        Set.copyOf(all).forEach(Channel::close);
    }
}
