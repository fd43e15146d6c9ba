package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class MessagesCleaningTest {
    private static final Instant TEN = Instant.parse("2090-11-23T10:00:00Z");

    private final Cast cast;
    private final Roll roll;
    private final Messages messages;
    private final OutboxStore store;
    private final MessagesCleaning cleaning;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    MessagesCleaningTest(
            Cast cast,
            Roll roll,
            Messages messages,
            OutboxStore store,
            MessagesCleaning cleaning,
            AuditTrail trail,
            PlatformTransactionManager transactions) {
        this.cast = cast;
        this.roll = roll;
        this.messages = messages;
        this.store = store;
        this.cleaning = cleaning;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void aLetterGoesWhenItsTimeIsOverAndOneThatStillWaitsStays() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@mail.example");
        TestClock.at(
                TEN,
                () -> school.within(() -> {
                    var letter = Letter.of("messages.test").line("Reading starts on Monday.");
                    transaction.executeWithoutResult(_ -> {
                        messages.email(school.school(), school.parent().person(), letter);
                        messages.email(school.school(), school.parent().person(), letter);
                    });
                    var first = messages.outbox(school.school(), 5).getFirst();
                    transaction.executeWithoutResult(
                            _ -> store.sent(school.school(), first.id(), TEN, "250 ok", false));
                }));
        TestClock.at(
                TEN.plus(Duration.ofDays(399)),
                () -> school.within(() -> {
                    cleaning.run(school.school());
                    assertThat(messages.outbox(school.school(), 5)).hasSize(2);
                }));
        TestClock.at(
                TEN.plus(Duration.ofDays(401)),
                () -> school.within(() -> {
                    cleaning.run(school.school());
                    assertThat(messages.outbox(school.school(), 5)).hasSize(1);
                    assertThat(trail.newest(school.head(), "letters.forgotten", Long.MAX_VALUE, 5))
                            .hasSize(1);
                }));
    }
}
