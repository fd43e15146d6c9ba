package org.schoolgate.signin;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often something may happen: so many at once, and then so many a second, for each key apart. */
public final class Limits {
    private static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    public Limits(Clock clock) {
        this.clock = clock;
    }

    private record Bucket(double left, long at) {}

    /** Takes one, if there is one left. */
    public synchronized boolean take(String key, int atOnce, double aSecond) {
        var left = left(key, atOnce, aSecond);
        buckets.put(key, new Bucket(left >= 1 ? left - 1 : left, clock.millis()));
        return left >= 1;
    }

    /** Whether there is one left to take. */
    public synchronized boolean has(String key, int atOnce, double aSecond) {
        return left(key, atOnce, aSecond) >= 1;
    }

    private double left(String key, int atOnce, double aSecond) {
        var bucket = buckets.get(key);
        if (bucket == null) {
            return atOnce;
        }
        return Math.min(atOnce, bucket.left() + (clock.millis() - bucket.at()) * aSecond / 1000);
    }
}
