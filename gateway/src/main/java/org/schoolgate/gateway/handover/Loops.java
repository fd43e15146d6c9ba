package org.schoolgate.gateway.handover;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.TimeUnit;

/** The end of event loops. */
public final class Loops {
    private static final long MOST_SECONDS = 2;

    private Loops() {}

    /**
     * Ends them and all their connections; waits for it a few seconds at most.
     *
     * <p>A loop of Netty's closes its connections at the beginning of a round. One that hears of its end later in that round,
     * and may be without a quiet time, ends there and leaves them open with nobody behind them. A hook is work, after which a
     * loop that has a quiet time, however short, goes round once more.
     */
    public static void end(EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            if (loop instanceof SingleThreadEventExecutor one) {
                one.addShutdownHook(() -> {});
            }
        }
        loops.shutdownGracefully(1, TimeUnit.SECONDS.toNanos(MOST_SECONDS), TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(2 * MOST_SECONDS, TimeUnit.SECONDS);
    }
}
