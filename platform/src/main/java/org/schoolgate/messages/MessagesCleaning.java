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
 * Lets go of letters that have been kept long enough, of links that nobody used, and of who was rung where no case came of it.
 * A link that was used stays: it is part of the proof of what was answered by it.
 */
@Component
class MessagesCleaning implements SchoolJob {
    /** Tests of the telephone, and what led to no case: long enough to look back over a school year. */
    static final Duration ALARMS_KEPT = Duration.ofDays(400);

    private final OutboxStore outbox;
    private final OneTimeLinkStore links;
    private final Alarms alarms;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    MessagesCleaning(
            OutboxStore outbox,
            OneTimeLinkStore links,
            Alarms alarms,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.links = links;
        this.alarms = alarms;
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

    /** Who was rung is gone, where no case came of it; how often that was. */
    record AlarmsForgotten(Actor by, int alarms) implements Audited {
        @Override
        public String kind() {
            return "alarm.forgotten";
        }

        @Override
        public String subject() {
            return "alarms";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("alarms", Integer.toString(alarms));
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
            int rung = alarms.forget(school, clock.instant().minus(ALARMS_KEPT));
            if (rung > 0) {
                events.publishEvent(new AlarmsForgotten(new Actor.Schoolgate(school, "clock"), rung));
            }
        });
    }
}
