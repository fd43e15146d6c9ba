package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets go of drafts that nobody has touched for thirty days: what was begun about a child is not to lie about. */
@Component
class DraftCleaning implements SchoolJob {
    private final DraftStore store;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DraftCleaning(DraftStore store, ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Drafts that were left alone are gone; how many. */
    record DraftsForgotten(Actor by, int drafts) implements Audited {
        @Override
        public String kind() {
            return "report.drafts-forgotten";
        }

        @Override
        public String subject() {
            return "drafts";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("drafts", Integer.toString(drafts), "kept-days", Long.toString(Draft.KEPT.toDays()));
        }
    }

    @Override
    public String name() {
        return "cases.drafts";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> {
            int forgotten = store.forget(school, clock.instant().minus(Draft.KEPT));
            if (forgotten > 0) {
                events.publishEvent(new DraftsForgotten(new Actor.Schoolgate(school, "clock"), forgotten));
            }
        });
    }
}
