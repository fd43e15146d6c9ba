package org.schoolgate.gateway.proxy;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log why an origin was not reached, but not which: that belongs into the record, where people have a right to it. */
final class Unreached {
    private static final Logger LOG = LoggerFactory.getLogger(Unreached.class);

    /** Whoever asks for what is away again and again does not fill the disk. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long saidAt = System.nanoTime() - PAUSE_NANOS;
    private int unsaid;

    /** Called on one loop. */
    void say(Far far, Throwable cause) {
        long now = System.nanoTime();
        if (now - saidAt < PAUSE_NANOS) {
            unsaid++;
            return;
        }
        LOG.info(
                "an origin does not accept a connection: {}; {} more since the last such line",
                why(far, cause),
                unsaid);
        saidAt = now;
        unsaid = 0;
    }

    /** The class of a cause and its message, in which Netty names the address. */
    static String why(Far far, Throwable cause) {
        InetSocketAddress address = far.address();
        String message = String.valueOf(cause.getMessage()).replace(address.toString(), "");
        if (far.name() != null) {
            message = message.replace(far.name(), "");
        }
        message = message.replace(address.getHostString(), "");
        if (!address.isUnresolved()) {
            message = message.replace(address.getAddress().getHostAddress(), "");
        }
        return cause.getClass().getSimpleName() + ", " + message.strip().replaceAll("[:/ ]+$", "");
    }
}
