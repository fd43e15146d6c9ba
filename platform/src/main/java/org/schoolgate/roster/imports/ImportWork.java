package org.schoolgate.roster.imports;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies imports in the background: at once, and again by the clock when a process went away in the middle. Whatever
 * happens, an import is applied whole or not at all.
 */
@Component
class ImportWork implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    /** Who has given no sign of life for so long is taken to be gone. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final ImportStore store;
    private final ImportApplication application;
    private final Settings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ImportWork(
            ImportStore store,
            ImportApplication application,
            Settings settings,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.application = application;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Begins as soon as the running transaction has committed. */
    void begin(SchoolId school, ImportId id) {
        var work = Tenants.carrying(() -> work(school, id));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("roster-import-" + id).start(work);
            }
        });
    }

    @Override
    public String name() {
        return "roster.imports";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> store.putAwayOld(
                school, now.minus(Duration.ofDays(settings.get(school, RosterSettings.FILES_KEPT))), now));
        var leftOver = transaction.execute(_ -> store.leftOver(school, now.minus(SILENCE)));
        if (leftOver != null) {
            leftOver.forEach(id -> work(school, id));
        }
    }

    private void work(SchoolId school, ImportId id) {
        try {
            var now = clock.instant();
            if (store.claim(school, id, now, now.minus(SILENCE))) {
                transaction.executeWithoutResult(_ -> application.apply(school, id));
            }
        } catch (ImportApplication.NoLongerSo _) {
            troubled(school, id, RosterImport.Trouble.CHANGED);
        } catch (RuntimeException broken) {
            LOG.error("import {} of school {} could not be applied, nothing of it was", id, school, broken);
            troubled(school, id, RosterImport.Trouble.BROKEN);
        }
    }

    private void troubled(SchoolId school, ImportId id, RosterImport.Trouble trouble) {
        transaction.executeWithoutResult(_ -> store.troubled(school, id, trouble));
    }
}
