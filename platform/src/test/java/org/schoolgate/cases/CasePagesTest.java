package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of cases over HTTP, without any script. */
@PageTest
class CasePagesTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseRegister register;
    private final Reports reports;
    private final Roster roster;

    CasePagesTest(
            Cast cast, MockMvc mvc, Cases cases, CaseRegister register, Reports reports, People people, Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.register = register;
        this.reports = reports;
        this.roster = roster;
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        var response = ask(get(path), by);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }

    /** Where a form led. */
    private String sent(MockHttpServletRequestBuilder form, Actor.Somebody by) throws Exception {
        var response = ask(form, by);
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(302);
        return Objects.requireNonNull(response.getRedirectedUrl());
    }

    private String open(String kind, Actor.Somebody by) throws Exception {
        return sent(post("/cases").param("kind", kind), by);
    }

    /** A page without the hidden fields of its forms, which are never twice the same. */
    private static String withoutProof(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString().replaceAll(" value=\"[^\"]*\"", "");
    }

    private static MockHttpServletRequestBuilder step(String path, String step) {
        return post(path + "/walks/1/steps/" + step);
    }

    private static MockHttpServletRequestBuilder what(String path) {
        return step(path, "what")
                .param("account", "tellis")
                .param("at", "2026-11-19T09:30")
                .param("place", "in school")
                .param("evidence", "He played a game");
    }

    @Test
    void theStepThatIsMineIsOneFormAndWhatOthersDoStandsBelow() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());

        assertThat(page(path, staffed.coordinator()))
                .contains("<h1>Misuse was seen</h1>", "Write down what you saw", "type=\"datetime-local\"")
                .contains("In school", "Outside school", "Record and go on")
                .doesNotContain("What others have to do");
        assertThat(page(path, staffed.lead()))
                .contains("Nothing in it waits for you now.", "What others have to do", "Whoever told it")
                .doesNotContain("Record and go on");
    }

    @Test
    void aFormThatIsNotFullComesBackWithAllThatWasTyped() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        var answer = ask(step(path, "what").param("account", "tellis").param("at", "at break"), staffed.coordinator());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("<title>Error: ", "<a href=\"#at\">", "id=\"at-error\"")
                .contains("value=\"tellis\"", "value=\"at break\"");
        var next = ask(
                step(path, "what").param("account", "tellis").param("at", "2026-11-19T09:30"), staffed.coordinator());
        assertThat(next.getContentAsString())
                .contains("<a href=\"#place\">", "<a href=\"#evidence\">")
                .doesNotContain("<a href=\"#account\">");
    }

    @Test
    @Keeps("INC-12")
    void whoWasToldInPersonIsWrittenDownAndTheBriefNamesNobodyWhomItIsAbout() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        Tenants.within(
                staffed.school().school(),
                () -> cases.addPerson(
                        staffed.coordinator(),
                        CaseId.of(path.substring("/cases/".length())),
                        staffed.tom().person(),
                        Part.INSTIGATOR));
        sent(what(path), staffed.coordinator());
        var brief = page(path + "/brief", staffed.coordinator());
        assertThat(brief)
                .contains("in few words", "Write down what you saw: ", "What is next", "Nobody yet.")
                .doesNotContain("Tom", "tellis", "He played a game");

        var missing = ask(post(path + "/brief").param("at", "some day"), staffed.coordinator());
        assertThat(missing.getStatus()).isEqualTo(422);
        sent(
                post(path + "/brief")
                        .param("person", staffed.head().person().toString())
                        .param("at", "2026-11-19T11:30"),
                staffed.coordinator());

        assertThat(page(path + "/brief", staffed.head()))
                .contains("Mrs Lindqvist, on 19 November 2026 at 11:30, by Miss Farrow");
        assertThat(ask(get(path + "/brief"), staffed.teacher()).getStatus()).isEqualTo(404);
    }

    @Test
    @Keeps("INC-4")
    void whatIsRecordedStandsInTheStoryAtTheTimeAtWhichItHappened() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());

        assertThat(sent(what(path), staffed.coordinator())).isEqualTo(path);
        assertThat(page(path, staffed.coordinator()))
                .contains("19 November 2026 at 9:30", "He played a game", "Miss Farrow, written on ")
                .contains("Tell the online safety co-ordinator");
    }

    @Test
    @Keeps("INC-1")
    void aCaseIsOpenedFromWhatWasToldOnceAndEachLeadsToTheOther() throws Exception {
        var report = Tenants.within(
                staffed.school().school(),
                () -> reports.tell(staffed.teacher(), Matter.ABOUT_ONLINE_SAFETY, "A game on tablet 4", null, false)
                        .id());
        assertThat(page("/reports/" + report, staffed.coordinator())).contains("/cases/new?report=" + report);
        assertThat(page("/cases/new?report=" + report, staffed.coordinator()))
                .contains("It follows from what was told.", "Misuse was seen", "An image of a child");
        var form = post("/cases").param("kind", "misuse-seen").param("report", report.toString());

        var path = sent(form, staffed.coordinator());
        assertThat(page("/reports/" + report, staffed.coordinator())).contains("href=\"" + path + "\"");
        assertThat(page(path, staffed.coordinator())).contains("href=\"/reports/" + report + "\"");
        assertThat(sent(post("/cases").param("kind", "worry").param("report", report.toString()), staffed.lead()))
                .isEqualTo(path);
    }

    @Test
    void whoOpensWhatIsNotTheirsToReadIsLedToTheList() throws Exception {
        assertThat(sent(post("/cases").param("kind", "complaint"), staffed.chair()))
                .isEqualTo("/cases");
        assertThat(page("/cases", staffed.coordinator())).contains("Write down the complaint");
    }

    @Test
    void aKindHasToBeChosen() throws Exception {
        var answer = ask(post("/cases"), staffed.coordinator());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("<a href=\"#kind\">Choose what it is about.</a>");
    }

    @Test
    @Keeps({"INC-8", "INC-9"})
    void warningsStandAboveAndDefinitionsBesideTheAnswers() throws Exception {
        var path = open("staff-material", staffed.head());
        assertThat(page(path, staffed.head())).contains("Do not open any file or folder.", "I have read this");

        sent(step(path, "leave-alone"), staffed.head());
        sent(
                step(path, "what-was-found")
                        .param("account", "mprice")
                        .param("station", "12")
                        .param("about-when", "2026-11-19T09:00")
                        .param("evidence", "Pictures"),
                staffed.head());
        sent(step(path, "told").param("at", "2026-11-19T09:30").param("how", "in person"), staffed.head());
        sent(step(path, "track").param("answer", "further").param("reason", "The log is needed"), staffed.head());
        sent(step(path, "provider").param("at", "2026-11-19T09:40").param("spoken-to", "Amir"), staffed.head());
        sent(step(path, "consent").param("answer", "given").param("reason", "By the head"), staffed.head());
        sent(
                step(path, "findings").param("received", "2026-11-19T10:00").param("findings", "Two files"),
                staffed.head());
        assertThat(page(path, staffed.head()))
                .contains("Is it illegal, inappropriate or neither?", "If in doubt whether it is illegal")
                .contains("It may be illegal", "Having, making or sharing it may be a crime", "It is neither")
                .contains("Mail is kept for 90 days.");
        sent(step(path, "kind").param("answer", "illegal"), staffed.head());
        assertThat(page(path, staffed.head()))
                .contains("Evidence stays shut.", "Access is to be suspended", "Consult the right people in school");
    }

    @Test
    @Keeps({"ACC-12", "SAN-15"})
    void whoeverTakesAccessAwaySeesFirstWhatThatTakes() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        var id = CaseId.of(path.substring("/cases/".length()));
        staffed.school()
                .within(() ->
                        cases.addPerson(staffed.coordinator(), id, staffed.tom().person(), Part.INSTIGATOR));
        sent(what(path), staffed.coordinator());
        sent(step(path, "told").param("at", "2026-11-19T09:40").param("how", "in person"), staffed.coordinator());
        sent(step(path, "who").param("answer", "pupil"), staffed.coordinator());
        sent(step(path, "pupil-rule").param("answer", "behaviour"), staffed.coordinator());

        assertThat(page(path, staffed.coordinator()))
                .contains("What Tom Ellis would lose", "Access off", "Whose access is it about?");
        var off = step(path, "sanction").param("rung", "access off");
        assertThat(ask(off, staffed.coordinator()).getContentAsString())
                .contains("<a href=\"#whom\">Choose whose access it is.</a>");
        sent(
                step(path, "sanction")
                        .param("rung", "access off")
                        .param("whom", staffed.tom().person().toString())
                        .param("until", roster.today().plusDays(2).toString()),
                staffed.coordinator());
        assertThat(page(path, staffed.coordinator())).contains("Access is held for a time: Tom Ellis", "/holds/");
    }

    @Test
    @Keeps("INC-24")
    void whoToldSeesTheirPartAndNothingElse() throws Exception {
        var report = Tenants.within(
                staffed.school().school(),
                () -> reports.tell(staffed.teacher(), Matter.ABOUT_A_CHILD, "A grey phone", null, false)
                        .id());
        var path = sent(
                post("/cases").param("kind", "concerning-image").param("report", report.toString()), staffed.lead());
        sent(
                post(path + "/notes").param("happened", "2026-11-19T09:00").param("fact", "Zac was there"),
                staffed.lead());

        assertThat(page(path, staffed.teacher()))
                .contains("Something for you to do", "Do not look and do not copy")
                .doesNotContain("Zac", "What has happened", "Who is on it");
        assertThat(page("/cases", staffed.teacher())).contains("One case waits for you");
        for (var shut : new String[] {"/people", "/readers", "/notes/new"}) {
            assertThat(ask(get(path + shut), staffed.teacher()).getStatus()).isEqualTo(404);
        }
    }

    @Test
    @Keeps({"SGD-1", "SGD-11"})
    void aSealedCaseSaysWhoReadsItAndIsNotThereForOthers() throws Exception {
        var path = open("concerning-image", staffed.lead());

        assertThat(page(path, staffed.lead()))
                .contains("Sealed", "No pictures here.", "Evidence stays shut.", "Each reading is on the record.")
                .contains("Do not look at the image again.");
        var sealed = ask(get(path), staffed.coordinator());
        var never = ask(get("/cases/" + UUID.randomUUID()), staffed.coordinator());
        assertThat(sealed.getStatus()).isEqualTo(404);
        assertThat(withoutProof(sealed)).isEqualTo(withoutProof(never));

        assertThat(page(path + "/readers?q=Orme", staffed.lead())).contains("Mr Orme");
        sent(post(path + "/readers").param("person", staffed.senior().person().toString()), staffed.lead());
        assertThat(page(path, staffed.senior())).contains("Named by Ms Okafor");
        var child =
                post(path + "/readers").param("person", staffed.priya().person().toString());
        assertThat(ask(child, staffed.lead()).getContentAsString()).contains("Only somebody who works here");
    }

    @Test
    void whoPutsSomebodyOnACaseThatIsNoLongerTheirsIsLedToTheList() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        assertThat(page(path + "/people?q=Price", staffed.coordinator())).contains("Mr Price");
        assertThat(ask(post(path + "/people"), staffed.coordinator()).getContentAsString())
                .contains("Choose somebody, or write a name.", "Say as what they are on it.");

        assertThat(sent(
                        post(path + "/people")
                                .param("name", "The driver of a van")
                                .param("part", "WITNESS"),
                        staffed.coordinator()))
                .isEqualTo(path);
        assertThat(page(path, staffed.coordinator())).contains("The driver of a van", "Witness, from outside");
        assertThat(sent(
                        post(path + "/people")
                                .param("person", staffed.technician().person().toString())
                                .param("part", "INSTIGATOR"),
                        staffed.coordinator()))
                .as("she opened it, so her own step is still hers")
                .isEqualTo(path);
        assertThat(page(path, staffed.coordinator()))
                .contains("Something for you to do")
                .doesNotContain("van");
    }

    @Test
    void aNoteIsCorrectedByAnother() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        assertThat(page(path + "/notes/new", staffed.coordinator()))
                .contains("What is known", "What worries you about it", "The child’s own words");
        var empty = ask(post(path + "/notes").param("happened", "soon").param("risk", "Again"), staffed.coordinator());
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(empty.getContentAsString()).contains("Say when it happened.", "Again</textarea>");

        sent(
                post(path + "/notes").param("happened", "2026-11-16T09:00").param("fact", "It was tablet 4"),
                staffed.coordinator());
        var id = Tenants.within(
                staffed.school().school(),
                () -> ((Shown.Whole)
                                register.show(staffed.coordinator(), CaseId.of(path.substring("/cases/".length()))))
                        .one()
                        .notes()
                        .getFirst()
                        .id());
        assertThat(page(path, staffed.coordinator())).contains("/notes/new?corrects=" + id);
        sent(
                post(path + "/notes")
                        .param("happened", "2026-11-16T09:00")
                        .param("fact", "It was tablet 5")
                        .param("corrects", id.toString()),
                staffed.coordinator());
        assertThat(page(path, staffed.coordinator()))
                .contains("It was tablet 4", "It was tablet 5", "Correction of the note of ");
    }

    @Test
    void aStepThatMayBeLeftOutSaysWhyItIs() throws Exception {
        var path = open("social-pupil-adds-staff", staffed.coordinator());
        sent(step(path, "decline"), staffed.coordinator());
        sent(step(path, "head").param("at", "2026-11-19T09:40").param("how", "by phone"), staffed.coordinator());

        assertThat(page(path + "?step=1.privacy", staffed.coordinator())).contains("This is not necessary");
        var silent = ask(post(path + "/walks/1/steps/privacy/left-out"), staffed.coordinator());
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString()).contains("<a href=\"#why-not\">Say why.</a>");
        sent(
                post(path + "/walks/1/steps/privacy/left-out").param("why-not", "The account was closed"),
                staffed.coordinator());
        assertThat(page(path, staffed.coordinator())).contains("Not necessary because", "The account was closed");
    }

    @Test
    void theListShowsWhatIsLateAndFindsByNumberAndName() throws Exception {
        var path = open("complaint", staffed.coordinator());
        sent(
                step(path, "received")
                        .param("from", "Dan Ellis")
                        .param("received", "2026-11-19T09:00")
                        .param("about", "The filter"),
                staffed.coordinator());
        sent(post(path + "/people").param("name", "Dan Ellis").param("part", "OTHER"), staffed.coordinator());

        assertThat(page("/cases", staffed.coordinator()))
                .contains("One case waits for you", "Say what kind of complaint");
        var late = TestClock.at(Instant.now().plus(Duration.ofDays(2)), () -> page("/cases", staffed.coordinator()));
        assertThat(late).contains("late since");
        assertThat(page("/cases?q=dan", staffed.coordinator())).contains("One case found", path);
        assertThat(page("/cases?q=Nobody", staffed.coordinator())).contains("There is no case of yours");
        assertThat(page("/cases?show=closed", staffed.coordinator())).contains("None has been closed yet.");
    }

    @Test
    void theTitleOfACaseNamesNobody() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        sent(post(path + "/people").param("name", "Gary Sales").param("part", "OTHER"), staffed.coordinator());

        assertThat(page(path, staffed.coordinator()))
                .containsPattern("<title>Case 20[0-9]{2}-[0-9]+ ")
                .contains("Gary Sales");
    }

    @Test
    void everyProcedureIsDrawnAndStandsInWords() throws Exception {
        for (var procedure : Procedures.ours().all()) {
            assertThat(page("/cases/procedures/" + procedure.id(), staffed.teacher()))
                    .contains("<svg", procedure.closing().title())
                    .doesNotContain(" style=");
        }
        assertThat(ask(get("/cases/procedures/none"), staffed.teacher()).getStatus())
                .isEqualTo(404);
    }

    @Test
    @Keeps("SGD-11")
    void whoHasReadItLatelyStandsThereForItsReadersAlone() throws Exception {
        var path = open("misuse-seen", staffed.coordinator());
        page(path, staffed.lead());
        page(path, staffed.lead());

        assertThat(page(path, staffed.coordinator()))
                .contains("2 people read it in the last 30 days", "Ms Okafor", "2 times, last on ", "Once, last on ");
        ask(get(path), staffed.technician());
        assertThat(page(path, staffed.coordinator()))
                .contains("2 people read it")
                .doesNotContain("Mr Price");
        TestClock.at(
                Instant.now().plus(Duration.ofDays(31)),
                () -> assertThat(page(path, staffed.coordinator())).contains("One person read it in the last 30 days"));
    }
}
