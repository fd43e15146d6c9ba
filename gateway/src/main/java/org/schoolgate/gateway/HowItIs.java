package org.schoolgate.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.health.HealthWatch;
import org.schoolgate.gateway.policy.Platform;

/**
 * Tells the platform how this gateway is, for its technician: when an edge has become otherwise, and else four times a minute.
 * What cannot be told is told next time; nothing waits for it.
 */
final class HowItIs implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AT_LEAST = Duration.ofSeconds(15);

    private final HealthWatch watch;
    private final Platform platform;
    private final Thread thread = Thread.ofVirtual().name("how-it-is").unstarted(this::tell);
    private volatile boolean closed;

    HowItIs(HealthWatch watch, Platform platform) {
        this.watch = watch;
        this.platform = platform;
    }

    /** What makes it worth a word at once. */
    private record Standing(
            Edge edge, Instant since, @Nullable Trouble trouble) {}

    void start() {
        thread.start();
    }

    private void tell() {
        List<Standing> told = List.of();
        long toldAt = System.nanoTime();
        while (!closed) {
            try {
                Thread.sleep(PAUSE);
                GatewayHealth now = watch.now();
                List<Standing> standing = now.edges().stream()
                        .map(edge -> new Standing(edge.edge(), edge.since(), edge.trouble()))
                        .toList();
                boolean due = Duration.ofNanos(System.nanoTime() - toldAt).compareTo(AT_LEAST) >= 0;
                if (due || !standing.equals(told)) {
                    platform.health(now);
                    told = standing;
                    toldAt = System.nanoTime();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException _) {
                // The platform is away, which stands in what it is told when it is back.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
