package org.schoolgate.messages;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands waiting letters to the mail server.
 *
 * <p>A letter is first put off for a few minutes in a transaction of its own, then sent, then marked. Whoever dies in
 * between leaves a letter that is due again when those minutes are over: at worst it goes out twice, under one number,
 * and it never stays behind. A letter that cannot go now is tried again for ever, at longer and longer intervals.
 */
@Component
class MailRound implements SchoolJob {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1));
    private static final int AT_ONCE = 20;
    private static final int MOST_IN_A_ROUND = 200;

    private final MailServer server;
    private final OutboxStore store;
    private final MailText text;
    private final Schools schools;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final boolean demonstration;

    MailRound(
            MailServer server,
            OutboxStore store,
            MailText text,
            Schools schools,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${schoolgate.mode:run}") String mode) {
        this.server = server;
        this.store = store;
        this.text = text;
        this.schools = schools;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.demonstration = mode.equals("demo");
    }

    @Override
    public String name() {
        return "messages.send";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(SchoolId school) {
        if (!server.isNamed()) {
            return;
        }
        for (int sent = 0; sent < MOST_IN_A_ROUND; sent += AT_ONCE) {
            if (!batch(school)) {
                return;
            }
        }
    }

    /** Whether it makes sense to go on. */
    private boolean batch(SchoolId school) {
        var now = clock.instant();
        var claimed = transaction.execute(_ -> store.claim(school, now, now.plus(LEASE), AT_ONCE));
        if (claimed.isEmpty()) {
            return false;
        }
        var name = schools.find(school).map(School::name).orElseThrow();
        String replyTo = transaction.execute(_ -> settings.get(school, MessagesConfiguration.REPLY_TO));
        try (var line = server.call()) {
            for (var letter : claimed) {
                note(school, letter, line.send(envelope(letter, name, replyTo)));
            }
        } catch (MessagingException e) {
            claimed.forEach(
                    letter -> note(school, letter, new MailServer.Answer.NotNow(String.valueOf(e.getMessage()))));
            return false;
        }
        return true;
    }

    private MailServer.Envelope envelope(OutboxStore.Claimed letter, String school, String replyTo) {
        var message = letter.message();
        var written = text.write(message, school, letter.language());
        return new MailServer.Envelope(
                message.id().toString(),
                message.writtenAt(),
                school,
                replyTo,
                message.toName(),
                message.address(),
                message.subject(),
                written.text(),
                written.html());
    }

    private void note(SchoolId school, OutboxStore.Claimed letter, MailServer.Answer answer) {
        var id = letter.message().id();
        var at = clock.instant();
        transaction.executeWithoutResult(_ -> {
            switch (answer) {
                case MailServer.Answer.Taken(var said) -> store.sent(school, id, at, said, demonstration);
                case MailServer.Answer.Never(var said) -> {
                    store.refused(school, id, at, said);
                    events.publishEvent(new MessageRefused(
                            new Actor.Schoolgate(school, "post"),
                            id,
                            letter.message().kind(),
                            said));
                }
                case MailServer.Answer.NotNow(var said) -> store.postpone(school, id, next(at, letter.tries()), said);
            }
        });
    }

    private static Instant next(Instant at, int tries) {
        return at.plus(PAUSES.get(Math.min(tries, PAUSES.size()) - 1));
    }
}
