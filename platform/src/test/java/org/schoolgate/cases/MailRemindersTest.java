package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

/** Whoever deals with a case that needs old mail hears of it before the provider lets that go. */
@PageTest
class MailRemindersTest {
    private static final Instant BEGUN = Instant.parse("2026-11-19T10:00:00Z");
    private static final String SUBJECT = "Old mail for a case at Greenfield Primary will soon be gone";

    private final Cases cases;
    private final CaseRegister register;
    private final MailReminders job;
    private final Messages messages;
    private final Staffed at;

    MailRemindersTest(
            Cast cast,
            People people,
            Roster roster,
            Cases cases,
            CaseRegister register,
            MailReminders job,
            Messages messages) {
        this.cases = cases;
        this.register = register;
        this.job = job;
        this.messages = messages;
        this.at = Staffed.of(cast, people, roster);
    }

    private CaseId open(String kind) {
        return TestClock.at(
                BEGUN,
                () -> Tenants.within(
                        at.school().school(), () -> new CaseDesk(cases, register).open(at.coordinator(), kind)));
    }

    private void runs(Duration after) {
        TestClock.at(
                BEGUN.plus(after),
                () -> at.school().within(() -> job.run(at.school().school())));
    }

    private List<Message> reminders() {
        return Tenants.within(
                        at.school().school(), () -> messages.outbox(at.school().school(), 200))
                .stream()
                .filter(letter -> letter.subject().equals(SUBJECT))
                .toList();
    }

    @Test
    @Keeps("EML-12")
    void whoeverItWaitsForIsRemindedOnDay60AndOnDay80AndNeverElse() {
        open("old-mail");
        open("worry");

        runs(Duration.ofDays(60).minusMinutes(1));
        assertThat(reminders()).isEmpty();
        runs(Duration.ofDays(60));
        runs(Duration.ofDays(61));
        assertThat(reminders())
                .extracting(Message::person)
                .containsExactly(at.coordinator().person());
        runs(Duration.ofDays(80));
        runs(Duration.ofDays(89));
        runs(Duration.ofDays(91));
        assertThat(reminders()).hasSize(2);
    }

    @Test
    void oneThatWasMissedIsSentOnceWithTheNextAndOneThatComesTooLateNotAtAll() {
        open("old-mail");

        runs(Duration.ofDays(85));
        runs(Duration.ofDays(86));
        assertThat(reminders()).hasSize(1);

        open("old-mail");
        runs(Duration.ofDays(90));
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void aCaseThatIsClosedRemindsNobody() {
        var id = open("old-mail");
        TestClock.at(
                BEGUN,
                () -> at.school().within(() -> {
                    var desk = new CaseDesk(cases, register);
                    desk.goOn(
                            at.coordinator(),
                            id,
                            "wanted",
                            Map.of(
                                    "for",
                                    "2026-1",
                                    "mailboxes",
                                    "All",
                                    "oldest",
                                    "2026-11-01",
                                    "newest",
                                    "2026-11-02"));
                    desk.goOn(at.head(), id, "allowed", CaseDesk.answer("no", "It is not needed"));
                    desk.goOn(at.coordinator(), id, "close", CaseDesk.CLOSED);
                }));

        runs(Duration.ofDays(60));
        assertThat(reminders()).isEmpty();
    }
}
