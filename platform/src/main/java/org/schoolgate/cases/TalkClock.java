package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reminds of talks of which nothing was written down: two hours after their time, and then every third day. */
@Component
class TalkClock implements SchoolJob {
    private static final Duration OVER = Duration.ofHours(2);
    private static final Duration AGAIN = Duration.ofDays(3);

    private final TalkStore store;
    private final Talks talks;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TalkClock(TalkStore store, Talks talks, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.talks = talks;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cases.talks";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> store.forgotten(school, now.minus(OVER), now.minus(AGAIN), now)
                .forEach(talk -> talks.remind(school, talk)));
    }
}
