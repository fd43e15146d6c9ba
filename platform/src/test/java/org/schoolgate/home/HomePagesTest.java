package org.schoolgate.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holds;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Reports;
import org.schoolgate.filtering.SiteReports;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Tickets;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.schoolgate.testing.Yes;
import org.schoolgate.ui.Words;
import org.springframework.test.web.servlet.MockMvc;

/** Each role's first screen answers its question, with what is really there, and shows nobody what is not theirs. */
@PageTest
class HomePagesTest {
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final MockMvc mvc;
    private final Roster roster;
    private final Reports reports;
    private final SiteReports sites;
    private final Holds holds;
    private final Gateways gateways;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Roll roll;

    HomePagesTest(
            Cast cast,
            MockMvc mvc,
            People people,
            Guardianships guardianships,
            Roster roster,
            AgreementTexts texts,
            Signatures signatures,
            Reports reports,
            SiteReports sites,
            Holds holds,
            Gateways gateways,
            Sessions sessions,
            Tickets tickets,
            Roll roll) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        greenfield.within(() -> Yes.forAll(greenfield, kingfishers, people, guardianships, roster, texts, signatures));
        this.mvc = mvc;
        this.roster = roster;
        this.reports = reports;
        this.sites = sites;
        this.holds = holds;
        this.gateways = gateways;
        this.sessions = sessions;
        this.tickets = tickets;
        this.roll = roll;
    }

    private String home(Actor actor) throws Exception {
        return mvc.perform(get("/").with(Cast.as(actor)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void dangerStandsFirstForThoseWhoHearAndKeysMoveThroughIt() throws Exception {
        greenfield.within(() -> reports.tell(kingfishers.pupil(0), Matter.FEELS_WORRIED, "", null, false));

        var page = home(greenfield.lead());

        assertThat(page).contains("Danger: one thing comes first", "A child told something", "/script/queue.js");
        assertThat(page.indexOf("A child told something")).isLessThan(page.indexOf("The school now"));
        assertThat(page).as("no child's name on a screen in a staff room").doesNotContain("Priya");
        assertThat(home(greenfield.technician())).doesNotContain("A child told something");
    }

    @Test
    @Keeps("SGD-15")
    void everyChildReadsOfAGrownUpTheyTrustAndEachWeekSomethingElseAboutBeingSafeAndKind() throws Exception {
        var young = new HashSet<String>();
        var older = new HashSet<String>();
        for (int week = 0; week < WordsOfTheWeek.HOW_MANY; week++) {
            var monday = Instant.parse("2026-11-30T09:00:00Z").plus(Duration.ofDays(7L * week));
            young.add(said(monday, Phase.KS1, "You can always tell a grown-up you trust.", "home.week.ks1."));
            older.add(said(monday, Phase.KS2, "tell a grown-up you trust: your teacher", "home.week."));
        }
        assertThat(young).hasSize(WordsOfTheWeek.HOW_MANY);
        assertThat(older).hasSize(WordsOfTheWeek.HOW_MANY);
    }

    /** Which words for the week stand on a child's page beside the sentence that always does. */
    private String said(Instant moment, Phase phase, String always, String words) throws Exception {
        var child = kingfishers.pupil(0);
        var reader = new Actor.Somebody(child.school(), child.person(), child.name(), child.roles(), phase);
        var page = TestClock.at(moment, () -> home(reader));
        assertThat(page).contains(always);
        return IntStream.rangeClosed(1, WordsOfTheWeek.HOW_MANY)
                .mapToObj(number -> Words.say(words + number))
                .filter(page::contains)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportedSiteSaysWhatTheReportDoesMeanwhile() throws Exception {
        greenfield.within(() -> {
            sites.report(kingfishers.teacher(), finding("http://news.example/today"));
            sites.report(kingfishers.pupil(0), finding("http://games.example/"));
            sites.report(kingfishers.teacher(), finding("https://www.childline.org.uk/"));
        });

        assertThat(home(greenfield.coordinator()))
                .contains(
                        "found it. It is closed to all pupils, until ",
                        "found it. It is hidden from them alone until you decide.",
                        "found it. It is open.");
    }

    private static SiteReports.Finding finding(String url) {
        return new SiteReports.Finding(url, "Not for children", "");
    }

    @Test
    void theTeachersClassIsThereWithOnePressToOpenIt() throws Exception {
        var page = home(kingfishers.teacher());

        assertThat(page)
                .contains(
                        "3 of 3 may go online",
                        "Open Kingfishers for 45 minutes",
                        "action=\"/classes/" + kingfishers.id() + "/session\"");
    }

    @Test
    void whoHasToGetSomebodysWorkOutReadsItOnTheirFirstScreen() throws Exception {
        greenfield.within(() -> holds.place(
                greenfield.head(),
                new Holds.Wish(
                        kingfishers.pupil(1).person(),
                        HoldKind.PASSWORD_KNOWN,
                        null,
                        null,
                        "A friend knows it",
                        new Holds.Files(
                                kingfishers.teacher().person(), roster.today().plusDays(2)))));

        assertThat(home(kingfishers.teacher())).contains("Get somebody’s work out for them", "Tom Ellis, by");
    }

    @Test
    void theTechnicianSearchesFirstAndFindsAPersonWithWhyNot() throws Exception {
        greenfield.within(() -> gateways.register(greenfield.technician(), "Front hall", null));
        var page = home(greenfield.technician());
        assertThat(page).contains("action=\"/find\"", "Front hall", "Not connected yet");
        assertThat(page.indexOf("action=\"/find\"")).isLessThan(page.indexOf("Front hall"));

        var found = mvc.perform(get("/find").param("q", "hale").with(Cast.as(greenfield.technician())))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(found).contains("Mr Hale", "To sign", "/device-tokens/", "/accounts/");
        assertThat(mvc.perform(get("/find").param("q", "maps.example").with(Cast.as(greenfield.technician())))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Why is maps.example open or closed?", "/filter/why?site=maps.example");
    }

    @Test
    void aGovernorReadsCountsAndHowToCheckThemAndNobodysName() throws Exception {
        var page = home(greenfield.governor());

        assertThat(page)
                .contains("fewer than 5 pupils", "Check the chain", "/activity")
                .doesNotContain("Priya", "Tom", "Zac", "Kingfishers");
    }

    @Test
    void aPupilReadsThatTheyMayAndAnOutsiderReadsOnlyTheirOwn() throws Exception {
        assertThat(home(kingfishers.pupil(0))).contains("You may go online", "Ask for something");
        assertThat(home(greenfield.somebody("Vera", Role.VOLUNTEER)))
                .doesNotContain("Kingfishers", "pupils may go online");
    }

    @Test
    void whereTheFilterKnowsPeopleBySignInTheFirstScreenLeadsThereAndThenSaysUntilWhen() throws Exception {
        greenfield.within(
                () -> gateways.register(greenfield.technician(), "Front", "http://gateway.greenfield.example:3128"));
        var priya = kingfishers.pupil(0);
        roll.put(priya);
        var begun = Tenants.within(
                greenfield.school(),
                () -> sessions.begin(priya, Way.PASSWORD, new Where("10.1.4.20", "chromebook-20", "Chrome"), null));
        var cookie = new Cookie("schoolgate-session", begun.secret());

        assertThat(mvc.perform(get("/").cookie(cookie))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Go online on this computer", "href=\"/online\"");

        greenfield.within(() -> {
            var gateway = gateways.all(greenfield.technician()).getFirst().id().toString();
            tickets.redeem(greenfield.school(), tickets.issue(begun.session(), gateway), gateway);
        });
        assertThat(mvc.perform(get("/").cookie(cookie))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("You are online on this computer until")
                .doesNotContain("href=\"/online\"");
    }
}
