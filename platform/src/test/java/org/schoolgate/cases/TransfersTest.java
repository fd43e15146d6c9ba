package org.schoolgate.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
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

/** A child's file on its way to the next school, from the letter to the receipt. */
@PageTest
class TransfersTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final Transfers transfers;
    private final Messages messages;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TransfersTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            Transfers transfers,
            Messages messages,
            AuditTrail audit,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.transfers = transfers;
        this.messages = messages;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private CaseId hurt() {
        return Tenants.within(staffed.school().school(), () -> {
            var id = ((Opening.Opened) cases.open(staffed.lead(), "misuse-seen", null))
                    .file()
                    .id();
            cases.addPerson(staffed.lead(), id, staffed.priya().person(), Part.VICTIM);
            cases.addPerson(staffed.lead(), id, staffed.tom().person(), Part.INSTIGATOR);
            return id;
        });
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Cookie... cookies) throws Exception {
        if (cookies.length > 0) {
            request.cookie(cookies);
        }
        return mvc.perform(request.with(csrf())).andReturn().getResponse();
    }

    private MockHttpServletRequestBuilder form(CaseId id) {
        return post("/cases/" + id + "/transfers")
                .param("child", staffed.priya().person().toString())
                .param("school", "Riverside Primary")
                .param("address", "dsl@riverside.example");
    }

    private CaseId sent() throws Exception {
        var id = hurt();
        assertThat(ask(form(id), staffed.lead()).getStatus()).isEqualTo(302);
        return id;
    }

    private Transfers.Sent of(CaseId id) {
        return Tenants.within(
                staffed.school().school(),
                () -> transfers.look(staffed.lead(), id).sent().getFirst());
    }

    private Message letter() {
        return Tenants.within(staffed.school().school(), () -> {
            var newest =
                    messages.outboxTo(staffed.school().school(), "riverside", 1).getFirst();
            return messages.open(staffed.school().school(), newest.id()).orElseThrow();
        });
    }

    /** The way by the link in the letter that was written last. */
    private String link() {
        return letter().parts().stream()
                .filter(Letter.Part::isButton)
                .map(part -> Objects.requireNonNull(part.path()))
                .findFirst()
                .orElseThrow();
    }

    private Cookie visit(String link) throws Exception {
        var answer = ask(post(link));
        assertThat(answer.getRedirectedUrl()).isEqualTo("/handover");
        return Objects.requireNonNull(answer.getCookie("schoolgate-visit"));
    }

    private static Map<String, byte[]> files(byte[] zip) throws Exception {
        var files = new HashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    @Test
    @Keeps("SGD-8")
    void aFileGoesToTheNextSchoolAndTheySignForIt() throws Exception {
        var id = sent();
        assertThat(of(id).state()).isEqualTo(Transfer.State.PENDING);
        var visit = visit(link());

        assertThat(ask(get("/handover"), visit).getContentAsString()).contains("Priya", "Riverside Primary");
        assertThat(ask(post("/handover/receipt").param("name", "Mr Bose"), visit)
                        .getStatus())
                .as("nobody signs for what they have not got")
                .isEqualTo(422);
        var files = files(ask(post("/handover/folder"), visit).getContentAsByteArray());
        assertThat(files).containsKeys("case.pdf", "manifest.sha256", "README.txt");
        try (var document = Loader.loadPDF(files.get("case.pdf"))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Priya", "another pupil A", "Riverside Primary")
                    .doesNotContain("Tom Ellis", "Ellis");
        }
        assertThat(of(id).state()).isEqualTo(Transfer.State.FETCHED);

        assertThat(ask(post("/handover/receipt").param("name", "Mr Bose, safeguarding lead"), visit)
                        .getContentAsString())
                .contains("Thank you");
        assertThat(of(id).state()).isEqualTo(Transfer.State.ACCEPTED);
        assertThat(ask(get("/cases/" + id + "/transfers"), staffed.lead()).getContentAsString())
                .contains("Mr Bose, safeguarding lead", "They have it");
        assertThat(ask(get("/handover"), visit).getStatus())
                .as("the link has done what it was for")
                .isEqualTo(404);
        staffed.school()
                .within(() -> assertThat(audit.newest(staffed.head(), "case.transfer", Long.MAX_VALUE, 9))
                        .extracting(entry -> entry.kind() + " " + entry.actorName())
                        .containsExactly(
                                "case.transfer-accepted Mr Bose, safeguarding lead",
                                "case.transfer-fetched Riverside Primary",
                                "case.transfer-sent Ms Okafor"));
    }

    @Test
    @Keeps("SGD-8")
    void theLetterNamesNobodyAndLookingAtItsLinkDoesNothing() throws Exception {
        var id = sent();
        var letter = letter();
        assertThat(letter.subject() + letter.parts()).doesNotContain("Priya", "Tom", "misuse", "Misuse");

        for (var time = 0; time < 3; time++) {
            assertThat(ask(get(link())).getStatus()).isEqualTo(200);
        }
        assertThat(ask(get("/handover")).getStatus()).isEqualTo(404);
        assertThat(ask(post("/handover/folder")).getStatus()).isEqualTo(404);
        assertThat(ask(post("/handover/receipt").param("name", "Mr Bose")).getStatus())
                .isEqualTo(404);
        assertThat(of(id).transfer().steps()).hasSize(1);
    }

    @Test
    void whatIsSentAgainIsGoodByTheNewLinkAlone() throws Exception {
        var id = sent();
        var old = link();
        var transfer = of(id).transfer().id();

        ask(post("/cases/" + id + "/transfers/" + transfer + "/again"), staffed.lead());

        assertThat(link()).isNotEqualTo(old);
        assertThat(ask(post(old)).getStatus()).isEqualTo(404);
        visit(link());
    }

    @Test
    void aLetterThatCannotBeDeliveredIsSaid() throws Exception {
        var id = sent();
        staffed.school()
                .within(() ->
                        transaction.executeWithoutResult(_ -> jdbc.sql("""
                update outbox set refused_at = now(), next_at = null, sent_at = null, answer = 'no such mailbox'
                where address = 'dsl@riverside.example'
                """).update()));

        assertThat(of(id).state()).isEqualTo(Transfer.State.FAILED);
        assertThat(ask(get("/cases/" + id + "/transfers"), staffed.lead()).getContentAsString())
                .contains("The letter cannot be delivered", "Send it again");
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedStays() throws Exception {
        var id = hurt();
        var answer = ask(
                post("/cases/" + id + "/transfers").param("school", "Riverside").param("address", "riverside"),
                staffed.lead());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("<a href=\"#child\">", "<a href=\"#address\">", "value=\"Riverside\"")
                .doesNotContain("<a href=\"#school\">");
    }

    @Test
    void onlyWhoReadsTheCaseForGoodSendsIt() throws Exception {
        var id = hurt();
        for (var other : List.of(staffed.teacher(), staffed.technician(), staffed.chair())) {
            assertThat(ask(form(id), other).getStatus()).isEqualTo(404);
            assertThat(ask(get("/cases/" + id + "/transfers"), other).getStatus())
                    .isEqualTo(404);
        }
    }

    @Test
    @Keeps("SGD-8")
    void theNumberInAnotherSystemStandsWithTheCase() throws Exception {
        var id = hurt();
        var answer = ask(
                post("/cases/" + id + "/references").param("system", "CPOMS").param("day", "2026-11-19"),
                staffed.lead());
        assertThat(answer.getContentAsString()).contains("<a href=\"#number\">", "value=\"CPOMS\"");

        ask(
                post("/cases/" + id + "/references")
                        .param("system", "CPOMS")
                        .param("number", "4711")
                        .param("day", "2026-11-19"),
                staffed.lead());
        assertThat(ask(get("/cases/" + id + "/transfers"), staffed.lead()).getContentAsString())
                .contains("CPOMS", "4711, 19 November 2026");
    }
}
