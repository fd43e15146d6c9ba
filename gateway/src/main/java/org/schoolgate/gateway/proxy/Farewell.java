package org.schoolgate.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sees clients off without breaking off what is under way: they are told with the next answer, and hung up on once they are
 * quiet.
 */
final class Farewell {
    static final int GLANCE_MILLIS = 500;

    private static final int QUIET = 2_000 / GLANCE_MILLIS;

    /** In a tunnel somebody may wait for an answer that takes a while. */
    private static final int QUIET_TUNNEL = 4_000 / GLANCE_MILLIS;

    private Farewell() {}

    /** From now on each answer says that it is the last. */
    static void begin(Channel client, Door door) {
        Relay relay = client.pipeline().get(Relay.class);
        if (client instanceof Http2StreamChannel) {
            return;
        }
        door.leave();
        if (relay != null) {
            relay.quiet();
        } else if (streams(client) != null) {
            // A stream that is on its way already is still answered.
            client.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
        }
    }

    /** Ends a connection on which nothing is under way, and a tunnel in which nothing has moved for a while. */
    static void endIfQuiet(Channel client, Door door) {
        if (!(client instanceof Http2StreamChannel) && isQuiet(client, door)) {
            client.close();
        }
    }

    private static boolean isQuiet(Channel client, Door door) {
        Http2FrameCodec streams = streams(client);
        Relay relay = client.pipeline().get(Relay.class);
        if (streams != null) {
            return streams.connection().numActiveStreams() == 0;
        }
        return relay == null ? door.quiet() >= QUIET : relay.quiet() >= QUIET_TUNNEL;
    }

    private static @Nullable Http2FrameCodec streams(Channel client) {
        return client.pipeline().get(Http2FrameCodec.class);
    }
}
