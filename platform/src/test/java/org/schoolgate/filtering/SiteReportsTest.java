package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.Url;
import org.schoolgate.filtering.SiteReports.Deciding;
import org.schoolgate.filtering.SiteReports.Finding;
import org.schoolgate.filtering.SiteReports.Reporting;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class SiteReportsTest {
    private static final String SITE = "nasty.example";
    private static final Set<String> PUPIL = Set.of(ForWhom.ref(Phase.KS2));
    private static final Set<String> STAFF = Set.of(ForWhom.STAFF);

    private final Greenfield greenfield;
    private final SiteReports reports;
    private final RuleBook book;
    private final Settings settings;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SiteReportsTest(
            Cast cast,
            SiteReports reports,
            RuleBook book,
            Settings settings,
            Messages messages,
            TransactionTemplate transaction,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.reports = reports;
        this.book = book;
        this.settings = settings;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Test
    @Keeps("FIL-9")
    void whatStaffReportIsClosedToPupilsAtOnceAndOpensAgainInADayUnlessConfirmed() {
        greenfield.within(() -> {
            var report = report(greenfield.teacher(), "http://www.nasty.example/page?x=1");
            assertThat(report.site()).isEqualTo("www.nasty.example");
            var now = clock.instant();
            assertThat(answer("www.nasty.example", PUPIL, now)).isEqualTo(Answer.BLOCK);
            assertThat(answer("www.nasty.example", STAFF, now)).isEqualTo(Answer.ALLOW);
            assertThat(answer("www.nasty.example", PUPIL, now.plus(Duration.ofHours(25))))
                    .isEqualTo(Answer.ALLOW);

            assertThat(reports.confirm(greenfield.coordinator(), report.id(), "it is"))
                    .isInstanceOf(Deciding.Decided.class);
            assertThat(answer("www.nasty.example", PUPIL, now.plus(Duration.ofDays(90))))
                    .isEqualTo(Answer.BLOCK);
            assertThat(reports.dismiss(greenfield.head(), report.id(), "no"))
                    .as("decided once")
                    .isInstanceOf(Deciding.AlreadyDecided.class);
        });
    }

    @Test
    @Keeps("FIL-10")
    void whatAPupilReportsIsHiddenFromThatPupilOnly() {
        greenfield.within(() -> {
            report(greenfield.pupil(), SITE);
            var now = clock.instant();
            assertThat(answer(
                            SITE,
                            Set.of(
                                    ForWhom.ref(Phase.KS2),
                                    ForWhom.ref(greenfield.pupil().person())),
                            now))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer(SITE, PUPIL, now)).isEqualTo(Answer.ALLOW);
        });
    }

    @Test
    void ofManySitesOfOneNameTheOneThatWasReportedIsClosed() {
        greenfield.within(() -> {
            var report = report(greenfield.teacher(), "https://sites.google.com/view/Nasty/page?x=1");
            assertThat(report.site()).isEqualTo("sites.google.com/view/Nasty");
            assertThat(report.isOfPart()).isTrue();
            var now = clock.instant();
            assertThat(answer("sites.google.com/view/Nasty/other", PUPIL, now)).isEqualTo(Answer.BLOCK);
            assertThat(answer("sites.google.com/view/nice", PUPIL, now)).isEqualTo(Answer.ALLOW);

            reports.confirm(greenfield.coordinator(), report.id(), "it is");
            var later = now.plus(Duration.ofDays(90));
            assertThat(answer("sites.google.com/view/Nasty", PUPIL, later)).isEqualTo(Answer.BLOCK);
            assertThat(answer("sites.google.com/view/nice", PUPIL, later)).isEqualTo(Answer.ALLOW);
        });
    }

    @Test
    void noReportClosesAHelpLine() {
        greenfield.within(() -> {
            for (Actor.Somebody finder : List.of(greenfield.teacher(), greenfield.pupil())) {
                var report = report(finder, "https://www.childline.org.uk/");
                assertThat(report.blocks()).isFalse();
                reports.confirm(greenfield.coordinator(), report.id(), "I do not like it");
            }
            assertThat(answer("www.childline.org.uk", PUPIL, clock.instant())).isEqualTo(Answer.ALLOW);
        });
    }

    @Test
    void whatWasFoundSuitableIsLookedAtAgainButNotClosedAgain() {
        greenfield.within(() -> {
            var first = report(greenfield.teacher(), SITE);
            reports.dismiss(greenfield.coordinator(), first.id(), "a museum");
            assertThat(answer(SITE, PUPIL, clock.instant())).isEqualTo(Answer.ALLOW);
            assertThat(report(greenfield.teacher(), SITE).blocks()).isFalse();
            assertThat(answer(SITE, PUPIL, clock.instant())).isEqualTo(Answer.ALLOW);
        });
    }

    @Test
    @Keeps({"FIL-8", "MSP-7"})
    void theHelpdeskAndTheGridGetOneLetterEachWithTheDecisionAndTheirAnswerIsKept() {
        greenfield.within(() -> {
            settings.set(greenfield.head(), "filtering.helpdesk-email", "help@desk.example", "they asked");
            settings.set(greenfield.head(), "filtering.grid-email", "grid@desk.example", "they asked too");
            var report = report(greenfield.teacher(), "http://nasty.example/page?x=1");
            assertThat(report.at()).isBetween(clock.instant().minusSeconds(60), clock.instant());
            assertThat(reports.all(greenfield.coordinator())).singleElement().satisfies(found -> {
                assertThat(found.url()).isEqualTo("http://nasty.example/page?x=1");
                assertThat(found.content()).isEqualTo("blood");
                assertThat(found.device()).isEqualTo("tablet 4");
                assertThat(found.foundByName()).isEqualTo("Mr Hale");
            });
            assertThat(messages.outbox(greenfield.school(), 10)).isEmpty();
            reports.confirm(greenfield.coordinator(), report.id(), "it is");
            assertThat(messages.outbox(greenfield.school(), 10))
                    .extracting(Message::address)
                    .containsExactlyInAnyOrder("help@desk.example", "grid@desk.example");
            assertThat(messages.outbox(greenfield.school(), 10))
                    .allSatisfy(letter -> assertThat(letter.parts().toString())
                            .contains("http://nasty.example/page?x=1", "blood", "it is"));
            var sent = reports.find(greenfield.coordinator(), report.id());
            assertThat(Objects.requireNonNull(sent.sent()).to()).isEqualTo("help@desk.example, grid@desk.example");
            assertThat(sent.answer()).as("none so far").isNull();
            reports.answered(greenfield.coordinator(), report.id(), "Closed everywhere.", "LA-77");
            var kept = reports.find(greenfield.coordinator(), report.id());
            assertThat(Objects.requireNonNull(kept.answer()).reference()).isEqualTo("LA-77");
        });
    }

    @Test
    void onlyTheSchoolsChainDecides() {
        greenfield.within(() -> {
            var report = report(greenfield.teacher(), SITE);
            assertThatThrownBy(() -> reports.confirm(greenfield.teacher(), report.id(), "it is"))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() ->
                            reports.confirm(greenfield.somebody("Mr Senior", Role.SENIOR_LEADER), report.id(), "it is"))
                    .isInstanceOf(Forbidden.class);
            assertThat(reports.waiting(greenfield.technician())).isEqualTo(1);
        });
    }

    private SiteReport report(Actor.Somebody finder, String url) {
        return ((Reporting.Reported) reports.report(finder, new Finding(url, "blood", "tablet 4"))).report();
    }

    /** What the engine says under the school's rules, to a reader for whom nothing else is closed. */
    private Answer answer(String site, Set<String> audiences, Instant at) {
        List<SiteRule> rules =
                Objects.requireNonNull(transaction.execute(_ -> book.rules(greenfield.school(), at).stream()
                        .map(RuleBook::toEngine)
                        .toList()));
        try (var image = ListImage.empty()) {
            var url = Url.of(site);
            var open = new Profile("open", Set.of(), Set.of(), false, false);
            return new Engine(image, rules, Set.of())
                    .decide(url.host(), url.path(), open, audiences, at)
                    .answer();
        }
    }
}
