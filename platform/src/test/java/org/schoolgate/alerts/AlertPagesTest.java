package org.schoolgate.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of what the filter saw, over HTTP. */
@PageTest
class AlertPagesTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final AlertsDesk desk;
    private final Filter filter;
    private final Alerts alerts;
    private final MockMvcTester mvc;

    AlertPagesTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            GradingRound round,
            Alerts alerts,
            MockMvcTester mvc) {
        this.desk = AlertsDesk.of(cast, people, roster, intake, pseudonyms, round);
        this.filter = desk.filter(1);
        this.alerts = alerts;
        this.mvc = mvc;
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(Cast.as(actor)).exchange();
    }

    private MvcTestResult post(Actor actor, String path, String... form) {
        var request = mvc.post().uri(path).with(Cast.as(actor));
        for (int i = 0; i < form.length; i += 2) {
            request = request.param(form[i], form[i + 1]);
        }
        return request.exchange();
    }

    private Alert comes(SeenEvent event) {
        filter.hands(event);
        desk.within(desk::grade);
        return Tenants.within(
                desk.school(),
                () -> alerts.waiting(desk.head()).isEmpty()
                        ? alerts.lately(desk.head()).getFirst()
                        : alerts.waiting(desk.head()).getFirst());
    }

    private Alert concern() {
        return comes(filter.refused(desk.child().person(), now, "fights.example", "violence"));
    }

    @Test
    @Keeps("SGD-11")
    void theSignalOfASealedCaseIsReadOnlyByWhoJustShowedWhoTheyAre() {
        var alert = concern();
        var page = "/alerts/" + alert.id();
        assertThat(shown(page, desk.lead(), Duration.ofMinutes(16)))
                .as("as long as it has no case")
                .hasStatusOk();
        Tenants.within(desk.school(), () -> alerts.open(desk.lead(), alert.id()));

        assertThat(shown(page, desk.lead(), Duration.ofMinutes(16)))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/sign-in/locked?to=" + page);
        assertThat(shown(page, desk.lead(), Duration.ofMinutes(14))).hasStatusOk();
        assertThat(shown(page, desk.coordinator(), Duration.ofMinutes(16)))
                .as("whoever does not read the case is not asked, as that would say that it is there")
                .hasStatus(404);
    }

    /** Asks as somebody who showed who they are that long ago. */
    private MvcTestResult shown(String path, Actor.Somebody by, Duration ago) {
        var session = new Session(
                new SessionId(UUID.randomUUID()),
                by.school(),
                by.person(),
                Way.PASSWORD,
                new Where("127.0.0.1", "device", "agent"),
                now.minus(Duration.ofHours(2)),
                now,
                now.plus(Duration.ofHours(8)),
                now.minus(ago),
                null,
                true,
                null);
        return mvc.get()
                .uri(path)
                .with(authentication(new SignedIn(by, new Entry.ByAccount(session))))
                .exchange();
    }

    @Test
    void theListNamesNobodyAndThePageNamesWhomItIsAbout() {
        var alert = concern();

        assertThat(get(desk.lead(), "/alerts"))
                .hasStatusOk()
                .bodyText()
                .contains("One thing that the filter saw", "Violence")
                .doesNotContain("Priya", "fights");
        assertThat(get(desk.lead(), "/alerts/" + alert.id()))
                .hasStatusOk()
                .bodyText()
                .contains("fights[.]example", "category violence, by policy 3.12", "192.0.2.44", "Edge 1")
                .contains(desk.child().name().split(" ", 2)[0])
                .doesNotContain("fights.example");
    }

    @Test
    @Keeps("MON-21")
    void theAddressOfWhatIsIllegalStandsOnNoPage() {
        var alert = comes(filter.illegal(desk.child().person(), now, "illegal-canary.example"));

        var page = get(desk.head(), "/alerts/" + alert.id());
        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("This is on the illegal list", "stays shut")
                .doesNotContain("canary", "/private/page");
        var path = alert.casePath().orElseThrow();
        assertThat(get(desk.head(), path))
                .hasStatusOk()
                .bodyText()
                .contains("/alerts/" + alert.id())
                .doesNotContain("canary");
    }

    @Test
    void oneJustPressesAndIsInTheCase() {
        var alert = concern();

        var opened = post(desk.lead(), "/alerts/" + alert.id() + "/case");
        assertThat(opened).hasStatus(302);
        assertThat(opened.getResponse().getRedirectedUrl()).startsWith("/cases/");
        assertThat(post(desk.head(), "/alerts/" + alert.id() + "/case")).hasRedirectedUrl("/alerts/" + alert.id());
    }

    @Test
    void aReasonThatIsMissingIsAskedForAndWhatWasTypedStays() {
        var alert = concern();
        var path = "/alerts/" + alert.id() + "/aside";

        assertThat(post(desk.lead(), path, "because", " "))
                .hasStatus(422)
                .bodyText()
                .contains("Write why, in a sentence.");
        assertThat(post(desk.lead(), path, "because", "x".repeat(501)))
                .hasStatus(422)
                .bodyText()
                .contains("xxxxx", "at most 500");
        assertThat(post(desk.lead(), path, "because", "A song", "mistaken", "true"))
                .hasRedirectedUrl("/alerts");
        assertThat(get(desk.lead(), "/alerts/" + alert.id()))
                .bodyText()
                .contains("Put aside by Ms Okafor", "“A song”", "A false alarm, says");
    }

    @Test
    @Keeps("INC-25")
    void whoseItIsNotGetsWhatIsNotThere() {
        var alert = comes(filter.refused(desk.teacher().person(), now, "fights.example", "violence"));

        for (var other : new Actor.Somebody[] {desk.lead(), desk.deputy(), desk.coordinator(), desk.chair()}) {
            assertThat(get(other, "/alerts/" + alert.id())).as(other.name()).hasStatus(404);
            assertThat(post(other, "/alerts/" + alert.id() + "/case"))
                    .as(other.name())
                    .hasStatus(404);
            assertThat(post(other, "/alerts/" + alert.id() + "/aside", "because", "x"))
                    .hasStatus(404);
        }
        assertThat(get(desk.teacher(), "/alerts/" + alert.id())).hasStatus(403);
        assertThat(get(desk.head(), "/alerts/" + alert.id())).hasStatusOk();
    }

    @Test
    void whatCannotBeLoweredIsRefusedWithItsWhy() {
        assertThat(get(desk.head(), "/alerts/grades"))
                .hasStatusOk()
                .bodyText()
                .contains("This stays a danger", "Prevent duty");
        assertThat(post(
                        desk.head(),
                        "/alerts/grades",
                        "sort",
                        "ILLEGAL",
                        "grade",
                        "NOTHING",
                        "reason",
                        "Too loud at night"))
                .hasStatus(422)
                .bodyText()
                .contains("This stays a danger", "Too loud at night");
        assertThat(post(desk.head(), "/alerts/grades", "sort", "", "grade", "", "reason", ""))
                .hasStatus(422);
        assertThat(post(desk.lead(), "/alerts/grades", "sort", "DRUGS", "grade", "DANGER", "reason", "After last week"))
                .hasRedirectedUrl("/alerts/grades");
        assertThat(get(desk.head(), "/alerts/grades"))
                .bodyText()
                .contains("Drugs: A danger, by Ms Okafor", "After last week");
        assertThat(post(desk.coordinator(), "/alerts/grades", "sort", "DRUGS", "grade", "NOTHING", "reason", "x"))
                .hasStatus(403);
    }

    @Test
    @Keeps("RPT-2")
    void aMonthIsPrintedWithoutNamesAndAGovernorSeesNoSmallCount() {
        concern();
        var governor = desk.greenfield().somebody("Mr Dale", Role.GOVERNOR);

        assertThat(get(desk.lead(), "/alerts/month"))
                .hasStatusOk()
                .bodyText()
                .contains("Violence")
                .doesNotContain("Priya");
        assertThat(get(desk.lead(), "/alerts/month?sort=DRUGS"))
                .hasStatusOk()
                .bodyText()
                .contains("The filter saw nothing that counts");
        assertThat(get(governor, "/alerts/counts"))
                .hasStatusOk()
                .bodyText()
                .contains("&lt;5")
                .doesNotContain("Violence", "Priya");
        for (var odd : new String[] {"2026-13", "x", "9999999999-01", "-1", "0000-00", "2099-01"}) {
            assertThat(get(desk.lead(), "/alerts/month?month=" + odd)).as(odd).hasStatusOk();
            assertThat(get(governor, "/alerts/counts?month=" + odd)).as(odd).hasStatusOk();
        }
    }
}
