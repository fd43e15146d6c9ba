package org.schoolgate.messages.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How often an address has come with a link that is none. A token is far too long to be guessed, and many people may share
 * an address, so a link that is one always opens; whoever tries others is told to stop, and is forgotten at a restart.
 */
@Component
class Knocks {
    private static final int MOST = 30;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    Knocks(Clock clock) {
        this.clock = clock;
    }

    private record Count(Instant since, int wrong) {}

    /** Counts one more, and says whether that is too many. */
    boolean isTooMany(String address) {
        var now = clock.instant();
        if (counts.size() > MOST_ADDRESSES) {
            counts.values().removeIf(count -> now.isAfter(count.since().plus(WINDOW)));
        }
        var count = counts.merge(
                address,
                new Count(now, 1),
                (old, fresh) ->
                        now.isAfter(old.since().plus(WINDOW)) ? fresh : new Count(old.since(), old.wrong() + 1));
        return count.wrong() > MOST;
    }
}
