package org.schoolgate.gateways;

import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives a school's policy a new version whenever a transaction changed what somebody may reach: one version a
 * transaction, taken as its very last statement, so that the school's row is locked for as short as can be and versions
 * become visible in their order.
 */
@Component
class FeedVersions {
    private final FeedVersionStore store;

    FeedVersions(FeedVersionStore store) {
        this.store = store;
    }

    @EventListener
    void on(ChangesPolicy event) {
        bumpAtCommit(event.by().school(), event.affected());
    }

    /** The running transaction will end with a new version of the school's policy. */
    void bumpAtCommit(SchoolId school, Affected affected) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a policy changed outside a transaction, and gateways would not hear of it");
        }
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(one -> one instanceof Bump bump && bump.school.equals(school))
                .findFirst()
                .ifPresentOrElse(
                        one -> ((Bump) one).add(affected),
                        () -> TransactionSynchronizationManager.registerSynchronization(new Bump(school, affected)));
    }

    /** The last statement of a transaction that changed the policy, one a school. */
    private final class Bump implements TransactionSynchronization {
        private final SchoolId school;
        private Affected affected;

        Bump(SchoolId school, Affected affected) {
            this.school = school;
            this.affected = affected;
        }

        void add(Affected others) {
            affected = affected.and(others);
        }

        /** After the audit chain, which seals at {@link Ordered#LOWEST_PRECEDENCE} - 100. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 10;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            store.bump(school, affected);
        }
    }
}
