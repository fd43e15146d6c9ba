package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** A school writes its own version of a procedure over HTTP, without any script, and another person approves it. */
@PageTest
class ProcedurePagesTest {
    private static final String KIND = "/cases/procedures/unsuitable-site";
    private static final String DRAFT = KIND + "/draft";

    private final Cast cast;
    private final MockMvc mvc;
    private final Cases cases;
    private final SchoolProcedures procedures;
    private final AuditTrail audit;
    private final People people;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Staffed staffed;

    ProcedurePagesTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            SchoolProcedures procedures,
            AuditTrail audit,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.cast = cast;
        this.mvc = mvc;
        this.cases = cases;
        this.procedures = procedures;
        this.audit = audit;
        this.people = people;
        this.roster = roster;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.staffed = Staffed.of(cast, people, roster);
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        var response = ask(get(path), by);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString();
    }

    private String sent(MockHttpServletRequestBuilder form, Actor.Somebody by) throws Exception {
        var response = ask(form, by);
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(302);
        return String.valueOf(response.getRedirectedUrl());
    }

    private static String stamp(String page) {
        var found = Pattern.compile("name=\"stamp\" value=\"([0-9a-f]{64})\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String begun() throws Exception {
        assertThat(sent(post(DRAFT), staffed.coordinator())).isEqualTo(DRAFT);
        return stamp(page(DRAFT, staffed.coordinator()));
    }

    /** The text of the draft with one thing written otherwise. */
    private void rewrite(String old, String changed) throws Exception {
        var draft = Tenants.within(
                staffed.school().school(), () -> procedures.written(staffed.coordinator(), "unsuitable-site"));
        assertThat(draft.text()).contains(old);
        sent(
                post(DRAFT + "/text")
                        .param("stamp", draft.stamp())
                        .param("text", draft.text().replace(old, changed)),
                staffed.coordinator());
    }

    private void asked(String why) throws Exception {
        assertThat(sent(post(DRAFT + "/asking").param("why", why), staffed.coordinator()))
                .isEqualTo(DRAFT);
    }

    private String firstStepOfANewCase() {
        return Tenants.within(staffed.school().school(), () -> {
            var file = ((Opening.Opened) cases.open(staffed.coordinator(), "unsuitable-site", null)).file();
            return file.id().toString();
        });
    }

    @Test
    @Keeps({"INC-3", "INC-6"})
    void whatOneWroteAndTheHeadApprovedIsWhatTheNextCaseGoesBy() throws Exception {
        assertThat(page("/cases/procedures", staffed.teacher()))
                .contains("A site that is not suitable", "Comes with the program");
        var before = firstStepOfANewCase();
        begun();
        var form = page(DRAFT + "/steps/site", staffed.coordinator());
        assertThat(form).contains("Say which site", "Turn the screen off");
        sent(
                post(DRAFT + "/steps/site")
                        .param("stamp", stamp(form))
                        .param("title", "Say which site: the address")
                        .param("say", "Close the page. Miss Farrow needs the address.")
                        .param("by", "reporter")
                        .param("act", "write down")
                        .param("field-0-name", "site")
                        .param("field-0-label", "Which site?")
                        .param("field-0-kind", "text")
                        .param("field-1-name", "Room")
                        .param("field-1-label", "In which room?")
                        .param("field-1-kind", "text")
                        .param("field-1-optional", "true")
                        .param("next", "look"),
                staffed.coordinator());
        assertThat(page(DRAFT, staffed.coordinator()))
                .contains("Say which site: the address", "<svg", "It can be followed to its end", "Ours:");
        asked("We want to know the room.");

        assertThat(ask(
                                post(DRAFT + "/decision")
                                        .param("stamp", stamp(page(DRAFT, staffed.head())))
                                        .param("decision", "approve"),
                                staffed.coordinator())
                        .getStatus())
                .as("who wrote it does not approve it")
                .isEqualTo(403);
        assertThat(sent(
                        post(DRAFT + "/decision")
                                .param("stamp", stamp(page(DRAFT, staffed.head())))
                                .param("decision", "approve"),
                        staffed.head()))
                .isEqualTo(KIND);

        assertThat(page(KIND, staffed.teacher()))
                .contains("Our own", "Miss Farrow", "Mrs Lindqvist", "We want to know the room.");
        assertThat(page("/cases/" + firstStepOfANewCase(), staffed.coordinator()))
                .contains("Say which site: the address", "In which room?");
        assertThat(page("/cases/" + before, staffed.coordinator())).doesNotContain("In which room?");
        assertThat(page("/cases/" + before + "/walks/1", staffed.coordinator()))
                .contains("<svg", "Turn the screen off")
                .doesNotContain("Miss Farrow needs the address.");
        Tenants.within(
                staffed.school().school(),
                () -> assertThat(audit.newest(staffed.head(), "procedure.adopted", Long.MAX_VALUE, 5))
                        .hasSize(1));
    }

    @Test
    void whatCannotBeFollowedIsKeptAndSaidByLineAndNotApproved() throws Exception {
        begun();
        rewrite("next: look", "next: tolled");

        assertThat(page(DRAFT + "/text", staffed.coordinator()))
                .contains("One thing is to be put right", "Line ", "leads to “tolled”, and there is no such step.");
        var answer = ask(post(DRAFT + "/asking").param("why", "A change"), staffed.coordinator());
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("Put right what stands below first.");
    }

    @Test
    void aTextThatIsCutOffIsKeptAsADraftAndRefusedWithASentence() throws Exception {
        var stamp = begun();
        sent(
                post(DRAFT + "/text").param("stamp", stamp).param("text", "id: unsuitable-site\nsteps: [\n"),
                staffed.coordinator());
        assertThat(page(DRAFT, staffed.coordinator()))
                .contains("cannot be read", "It cannot be taken apart into steps as it is written now.");
        assertThat(ask(post(DRAFT + "/asking").param("why", "A change"), staffed.coordinator())
                        .getStatus())
                .isEqualTo(422);
        assertThat(page("/cases/" + firstStepOfANewCase(), staffed.coordinator()))
                .contains("Say which site");
    }

    @Test
    void whatTheLawWantsCannotBeEditedAway() throws Exception {
        begun();
        rewrite("keep evidence shut, start illegal-content", "start illegal-content");
        assertThat(page(DRAFT, staffed.coordinator()))
                .contains("has to say “keep evidence shut”. Where it may be illegal, the evidence stays shut.");
    }

    @Test
    void aPretendedCaseIsWalkedAndNothingOfItIsKept() throws Exception {
        begun();
        var rows = rows();
        var first = page(DRAFT + "/trial", staffed.coordinator());
        assertThat(first).contains("Say which site", "Miss Farrow").doesNotContain("Ms Okafor");
        var wrong = ask(post(DRAFT + "/trial").param("step", "site"), staffed.coordinator());
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("<a href=\"#site\">");
        var next = ask(said("", "site"), staffed.coordinator());
        assertThat(next.getStatus()).isEqualTo(200);
        assertThat(next.getContentAsString()).contains("What was done so far", "One step back");
        assertThat(ask(post(DRAFT + "/trial").param("so", "[{\"step\":7"), staffed.coordinator())
                        .getStatus())
                .isEqualTo(200);
        assertThat(rows()).isEqualTo(rows);
    }

    private static MockHttpServletRequestBuilder said(String so, String step) {
        return post(DRAFT + "/trial")
                .param("so", so)
                .param("step", step)
                .param("site", "games.example")
                .param("at", "2026-11-19T09:30")
                .param("what", "a game")
                .param("child-saw", "no");
    }

    private Map<String, Object> rows() {
        return Tenants.within(
                staffed.school().school(),
                () -> transaction.execute(_ -> jdbc.sql("""
                                select (select count(*) from case_file) as files, (select count(*) from case_entry) as entries,
                                  (select count(*) from outbox) as letters, (select count(*) from procedure_adoption) as adoptions
                                """).query().singleRow()));
    }

    @Test
    void whoeverIsSecondReadsWhatTheFirstWroteAndKeepsWhatTheyTyped() throws Exception {
        var stamp = begun();
        rewrite("Turn the screen off", "Turn it off");
        var late = ask(post(DRAFT + "/text").param("stamp", stamp).param("text", "id: what-i-typed"), staffed.lead());
        assertThat(late.getStatus()).isEqualTo(422);
        assertThat(late.getContentAsString()).contains("Miss Farrow has changed it meanwhile", "id: what-i-typed");
    }

    @Test
    void theSafeguardingLeadApprovesWhatTheHeadWroteAndTheHeadDoesNot() throws Exception {
        begun();
        rewrite("Turn the screen off", "Turn it off");
        var stamp = stamp(page(DRAFT, staffed.head()));
        var text = Tenants.within(
                staffed.school().school(),
                () -> procedures.written(staffed.head(), "unsuitable-site").text());
        sent(post(DRAFT + "/text").param("stamp", stamp).param("text", text + "\n"), staffed.head());
        asked("In our words.");
        var approve = post(DRAFT + "/decision")
                .param("stamp", stamp(page(DRAFT, staffed.head())))
                .param("decision", "approve");
        assertThat(ask(approve, staffed.head()).getContentAsString())
                .contains("Whoever wrote on it does not approve it.");
        assertThat(sent(
                        post(DRAFT + "/decision")
                                .param("stamp", stamp(page(DRAFT, staffed.lead())))
                                .param("decision", "approve"),
                        staffed.lead()))
                .isEqualTo(KIND);
    }

    @Test
    void aDraftIsSentBackLetGoAndGoneBackFrom() throws Exception {
        begun();
        rewrite("Turn the screen off", "Turn it off");
        asked("In our words.");
        sent(
                post(DRAFT + "/decision")
                        .param("stamp", stamp(page(DRAFT, staffed.head())))
                        .param("decision", "back")
                        .param("answer", "Say what is turned off."),
                staffed.head());
        assertThat(page(DRAFT, staffed.coordinator())).contains("It was sent back", "Say what is turned off.");
        sent(post(DRAFT + "/end"), staffed.coordinator());
        assertThat(ask(get(DRAFT), staffed.coordinator()).getStatus()).isEqualTo(404);
        var stamp = begun();
        sent(post(DRAFT + "/ours").param("stamp", stamp), staffed.coordinator());
        assertThat(ask(post(DRAFT + "/asking").param("why", "Back"), staffed.coordinator())
                        .getContentAsString())
                .contains("It says what is in force already.");
    }

    @Test
    void nobodyOfAnotherSchoolSeesOrChangesADraft() throws Exception {
        var stamp = begun();
        var other = Staffed.of(cast, people, roster);
        assertThat(ask(get(DRAFT), other.head()).getStatus()).isEqualTo(404);
        assertThat(ask(post(DRAFT + "/text").param("stamp", stamp).param("text", "x"), other.head())
                        .getStatus())
                .isEqualTo(404);
        assertThat(page("/cases/procedures", other.head())).doesNotContain("Being written");
    }
}
