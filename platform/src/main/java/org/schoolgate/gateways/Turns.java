package org.schoolgate.gateways;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a policy a new version at the moment when it is another by the clock alone: a hold that ends, a lesson that
 * begins. The moment stands in the database, so a process that starts later finds it too.
 */
@Component
class Turns implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final FeedVersionStore versions;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<SchoolId, Instant> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policy-turns").factory());

    Turns(FeedVersionStore versions, Clock clock, PlatformTransactionManager transactions) {
        this.versions = versions;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Remembers when this version will be another by the clock alone; null is never. */
    void willTurn(SchoolId school, FeedVersion version, @Nullable Instant turn) {
        transaction.executeWithoutResult(_ -> versions.willTurn(school, version, turn));
        watch(school, turn);
    }

    /**
     * Wakes when the version of now is due to turn, if it ever is. Whatever version there is by then turns if it is due: the same moment is often
     * waited for by many versions in a row, as midnight is.
     */
    void watch(SchoolId school, @Nullable Instant turn) {
        if (turn == null || turn.equals(watched.put(school, turn))) {
            return;
        }
        var pause = Duration.between(clock.instant(), turn).plusMillis(1);
        var _ = alarms.schedule(() -> turn(school), Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void turn(SchoolId school) {
        try {
            Tenants.within(
                    school, () -> transaction.executeWithoutResult(_ -> versions.bumpTurned(school, clock.instant())));
        } catch (RuntimeException e) {
            LOG.error("the policy of school {} did not turn; it will when a gateway asks", school, e);
        }
    }

    @Override
    public void destroy() {
        alarms.shutdownNow();
    }
}
