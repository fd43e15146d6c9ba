package org.schoolgate.activity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.schoolgate.gateways.CallingGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in what gateways saw. When it returns, every event is on disk, once, however often it was sent: a gateway lets go
 * of what it was answered for.
 */
@Service
public class EventIntake {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    /** Older than any school may keep; and a clock may be wrong by a day. */
    private static final Duration OLDEST = Duration.ofDays(2_900);

    private static final Duration AHEAD = Duration.ofDays(30);

    private final SeenEventStore store;
    private final Days days;
    private final Lookout lookout;
    private final Clock clock;
    private final TransactionTemplate transaction;

    EventIntake(
            SeenEventStore store, Days days, Lookout lookout, Clock clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.days = days;
        this.lookout = lookout;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What became of a batch.
     *
     * @param events that were in it
     * @param fresh of these, were not stored before
     * @param unreadable lines that are no events, or of a time that cannot be
     */
    public record Taken(int events, int fresh, int unreadable) {}

    /** Stores the events of these lines. Call it inside the school's scope. */
    public Taken take(CallingGateway gateway, byte[] lines) {
        var now = clock.instant();
        var read = new EventLines(now.minus(OLDEST), now.plus(AHEAD), gateway.number(), lookout).read(lines);
        if (read.unreadable() > 0) {
            LOG.warn(
                    "{} of {} lines from gateway {} of school {} are no events and are left out",
                    read.unreadable(),
                    read.unreadable() + read.events(),
                    gateway.name(),
                    gateway.school());
        }
        int fresh = read.rows().isEmpty() ? 0 : store(gateway, read);
        return new Taken(read.events(), fresh, read.unreadable());
    }

    private int store(CallingGateway gateway, EventLines read) {
        days.make(read.days());
        try {
            return insert(gateway, read);
        } catch (DataAccessException e) {
            // Another process may have let go of a day that is remembered here.
            days.lookAgain();
            days.make(read.days());
            return insert(gateway, read);
        }
    }

    private int insert(CallingGateway gateway, EventLines read) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            if (read.noted().isEmpty()) {
                return store.take(gateway, read.rows());
            }
            var taken = store.take(gateway, read.rows(), List.copyOf(read.noted()));
            if (!taken.noted().isEmpty()) {
                lookout.noticed(gateway, taken.noted());
            }
            return taken.fresh();
        }));
    }
}
