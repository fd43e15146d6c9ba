package org.schoolgate.gateways;

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
        bumpAtCommit(event.by().school());
    }

    /** The running transaction will end with a new version of the school's policy. */
    void bumpAtCommit(SchoolId school) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a policy changed outside a transaction, and gateways would not hear of it");
        }
        var bump = new Bump(school);
        if (!TransactionSynchronizationManager.getSynchronizations().contains(bump)) {
            TransactionSynchronizationManager.registerSynchronization(bump);
        }
    }

    /** The last statement of a transaction that changed the policy. Two of one school are one. */
    private final class Bump implements TransactionSynchronization {
        private final SchoolId school;

        Bump(SchoolId school) {
            this.school = school;
        }

        /** After the audit chain, which seals at {@link Ordered#LOWEST_PRECEDENCE} - 100. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 10;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            store.bump(school);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bump that && school.equals(that.school);
        }

        @Override
        public int hashCode() {
            return school.hashCode();
        }
    }
}
