package org.schoolgate.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateway.policy.Platform;
import org.schoolgate.gateway.who.Sighting;

/**
 * Tells the platform who is known where, for its technician: when somebody came or went, and otherwise now and then. What
 * cannot be told is told next time; nothing waits for it.
 */
final class WhoIsWhere implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final Supplier<List<Sighting>> sightings;
    private final Platform platform;
    private final Thread thread = Thread.ofVirtual().name("who-is-where").unstarted(this::tell);
    private volatile boolean closed;

    WhoIsWhere(Supplier<List<Sighting>> sightings, Platform platform) {
        this.sightings = sightings;
        this.platform = platform;
    }

    /** What makes it worth a word: not that somebody is still there. */
    private record Known(String address, String reader, String source, Instant since, boolean alone) {}

    void start() {
        thread.start();
    }

    private void tell() {
        List<Known> told = List.of();
        long toldAt = System.nanoTime();
        while (!closed) {
            try {
                Thread.sleep(PAUSE);
                List<Presence> now = now();
                List<Known> known = now.stream().map(WhoIsWhere::known).toList();
                boolean due = Duration.ofNanos(System.nanoTime() - toldAt).compareTo(AT_LEAST) >= 0;
                if (!known.equals(told) || (due && !known.isEmpty())) {
                    platform.who(now);
                    told = known;
                    toldAt = System.nanoTime();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException _) {
                // The platform is away, which its other requests say; it hears of it when it is back.
            }
        }
    }

    private List<Presence> now() {
        return sightings.get().stream()
                .map(one -> new Presence(
                        one.address().getHostAddress(),
                        one.reader(),
                        one.source().name(),
                        one.since(),
                        one.seenAt(),
                        one.until(),
                        one.alone()))
                .sorted(Comparator.comparing(Presence::address).thenComparing(Presence::reader))
                .limit(Presence.MOST)
                .toList();
    }

    private static Known known(Presence one) {
        return new Known(one.address(), one.reader(), one.source(), one.since(), one.alone());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
