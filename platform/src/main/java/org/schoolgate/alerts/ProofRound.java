package org.schoolgate.alerts;

import java.time.Clock;
import java.time.Duration;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What came again after its case was opened becomes evidence of it, from time to time. */
@Component
class ProofRound implements SchoolJob {
    /** More of the same becomes evidence in one piece, and not with every page that a browser asks for again. */
    static final Duration BETWEEN_PROOFS = Duration.ofMinutes(15);

    private static final Duration PROVED_FOR = Duration.ofDays(7);

    private final AlertStore store;
    private final Following following;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ProofRound(AlertStore store, Following following, Clock clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.following = following;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return "alerts.proofs";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> prove(school));
    }

    private void prove(SchoolId school) {
        var now = clock.instant();
        store.toProve(school, now.minus(PROVED_FOR), now.minus(BETWEEN_PROOFS))
                .forEach(alert -> following.add(new Actor.Schoolgate(school, "Schoolgate"), alert));
    }
}
