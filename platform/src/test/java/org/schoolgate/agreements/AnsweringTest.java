package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.testing.Cast.as;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class AnsweringTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);

    private final September at;
    private final Questions questions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MockMvcTester mvc;

    AnsweringTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Questions questions,
            Roll roll,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MockMvcTester mvc) {
        this.at = new September(cast, people, guardianships, texts);
        this.questions = questions;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.mvc = mvc;
        at.on(September.FIRST, at::textsInForce);
        at.adults().forEach(adult -> roll.put(adult, "somebody@mail.example"));
    }

    private AskId asked() {
        questions.ask(at.anil, at.priya.person(), Audience.KS2, "Who reads what she writes?");
        return questions.open(at.head).getFirst().ask();
    }

    private List<String> answers(AskId ask) {
        return transaction.execute(
                _ -> jdbc.sql("""
                        select words from agreement_step
                        where ask_id = :ask and kind = 'QUESTION_ANSWERED' order by step_id
                        """).param("ask", ask.value()).query(String.class).list());
    }

    private <T> List<T> atOnce(List<Callable<T>> calls) {
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            return many
                    .invokeAll(calls.stream()
                            .<Callable<T>>map(call -> () -> Tenants.within(at.greenfield.school(), call::call))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private MvcTestResult answer(Actor by, AskId ask, String... fields) {
        var request = mvc.post().uri("/agreements/questions/" + ask).with(as(by));
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    @Test
    @Keeps("AGR-9")
    void ofTenAnswersAtOnceOneGoesOut() {
        at.on(SEVENTH, () -> {
            var ask = asked();
            var outcomes = atOnce(IntStream.range(0, 10)
                    .<Callable<Answering>>mapToObj(
                            number -> () -> questions.answer(at.coordinator, ask, "Answer " + number))
                    .toList());
            assertThat(outcomes).filteredOn(Answering.Sent.class::isInstance).hasSize(1);
            assertThat(answers(ask)).hasSize(1);
        });
    }

    @Test
    @Keeps("AGR-9")
    void whoeverIsSecondReadsWhatTheFirstSaidAndKeepsWhatTheyTyped() {
        at.on(SEVENTH, () -> {
            var ask = asked();
            assertThat(answer(at.coordinator, ask, "words", "Her teacher.")).hasStatus(302);

            assertThat(answer(at.head, ask, "words", "Mr Hale, and <I> do."))
                    .hasStatus(409)
                    .bodyText()
                    .contains("Miss Farrow has answered already", "Her teacher.", "Mr Hale, and &lt;I&gt; do.");
            assertThat(answers(ask)).containsExactly("Her teacher.");

            assertThat(answer(at.head, ask, "words", "Mr Hale, and I do.", "asWell", "true"))
                    .hasStatus(302);
            assertThat(answers(ask)).containsExactly("Her teacher.", "Mr Hale, and I do.");
        });
    }

    /** Who asks about what they sign for themselves is asker and subject in one. */
    @Test
    @Keeps("AGR-9")
    void aChildsOwnQuestionIsOnTheListAndIsAnswered() {
        at.on(SEVENTH, () -> {
            questions.ask(at.priya, at.priya.person(), Audience.KS2, "Who reads what I write?");
            var ask = questions.open(at.head).getFirst().ask();

            assertThat(mvc.get().uri("/agreements/questions").with(as(at.coordinator)))
                    .bodyText()
                    .contains("Who reads what I write?");
            assertThat(answer(at.coordinator, ask, "words", "Your teacher.")).hasStatus(302);
            assertThat(answer(at.head, ask, "words", "Mr Hale.")).hasStatus(409);
            assertThat(answers(ask)).containsExactly("Your teacher.");
        });
    }

    @Test
    void pressedTwiceItIsOneAnswer() {
        at.on(SEVENTH, () -> {
            var ask = asked();
            assertThat(answer(at.head, ask, "words", "Her teacher.")).hasStatus(302);
            assertThat(answer(at.head, ask, "words", "Her teacher. ")).hasStatus(302);
            assertThat(answers(ask)).hasSize(1);
        });
    }
}
