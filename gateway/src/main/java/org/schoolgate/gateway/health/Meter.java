package org.schoolgate.gateway.health;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;

/**
 * What an edge does, counted where it does it: adding is all that it costs there. Minutes are made of the sums elsewhere
 * ({@link HealthWatch}).
 */
public final class Meter {
    /** So many different sites: fewer can be away by themselves. */
    private static final int ENOUGH = 5;

    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tooFast = new LongAdder();
    private volatile Set<Integer> failing = ConcurrentHashMap.newKeySet();
    private volatile Set<Integer> failingBefore = Set.of();
    private final AtomicReference<@Nullable Noted> noted = new AtomicReference<>();
    private final TroubledClients clients;
    private final Clock clock;

    Meter(Clock clock) {
        this.clock = clock;
        this.clients = new TroubledClients(clock);
    }

    /** What came up, and when. */
    record Noted(Trouble trouble, Instant at) {}

    /** Sums since the start. */
    record Sums(long answered, long refused, long failed, long tooFast) {
        static final Sums NONE = new Sums(0, 0, 0, 0);

        Sums minus(Sums before) {
            return new Sums(
                    answered - before.answered,
                    refused - before.refused,
                    failed - before.failed,
                    tooFast - before.tooFast);
        }

        /** Next to nothing comes of what is asked. */
        boolean hardlyAny() {
            return failed >= 10 && failed >= 9 * answered;
        }
    }

    /** It went on. */
    public void answered() {
        answered.increment();
    }

    /** So many went on together. */
    public void answered(long count) {
        answered.add(count);
    }

    /** It was closed, or not heard. */
    public void refused() {
        refused.increment();
    }

    /** So many were closed together. */
    public void refused(long count) {
        refused.add(count);
    }

    /** So many failed together. */
    public void failed(long count) {
        failed.add(count);
    }

    /** Whoever sent it asks more than their share. */
    public void tooFast() {
        refused.increment();
        tooFast.increment();
    }

    /** It was to go on, and did not. */
    public void failed() {
        failed.increment();
    }

    /**
     * It was to go on, and did not.
     *
     * @param what a hash of what was wanted: one thing that fails again and again says little of the edge
     */
    public void failedOn(int what) {
        failed.increment();
        Set<Integer> now = failing;
        if (now.size() < ENOUGH) {
            now.add(what);
        }
    }

    /** Called once a minute. */
    void turn() {
        failingBefore = failing;
        failing = ConcurrentHashMap.newKeySet();
    }

    /** Whether many different things have failed in this minute and the one before. */
    boolean manyFailed() {
        Set<Integer> both = new HashSet<>(failingBefore);
        both.addAll(failing);
        return both.size() >= ENOUGH;
    }

    /** Something that is to be remembered and, as anybody can bring it about, says nothing of how the edge is. */
    public void note(Trouble trouble) {
        refused.increment();
        noted.set(new Noted(trouble, clock.instant()));
    }

    /** A client that the school has set up speaks wrongly: the edge is at fault until it is heard well again. */
    public void wrong(InetAddress client, Trouble trouble) {
        note(trouble);
        clients.wrong(client, trouble);
    }

    /** A client that the school has set up was heard. */
    public void well(InetAddress client) {
        clients.well(client);
    }

    Sums sums() {
        return new Sums(answered.sum(), refused.sum(), failed.sum(), tooFast.sum());
    }

    @Nullable
    Noted noted() {
        return noted.get();
    }

    /** What is wrong with any client; null where nothing is. */
    @Nullable
    Trouble ofClients() {
        return clients.trouble();
    }
}
