package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where a case needs old mail, those who deal with it are reminded on day 60 and on day 80: the provider keeps it for 90 days.
 * A reminder that was missed while the program stood still is sent once, with the next.
 */
@Component
class MailReminders implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(MailReminders.class);
    private static final List<Integer> DAYS = List.of(60, 80);

    private final CaseStore store;
    private final CaseLetters letters;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MailReminders(
            CaseStore store,
            CaseLetters letters,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.letters = letters;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cases.mail";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        var begun = transaction.execute(_ -> store.openWithWalksBegun(
                school, now.minus(Case.MAIL_IS_KEPT), now.minus(Duration.ofDays(DAYS.getFirst()))));
        for (var id : begun) {
            try {
                transaction.executeWithoutResult(_ -> store.lock(school, id).ifPresent(one -> remind(one, now)));
            } catch (NoLongerReads unread) {
                LOG.warn("case {} cannot be read, and nobody is reminded of its mail", id);
            }
        }
    }

    private void remind(Case one, Instant now) {
        var due = one.mailFrom().stream()
                .filter(from -> now.isBefore(from.plus(Case.MAIL_IS_KEPT)))
                .flatMap(from -> DAYS.stream().filter(day -> !now.isBefore(from.plus(Duration.ofDays(day)))))
                .filter(day -> store.reminded(one.file(), day, now))
                .toList();
        if (!due.isEmpty()) {
            letters.oldMail(one.facts());
            events.publishEvent(new CaseEvent(
                    new Actor.Schoolgate(one.file().school(), "Schoolgate"),
                    one.file().id(),
                    CaseEvent.What.MAIL_REMINDED,
                    Map.of("day", due.getLast().toString())));
        }
    }
}
