package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class OutboxTest {
    private static final Letter LETTER = Letter.of("messages.test")
            .line("Priya’s reading group starts on Monday.")
            .button("Look", "/somewhere");

    private final Cast cast;
    private final Roll roll;
    private final Messages messages;
    private final OneTimeLinks links;
    private final OutboxStore store;
    private final MailText text;
    private final Schools schools;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;
    private final MockMvcTester mvc;

    private GreenMail mailServer = new GreenMail();

    OutboxTest(
            Cast cast,
            Roll roll,
            Messages messages,
            OneTimeLinks links,
            OutboxStore store,
            MailText text,
            Schools schools,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.messages = messages;
        this.links = links;
        this.store = store;
        this.text = text;
        this.schools = schools;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
        this.mvc = mvc;
    }

    @BeforeEach
    void startMailServer() {
        mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        mailServer.setUser("dan@home.example", "unused");
    }

    @AfterEach
    void stopMailServer() {
        mailServer.stop();
    }

    @Test
    @Keeps("COM-14")
    void aLetterOfACommittedTransactionArrivesAsTextAndHtml() throws Exception {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        school.within(() -> write(school, LETTER));

        school.within(() -> round(clock, mailServer.getSmtp().getPort()).run(school.school()));

        assertThat(mailServer.getReceivedMessages()).hasSize(1);
        var arrived = mailServer.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo("A letter from Greenfield Primary");
        assertThat(arrived.getAllRecipients()[0]).hasToString("Dan Ellis <dan@home.example>");
        var parts = (MimeMultipart) arrived.getContent();
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("Hello Dan Ellis.")
                .contains("Priya’s reading group starts on Monday.")
                .contains("/somewhere");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("<p style=\"margin:0 0 16px\">Priya’s reading group starts on Monday.</p>");
        school.within(() -> assertThat(states(school))
                .singleElement()
                .isInstanceOfSatisfying(
                        Message.State.Sent.class,
                        sent -> assertThat(sent.answer()).startsWith("250")));
    }

    @Test
    void aSubjectHasNoPlaceForAChildsDetails() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");

        school.within(() -> write(school, LETTER));

        school.within(() -> assertThat(messages.outbox(school.school(), 5))
                .singleElement()
                .satisfies(message -> assertThat(message.subject())
                        .isEqualTo("A letter from Greenfield Primary")
                        .doesNotContain("Priya")));
    }

    @Test
    void aLetterOfAFailedTransactionWasNeverWritten() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");

        school.within(() -> transaction.executeWithoutResult(status -> {
            messages.email(school.school(), school.parent().person(), LETTER);
            status.setRollbackOnly();
        }));

        school.within(() -> assertThat(messages.outbox(school.school(), 5)).isEmpty());
    }

    @Test
    void aLetterOutsideATransactionIsRefused() {
        var school = cast.greenfield();
        assertThatThrownBy(() -> school.within(
                        () -> messages.email(school.school(), school.parent().person(), LETTER)))
                .hasMessageContaining("mandatory");
    }

    @Test
    void whoHasNoAddressIsSaidAtOnce() {
        var school = cast.greenfield();

        school.within(() -> assertThat(write(school, LETTER)).isEqualTo(new Posted.NoAddress()));
    }

    @Test
    void nothingIsLostWhileTheMailServerIsDown() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        school.within(() -> write(school, LETTER));
        int port = mailServer.getSmtp().getPort();
        mailServer.stop();
        var now = clock.instant();

        school.within(() -> round(at(now), port).run(school.school()));
        school.within(() -> round(at(now.plusSeconds(20)), port).run(school.school()));

        school.within(() -> assertThat(states(school))
                .singleElement()
                .isInstanceOfSatisfying(Message.State.Waiting.class, waiting -> {
                    assertThat(waiting.tries()).isEqualTo(2);
                    assertThat(waiting.next()).isEqualTo(now.plusSeconds(80));
                    assertThat(waiting.answer()).isNotEmpty();
                }));

        startMailServer();
        school.within(() ->
                round(at(now.plusSeconds(79)), mailServer.getSmtp().getPort()).run(school.school()));
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        school.within(() ->
                round(at(now.plusSeconds(81)), mailServer.getSmtp().getPort()).run(school.school()));
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void whoeverDiesWhileSendingLeavesALetterThatIsDueAgain() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        school.within(() -> write(school, LETTER));
        var now = clock.instant();
        school.within(
                () -> transaction.execute(_ -> store.claim(school.school(), now, now.plus(Duration.ofMinutes(5)), 20)));

        school.within(() ->
                round(at(now.plusSeconds(299)), mailServer.getSmtp().getPort()).run(school.school()));
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        school.within(() ->
                round(at(now.plusSeconds(301)), mailServer.getSmtp().getPort()).run(school.school()));
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @RepeatedTest(3)
    void twoProcessesSendALetterOnce() throws Exception {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        for (int i = 0; i < 30; i++) {
            school.within(() -> write(school, LETTER));
        }
        int port = mailServer.getSmtp().getPort();
        var threads = List.of(new Thread(work(school, port)), new Thread(work(school, port)));
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }

        school.within(() -> assertThat(tries(school.school().value())).isEqualTo(30));
        school.within(() -> assertThat(messages.outbox(school.school(), 50))
                .hasSize(30)
                .extracting(Message::state)
                .hasOnlyElementsOfType(Message.State.Sent.class));
    }

    @Test
    @Keeps("COM-14")
    void anAddressThatTheServerWillNeverTakeIsNotTriedAgain() {
        mailServer.stop();
        var refusing = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        refusing.getManagers().getUserManager().setMessageDeliveryHandler((_, _) -> {
            throw new com.icegreen.greenmail.user.UserException("550 nobody of that name here");
        });
        refusing.start();
        var school = cast.greenfield();
        roll.put(school.parent(), "not an address");
        school.within(() -> write(school, LETTER));

        school.within(() -> round(clock, refusing.getSmtp().getPort()).run(school.school()));
        refusing.stop();

        school.within(() -> assertThat(states(school)).singleElement().isInstanceOf(Message.State.Refused.class));
    }

    @Test
    void theDatabaseNeverHoldsALinkInClearAndForgetsItOnceSent() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        var token = new StringBuilder();
        school.within(() -> transaction.executeWithoutResult(_ -> {
            var link = links.issue(
                    school.head(),
                    school.parent().person(),
                    "messages.test",
                    "round:1",
                    "/somewhere",
                    Duration.ofDays(7));
            token.append(link.path().substring(3));
            messages.email(
                    school.school(),
                    school.parent().person(),
                    Letter.of("messages.test").linkButton("Open"),
                    link);
        }));
        school.within(() -> assertThat(everyRowAsText(school.school().value())).doesNotContain(token));

        school.within(() -> round(clock, mailServer.getSmtp().getPort()).run(school.school()));

        assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mailServer.getReceivedMessages()[0])
                        .replace("=\r\n", ""))
                .contains("/s/" + token);
        school.within(() -> assertThat(keptLinks(school.school().value())).isZero());
    }

    @Test
    @Keeps("COM-14")
    void headAndOfficeSeeWhatWasWrittenAndOthersDoNot() {
        var school = cast.greenfield();
        roll.put(school.parent(), "dan@home.example");
        school.within(() -> write(school, LETTER));

        assertThat(mvc.get().uri("/communications").with(Cast.as(school.head())))
                .hasStatusOk()
                .bodyText()
                .contains("dan@home.example")
                .doesNotContain("Priya");
        assertThat(mvc.get().uri("/communications").with(Cast.as(school.somebody("Mrs Dale", Role.OFFICE))))
                .hasStatusOk();
        assertThat(mvc.get().uri("/communications").with(Cast.as(school.teacher())))
                .hasStatus(403);
    }

    @Test
    void thereIsNoOutboxPageOutsideTheDemonstration() {
        var school = cast.greenfield();
        assertThat(mvc.get().uri("/outbox").with(Cast.as(school.head()))).hasStatus(404);
    }

    private Runnable work(Cast.Greenfield school, int port) {
        return () -> school.within(() -> round(clock, port).run(school.school()));
    }

    private Posted write(Cast.Greenfield school, Letter letter) {
        return transaction.execute(
                _ -> messages.email(school.school(), school.parent().person(), letter));
    }

    private List<Message.State> states(Cast.Greenfield school) {
        return messages.outbox(school.school(), 5).stream().map(Message::state).toList();
    }

    private String everyRowAsText(UUID school) {
        return transaction.execute(_ -> String.join(
                "\n",
                jdbc.sql("select o::text from outbox o where school_id = :s union all"
                                + " select l::text from one_time_link l where school_id = :s")
                        .param("s", school)
                        .query(String.class)
                        .list()));
    }

    private MailRound round(Clock time, int port) {
        var server =
                new MailServer("127.0.0.1", port, MailServer.Security.NONE, "", "", "schoolgate@greenfield.example");
        return new MailRound(server, store, text, schools, settings, events, time, transactions, "run");
    }

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, ZoneOffset.UTC);
    }

    private int keptLinks(UUID school) {
        return transaction.<Integer>execute(
                _ -> jdbc.sql("select count(*) from outbox where school_id = ? and link is not null")
                        .param(school)
                        .query(Integer.class)
                        .single());
    }

    private int tries(UUID school) {
        return transaction.<Integer>execute(_ -> jdbc.sql("select sum(tries) from outbox where school_id = ?")
                .param(school)
                .query(Integer.class)
                .single());
    }
}
