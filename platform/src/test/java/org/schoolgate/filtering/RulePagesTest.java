package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditEntry;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.engine.Answer;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SiteTraces.ForReader;
import org.schoolgate.filtering.SiteTraces.Tracing;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

@PageTest
class RulePagesTest {
    private final Cast cast;
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final MockMvc mvc;
    private final SchoolRules rules;
    private final SiteTraces traces;
    private final Settings settings;
    private final AuditTrail audit;

    RulePagesTest(
            Cast cast,
            MockMvc mvc,
            SchoolRules rules,
            SiteTraces traces,
            Settings settings,
            AuditTrail audit,
            People people,
            Roster roster) {
        this.cast = cast;
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        this.mvc = mvc;
        this.rules = rules;
        this.traces = traces;
        this.settings = settings;
        this.audit = audit;
    }

    @Test
    @Keeps("FIL-3")
    void aPastedAddressBecomesARuleForItsSiteThatTheGatewaysFollow() throws Exception {
        var made = answer(
                rule("HTTPS://WWW.Casino.example:443/spin?x=1", "BLOCK", "everybody")
                        .param("reach", "site"),
                greenfield.coordinator());
        assertThat(made.getRedirectedUrl()).isEqualTo("/filter/sites/1");
        assertThat(answer(get("/filter/sites"), greenfield.technician()).getContentAsString())
                .contains("One site has a rule of its own", "www.casino.example", "Everybody", "no end")
                .doesNotContain("/filter/sites/new");
        assertThat(gatewaysSay("www.casino.example", new ForReader.Group(ReaderGroup.STAFF)))
                .isEqualTo(Answer.BLOCK);

        var ended =
                answer(post("/filter/sites/1/end").param("reason", "it was another site"), greenfield.coordinator());
        assertThat(ended.getRedirectedUrl()).isEqualTo("/filter/sites");
        assertThat(gatewaysSay("www.casino.example", new ForReader.Group(ReaderGroup.STAFF)))
                .isEqualTo(Answer.ALLOW);
        assertThat(answer(get("/filter/sites").param("show", "ended"), greenfield.head())
                        .getContentAsString())
                .contains("One rule has ended", "ended");
    }

    @Test
    void anAddressOfAPageBecomesARuleForThatPartWhereThatIsWhatIsMeant() throws Exception {
        var address = "https://Sites.example/x/../view//ks2-maths/#top";
        var asked = answer(rule(address, "BLOCK", "everybody"), greenfield.coordinator());
        assertThat(asked.getStatus()).isEqualTo(422);
        assertThat(asked.getContentAsString())
                .contains(
                        "<a href=\"#reach\">Choose whether you mean this page or the whole site.</a>", "id=\"reach\"");

        var made = answer(rule(address, "BLOCK", "everybody").param("reach", "part"), greenfield.coordinator());
        assertThat(made.getRedirectedUrl()).isEqualTo("/filter/sites/1");
        assertThat(answer(get("/filter/sites/1"), greenfield.technician()).getContentAsString())
                .contains(
                        "<h1 class=\"break\">sites.example/view/ks2-maths</h1>",
                        "it closes nothing",
                        "/filter/why?site=sites.example%2Fview%2Fks2-maths");
        assertThat(answer(get("/filter/sites").param("q", "KS2-maths"), greenfield.head())
                        .getContentAsString())
                .contains("sites.example/view/ks2-maths");
        var staff = new ForReader.Group(ReaderGroup.STAFF);
        assertThat(gatewaysSay("https://www.sites.example/view/%6bs2-maths/fractions?page=2", staff))
                .isEqualTo(Answer.BLOCK);
        assertThat(gatewaysSay("https://sites.example/view/ks2-history", staff)).isEqualTo(Answer.ALLOW);
        assertThat(answer(rule(address, "BLOCK", "everybody").param("reach", "part"), greenfield.head())
                        .getContentAsString())
                .contains("Rule 1 says that already.");
        assertThat(answer(rule(address, "BLOCK", "everybody").param("reach", "site"), greenfield.head())
                        .getRedirectedUrl())
                .isEqualTo("/filter/sites/2");
        assertThat(answer(get("/filter/sites/1/change"), greenfield.head()).getContentAsString())
                .contains(
                        "value=\"sites.example/view/ks2-maths\"", "id=\"reach\" name=\"reach\" value=\"part\" checked");
    }

    @Test
    void ofAPageThatOnlyAQuestionTellsApartNobodyMakesARuleByMistake() throws Exception {
        var address = "https://films.example/watch?v=1";
        assertThat(answer(rule(address, "ALLOW", "everybody").param("reach", "part"), greenfield.head())
                        .getContentAsString())
                .contains("films.example/watch has pages that only the part after the question mark tells apart");
        assertThat(answer(
                                list(
                                        address + "\nsites.example/view/games",
                                        "BLOCK",
                                        "everybody",
                                        "/filter/sites/import"),
                                greenfield.head())
                        .getContentAsString())
                .contains("One rule would be made", "sites.example/view/games", "after the question mark");
        assertThat(answer(
                                list(
                                        address + "\nsites.example/view/games",
                                        "BLOCK",
                                        "everybody",
                                        "/filter/sites/import/making"),
                                greenfield.head())
                        .getRedirectedUrl())
                .isEqualTo("/filter/sites");
        assertThat(answer(get("/filter/sites.csv"), greenfield.head()).getContentAsString())
                .contains("\"sites.example/view/games\",\"because\"")
                .doesNotContain("films.example");
    }

    @Test
    void aHostOfManySitesIsTooWideAndOneOfThemIsNot() throws Exception {
        assertThat(answer(rule("sites.google.com/view", "ALLOW", "everybody").param("reach", "part"), greenfield.head())
                        .getContentAsString())
                .contains("sites.google.com is a whole ending");
        answer(
                rule("https://sites.google.com/view/year-6/maths", "ALLOW", "everybody")
                        .param("reach", "site"),
                greenfield.head());
        assertThat(answer(get("/filter/sites/1"), greenfield.head()).getContentAsString())
                .contains("sites.google.com/view/year-6</h1>");
        assertThat(answer(
                                post("/filter/always-open")
                                        .param("site", "sites.google.com/view/year-6")
                                        .param("reason", "ours"),
                                greenfield.head())
                        .getContentAsString())
                .contains("sites.google.com is a whole ending");
    }

    @Test
    @Line("I10")
    void ofTwoRulesForPartsOfASiteTheLongerWinsAndThePageSaysWhere() throws Exception {
        answer(rule("sites.example/view", "ALLOW", "everybody").param("reach", "part"), greenfield.head());
        answer(rule("sites.example", "BLOCK", "everybody"), greenfield.head());
        answer(rule("www.sites.example", "ASK", "everybody"), greenfield.head());
        answer(rule("sites.example/other", "ASK", "everybody").param("reach", "part"), greenfield.head());
        assertThat(answer(get("/filter/sites/1"), greenfield.head()).getContentAsString())
                .contains(
                        "2 other rules meet it",
                        "this rule wins over Rule 2 at sites.example/view.",
                        "Rule 3 wins at www.sites.example/view.",
                        "it opens nothing")
                .doesNotContain("Rule 4");
    }

    @Test
    void aRuleForAYearHoldsForItsPupilsAndForNobodyElse() throws Exception {
        answer(rule("chess.example", "BLOCK", "year:6"), greenfield.coordinator());
        assertThat(gatewaysSay("chess.example", new ForReader.OfClass(kingfishers.id())))
                .isEqualTo(Answer.BLOCK);
        assertThat(gatewaysSay("chess.example", new ForReader.Group(ReaderGroup.STAFF)))
                .isEqualTo(Answer.ALLOW);
        Tenants.within(greenfield.school(), () -> {
            var of = new ForReader.Named(kingfishers.pupil(0).person(), "checking");
            assertThat(((Tracing.Traced) traces.trace(greenfield.coordinator(), "chess.example", of))
                            .trace()
                            .answer())
                    .as("a real pupil of Year 6, as the gateways know them")
                    .isEqualTo(Answer.BLOCK);
        });
    }

    @Test
    @Line("I10")
    void thePageOfARuleSaysWhichOtherWinsAsTheEngineDecides() throws Exception {
        answer(rule("casino.example", "BLOCK", "everybody"), greenfield.coordinator());
        answer(rule("maths.casino.example", "ALLOW", "phase:KS2"), greenfield.coordinator());
        answer(rule("maths.casino.example", "ASK", "everybody"), greenfield.coordinator());
        var page = answer(get("/filter/sites/2"), greenfield.coordinator()).getContentAsString();
        assertThat(page)
                .contains(
                        "2 other rules meet it",
                        "this rule wins over Rule 1 at maths.casino.example.",
                        "Rule 3 wins at maths.casino.example.");
        assertThat(gatewaysSay("maths.casino.example", new ForReader.Group(ReaderGroup.KS2)))
                .isEqualTo(Answer.ASK);
    }

    @Test
    void changingARuleKeepsTheOldOneInTheRecord() throws Exception {
        answer(rule("chess.example", "BLOCK", "everybody"), greenfield.coordinator());
        assertThat(answer(get("/filter/sites/1/change"), greenfield.coordinator())
                        .getContentAsString())
                .contains("chess.example", "Change Rule 1");
        var changed = answer(
                post("/filter/sites/1")
                        .param("site", "chess.example")
                        .param("effect", "ASK")
                        .param("readers", "phase:KS2")
                        .param("reason", "only with a teacher"),
                greenfield.coordinator());
        assertThat(changed.getRedirectedUrl()).isEqualTo("/filter/sites/2");
        assertThat(answer(get("/filter/sites/1"), greenfield.coordinator()).getContentAsString())
                .contains("Replaced by rule 2: only with a teacher");
        assertThat(answer(
                                post("/filter/sites/1")
                                        .param("site", "chess.example")
                                        .param("effect", "BLOCK")
                                        .param("readers", "phase:KS2")
                                        .param("reason", "again"),
                                greenfield.coordinator())
                        .getRedirectedUrl())
                .as("what is over cannot be changed")
                .isEqualTo("/filter/sites/1");
    }

    @Test
    @Line("I9")
    void everyFaultOfAFormStandsInWordsBesideItsField() throws Exception {
        var empty = answer(post("/filter/sites").param("site", "co.uk"), greenfield.coordinator());
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(empty.getContentAsString())
                .contains("<title>Error:", "<a href=\"#readers\">Choose for whom.</a>", "id=\"readers-error\"");
        var wide = answer(rule("co.uk", "BLOCK", "everybody"), greenfield.coordinator());
        assertThat(wide.getStatus()).isEqualTo(422);
        assertThat(wide.getContentAsString())
                .contains("co.uk is a whole ending, under which anybody may have a site.", "id=\"site-error\"");
        assertThat(answer(rule("not a site", "BLOCK", "everybody"), greenfield.coordinator())
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(rule("chess.example", "BLOCK", "class:" + UUID.randomUUID()), greenfield.head())
                        .getContentAsString())
                .contains("is no class or group of the school any more");
        assertThat(answer(rule("chess.example", "OPEN-ALL", "everybody"), greenfield.head())
                        .getContentAsString())
                .contains("Choose what becomes of the site.");
        assertThat(answer(
                                rule("chess.example", "BLOCK", "everybody").param("until", "1/1/2020"),
                                greenfield.coordinator())
                        .getContentAsString())
                .contains("id=\"until-error\"");
    }

    @Test
    @Line("I6")
    void noRuleOpensWhatIsAgainstTheLawOrClosesAHelpLineByItsPageOrByAList() throws Exception {
        var canary = AlwaysOpen.CANARIES.iterator().next();
        assertThat(answer(rule("https://" + canary + "/x", "ALLOW", "staff").param("reach", "part"), greenfield.head())
                        .getContentAsString())
                .contains("Nobody can open it");
        assertThat(answer(rule("www.childline.org.uk", "BLOCK", "everybody"), greenfield.head())
                        .getContentAsString())
                .contains("is always open, so that help can be found");
        var preview = answer(
                list("sub." + canary + "\nchess.example", "ALLOW", "staff", "/filter/sites/import"), greenfield.head());
        assertThat(preview.getContentAsString()).contains("One rule would be made", "Nobody can open it");
        answer(
                list("sub." + canary + "\nchess.example", "ALLOW", "staff", "/filter/sites/import/making"),
                greenfield.head());
        Tenants.within(greenfield.school(), () -> {
            assertThat(rules.all(greenfield.head()))
                    .extracting(SchoolRule::host)
                    .containsExactly("chess.example");
        });
        assertThat(gatewaysSay(canary, new ForReader.Group(ReaderGroup.STAFF))).isEqualTo(Answer.BLOCK);
    }

    @Test
    void aListIsLookedThroughBeforeAnythingChangesAndEachLineThatStaysOutSaysWhy() throws Exception {
        answer(rule("there.example", "BLOCK", "everybody"), greenfield.coordinator());
        var text = """
                \uFEFFsite;why
                # our own
                https://Chess.example/play;"no; chess"
                chess.example//play/
                co.uk
                there.example

                bücher.example,books
                """;
        var page = answer(list(text, "BLOCK", "everybody", "/filter/sites/import"), greenfield.coordinator())
                .getContentAsString();
        assertThat(page)
                .contains(
                        "2 rules would be made",
                        "3 lines stay out",
                        "no; chess",
                        "xn--bcher-kva.example",
                        "Line 3 has it already.",
                        "co.uk is a whole ending",
                        "Rule 1 says that already.");
        Tenants.within(
                greenfield.school(),
                () -> assertThat(rules.all(greenfield.head())).hasSize(1));

        var done = answer(list(text, "BLOCK", "everybody", "/filter/sites/import/making"), greenfield.coordinator());
        assertThat(done.getRedirectedUrl()).isEqualTo("/filter/sites");
        assertThat(gatewaysSay("chess.example/play", new ForReader.Group(ReaderGroup.KS2)))
                .isEqualTo(Answer.BLOCK);
        Tenants.within(greenfield.school(), () -> {
            assertThat(rules.all(greenfield.head()))
                    .extracting(SchoolRule::reason)
                    .containsExactly("books", "no; chess", "because");
            assertThat(audit.newest(greenfield.head(), "filtering.rules-imported", Long.MAX_VALUE, 5))
                    .extracting(AuditEntry::kind)
                    .hasSize(1);
        });
    }

    @Test
    @Line("I9")
    void aWholeFilterListAndAFileThatIsNoTextAreRefused() throws Exception {
        var many = "x.example\n".repeat(RuleImports.MOST_LINES + 1);
        var page = answer(list(many, "BLOCK", "everybody", "/filter/sites/import"), greenfield.head());
        assertThat(page.getStatus()).isEqualTo(422);
        assertThat(page.getContentAsString()).contains("That is too much for one go.");
        var picture = multipart("/filter/sites/import")
                .file(new MockMultipartFile("file", "x.csv", "text/csv", new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
        picture.param("effect", "BLOCK").param("readers", "everybody").param("reason", "because");
        var refused = answer(picture, greenfield.head());
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString())
                .contains("This file is no text in UTF-8.", "id=\"file-error\"")
                .doesNotContain("id=\"sites-error\"");
        var good = multipart("/filter/sites/import")
                .file(new MockMultipartFile(
                        "file", "x.csv", "text/csv", "bingo.example,bets".getBytes(StandardCharsets.UTF_8)));
        good.param("effect", "BLOCK").param("readers", "everybody").param("reason", "because");
        assertThat(answer(good, greenfield.head()).getContentAsString()).contains("One rule would be made", "bets");
    }

    @Test
    void theTableThatIsTakenAwayHoldsNoFormula() throws Exception {
        answer(
                post("/filter/sites")
                        .param("site", "chess.example")
                        .param("effect", "BLOCK")
                        .param("readers", "everybody")
                        .param("reason", "=HYPERLINK(\"http://evil.example\")"),
                greenfield.coordinator());
        var file = answer(get("/filter/sites.csv"), greenfield.head());
        assertThat(file.getContentAsString(StandardCharsets.UTF_8)).contains("\"chess.example\",\"'=HYPERLINK(");
        assertThat(file.getHeader("Content-Disposition")).contains("attachment", "own-sites-");
    }

    @Test
    @Keeps("FIL-3")
    void theSettingSaysWhoChangesTheFilterBesideTheHead() throws Exception {
        assertThat(answer(rule("chess.example", "BLOCK", "everybody"), greenfield.technician())
                        .getStatus())
                .isEqualTo(403);
        Tenants.within(
                greenfield.school(),
                () -> settings.set(greenfield.head(), "filtering.changed-by", "technician", "she keeps it"));
        assertThat(answer(rule("chess.example", "BLOCK", "everybody"), greenfield.technician())
                        .getStatus())
                .isEqualTo(302);
        assertThat(answer(rule("sums.example", "BLOCK", "everybody"), greenfield.coordinator())
                        .getStatus())
                .as("whom the setting does not name any more")
                .isEqualTo(403);
        assertThat(answer(rule("sums.example", "BLOCK", "everybody"), greenfield.head())
                        .getStatus())
                .isEqualTo(302);
        assertThat(answer(rule("maps.example", "ALLOW", "everybody"), greenfield.pupil())
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    @Keeps("DAT-12")
    void anotherSchoolsRuleIsNotThere() throws Exception {
        answer(rule("chess.example", "BLOCK", "everybody"), greenfield.coordinator());
        var brookLane = cast.greenfield();
        assertThat(answer(get("/filter/sites/1"), brookLane.head()).getStatus()).isEqualTo(404);
        assertThat(answer(post("/filter/sites/1/end").param("reason", "x"), brookLane.head())
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void oneOfTheSchoolsOwnSitesIsAlwaysOpenAlsoForWhoeverHasNotSigned() throws Exception {
        assertThat(answer(
                                post("/filter/always-open")
                                        .param("site", "greenfield.example")
                                        .param("reason", "our pages"),
                                greenfield.head())
                        .getStatus())
                .isEqualTo(302);
        assertThat(gatewaysSay("www.greenfield.example", new ForReader.Group(ReaderGroup.NOT_SIGNED)))
                .isEqualTo(Answer.ALLOW);
        assertThat(answer(rule("greenfield.example", "BLOCK", "everybody"), greenfield.head())
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(get("/filter/always-open"), greenfield.technician()).getContentAsString())
                .contains("greenfield.example", "childline.org.uk")
                .doesNotContain("Take it off");
        answer(post("/filter/always-open/removal").param("site", "greenfield.example"), greenfield.head());
        assertThat(gatewaysSay("www.greenfield.example", new ForReader.Group(ReaderGroup.NOT_SIGNED)))
                .isEqualTo(Answer.BLOCK);
        assertThat(answer(post("/filter/always-open").param("site", "co.uk"), greenfield.head())
                        .getContentAsString())
                .contains("id=\"site-error\"", "id=\"reason-error\"");
    }

    @Test
    @Line("I10")
    void theSameRuleIsNotMadeTwice() {
        greenfield.within(() -> {
            var wish = new SchoolRules.Wish(
                    "chess.example", Effect.BLOCK, Set.of(ForWhom.ref(kingfishers.id())), null, "because", false);
            assertThat(rules.make(greenfield.head(), wish)).isInstanceOf(SchoolRules.Making.Made.class);
            assertThat(rules.make(greenfield.head(), wish)).isInstanceOf(SchoolRules.Making.NotLikeThat.class);
            assertThat(rules.readers(greenfield.head()))
                    .extracting(SchoolRules.Readers::label)
                    .contains("Kingfishers", "Year 6", "Staff");
        });
    }

    private Answer gatewaysSay(String site, ForReader forReader) {
        return Tenants.within(
                greenfield.school(),
                () -> ((Tracing.Traced) traces.trace(greenfield.coordinator(), site, forReader))
                        .trace()
                        .answer());
    }

    private static MockHttpServletRequestBuilder rule(String site, String effect, String readers) {
        return post("/filter/sites")
                .param("site", site)
                .param("effect", effect)
                .param("readers", readers)
                .param("reason", "because");
    }

    private static MockHttpServletRequestBuilder list(String sites, String effect, String readers, String to) {
        return post(to).param("sites", sites)
                .param("effect", effect)
                .param("readers", readers)
                .param("reason", "because");
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return answer((RequestBuilder) request.with(Cast.as(actor)));
    }

    private MockHttpServletResponse answer(MockMultipartHttpServletRequestBuilder request, Actor actor)
            throws Exception {
        return answer((RequestBuilder) request.with(Cast.as(actor)));
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }
}
