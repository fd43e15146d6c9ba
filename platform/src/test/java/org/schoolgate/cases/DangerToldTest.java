package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Phase;
import org.schoolgate.messages.Alarm;
import org.schoolgate.messages.Alarms;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What is told as a danger, or heard as one, or is urgent and late twice, rings until somebody answers; and nothing rings twice. */
@PageTest
class DangerToldTest {
    private final Alarms alarms;
    private final Cases cases;
    private final CaseClock clock;
    private final Reports reports;
    private final AuditTrail audit;
    private final MockMvcTester mvc;
    private final Staffed at;

    DangerToldTest(
            Cast cast,
            People people,
            Roster roster,
            Alarms alarms,
            Cases cases,
            CaseClock clock,
            Reports reports,
            AuditTrail audit,
            MockMvcTester mvc) {
        this.alarms = alarms;
        this.cases = cases;
        this.clock = clock;
        this.reports = reports;
        this.audit = audit;
        this.mvc = mvc;
        this.at = Staffed.of(cast, people, roster);
    }

    private List<Alarm> about(String... subjects) {
        return Tenants.within(
                at.school().school(), () -> alarms.about(at.school().school(), List.of(subjects)));
    }

    private List<Alarm> about(ReportId... reports) {
        return about(Stream.of(reports).map(id -> "report:" + id).toArray(String[]::new));
    }

    private ReportId told(Actor.Somebody child, Matter matter, String words) {
        return Tenants.within(
                child.school(),
                () -> reports.tell(child, matter, words, null, false).id());
    }

    private void have(Actor.Somebody by, Alarm alarm) {
        assertThat(Tenants.within(by.school(), () -> alarms.acknowledge(by, alarm.id())))
                .isInstanceOf(Alarms.Acknowledging.Yours.class);
    }

    private static Actor.Somebody ofPhase(Actor.Somebody pupil, Phase phase) {
        return new Actor.Somebody(pupil.school(), pupil.person(), pupil.name(), pupil.roles(), phase);
    }

    /** Posts a form of a child's; answers with the page that comes back and its address. */
    private Map.Entry<String, String> page(Actor.Somebody child, String path, String... form) {
        var request = mvc.post().uri(path).with(Cast.as(child));
        for (int field = 0; field < form.length; field += 2) {
            request = request.param(form[field], form[field + 1]);
        }
        var to = Objects.requireNonNull(
                request.exchange().getMvcResult().getResponse().getRedirectedUrl());
        return Map.entry(to, text(child, to));
    }

    private String text(Actor.Somebody reader, String path) {
        try {
            return mvc.get()
                    .uri(path)
                    .with(Cast.as(reader))
                    .exchange()
                    .getMvcResult()
                    .getResponse()
                    .getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"KS1", "KS2"})
    @Keeps({"INC-2", "SGD-2"})
    void aChildWhoNeedsHelpNowHasPeopleRungAtOnceAndReadsThatTheyAre(Phase phase) {
        var tom = ofPhase(at.tom(), phase);
        assertThat(text(tom, "/tell")).doesNotContain("We are getting");

        var told = page(tom, "/tell", "words", phase == Phase.KS2 ? "He is outside" : "", "matter", "NEEDS_HELP_NOW");

        assertThat(told.getValue())
                .contains("We are getting a grown-up now.", "Call 999.")
                .doesNotContain("NEEDS_HELP_NOW");
        assertThat(about("report:" + told.getKey().replace("/tell/", "")))
                .singleElement()
                .returns(true, Alarm::isOpen);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"KS1", "KS2"})
    void itCanBeSaidAfterwardsAsWellAlsoByAChildWhoSaidSomethingElseBefore(Phase phase) {
        var tom = ofPhase(at.tom(), phase);
        var told = page(tom, "/tell", "words", "");
        var more = page(tom, told.getKey() + "/more", "matter", "FEELS_WORRIED", "words", "");
        assertThat(more.getValue()).contains("NEEDS_HELP_NOW");
        assertThat(about("report:" + told.getKey().replace("/tell/", ""))).isEmpty();

        page(tom, told.getKey() + "/more", "matter", "NEEDS_HELP_NOW");
        page(tom, told.getKey() + "/more", "matter", "NEEDS_HELP_NOW");
        page(tom, told.getKey() + "/more", "matter", "PRESSED_BY_MISTAKE");

        // it goes on also where it was a mistake: that is for whoever answers to find out
        assertThat(about("report:" + told.getKey().replace("/tell/", "")))
                .singleElement()
                .returns(true, Alarm::isOpen);
        assertThat(text(at.lead(), told.getKey().replace("/tell/", "/reports/")))
                .contains("I need help now");
    }

    @Test
    void whatADeviceKeptWhileTheNetworkWasAwayRingsWhenItArrives() {
        var now = Instant.now();
        var id = ReportId.random();
        at.school()
                .within(() -> reports.arrive(
                        at.tom(),
                        id,
                        new Reports.Away(
                                Matter.NEEDS_HELP_NOW,
                                "",
                                "",
                                true,
                                null,
                                now.minus(Duration.ofHours(3)),
                                new Report.Arrival(now, null, true))));

        assertThat(about(id)).singleElement().returns(true, Alarm::isOpen);
    }

    @Test
    void aChildForWhomPeopleAreBeingRungHasThemRungOnceAndAnewWhenSomebodyHasHadIt() {
        var first = told(at.tom(), Matter.NEEDS_HELP_NOW, "He is outside");
        var second = told(at.tom(), Matter.NEEDS_HELP_NOW, "He knocks");
        var another = told(at.priya(), Matter.NEEDS_HELP_NOW, "I see him too");
        assertThat(about(first, second)).hasSize(1);
        assertThat(about(another)).hasSize(1);

        have(at.lead(), about(first).getFirst());
        at.school().within(() -> reports.add(at.tom(), first, Matter.NEEDS_HELP_NOW, ""));

        assertThat(about(first)).extracting(Alarm::isOpen).containsExactly(false, true);
    }

    @Test
    @Keeps({"SGD-2", "INC-24"})
    void whoeverHearsItSaysThatItIsDangerAndThoseWhoAreRungCanReadIt() {
        var id = told(at.tom(), Matter.NOT_SAID, "He waits at the gate every day");
        assertThatThrownBy(() -> at.school().within(() -> reports.read(at.senior(), id)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> at.school().within(() -> reports.isDanger(at.senior(), id)))
                .isInstanceOf(NotFound.class);
        assertThat(about(id)).isEmpty();

        assertThat(mvc.post().uri("/reports/" + id + "/danger").with(Cast.as(at.lead())))
                .hasStatus3xxRedirection();
        at.school().within(() -> reports.isDanger(at.head(), id));

        assertThat(about(id)).singleElement().returns(true, Alarm::isOpen);
        assertThat(text(at.senior(), "/reports/" + id))
                .contains("Ms Okafor said on", "He waits at the gate every day")
                .doesNotContain("Yes, ring them now");
        assertThat(Tenants.within(
                        at.school().school(), () -> audit.newest(at.head(), "report.danger", Long.MAX_VALUE, 5)))
                .hasSize(1);
    }

    @Test
    void theCaseThatFollowsFromItDoesNotRingASecondTime() {
        var id = told(at.tom(), Matter.NEEDS_HELP_NOW, "He is outside");
        var opened = Tenants.within(at.school().school(), () -> (Opening.Opened) cases.open(at.lead(), "danger", id));

        assertThat(about("report:" + id, "case:" + opened.file().id())).hasSize(1);
    }

    @Test
    void aChildSaysNothingThatItIsNotOffered() {
        for (var matter : List.of(Matter.ABOUT_THE_HEAD, Matter.SOMEBODY_IN_DANGER, Matter.SECURITY_FAULT)) {
            var told = page(at.tom(), "/tell", "words", matter.name(), "matter", matter.name());
            page(at.tom(), told.getKey() + "/more", "matter", matter.name(), "words", "More");
            var id = told.getKey().replace("/tell/", "");

            assertThat(about("report:" + id)).isEmpty();
            assertThat(text(at.lead(), "/reports/" + id)).contains("Somebody told");
        }
    }

    @Test
    @Keeps("SGD-2")
    void anUrgentStepThatIsLateTwiceRingsOnceAndNoOtherDoes() {
        var begun = Instant.parse("2026-11-18T10:00:00Z");
        var danger = at(begun, () -> open("danger"));
        var worry = at(begun, () -> open("worry"));
        have(at.lead(), about("case:" + danger).getFirst());

        runs(begun.plus(Duration.ofMinutes(29)));
        assertThat(about("case:" + danger)).hasSize(1);
        runs(begun.plus(Duration.ofMinutes(30)));
        runs(begun.plus(Duration.ofMinutes(31)));
        assertThat(about("case:" + danger)).extracting(Alarm::isOpen).containsExactly(false, true);

        have(at.lead(), about("case:" + danger).getLast());
        runs(begun.plus(Duration.ofHours(30)));
        assertThat(about("case:" + danger)).hasSize(2);
        assertThat(about("case:" + worry)).isEmpty();
    }

    @Test
    void anUrgentStepThatWasDoneInTimeRingsNobody() {
        var begun = Instant.parse("2026-11-18T10:00:00Z");
        var danger = at(begun, () -> open("danger"));
        have(at.lead(), about("case:" + danger).getFirst());
        at(begun.plus(Duration.ofMinutes(20)), () -> {
            var called = cases.answer(
                    at.head(), danger, 1, "call-head", Map.of("at", "2026-11-18T10:15:00Z", "how", "by phone"), null);
            assertThat(called).isInstanceOf(Saying.WentOn.class);
            return called;
        });

        runs(begun.plus(Duration.ofMinutes(31)));
        assertThat(about("case:" + danger)).hasSize(1);
        // the step after it is urgent too, and counts from its own beginning
        runs(begun.plus(Duration.ofMinutes(50)));
        assertThat(about("case:" + danger)).hasSize(2);
    }

    private CaseId open(String kind) {
        return ((Opening.Opened) cases.open(at.head(), kind, null)).file().id();
    }

    private <T> T at(Instant moment, Supplier<T> work) {
        return TestClock.at(moment, () -> Tenants.within(at.school().school(), work::get));
    }

    private void runs(Instant moment) {
        TestClock.at(
                moment, () -> at.school().within(() -> clock.run(at.school().school())));
    }
}
