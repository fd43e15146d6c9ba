package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.engine.Answer;
import org.schoolgate.filtering.SiteTraces.ForReader;
import org.schoolgate.filtering.SiteTraces.Tracing;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PageTest
class AskPagesTest {
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final MockMvc mvc;
    private final PermissionRegister register;
    private final OwnSites ownSites;
    private final SiteTraces traces;
    private final Settings settings;
    private final PolicyCopies copies;
    private final Clock clock;

    AskPagesTest(
            Cast cast,
            MockMvc mvc,
            PermissionRegister register,
            OwnSites ownSites,
            SiteTraces traces,
            Settings settings,
            PolicyCopies copies,
            People people,
            Roster roster,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        this.mvc = mvc;
        this.register = register;
        this.ownSites = ownSites;
        this.traces = traces;
        this.settings = settings;
        this.copies = copies;
        this.clock = clock;
    }

    @Test
    @Keeps({"FIL-4", "APR-1", "APR-6"})
    void aTeacherAsksForSitesAndTheCoordinatorOpensOneAndKeepsTheOtherShut() throws Exception {
        var asked = answer(
                post("/ask")
                        .param("sites", "https://windrush-voices.example/people\nprotest-archive.example")
                        .param("forWhom", kingfishers.id().toString())
                        .param("until", inDays(10))
                        .param("reason", "the Windrush years")
                        .param("reach", "site")
                        .param("checked", "true"),
                kingfishers.teacher());
        assertThat(asked.getRedirectedUrl()).isEqualTo("/requests");
        assertThat(answer(get("/requests"), kingfishers.teacher()).getContentAsString())
                .contains("Open 2 sites for Kingfishers");

        var queue = answer(get("/requests/queue"), greenfield.coordinator()).getContentAsString();
        assertThat(queue)
                .contains(
                        "One request waits for you", "“the Windrush years”", "windrush-voices.example", "<kbd>A</kbd>");
        var request = Tenants.within(
                greenfield.school(),
                () -> register.waiting(greenfield.coordinator()).getFirst());

        var wrong = answer(
                post("/requests/" + request.id() + "/decision")
                        .param("decision", "grant")
                        .param("thing0", "yes"),
                greenfield.coordinator());
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString())
                .contains("<title>Error:", "Write a reason. The person who asked and the log will read it.");

        answer(
                post("/requests/" + request.id() + "/decision")
                        .param("decision", "grant")
                        .param("thing0", "yes")
                        .param("thing1", "no")
                        .param("until", inDays(10))
                        .param("reason", "its forum is open to anybody"),
                greenfield.coordinator());
        var decided = Tenants.within(greenfield.school(), () -> register.find(kingfishers.teacher(), request.id()));
        assertThat(((Permission.State.Granted) decided.state()).grant().things())
                .containsExactly("windrush-voices.example");
        assertThat(answer(get("/requests/" + request.id()), kingfishers.teacher())
                        .getContentAsString())
                .contains("its forum is open to anybody", "Close it now");
        assertThat(answer(get("/requests/" + request.id()), greenfield.somebody("Mr Other", Role.TEACHER))
                        .getStatus())
                .as("another teacher's request is not there")
                .isEqualTo(404);
        assertThat(answer(get("/requests/open"), greenfield.coordinator()).getContentAsString())
                .contains("One thing is open for a while");
    }

    @Test
    @Keeps("FIL-4")
    void aTeacherWhoPastesThePageOfASiteIsAskedHowMuchOfItAndGetsThatAlone() throws Exception {
        var page = "https://stories.example/windrush/";
        assertThat(answer(get("/ask").param("site", page), kingfishers.teacher())
                        .getContentAsString())
                .contains(
                        "This page and what is below it",
                        "The whole site",
                        "Where only names are seen, it does nothing.")
                .doesNotContain("reach-error");
        assertThat(answer(get("/ask").param("site", "stories.example"), kingfishers.teacher())
                        .getContentAsString())
                .doesNotContain("This page and what is below it");
        var ask = post("/ask")
                .param("sites", page)
                .param("forWhom", kingfishers.id().toString())
                .param("until", inDays(10))
                .param("reason", "the Windrush years")
                .param("checked", "true");
        var unsaid = answer(ask, kingfishers.teacher());
        assertThat(unsaid.getStatus()).isEqualTo(422);
        assertThat(unsaid.getContentAsString()).contains("id=\"reach-error\"");

        answer(ask.param("reach", "part"), kingfishers.teacher());
        var request = Tenants.within(
                greenfield.school(),
                () -> register.waiting(greenfield.coordinator()).getFirst());
        assertThat(request.request().things()).containsExactly("stories.example/windrush");
        answer(
                post("/requests/" + request.id() + "/decision")
                        .param("decision", "grant")
                        .param("thing0", "yes")
                        .param("until", inDays(10))
                        .param("reason", "yes"),
                greenfield.coordinator());
        greenfield.within(() -> {
            var rules = copies.current(greenfield.school()).copy().rules();
            assertThat(rules).extracting(one -> one.host()).contains("stories.example/windrush");
        });
    }

    @Test
    void whatNamesNoClassIsNotThere() throws Exception {
        for (var nonsense : new String[] {"6B", "00000000-0000-0000-0000-000000000000", "' or 1=1"}) {
            assertThat(answer(
                                    post("/ask")
                                            .param("sites", "maps.example")
                                            .param("forWhom", nonsense)
                                            .param("until", inDays(3))
                                            .param("reason", "maps"),
                                    kingfishers.teacher())
                            .getStatus())
                    .as(nonsense)
                    .isEqualTo(404);
        }
    }

    @Test
    void aFormThatLacksSomethingSaysWhat() throws Exception {
        var page = answer(post("/ask").param("sites", "co.uk").param("until", "tomorrow"), kingfishers.teacher());
        assertThat(page.getStatus()).isEqualTo(422);
        assertThat(page.getContentAsString())
                .contains("<a href=\"#forWhom\">Choose one of your classes.</a>", "<a href=\"#until\">Write a day");
        var wide = answer(
                post("/ask")
                        .param("sites", "co.uk")
                        .param("forWhom", "staff")
                        .param("until", inDays(3))
                        .param("reason", "all of it")
                        .param("checked", "true"),
                kingfishers.teacher());
        assertThat(wide.getContentAsString()).contains("A whole ending, like co.uk, is too wide.");
    }

    @Test
    @Keeps("FIL-11")
    void whereOnlyListedSitesOpenAPupilAsksTheirTeacherForOneAndGetsItForThemselvesToday() throws Exception {
        var priya = kingfishers.pupil(0);
        greenfield.within(() -> {
            settings.set(greenfield.head(), "filtering.only-listed-phases", "ks2", "we begin with few");
            ownSites.add(greenfield.head(), "greenfield.example", "our pages");
        });
        assertThat(gatewaysSay("www.greenfield.example", priya)).isEqualTo(Answer.ALLOW);
        assertThat(gatewaysSay("sandbox.example", priya)).isEqualTo(Answer.BLOCK);
        assertThat(answer(get("/ask").param("site", "sandbox.example"), priya).getContentAsString())
                .contains("Ask for this page", "sandbox.example", "Ask my teacher");
        var asked = answer(post("/ask").param("site", "sandbox.example").param("reason", "for my project"), priya);
        assertThat(asked.getRedirectedUrl()).isEqualTo("/");
        var waiting = Tenants.within(greenfield.school(), () -> {
            var request = register.waiting(kingfishers.teacher()).getFirst();
            assertThat(request.request().things()).containsExactly("sandbox.example");
            assertThat(register.waiting(greenfield.somebody("Mr Other", Role.TEACHER)))
                    .isEmpty();
            assertThat(request.request().until())
                    .isBeforeOrEqualTo(clock.instant().plus(Duration.ofHours(8)));
            return request;
        });
        assertThat(gatewaysSay("sandbox.example", priya)).as("not by asking").isEqualTo(Answer.BLOCK);

        theTeacherGrants(waiting);
        assertThat(gatewaysSay("sandbox.example", priya)).isEqualTo(Answer.ALLOW);
        assertThat(gatewaysSay("sandbox.example", kingfishers.pupil(1))).isEqualTo(Answer.BLOCK);
    }

    @Test
    void aPupilWhoMeetsAClosedPartOfASiteAsksForThatPartAndGetsItAlone() throws Exception {
        var priya = kingfishers.pupil(0);
        for (var part : new String[] {"sites.example/view/games", "sites.example/view"}) {
            answer(
                    post("/filter/sites")
                            .param("site", part)
                            .param("reach", "part")
                            .param("effect", "BLOCK")
                            .param("readers", "everybody")
                            .param("reason", "because"),
                    greenfield.head());
        }
        assertThat(gatewaysSay("sites.example/View/Games", priya)).isEqualTo(Answer.BLOCK);

        answer(post("/ask").param("site", "www.sites.example/view/games/1").param("reason", "for maths"), priya);
        var waiting = Tenants.within(
                greenfield.school(),
                () -> register.waiting(kingfishers.teacher()).getFirst());
        assertThat(waiting.request().things()).containsExactly("sites.example/view/games");
        theTeacherGrants(waiting);
        assertThat(gatewaysSay("sites.example/view/games", priya)).isEqualTo(Answer.ALLOW);
        assertThat(gatewaysSay("sites.example/view/other", priya)).isEqualTo(Answer.BLOCK);
        assertThat(gatewaysSay("sites.example/view/games", kingfishers.pupil(1)))
                .isEqualTo(Answer.BLOCK);

        answer(post("/ask").param("site", "sites.example/about").param("reason", "for maths"), priya);
        assertThat(Tenants.within(
                        greenfield.school(),
                        () -> register.waiting(kingfishers.teacher())
                                .getFirst()
                                .request()
                                .things()))
                .containsExactly("sites.example");
    }

    @Test
    void aBlockPageNamesWhoReallyAnswersAChildAndWhoAnswersStaff() throws Exception {
        var priya = kingfishers.pupil(0);
        answer(post("/ask").param("site", "sandbox.example").param("reason", "for my project"), priya);

        Tenants.within(greenfield.school(), () -> {
            var card = copies.current(greenfield.school()).copy().card();
            assertThat(card.decides(Wording.KS1)).isEqualTo("your teacher");
            assertThat(card.decides(Wording.KS2)).isEqualTo("your teacher");
            assertThat(card.decides(Wording.ADULT)).isEqualTo("the online safety co-ordinator");
            assertThat(register.waiting(kingfishers.teacher())).hasSize(1);
            assertThat(register.waiting(greenfield.coordinator()))
                    .as("she is asked where the teacher cannot or does not")
                    .isEmpty();
        });
    }

    @Test
    @Keeps("FIL-10")
    void aChildHidesAPageWithOnePressAndIsNotBlamed() throws Exception {
        var priya = kingfishers.pupil(0);
        var page = answer(get("/report-site").param("site", "nasty.example"), priya)
                .getContentAsString();
        assertThat(page).contains("You did nothing wrong", "Hide it");
        assertThat(answer(post("/report-site").param("url", "nasty.example"), priya)
                        .getRedirectedUrl())
                .isEqualTo("/");
        assertThat(gatewaysSay("nasty.example", priya)).isEqualTo(Answer.BLOCK);
        var list = answer(get("/site-reports"), greenfield.coordinator()).getContentAsString();
        assertThat(list).contains("One reported site waits", "nasty.example");
        assertThat(answer(
                                get("/site-reports"),
                                new Actor.Somebody(
                                        greenfield.school(),
                                        greenfield.parent().person(),
                                        "Dan",
                                        Set.of(Role.PARENT),
                                        null))
                        .getStatus())
                .isEqualTo(403);
    }

    private Answer gatewaysSay(String site, Actor.Somebody pupil) {
        return Tenants.within(
                greenfield.school(),
                () -> ((Tracing.Traced) traces.trace(
                                greenfield.coordinator(), site, new ForReader.Named(pupil.person(), "checking")))
                        .trace()
                        .answer());
    }

    private void theTeacherGrants(Permission waiting) throws Exception {
        answer(
                post("/requests/" + waiting.id() + "/decision")
                        .param("decision", "grant")
                        .param("thing0", "yes")
                        .param("reason", "it suits"),
                kingfishers.teacher());
    }

    private String inDays(int days) {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON)
                .plusDays(days)
                .toString();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
