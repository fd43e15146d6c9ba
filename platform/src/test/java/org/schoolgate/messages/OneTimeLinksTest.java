package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class OneTimeLinksTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Cast cast;
    private final Roll roll;
    private final OneTimeLinks links;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MockMvcTester mvc;

    OneTimeLinksTest(
            Cast cast,
            Roll roll,
            OneTimeLinks links,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.links = links;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.mvc = mvc;
    }

    @Test
    @Keeps("UX-3")
    void aParentComesInByOnePressWithoutAPassword() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");

        var pressed = press(link, "");

        assertThat(pressed).hasStatus(302).redirectedUrl().isEqualTo("/somewhere/7");
        assertThat(visit(pressed)).get().satisfies(visit -> {
            assertThat(visit.person()).isEqualTo(school.parent().person());
            assertThat(visit.subject()).isEqualTo("round:1");
            assertThat(visit.proof()).isEqualTo(Proof.MAILBOX);
            assertThat(visit.patterns()).containsExactly("/somewhere", "/somewhere/**");
        });
    }

    @Test
    @Keeps("UX-3")
    void aLetterOnPaperIsOpenedByItsCode() {
        var school = cast.greenfield();
        roll.put(school.parent());
        var issued = new OneTimeLink[1];
        school.within(() -> issued[0] = links.issueOnPaper(
                school.head(),
                school.parent().person(),
                "messages.test",
                "round:1",
                "/somewhere",
                java.time.Duration.ofDays(7)));
        var link = issued[0];

        assertThat(link.code()).matches("([2-9A-HJ-NP-Y]{4}-){3}[2-9A-HJ-NP-Y]{4}");
        var typed = mvc.post()
                .uri("/code")
                .with(org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf())
                .param("code", link.code().toLowerCase(java.util.Locale.ROOT).replace('-', ' '))
                .exchange();
        assertThat(typed).hasStatus(302).redirectedUrl().isEqualTo(link.path());
        assertThat(rows(school, "link_visit"))
                .as("typing the code spends nothing")
                .isZero();
        assertThat(visit(press(link, ""))).isPresent();
    }

    @Test
    void aMailScannerThatFetchesTheLinkSpendsNothing() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");

        for (int i = 0; i < 5; i++) {
            assertThat(mvc.get().uri(link.path()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Nothing happens until you press the button.");
        }
        assertThat(mvc.get().uri(link.path()).exchange().getResponse().getCookie("schoolgate-visit"))
                .isNull();
        assertThat(mvc.head().uri(link.path())).hasStatusOk();

        assertThat(rows(school, "link_visit")).isZero();
        assertThat(press(link, "")).hasStatus(302);
    }

    @Test
    void pressingAgainBeforeTheLinkIsOverComesInAgain() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");

        var first = visit(press(link, "")).orElseThrow();
        var second = visit(press(link, "")).orElseThrow();

        assertThat(second.link()).isEqualTo(first.link());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void aLinkThatIsUsedUpOpensNothingAndEndsItsVisits() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");
        var pressed = press(link, "");

        school.within(() -> links.useUp(school.parent(), link.id()));

        assertThat(visit(pressed)).isEmpty();
        assertThat(press(link, "")).hasStatus(404).bodyText().contains("does not open anything now");
    }

    @Test
    void aRevokedLinkOpensNothing() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");

        school.within(
                () -> assertThat(links.revoke(school.head(), school.parent().person(), "messages.test", "round:1"))
                        .isEqualTo(1));

        assertThat(mvc.get().uri(link.path())).hasStatus(404);
        assertThat(press(link, "")).hasStatus(404);
    }

    @Test
    void whoSharesAMailboxIsAskedForSomethingKnownAndFiveGuessesAreAll() {
        var school = cast.greenfield();
        roll.put(school.parent(), "family@home.example", "4821");
        var link = issue(school, "messages.test-fact");

        assertThat(mvc.get().uri(link.path())).bodyText().contains("The last four digits of your phone number");
        for (int i = 0; i < 4; i++) {
            assertThat(press(link, "0000"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<title>Error: ")
                    .contains("<a href=\"#fact\">That is not what the school has written down.");
        }
        assertThat(press(link, "0000")).hasStatus(404);
        assertThat(press(link, "4821")).hasStatus(404);
    }

    @Test
    void theStrengthOfTheProofIsStored() {
        var school = cast.greenfield();
        roll.put(school.parent(), "family@home.example", "4821");

        var pressed = press(issue(school, "messages.test-fact"), " 4821 ");

        assertThat(visit(pressed)).get().extracting(Visit::proof).isEqualTo(Proof.MAILBOX_AND_FACT);
    }

    @Test
    void theTokenIsInNoLogAndInNoReferrer() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");
        var token = link.path().substring(3);
        var root = (Logger) LoggerFactory.getLogger("org.springframework");
        var before = root.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        MvcTestResult seen;
        try {
            seen = mvc.get().uri(link.path()).exchange();
            press(link, "");
        } finally {
            root.setLevel(before);
            root.detachAppender(lines);
        }

        assertThat(seen).hasHeader("Referrer-Policy", "no-referrer").hasHeader("Cache-Control", "no-store");
        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains("/s/link"));
        assertThat(lines.list)
                .noneSatisfy(line -> assertThat(line.getFormattedMessage()).contains(token));
        assertThat(link.toString()).doesNotContain(token);
    }

    @Test
    void onlyTheHashOfATokenIsStored() {
        var school = cast.greenfield();
        var link = issue(school, "messages.test");

        school.within(() -> assertThat(rowOf(school)).doesNotContain(link.path().substring(3)));
    }

    @Test
    void whoTriesLinksThatAreNoneIsSlowedDown() {
        for (int i = 0; i < 30; i++) {
            assertThat(mvc.get().uri("/s/guess" + i).with(from("203.0.113.9"))).hasStatus(404);
        }
        assertThat(mvc.get().uri("/s/guess31").with(from("203.0.113.9"))).hasStatus(429);
        assertThat(mvc.get().uri("/s/guess31").with(from("203.0.113.10"))).hasStatus(404);
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    private OneTimeLink issue(Cast.Greenfield school, String purpose) {
        var made = new OneTimeLink[1];
        school.within(() -> made[0] = transaction.execute(
                _ -> links.issue(school.head(), school.parent().person(), purpose, "round:1", "/somewhere/7", WEEK)));
        return made[0];
    }

    private MvcTestResult press(OneTimeLink link, String fact) {
        return mvc.post()
                .uri(link.path())
                .param("fact", fact)
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private Optional<Visit> visit(MvcTestResult pressed) {
        return Optional.ofNullable(pressed.getResponse().getCookie("schoolgate-visit"))
                .map(Cookie::getValue)
                .flatMap(links::visit);
    }

    private int rows(Cast.Greenfield school, String table) {
        var count = new int[1];
        school.within(() ->
                count[0] = transaction.execute(_ -> jdbc.sql("select count(*) from " + table + " where school_id = ?")
                        .param(school.school().value())
                        .query(Integer.class)
                        .single()));
        return count[0];
    }

    private String rowOf(Cast.Greenfield school) {
        return String.valueOf(
                transaction.<String>execute(_ -> jdbc.sql("select l::text from one_time_link l where school_id = ?")
                        .param(school.school().value())
                        .query(String.class)
                        .single()));
    }
}
