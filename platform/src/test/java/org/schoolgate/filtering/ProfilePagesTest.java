package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PageTest
class ProfilePagesTest {
    private final Greenfield greenfield;
    private final MockMvc mvc;
    private final PolicyCopies copies;
    private final AuditTrail audit;

    ProfilePagesTest(Cast cast, MockMvc mvc, PolicyCopies copies, AuditTrail audit) {
        this.greenfield = cast.greenfield();
        this.mvc = mvc;
        this.copies = copies;
        this.audit = audit;
    }

    @Test
    @Keeps({"FIL-1", "FIL-18", "FIL-26"})
    void everyGroupHasAPageThatSaysWhatBecomesOfEachCategoryInPlainWords() throws Exception {
        assertThat(page(get("/filter/profiles"), greenfield.technician()))
                .contains("Reception and Nursery", "Years 3 to 6", "Staff", "Visitors and governors", "Not signed yet");
        for (var group : ReaderGroup.values()) {
            var page = page(get("/filter/profiles/" + group.id()), greenfield.technician());
            assertThat(Arrays.stream(SiteCategory.values()))
                    .allSatisfy(category -> assertThat(page).contains(category.label(), category.about()));
            assertThat(page).doesNotContain("/" + group.id() + "/games\"");
        }
        assertThat(page(get("/filter/profiles/ks2"), greenfield.coordinator()))
                .contains("/filter/profiles/ks2/games", "Against the law", "Legal, but harmful to children")
                .doesNotContain("/filter/profiles/ks2/pornography");
    }

    @Test
    @Keeps({"FIL-3", "RPT-6"})
    void aChoiceIsInTheNextPolicyOfTheGatewaysAndStandsInTheHistoryWithItsReason() throws Exception {
        assertThat(blocked("ks2")).doesNotContain("games");
        var chosen = answer(
                post("/filter/profiles/ks2/games").param("treatment", "CLOSED").param("reason", "test week"),
                greenfield.coordinator());
        assertThat(chosen.getRedirectedUrl()).isEqualTo("/filter/profiles/ks2");
        assertThat(blocked("ks2")).contains("games");
        assertThat(page(get("/filter/profiles/ks2"), greenfield.head()))
                .contains("Games: Closed, by Miss Farrow", "“test week”", "chosen by the school");
        assertThat(page(get("/filter/profiles/ks1"), greenfield.head())).doesNotContain("“test week”");
        Tenants.within(
                greenfield.school(),
                () -> assertThat(audit.newest(greenfield.head(), "filtering.category-chosen", Long.MAX_VALUE, 5))
                        .hasSize(1));
    }

    @Test
    @Keeps("FIL-19")
    void oneChoiceClosesWebmailToStaffAndOneOpensItAgain() throws Exception {
        assertThat(blocked("staff")).doesNotContain("webmail");
        assertThat(blocked("ks2")).contains("webmail");
        answer(
                post("/filter/profiles/staff/webmail")
                        .param("treatment", "CLOSED")
                        .param("reason", "a wave of phishing"),
                greenfield.coordinator());
        assertThat(blocked("staff")).contains("webmail");
        answer(
                post("/filter/profiles/staff/webmail")
                        .param("treatment", "OPEN")
                        .param("reason", "it is over"),
                greenfield.coordinator());
        assertThat(blocked("staff")).doesNotContain("webmail");
        assertThat(blocked("ks2")).contains("webmail");
    }

    @Test
    @Keeps({"FIL-1", "FIL-3"})
    void whatSearchEnginesAndYouTubeShowIsChosenForAGroupAndIsInTheNextPolicy() throws Exception {
        assertThat(modes("ks2")).isEqualTo(new SafeModes(true, YouTube.STRICT));
        assertThat(modes("staff")).isEqualTo(new SafeModes(true, YouTube.MODERATE));
        assertThat(page(get("/filter/profiles/ks2"), greenfield.technician()))
                .contains("Safe results only, YouTube strictly restricted")
                .doesNotContain("/filter/profiles/ks2/safe-modes");
        assertThat(page(get("/filter/profiles/ks2/safe-modes"), greenfield.coordinator()))
                .contains("value=\"MODERATE\"")
                .doesNotContain("value=\"OPEN\"", "value=\"false\"");
        var chosen = answer(safeModes("staff", "false", "OPEN", "maps of the war"), greenfield.coordinator());
        assertThat(chosen.getRedirectedUrl()).isEqualTo("/filter/profiles/staff");
        assertThat(modes("staff")).isEqualTo(SafeModes.OPEN);
        assertThat(page(get("/filter/profiles/staff"), greenfield.head()))
                .contains("Search and YouTube: All results, all of YouTube, by Miss Farrow", "“maps of the war”");
        Tenants.within(
                greenfield.school(),
                () -> assertThat(audit.newest(greenfield.head(), "filtering.safe-modes-chosen", Long.MAX_VALUE, 5))
                        .hasSize(1));

        var toChildren = answer(safeModes("ks2", "false", "OPEN", "please"), greenfield.head());
        assertThat(toChildren.getStatus()).isEqualTo(422);
        assertThat(toChildren.getContentAsString())
                .contains("id=\"safeSearch-error\"", "id=\"youTube-error\"", "please");
        var silent = answer(safeModes("ks2", "", "", ""), greenfield.head());
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(answer(safeModes("not-signed", "true", "MODERATE", "please"), greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(safeModes("ks2", "true", "MODERATE", "please"), greenfield.technician())
                        .getStatus())
                .isEqualTo(403);
        assertThat(modes("ks2")).isEqualTo(new SafeModes(true, YouTube.STRICT));
    }

    private static MockHttpServletRequestBuilder safeModes(
            String group, String safeSearch, String youTube, String reason) {
        return post("/filter/profiles/" + group + "/safe-modes")
                .param("safeSearch", safeSearch)
                .param("youTube", youTube)
                .param("reason", reason);
    }

    private SafeModes modes(String profile) {
        return profile(profile).safeModes();
    }

    @Test
    @Keeps("FIL-3")
    void nobodyIsLookedIntoBeforeTheSchoolChoseSoAndSaysThatItToldThem() throws Exception {
        for (var group : ReaderGroup.values()) {
            assertThat(profile(group.id()).https()).as(group.id()).isEqualTo(Https.NAMES);
        }
        assertThat(page(get("/filter/profiles/ks2"), greenfield.technician()))
                .contains("by names only")
                .doesNotContain("/filter/profiles/ks2/https");
        assertThat(page(get("/filter/profiles/ks2/https"), greenfield.coordinator()))
                .contains("nothing is ever opened of banks and money, of health, and of help lines");
        var untold = answer(https("ks2", "INSPECT", "the governors agreed"), greenfield.coordinator());
        assertThat(untold.getStatus()).isEqualTo(422);
        assertThat(untold.getContentAsString()).contains("id=\"told-error\"", "the governors agreed");
        assertThat(profile("ks2").https()).isEqualTo(Https.NAMES);

        var chosen = answer(
                https("ks2", "INSPECT", "the governors agreed")
                        .param("told", "true")
                        .param("social", "SPLICE"),
                greenfield.coordinator());
        assertThat(chosen.getRedirectedUrl()).isEqualTo("/filter/profiles/ks2");
        assertThat(profile("ks2").https())
                .isEqualTo(new Https(
                        Https.Mode.INSPECT,
                        Map.of("social", Https.Mode.SPLICE, "social_networks", Https.Mode.SPLICE),
                        Set.of()));
        assertThat(profile("staff").https()).isEqualTo(Https.NAMES);
        assertThat(page(get("/filter/profiles/ks2"), greenfield.head()))
                .contains("Looking into HTTPS: looked into; ", "by Miss Farrow", "“the governors agreed”");
        Tenants.within(
                greenfield.school(),
                () -> assertThat(audit.newest(greenfield.head(), "filtering.https-chosen", Long.MAX_VALUE, 5))
                        .hasSize(1));

        assertThat(answer(https("not-signed", "INSPECT", "please").param("told", "true"), greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(https("ks2", "", "please"), greenfield.head()).getStatus())
                .isEqualTo(422);
        assertThat(answer(https("ks2", "NAME_ONLY", "please"), greenfield.technician())
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void theSitesThatAreNeverLookedIntoAreTheSchoolsOwnAndHoldForAll() throws Exception {
        var kept = answer(
                post("/filter/https")
                        .param("hosts", "https://Books.example/login\npinned.example\n")
                        .param("reason", "its app takes no other certificate"),
                greenfield.coordinator());
        assertThat(kept.getRedirectedUrl()).isEqualTo("/filter/https");
        for (var group : ReaderGroup.values()) {
            assertThat(profile(group.id()).https().never())
                    .containsExactlyInAnyOrder("books.example", "pinned.example");
        }
        assertThat(page(get("/filter/https"), greenfield.technician()))
                .contains("pinned.example", "“its app takes no other certificate”")
                .doesNotContain("<textarea");

        var wide = answer(
                post("/filter/https").param("hosts", "fine.example\nco.uk").param("reason", ""), greenfield.head());
        assertThat(wide.getStatus()).isEqualTo(422);
        assertThat(wide.getContentAsString()).contains("id=\"hosts-error\"", "“co.uk”", "fine.example");
        assertThat(profile("ks2").https().never()).hasSize(2);
        assertThat(answer(post("/filter/https").param("reason", "none needed now"), greenfield.head())
                        .getRedirectedUrl())
                .isEqualTo("/filter/https");
        assertThat(profile("ks2").https().never()).isEmpty();
    }

    private static MockHttpServletRequestBuilder https(String group, String usual, String reason) {
        return post("/filter/profiles/" + group + "/https")
                .param("usual", usual)
                .param("reason", reason);
    }

    @Test
    @Keeps("FIL-22")
    void staffReadThatNoFilterIsCompleteAndThatTheyAreNeeded() throws Exception {
        var notice = "No filter catches everything: please stay near when pupils search.";
        assertThat(page(get("/report-site"), greenfield.teacher())).contains(notice);
        assertThat(page(get("/filter/profiles"), greenfield.head())).contains(notice);
    }

    @Test
    @Line("I6")
    void whatIsProtectedStaysClosedWhateverIsSent() throws Exception {
        for (var category : new String[] {"illegal", "pornography", "self-harm", "bypass", "malware"}) {
            var refused = answer(
                    post("/filter/profiles/ks2/" + category)
                            .param("treatment", "OPEN")
                            .param("reason", "please"),
                    greenfield.head());
            assertThat(refused.getStatus()).as(category).isEqualTo(422);
            assertThat(refused.getContentAsString()).contains("This stays closed for these readers at every school.");
        }
        assertThat(answer(
                                post("/filter/profiles/staff/illegal")
                                        .param("treatment", "ASK")
                                        .param("reason", "please"),
                                greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(
                                post("/filter/profiles/not-signed/games")
                                        .param("treatment", "ASK")
                                        .param("reason", "please"),
                                greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        assertThat(blocked("ks2")).contains("illegal", "porn", "self-harm", "proxy", "malware");
    }

    @Test
    void aChoiceWithoutAReasonOrAnAnswerIsAskedAgainBesideItsField() throws Exception {
        var silent = answer(post("/filter/profiles/ks2/games").param("treatment", "CLOSED"), greenfield.head());
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString())
                .contains("<title>Error:", "<a href=\"#reason\">", "id=\"reason-error\"");
        var nothing = answer(post("/filter/profiles/ks2/games").param("reason", "x"), greenfield.head());
        assertThat(nothing.getStatus()).isEqualTo(422);
        assertThat(nothing.getContentAsString()).contains("id=\"treatment-error\"");
        assertThat(answer(get("/filter/profiles/ks9"), greenfield.head()).getStatus())
                .isEqualTo(404);
        assertThat(answer(get("/filter/profiles/ks2/cats"), greenfield.head()).getStatus())
                .isEqualTo(404);
        assertThat(answer(
                                post("/filter/profiles/ks2/games")
                                        .param("treatment", "OPEN")
                                        .param("reason", "I like them"),
                                greenfield.pupil())
                        .getStatus())
                .isEqualTo(403);
    }

    private Set<String> blocked(String profile) {
        return profile(profile).blocked();
    }

    private ReaderProfile profile(String id) {
        return Objects.requireNonNull(Tenants.within(
                        greenfield.school(),
                        () -> copies.current(greenfield.school()).copy().profiles())
                .get(id));
    }

    private String page(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return answer(request, actor).getContentAsString();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
