package org.schoolgate.roster.rollover;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes schools into their new year in the background: at once, or on the day that was planned, as days are counted in
 * London; and again when a process went away in the middle. It is done whole, once, or not at all.
 */
@Component
class RolloverWork implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(RolloverWork.class);
    /** Who has given no sign of life for so long is taken to be gone. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final RolloverStore store;
    private final RolloverApplication application;
    private final Roster roster;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RolloverWork(
            RolloverStore store,
            RolloverApplication application,
            Roster roster,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.application = application;
        this.roster = roster;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Begins as soon as the running transaction has committed. */
    void begin(SchoolId school, AcademicYear into) {
        var work = Tenants.carrying(() -> work(school, into));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("rollover-" + into.startYear()).start(work);
            }
        });
    }

    @Override
    public String name() {
        return "roster.rollover";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run(SchoolId school) {
        var due = transaction.execute(
                _ -> store.due(school, roster.today(), clock.instant().minus(SILENCE)));
        if (due != null) {
            due.forEach(into -> work(school, into));
        }
    }

    private void work(SchoolId school, AcademicYear into) {
        try {
            var now = clock.instant();
            if (store.claim(school, into, roster.today(), now, now.minus(SILENCE))) {
                transaction.executeWithoutResult(_ -> application.apply(school, into));
            }
        } catch (RolloverApplication.NoLongerSo _) {
            troubled(school, into, Rollover.Trouble.CHANGED);
        } catch (RuntimeException broken) {
            LOG.error("the step of school {} into {} could not be done, nothing of it was", school, into, broken);
            troubled(school, into, Rollover.Trouble.BROKEN);
        }
    }

    private void troubled(SchoolId school, AcademicYear into, Rollover.Trouble trouble) {
        transaction.executeWithoutResult(_ -> store.troubled(school, into, trouble));
    }
}
