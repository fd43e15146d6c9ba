package org.schoolgate.gateway.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Asks loops for a sign of life each time that it is looked at: one that takes long to give it keeps connections waiting. */
public final class Pulse {
    private static final long LONG = TimeUnit.SECONDS.toNanos(1);

    private final List<Beat> beats = new ArrayList<>();

    private static final class Beat {
        private final Executor loop;
        private volatile boolean waits;
        private long asked;

        Beat(Executor loop) {
            this.loop = loop;
        }
    }

    public Pulse(Iterable<? extends Executor> loops) {
        loops.forEach(loop -> beats.add(new Beat(loop)));
    }

    /** Whether any of them has kept a sign of life waiting. Called by one thread, and seldom. */
    public boolean isLate() {
        boolean late = false;
        long now = System.nanoTime();
        for (Beat beat : beats) {
            if (beat.waits) {
                late |= now - beat.asked > LONG;
            } else {
                beat.asked = now;
                beat.waits = true;
                beat.loop.execute(() -> beat.waits = false);
            }
        }
        return late;
    }
}
