package org.schoolgate.gateway.dns;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.health.Meters;

/** Refuses those who ask faster than people and their devices do. Each address has so many questions a second, and may save some. */
final class Pace implements Step {
    /** A device that wakes up asks for everything at once. */
    private static final int SECONDS_SAVED = 10;

    private static final int MOST_ADDRESSES = 16_384;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long gap;
    private final Meters meters;
    private final Map<InetAddress, Long> by = new HashMap<>();
    private final AtomicLong refused = new AtomicLong();

    /** @param perSecond 0 sets no bound */
    Pace(int perSecond, Meters meters) {
        this.meters = meters;
        gap = perSecond == 0 ? 0 : SECOND / perSecond;
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        if (gap == 0 || mayAsk(inquiry.clue.address(), System.nanoTime())) {
            return null;
        }
        refused.incrementAndGet();
        meters.of(inquiry.asker.edge()).tooFast();
        return Answers.refused(new Explanation(Explanation.PROHIBITED, "Too many questions from this address."));
    }

    /**
     * An address is remembered by the moment at which everything that it saved is there again; each question moves it on.
     */
    private boolean mayAsk(InetAddress address, long now) {
        Long kept = by.get(address);
        long whole = kept == null ? now : Math.max(kept, now);
        if (whole - now > SECONDS_SAVED * SECOND) {
            return false;
        }
        if (kept == null && by.size() >= MOST_ADDRESSES) {
            by.values().removeIf(moment -> moment - now <= 0);
            if (by.size() >= MOST_ADDRESSES) {
                // So many at once are no school's devices.
                by.clear();
            }
        }
        by.put(address, whole + gap);
        return true;
    }

    long refused() {
        return refused.get();
    }
}
