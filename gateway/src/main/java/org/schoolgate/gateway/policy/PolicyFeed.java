package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the policy in force up to date: fetches it whole, listens for changes, and starts again with a full fetch
 * whenever the stream breaks or falls silent. While the platform is away the last policy holds.
 */
public final class PolicyFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFeed.class);

    /** Two heartbeats and a half. */
    private static final Duration SILENCE = Duration.ofMillis(37_500);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    /** How long a start waits for a platform that does not answer. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Platform platform;
    private final PolicyInForce inForce;
    private final PolicyFile file;
    private final Clock clock;
    private final Duration silence;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policy-watchdog").factory());
    private final Thread listener;
    private volatile boolean closed;
    private volatile @Nullable InputStream stream;
    private volatile long heardNanos;
    private volatile @Nullable Instant lastContact;
    private volatile @Nullable IOException failure;
    private volatile boolean unkept;
    private volatile boolean fromDisk;

    public PolicyFeed(Platform platform, PolicyInForce inForce, PolicyFile file, Clock clock) {
        this(platform, inForce, file, clock, SILENCE);
    }

    /** @param silence a stream that says nothing for so long is dead */
    PolicyFeed(Platform platform, PolicyInForce inForce, PolicyFile file, Clock clock, Duration silence) {
        this.platform = platform;
        this.inForce = inForce;
        this.file = file;
        this.clock = clock;
        this.silence = silence;
        this.listener = Thread.ofVirtual().name("policy-feed").unstarted(this::listen);
    }

    /**
     * Puts the copy on disk in force, if there is a good one, and whatever has changed since, if the platform says so within
     * a moment. Called before anybody can ask: what was closed while the gateway was away is closed from the first answer on.
     */
    public void catchUp() {
        try {
            PolicyCopy kept = file.read();
            if (kept != null) {
                fromDisk = inForce.offer(kept);
            }
        } catch (IOException e) {
            LOG.warn("{}; it is not used", e.getMessage());
        }
        Thread first = Thread.ofVirtual().name("policy-first").start(() -> {
            try {
                fetch();
            } catch (IOException e) {
                LOG.debug("the platform is not heard before the start: {}", e.getMessage());
            } catch (InterruptedException _) {
                LOG.debug("the platform takes too long; the policy on disk holds until it answers");
            }
        });
        try {
            if (!first.join(FIRST_WORD)) {
                first.interrupt();
            }
        } catch (InterruptedException _) {
            first.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to listen. */
    public void start() {
        long every = Math.max(1, silence.toMillis() / 8);
        watchdog.scheduleWithFixedDelay(this::closeIfSilent, every, every, TimeUnit.MILLISECONDS);
        listener.start();
    }

    /** When the platform was last heard; null if never since the start. */
    public @Nullable Instant lastContact() {
        return lastContact;
    }

    /** Why the platform is not heard now; null while it is. */
    public @Nullable String trouble() {
        IOException now = failure;
        return now == null ? null : why(now);
    }

    /** What came of the last try to hear it; null while it is heard. */
    public @Nullable IOException failure() {
        return failure;
    }

    /** Whether the policy in force is the one that an earlier run left, of which the platform has not said that it holds. */
    public boolean isFromDisk() {
        return fromDisk;
    }

    /** Whether the policy in force could not be kept for the next start. */
    public boolean isUnkept() {
        return unkept;
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void listen() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            Instant began = clock.instant();
            try {
                follow();
                failure = new EOFException("the platform closed the stream of changes");
            } catch (IOException e) {
                if (!why(e).equals(trouble()) && !closed) {
                    LOG.warn("the platform is not heard: {}; the policy in force stays", why(e));
                }
                failure = e;
            } catch (InterruptedException _) {
                return;
            }
            if (lastContact != null && !began.isAfter(lastContact)) {
                pause = FIRST_PAUSE;
            }
            try {
                // A school's gateways must not all come back in the same instant.
                Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
            } catch (InterruptedException _) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Opens the stream first and fetches then, so that a change between the two is not missed. */
    private void follow() throws IOException, InterruptedException {
        try (InputStream changes = platform.changes();
                BufferedReader lines = new BufferedReader(new InputStreamReader(changes, UTF_8))) {
            if (fetch()) {
                fetch(); // the first call that says what is in force now
            }
            stream = changes;
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard();
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    heard(event, line.substring("data:".length()).strip());
                }
            }
        } finally {
            stream = null;
        }
    }

    private void closeIfSilent() {
        InputStream open = stream;
        if (open != null && System.nanoTime() - heardNanos > silence.toNanos()) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("a silent stream closed badly", e);
            }
        }
    }

    private void heard() {
        heardNanos = System.nanoTime();
        lastContact = clock.instant();
        failure = null;
    }

    /**
     * Every change and every heartbeat is followed by a fetch, which asks whether the policy is the one in force and tells
     * the platform how we are.
     */
    private void heard(String event, String data) throws IOException, InterruptedException {
        Policy policy = inForce.current();
        String[] tagAndCopy = data.split(" ", 2);
        boolean known =
                event.equals("policy") && policy != null && policy.copy().tag().equals(tagAndCopy[0]);
        if (known) {
            return;
        }
        if (tagAndCopy.length == 2) {
            take(Platform.packed(tagAndCopy[1]));
        }
        fetch();
    }

    /** Whether there was another policy. */
    private boolean fetch() throws IOException, InterruptedException {
        Policy policy = inForce.current();
        PolicyCopy copy = platform.policy(policy == null ? null : policy.copy().tag());
        heard();
        fromDisk = false;
        return copy != null && take(copy);
    }

    /** Puts a policy in force and keeps it; false where it is older than the one in force. */
    private boolean take(PolicyCopy copy) {
        if (!inForce.offer(copy)) {
            LOG.warn("the platform offers policy {}, which is older than the one in force", copy.tag());
            return false;
        }
        Policy now = inForce.current();
        if (now != null) {
            now.faults().forEach(fault -> LOG.warn("policy {}: {}", copy.tag(), fault));
        }
        try {
            file.write(copy);
            unkept = false;
        } catch (IOException e) {
            unkept = true;
            LOG.warn("policy {} is in force but not kept on disk: {}", copy.tag(), e.getMessage());
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
        watchdog.shutdownNow();
        try {
            listener.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
