package org.schoolgate.messages;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets go of letters that have been kept long enough, and of links that nobody used. A link that was used stays: it is part
 * of the proof of what was answered by it.
 */
@Component
class MessagesCleaning implements SchoolJob {
    private final OutboxStore outbox;
    private final OneTimeLinkStore links;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    MessagesCleaning(
            OutboxStore outbox,
            OneTimeLinkStore links,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.links = links;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Old letters and unused links are gone; how many, and how long they had been kept. */
    record LettersForgotten(Actor by, int letters, int links, int days) implements Audited {
        @Override
        public String kind() {
            return "letters.forgotten";
        }

        @Override
        public String subject() {
            return "letters";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "letters", Integer.toString(letters),
                    "links", Integer.toString(links),
                    "kept-days", Integer.toString(days));
        }
    }

    @Override
    public String name() {
        return "messages.cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run(SchoolId school) {
        transaction.executeWithoutResult(_ -> {
            int days = settings.get(school, MessagesConfiguration.KEEP_LETTERS_DAYS);
            var before = clock.instant().minus(Duration.ofDays(days));
            int letters = outbox.forget(school, before);
            int unused = links.forget(school, before);
            if (letters + unused > 0) {
                events.publishEvent(new LettersForgotten(new Actor.Schoolgate(school, "clock"), letters, unused, days));
            }
        });
    }
}
