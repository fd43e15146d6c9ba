package org.schoolgate.messages.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How often an address has come with a link that is none. A token is far too long to be guessed; this keeps whoever tries
 * from keeping the database busy, so it may forget all when the program starts.
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

    boolean tooMany(String address) {
        var count = counts.get(address);
        return count != null
                && count.wrong() >= MOST
                && clock.instant().isBefore(count.since().plus(WINDOW));
    }

    void wrong(String address) {
        var now = clock.instant();
        if (counts.size() > MOST_ADDRESSES) {
            counts.values().removeIf(count -> now.isAfter(count.since().plus(WINDOW)));
        }
        counts.merge(
                address,
                new Count(now, 1),
                (old, fresh) ->
                        now.isAfter(old.since().plus(WINDOW)) ? fresh : new Count(old.since(), old.wrong() + 1));
    }
}
