package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Reports;
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
    private final AlarmStore alarmStore;
    private final Alarms alarms;
    private final Reports reports;
    private final Cases cases;
    private final MessagesCleaning cleaning;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    MessagesCleaningTest(
            Cast cast,
            Roll roll,
            Messages messages,
            OutboxStore store,
            AlarmStore alarmStore,
            Alarms alarms,
            Reports reports,
            Cases cases,
            MessagesCleaning cleaning,
            AuditTrail trail,
            PlatformTransactionManager transactions) {
        this.cast = cast;
        this.roll = roll;
        this.messages = messages;
        this.store = store;
        this.alarmStore = alarmStore;
        this.alarms = alarms;
        this.reports = reports;
        this.cases = cases;
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

    @Test
    void whoWasRungIsKeptAsLongAsItsCaseAndElseFourHundredDays() {
        var school = cast.greenfield();
        var head = school.head();
        school.within(() -> {
            var subjects = TestClock.at(TEN, () -> {
                transaction.executeWithoutResult(_ -> alarms.beginTest(head));
                var alone = reports.tell(school.pupil(), Matter.NEEDS_HELP_NOW, "Come", null, false);
                var ofACase = reports.tell(head, Matter.SOMEBODY_IN_DANGER, "Come", null, false);
                cases.open(school.lead(), "danger", ofACase.id());
                return List.of("test:" + TEN, "report:" + alone.id(), "report:" + ofACase.id());
            });
            alarms.about(school.school(), subjects)
                    .forEach(alarm -> transaction.executeWithoutResult(_ -> {
                        alarmStore.add(
                                alarm,
                                new Attempt(
                                        1,
                                        1,
                                        head.person(),
                                        head.name(),
                                        Channel.CALL,
                                        "+447700900001",
                                        "",
                                        TEN,
                                        List.of()),
                                null);
                        alarmStore.hear(
                                school.school(), new AlarmStore.Place(alarm.id(), 1), TEN, Attempt.Heard.NO_ANSWER, "");
                        alarmStore.end(
                                school.school(),
                                alarm.id(),
                                new Alarm.End(TEN, Alarm.How.PAGE, head.person(), head.name()));
                        alarmStore.remind(school.school(), alarm.id(), TEN);
                    }));

            TestClock.at(TEN.plus(Duration.ofDays(399)), () -> cleaning.run(school.school()));
            assertThat(alarms.about(school.school(), subjects)).hasSize(3);
            TestClock.at(TEN.plus(Duration.ofDays(401)), () -> cleaning.run(school.school()));
            assertThat(alarms.about(school.school(), subjects))
                    .extracting(Alarm::subject)
                    .containsExactly(subjects.getLast());
            assertThat(trail.newest(head, "alarm.forgotten", Long.MAX_VALUE, 5)).hasSize(1);
        });
    }
}
