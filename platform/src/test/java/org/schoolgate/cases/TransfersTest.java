package org.schoolgate.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
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
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;

/** A child's file on its way to the next school, from the letter to the receipt. */
@PageTest
class TransfersTest {
    /** The next school of this one test: tries are counted by address. */
    private final String address = "2001:db8::" + UUID.randomUUID().toString().substring(0, 4);

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
        return mvc.perform(request.with(csrf()).with(from(address))).andReturn().getResponse();
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    private MockHttpServletRequestBuilder form(CaseId id) {
        return post("/cases/" + id + "/transfers")
                .param("child", staffed.priya().person().toString())
                .param("school", "Riverside Primary")
                .param("address", "dsl@riverside.example")
                .param("contact", "Mr Bose")
                .param("telephone", "01632 960001");
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

    /** The words that the lead is shown to tell, from the page that shows them. */
    private String words(CaseId id) throws Exception {
        var page = ask(post("/cases/" + id + "/transfers/" + of(id).transfer().id() + "/words"), staffed.lead())
                .getContentAsString();
        var found = Pattern.compile("<b>([a-z]+ [a-z]+ \\d\\d)</b>").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private MockHttpServletResponse say(String words, Cookie visit) throws Exception {
        return ask(post("/handover/words").param("words", words), visit);
    }

    /** A visit of the next school, which has said the words. */
    private Cookie opened(CaseId id) throws Exception {
        var words = words(id);
        var visit = visit(link());
        assertThat(say(words, visit).getRedirectedUrl()).isEqualTo("/handover");
        return visit;
    }

    private List<Transfer.Kind> steps(CaseId id) {
        return of(id).transfer().steps().stream().map(Transfer.Step::kind).toList();
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
        var visit = opened(id);

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
                                "case.transfer-words-right Riverside Primary",
                                "case.transfer-words-given Ms Okafor",
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
    @Keeps("SGD-8")
    void theLinkAloneSaysNothingOfTheFileAndOpensNothing() throws Exception {
        var id = sent();
        var visit = visit(link());
        for (var untold : List.of(true, false)) {
            if (!untold) {
                words(id);
            }
            for (var page : List.of(
                    ask(get("/handover"), visit),
                    ask(post("/handover/folder"), visit),
                    ask(post("/handover/receipt").param("name", "Mr Bose"), visit),
                    say("lantern puddle", visit))) {
                assertThat(page.getContentType()).startsWith("text/html");
                assertThat(page.getContentAsString())
                        .contains("tell", "Ms Okafor")
                        .doesNotContain("Priya", "child", "Fetch the folder", "Misuse");
            }
        }
        assertThat(steps(id)).containsExactly(Transfer.Kind.SENT, Transfer.Kind.WORDS_GIVEN, Transfer.Kind.WORDS_WRONG);
        assertThat(of(id).state()).isEqualTo(Transfer.State.PENDING);
    }

    @Test
    void theWordsAreRightHoweverTheyAreTypedAndOnlyWhereTheyWereTyped() throws Exception {
        var id = sent();
        var words = words(id);
        var visit = visit(link());
        var other = visit(link());

        assertThat(say("  " + words.toUpperCase(Locale.UK).replace(" ", ", ") + ". ", visit)
                        .getRedirectedUrl())
                .isEqualTo("/handover");

        assertThat(ask(get("/handover"), visit).getContentAsString()).contains("Priya");
        assertThat(ask(get("/handover"), other).getContentAsString()).doesNotContain("Priya");
        assertThat(ask(post("/handover/folder"), other).getContentType()).startsWith("text/html");
    }

    @Test
    void fiveWrongTriesLockItUntilThereAreNewWords() throws Exception {
        var id = sent();
        var words = words(id);
        var visit = visit(link());
        for (var left = 4; left > 0; left--) {
            assertThat(say("wrong words 11", visit).getContentAsString())
                    .contains(left == 1 ? "once more" : left + " more times");
        }
        assertThat(say("wrong words 11", visit).getContentAsString()).contains("opens for nobody now");

        assertThat(say(words, visit).getStatus())
                .as("the right words come too late")
                .isNotEqualTo(302);
        assertThat(of(id).state()).isEqualTo(Transfer.State.LOCKED);
        assertThat(ask(get("/cases/" + id + "/transfers"), staffed.lead()).getContentAsString())
                .contains("Locked: wrong words", "Ring Mr Bose on 01632 960001");
        staffed.school().within(() -> {
            assertThat(audit.newest(staffed.head(), "case.transfer-words-wrong", Long.MAX_VALUE, 9))
                    .hasSize(5);
            assertThat(messages.outboxTo(staffed.school().school(), "okafor", 9))
                    .extracting(Message::subject)
                    .contains("A file that you sent from Greenfield Primary is locked");
        });

        var fresh = words(id);
        assertThat(say(words, visit).getStatus()).as("the old words are over").isEqualTo(422);
        assertThat(say(fresh, visit).getRedirectedUrl()).isEqualTo("/handover");
        assertThat(of(id).transfer().wrong()).as("a right try costs none").isEqualTo(1);
    }

    @Test
    void newWordsShutItForWhoeverHasOpenedItByTheOld() throws Exception {
        var id = sent();
        var visit = opened(id);

        words(id);

        assertThat(ask(post("/handover/folder"), visit).getContentType()).startsWith("text/html");
        assertThat(ask(get("/handover"), visit).getContentAsString()).doesNotContain("Priya");
    }

    @Test
    void manyTriesAtOnceAreNoMoreThanFive() throws Exception {
        var id = sent();
        words(id);
        var visit = visit(link());
        var tries = new ArrayList<Callable<Integer>>();
        for (var place = 0; place < 12; place++) {
            var elsewhere = "192.0.2." + place;
            tries.add(() -> mvc.perform(post("/handover/words")
                            .param("words", "wrong words 11")
                            .cookie(visit)
                            .with(csrf())
                            .with(from(elsewhere)))
                    .andReturn()
                    .getResponse()
                    .getStatus());
        }
        try (var people = Executors.newFixedThreadPool(6)) {
            for (var tried : people.invokeAll(tries)) {
                assertThat(tried.get()).isIn(200, 422);
            }
        }

        assertThat(steps(id)).filteredOn(Transfer.Kind.WORDS_WRONG::equals).hasSize(5);
    }

    @Test
    void whoeverTriesFromOneAddressAllTheTimeIsHeldUp() throws Exception {
        var id = sent();
        words(id);
        var visit = visit(link());
        for (var time = 0; time < 10; time++) {
            say("wrong words 11", visit);
            if (of(id).transfer().isLocked()) {
                words(id);
            }
        }

        assertThat(say(words(id), visit).getStatus()).isEqualTo(429);
    }

    @Test
    void ofTheWordsOnlyASlowHashIsKept() throws Exception {
        var id = sent();
        var words = words(id);
        staffed.school()
                .within(() -> transaction.executeWithoutResult(_ -> {
                    assertThat(jdbc.sql("select hash from case_transfer_words")
                                    .query(String.class)
                                    .single())
                            .startsWith("$argon2id$")
                            .doesNotContain(words);
                    assertThat(jdbc.sql("select count(*) from audit_entry a where a::text like :words")
                                    .param("words", "%" + words + "%")
                                    .query(Long.class)
                                    .single())
                            .isZero();
                }));
        assertThat(ask(get("/cases/" + id + "/transfers"), staffed.lead()).getContentAsString())
                .doesNotContain(words);
    }

    @Test
    void itBeginsAtTheChronologyOfTheChildForWhoeverMaySendIt() throws Exception {
        var id = hurt();
        var page = "/people/" + staffed.priya().person() + "/chronology";
        var href = "/cases/" + id + "/transfers?child=" + staffed.priya().person();

        assertThat(ask(get(page), staffed.lead()).getContentAsString()).contains(href);
        assertThat(ask(get(href), staffed.lead()).getContentAsString())
                .containsPattern("value=\"" + staffed.priya().person() + "\"[^>]*checked");
        ask(form(id), staffed.lead());
        assertThat(ask(get(page), staffed.lead()).getContentAsString()).contains("Riverside Primary: Waits there");

        assertThat(ask(get("/people/" + staffed.chair().person() + "/chronology"), staffed.lead())
                        .getContentAsString())
                .as("an adult goes to no next school")
                .doesNotContain("To the next school");
        assertThat(ask(get(page), staffed.chair()).getContentAsString()).doesNotContain(id.toString());
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
                .contains(
                        "<a href=\"#child\">",
                        "<a href=\"#address\">",
                        "<a href=\"#contact\">",
                        "<a href=\"#telephone\">",
                        "value=\"Riverside\"")
                .doesNotContain("<a href=\"#school\">");
    }

    @Test
    void onlyWhoReadsTheCaseForGoodSendsIt() throws Exception {
        var id = sent();
        var transfer = of(id).transfer().id();
        for (var other : List.of(staffed.teacher(), staffed.technician(), staffed.chair())) {
            assertThat(ask(form(id), other).getStatus()).isEqualTo(404);
            assertThat(ask(post("/cases/" + id + "/transfers/" + transfer + "/words"), other)
                            .getStatus())
                    .isEqualTo(404);
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
