package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditEntry;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.engine.Answer;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SiteTraces.ForReader;
import org.schoolgate.filtering.SiteTraces.Tracing;
import org.schoolgate.gateways.Places;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
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
class TracePagesTest {
    private final Greenfield greenfield;
    private final Classroom kingfishers;
    private final Classroom robins;
    private final MockMvc mvc;
    private final SchoolRules rules;
    private final SiteTraces traces;
    private final AuditTrail audit;
    private final Places places;

    TracePagesTest(
            Cast cast,
            MockMvc mvc,
            SchoolRules rules,
            SiteTraces traces,
            AuditTrail audit,
            Places places,
            People people,
            Roster roster) {
        this.greenfield = cast.greenfield();
        this.kingfishers = Tenants.within(greenfield.school(), () -> Classroom.kingfishers(greenfield, people, roster));
        this.robins = Tenants.within(
                greenfield.school(),
                () -> Classroom.of(greenfield, people, roster, "Robins", 1, "Adeyemi", "Ana Lopez", "Ben Marsh"));
        this.mvc = mvc;
        this.rules = rules;
        this.traces = traces;
        this.audit = audit;
        this.places = places;
    }

    @BeforeEach
    void aRuleForKingfishers() {
        greenfield.within(() -> {
            make("casino.example", Effect.BLOCK, Set.of(), "nobody needs it");
            make("maths.casino.example", Effect.ALLOW, Set.of(ForWhom.ref(kingfishers.id())), "chances in maths");
        });
    }

    @Test
    void theRuleForTheLongestHostDecidesAndThePageSaysWhichAndWhy() throws Exception {
        var page = answer(
                        post("/filter/why")
                                .param("site", "https://www.maths.casino.example/dice?n=6")
                                .param("reader", "class:" + kingfishers.id()),
                        kingfishers.teacher())
                .getContentAsString();
        assertThat(page)
                .contains(
                        "www.maths.casino.example is open for Kingfishers",
                        "Rule 2 opens maths.casino.example: “chances in maths”",
                        "Nobody was looked up");
        assertThat(answer(
                                post("/filter/why")
                                        .param("site", "maths.casino.example")
                                        .param("reader", "class:" + robins.id()),
                                kingfishers.teacher())
                        .getContentAsString())
                .contains(
                        "maths.casino.example is closed for Robins",
                        "Rule 2, for maths.casino.example, is for other readers.",
                        "Rule 1 closes casino.example: “nobody needs it”",
                        "Ask to open it");
    }

    @Test
    void thePageSaysThatAPrivateRelayIsClosedToEverybody() throws Exception {
        assertThat(answer(
                                post("/filter/why")
                                        .param("site", "mask.icloud.com")
                                        .param("reader", "class:" + kingfishers.id()),
                                kingfishers.teacher())
                        .getContentAsString())
                .contains("mask.icloud.com is closed for Kingfishers", "A private relay is entered there");
    }

    @Test
    void whoeverIsNotKnownAtAPlaceReadsByItsProfileAndByRulesForEverybodyAlone() throws Exception {
        var annexe = (Places.Noting.Done) Tenants.within(
                greenfield.school(),
                () -> places.note(
                        greenfield.technician(), new Places.Wish("Annexe", "10.9.0.1", 3130, "ks2", false, true)));
        var reader = "place:" + annexe.place().id();

        var page = answer(get("/filter/why"), greenfield.technician()).getContentAsString();
        assertThat(page).contains("value=\"" + reader + "\"", "Whoever is not known at Annexe");
        assertThat(answer(
                                get("/filter/why")
                                        .param("site", "maths.casino.example")
                                        .param("reader", reader),
                                greenfield.technician())
                        .getContentAsString())
                .contains(
                        "maths.casino.example is closed for whoever is not known at Annexe",
                        "Rule 2, for maths.casino.example, is for other readers.");

        assertThat(answer(get("/filter/why"), kingfishers.teacher()).getContentAsString())
                .doesNotContain("Annexe");
        for (var asked : new String[] {reader, "place:" + UUID.randomUUID(), "place:1", "place:"}) {
            assertThat(answer(
                                    get("/filter/why")
                                            .param("site", "a.example")
                                            .param("reader", asked),
                                    kingfishers.teacher())
                            .getStatus())
                    .isIn(403, 404);
        }
    }

    @Test
    void anAddressThatHasAClosedSiteInItIsExplainedByThatSite() throws Exception {
        for (var address : List.of(
                "https://translate.google.com/translate?sl=auto&u=https%3A%2F%2Fcasino.example%2Fdice",
                "https://casino-example.translate.goog/dice",
                "https://web.archive.org/web/20260101000000/casino.example")) {
            assertThat(answer(get("/filter/why").param("site", address).param("reader", "group:KS2"), greenfield.head())
                            .getContentAsString())
                    .as(address)
                    .contains(
                            "casino.example is closed for",
                            " and has casino.example in it, so the stricter of both decides",
                            "Rule 1 closes casino.example: “nobody needs it”");
        }
        assertThat(answer(
                                get("/filter/why")
                                        .param("site", "https://maps.example/log-in?back=https://school.example/")
                                        .param("reader", "group:KS2"),
                                greenfield.head())
                        .getContentAsString())
                .contains("maps.example is open for")
                .doesNotContain("in it, so the stricter");
    }

    @Test
    void aSiteThatIsAgainstTheLawHasNoNextStepForAnybody() throws Exception {
        var canary = AlwaysOpen.CANARIES.iterator().next();
        var page = answer(get("/filter/why").param("site", canary).param("reader", "group:STAFF"), greenfield.head())
                .getContentAsString();
        assertThat(page)
                .contains("It is on the list of what is against the law", "tell the safeguarding lead")
                .doesNotContain("/ask?site=");
    }

    @Test
    void aHelpLineIsOpenAlsoForWhoeverHasNotSigned() throws Exception {
        assertThat(answer(
                                get("/filter/why")
                                        .param("site", "childline.org.uk")
                                        .param("reader", "group:NOT_SIGNED"),
                                greenfield.technician())
                        .getContentAsString())
                .contains("childline.org.uk is open for Not signed yet", "No rule and no report closes it.");
    }

    @Test
    @Keeps("MON-4")
    void aQuestionAboutAPersonIsOnTheRecordBeforeItsAnswerAndOneAboutAClassIsNot() throws Exception {
        var asked = post("/filter/why")
                .param("site", "maths.casino.example")
                .param("reader", "person")
                .param("name", "Priya")
                .param("because", "she says it is closed");
        var page = answer(asked, greenfield.technician()).getContentAsString();
        assertThat(page).contains("maths.casino.example is open for Priya Nair", "They read: “", "on the record");
        var entry = Tenants.within(
                greenfield.school(), () -> audit.newest(greenfield.head(), "look-up.site-traced", Long.MAX_VALUE, 5));
        assertThat(entry).hasSize(1);
        assertThat(entry.getFirst().subject())
                .isEqualTo("person:" + kingfishers.pupil(0).person());
        assertThat(entry.getFirst().facts().orElseThrow())
                .containsEntry("because", "she says it is closed")
                .containsEntry("site", "maths.casino.example");
    }

    @Test
    @Keeps("MON-3")
    void nobodyIsLookedUpWithoutAReasonOrByALinkOrByATeacherOfAnotherClass() throws Exception {
        var silent = answer(
                post("/filter/why")
                        .param("site", "casino.example")
                        .param("reader", "person")
                        .param("name", "Priya"),
                greenfield.technician());
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString())
                .contains("<title>Error:", "<a href=\"#because\">Write why you look.", "id=\"because-error\"");
        assertThat(answer(
                                get("/filter/why")
                                        .param("site", "casino.example")
                                        .param("reader", "person")
                                        .param("name", "Priya")
                                        .param("because", "curious"),
                                greenfield.technician())
                        .getContentAsString())
                .doesNotContain("Priya Nair");
        var other = answer(
                post("/filter/why")
                        .param("site", "casino.example")
                        .param("reader", "person")
                        .param("name", "Ana")
                        .param("because", "curious"),
                kingfishers.teacher());
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString()).contains("Nobody whom you may see is called Ana.");
        assertThat(Tenants.within(
                        greenfield.school(),
                        () -> audit.newest(greenfield.head(), "look-up.site-traced", Long.MAX_VALUE, 5)))
                .extracting(AuditEntry::kind)
                .isEmpty();
    }

    @Test
    void everyAnswerIsTheGatewaysOwn() {
        greenfield.within(() -> {
            assertThat(answer("casino.example", new ForReader.Group(ReaderGroup.STAFF)))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer("sums.example", new ForReader.Group(ReaderGroup.KS2)))
                    .isEqualTo(Answer.ALLOW);
            assertThat(answer("sums.example", new ForReader.Group(ReaderGroup.NOT_SIGNED)))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer("http://192.0.2.9/", new ForReader.Group(ReaderGroup.KS1)))
                    .isEqualTo(Answer.BLOCK);
            assertThat(answer("http://192.0.2.9/", new ForReader.Group(ReaderGroup.STAFF)))
                    .isEqualTo(Answer.ALLOW);
            assertThat(answer("no such place", new ForReader.Group(ReaderGroup.KS2)))
                    .isEqualTo(Answer.MALFORMED);
        });
    }

    private Answer answer(String site, ForReader forReader) {
        return ((Tracing.Traced) traces.trace(greenfield.coordinator(), site, forReader))
                .trace()
                .answer();
    }

    private void make(String site, Effect effect, Set<String> readers, String reason) {
        assertThat(rules.make(
                        greenfield.coordinator(), new SchoolRules.Wish(site, effect, readers, null, reason, false)))
                .isInstanceOf(SchoolRules.Making.Made.class);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
