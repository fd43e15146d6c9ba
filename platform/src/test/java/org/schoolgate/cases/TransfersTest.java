package org.schoolgate.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;

/** A child's file on its way to the next school, from the letter to the receipt. */
@PageTest
class TransfersTest {
    private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
    private static final List<String> TOMS =
            List.of("Sanction of his", "Letter of his", "Watch of his", "Tablet of his", "Hilltop", "Dan Ellis");

    /** The next school of this one test: tries are counted by address. */
    private final String address = "2001:db8::" + UUID.randomUUID().toString().substring(0, 4);

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final Transfers transfers;
    private final Parcels parcels;
    private final FollowUps followUps;
    private final People people;
    private final Guardianships guardianships;
    private final Roster roster;
    private final Sanctions sanctions;
    private final CaseThings things;
    private final DeviceSearches searches;
    private final CaseEvidence evidence;
    private final Messages messages;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TransfersTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            Transfers transfers,
            Parcels parcels,
            FollowUps followUps,
            Messages messages,
            AuditTrail audit,
            People people,
            Guardianships guardianships,
            Roster roster,
            Sanctions sanctions,
            CaseThings things,
            DeviceSearches searches,
            CaseEvidence evidence,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.transfers = transfers;
        this.parcels = parcels;
        this.followUps = followUps;
        this.people = people;
        this.guardianships = guardianships;
        this.roster = roster;
        this.sanctions = sanctions;
        this.things = things;
        this.searches = searches;
        this.evidence = evidence;
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
    void aParcelBeginsAtTheChronologyOfTheChildForWhoeverMaySendIt() throws Exception {
        var id = hurt();
        var page = "/people/" + staffed.priya().person() + "/chronology";
        var href = "/people/" + staffed.priya().person() + "/next-school";

        for (var from : List.of(page, "/cases/" + id + "/transfers")) {
            assertThat(ask(get(from), staffed.lead()).getContentAsString()).contains(href);
            assertThat(ask(get(from), staffed.coordinator()).getContentAsString())
                    .doesNotContain(href);
        }
        assertThat(ask(get("/people/" + staffed.coordinator().person() + "/chronology"), staffed.lead())
                        .getContentAsString())
                .as("an adult goes to no next school")
                .doesNotContain("next-school");
        assertThat(ask(get("/people/" + staffed.coordinator().person() + "/next-school"), staffed.lead())
                        .getStatus())
                .isEqualTo(404);
    }

    private CaseId opened(Actor.Somebody by, String kind, Part priya) {
        return Tenants.within(staffed.school().school(), () -> {
            var id = ((Opening.Opened) cases.open(by, kind, null)).file().id();
            cases.addPerson(by, id, staffed.priya().person(), priya);
            return id;
        });
    }

    private String number(CaseId id) {
        return Tenants.within(
                staffed.school().school(),
                () -> transfers.look(staffed.lead(), id).out().file().number().toString());
    }

    private String parcels() {
        return "/people/" + staffed.priya().person() + "/next-school";
    }

    private MockHttpServletRequestBuilder parcel(CaseId... ids) {
        return post(parcels())
                .param("cases", Stream.of(ids).map(CaseId::toString).toArray(String[]::new))
                .param("school", "Riverside Primary")
                .param("address", "dsl@riverside.example")
                .param("contact", "Mr Bose")
                .param("telephone", "01632 960001");
    }

    private Transfers.Sent parcelSent() {
        return Tenants.within(
                staffed.school().school(),
                () -> parcels.look(staffed.lead(), staffed.priya().person())
                        .sent()
                        .getFirst());
    }

    /** A visit of the next school, which has said the words of the parcel. */
    private Cookie parcelOpened() throws Exception {
        var page = ask(post(parcels() + "/" + parcelSent().transfer().id() + "/words"), staffed.lead())
                .getContentAsString();
        var found = Pattern.compile("<b>([a-z]+ [a-z]+ \\d\\d)</b>").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        var visit = visit(link());
        assertThat(say(found.group(1), visit).getRedirectedUrl()).isEqualTo("/handover");
        return visit;
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    @Keeps("SGD-8")
    void allOfAChildsFileGoesAsOneParcelWithOneSetOfWordsAndOneReceipt() throws Exception {
        var first = hurt();
        var sealed = opened(staffed.lead(), "concerning-image", Part.OTHER);
        var note = new CaseNote.Boxes("Tom Ellis pushed Priya, and ELLIS said so.", "", "", "", "", "");
        Tenants.within(staffed.school().school(), () -> {
            cases.note(staffed.lead(), first, Instant.now(), note, null);
            cases.addPerson(staffed.lead(), sealed, staffed.tom().person(), Part.WITNESS);
        });
        var witness = opened(staffed.coordinator(), "misuse-seen", Part.WITNESS);
        assertThat(ask(get(parcels()), staffed.lead()).getContentAsString())
                .containsPattern("value=\"" + first + "\"[^>]*checked")
                .containsPattern("value=\"" + sealed + "\"[^>]*checked")
                .contains("value=\"" + witness + "\"")
                .doesNotContainPattern("value=\"" + witness + "\"[^>]*checked")
                .contains("within five school days", "Here are the cases that you read, and no other.");

        assertThat(ask(parcel(first, sealed), staffed.lead()).getStatus()).isEqualTo(302);
        assertThat(letter().subject() + letter().parts()).doesNotContain("Priya", "concerning", "Concerning");
        assertThat(ask(get("/cases/" + first + "/transfers"), staffed.coordinator())
                        .getContentAsString())
                .as("who does not read the sealed case does not learn that there is one")
                .contains("This case went in a parcel")
                .doesNotContain("2 cases", sealed.toString(), number(sealed));
        var visit = parcelOpened();
        var answer = ask(post("/handover/folder"), visit);
        assertThat(answer.getHeader("Content-Disposition")).containsPattern("file-\\d{4}-\\d\\d-\\d\\d\\.zip");
        var files = files(answer.getContentAsByteArray());

        assertThat(files)
                .containsOnlyKeys(
                        "chronology.pdf",
                        "case-" + number(first) + "/case.pdf",
                        "case-" + number(first) + "/audit.csv",
                        "case-" + number(sealed) + "/case.pdf",
                        "case-" + number(sealed) + "/audit.csv",
                        "manifest.json",
                        "manifest.sha256",
                        "README.txt");
        assertThat(text(bytes(files, "chronology.pdf")))
                .contains("The safeguarding file of Priya Nair", "another pupil pushed Priya", "Case " + number(sealed))
                .contains(digest(bytes(files, "case-" + number(first) + "/case.pdf")))
                .doesNotContain(number(witness));
        for (var file : files.entrySet()) {
            var said = file.getKey().endsWith(".pdf") ? text(file.getValue()) : new String(file.getValue(), UTF_8);
            assertThat(said)
                    .as(file.getKey())
                    .doesNotContainIgnoringCase("Ellis")
                    .doesNotContain("Tom ");
        }
        var sums = new String(files.get("manifest.sha256"), UTF_8);
        for (var file : files.entrySet()) {
            if (!file.getKey().equals("manifest.sha256")) {
                assertThat(sums).contains(digest(file.getValue()) + "  " + file.getKey() + "\n");
            }
        }
        assertThat(ask(post("/handover/receipt").param("name", "Mr Bose, safeguarding lead"), visit)
                        .getContentAsString())
                .contains("Thank you");

        assertThat(parcelSent().state()).isEqualTo(Transfer.State.ACCEPTED);
        for (var each : List.of(first, sealed)) {
            assertThat(ask(get("/cases/" + each), staffed.lead()).getContentAsString())
                    .as("each of its cases tells it")
                    .contains("Priya Nair to Riverside Primary", "Mr Bose, safeguarding lead");
        }
        staffed.school()
                .within(() -> assertThat(audit.newest(staffed.head(), "case.transfer-sent", Long.MAX_VALUE, 9))
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.facts().orElseThrow()).containsEntry("cases", first + " " + sealed)));
    }

    private static byte[] zip(Map<String, byte[]> files) throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zipped, UTF_8)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return zipped.toByteArray();
    }

    private MockHttpServletResponse check(byte[] folder, Actor.Somebody by) throws Exception {
        var file = new MockMultipartFile("file", "file.zip", "application/zip", folder);
        return mvc.perform(multipart("/received-files").file(file).with(Cast.as(by)))
                .andReturn()
                .getResponse();
    }

    private String checked(byte[] folder) throws Exception {
        return check(folder, staffed.deputy()).getContentAsString();
    }

    /** The school that gets it may use this program too; here it is the same one that looks. */
    @Test
    @Keeps("SGD-8")
    void anotherSchoolSeesWhetherAFileIsWholeAndByWhichSeal() throws Exception {
        ask(parcel(hurt()), staffed.lead());
        var fetched = ask(post("/handover/folder"), parcelOpened()).getContentAsByteArray();
        var whole = "Every file is whole";
        assertThat(checked(fetched)).contains(whole, "Greenfield Primary").doesNotContain("Priya");

        var files = files(fetched);
        for (var name : List.copyOf(files.keySet())) {
            var changed = new HashMap<>(files);
            var bytes = bytes(files, name).clone();
            bytes[bytes.length / 3] ^= 1;
            changed.put(name, bytes);
            assertThat(checked(zip(changed))).as(name).doesNotContain(whole);
            changed.remove(name);
            assertThat(checked(zip(changed))).as("without " + name).doesNotContain(whole);
        }
        var forged = new HashMap<>(files);
        var paper = bytes(files, "chronology.pdf").clone();
        paper[new String(paper, ISO_8859_1).indexOf("/MediaBox") + "/MediaBox [0".length()] ^= 1;
        forged.put("chronology.pdf", paper);
        forged.put(
                "manifest.sha256",
                new String(bytes(files, "manifest.sha256"), UTF_8)
                        .replace(digest(bytes(files, "chronology.pdf")), digest(paper))
                        .getBytes(UTF_8));
        assertThat(checked(zip(forged)))
                .as("whoever exchanges a paper and its line has the seal against them")
                .contains("Seal does not hold")
                .doesNotContain(whole);
        var more = new HashMap<>(files);
        more.put("evidence/99.txt", new byte[] {1});
        assertThat(checked(zip(more))).contains("Not in the list").doesNotContain(whole);
        assertThat(checked("no zip".getBytes(UTF_8))).contains("<a href=\"#file\">");
        assertThat(check(fetched, staffed.coordinator()).getStatus()).isEqualTo(403);
    }

    private static byte[] bytes(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    @Keeps({"SGD-8", "INC-25"})
    void whatIsAboutStaffGoesInNoParcelAlsoWhereItTurnsOutToBeSoAfterItWasSent() throws Exception {
        var goes = hurt();
        var turns = opened(staffed.lead(), "concerning-image", Part.VICTIM);
        var before = ask(get(parcels()), staffed.lead()).getContentAsString();
        var staff = opened(staffed.head(), "over-access", Part.VICTIM);
        Tenants.within(
                staffed.school().school(),
                () -> cases.addPerson(
                        staffed.head(), staff, staffed.technician().person(), Part.INSTIGATOR));

        assertThat(ask(get(parcels()), staffed.lead()).getContentAsString().replaceAll("_csrf\" value=\"[^\"]*", ""))
                .as("whoever does not read it is not told that it is there")
                .isEqualTo(before.replaceAll("_csrf\" value=\"[^\"]*", ""));
        assertThat(ask(get(parcels()), staffed.head()).getContentAsString())
                .contains("/cases/" + staff + "\"", "It is about somebody who works here, so it stays.")
                .doesNotContain("value=\"" + staff + "\"");
        assertThat(ask(parcel(staff), staffed.head()).getContentAsString()).contains("<a href=\"#cases\">");

        assertThat(ask(parcel(goes, turns, staff), staffed.head()).getStatus()).isEqualTo(302);
        Tenants.within(
                staffed.school().school(),
                () -> cases.addPerson(staffed.lead(), turns, staffed.senior().person(), Part.INSTIGATOR));
        var files = files(ask(post("/handover/folder"), parcelOpened()).getContentAsByteArray());
        assertThat(files.keySet())
                .filteredOn(name -> name.endsWith("case.pdf"))
                .containsExactly("case-" + number(goes) + "/case.pdf");
    }

    @Test
    void onlyThoseWhoKeepChildrenSafeSendAParcel() throws Exception {
        var id = hurt();
        for (var other : List.of(staffed.coordinator(), staffed.senior(), staffed.teacher(), staffed.chair())) {
            assertThat(ask(get(parcels()), other).getStatus()).as(other.name()).isEqualTo(403);
            assertThat(ask(parcel(id), other).getStatus()).as(other.name()).isEqualTo(403);
        }
        var empty = ask(post(parcels()).param("school", "Riverside"), staffed.deputy());
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(empty.getContentAsString())
                .contains("<a href=\"#cases\">", "<a href=\"#address\">", "value=\"Riverside\"");
        assertThat(ask(parcel(id), staffed.deputy()).getStatus()).isEqualTo(302);
        var transfer = parcelSent().transfer().id();
        assertThat(ask(post("/cases/" + id + "/transfers/" + transfer + "/words"), staffed.coordinator())
                        .getStatus())
                .as("nobody has its words by way of one of its cases")
                .isEqualTo(404);
        assertThat(ask(
                                post("/people/" + staffed.tom().person() + "/next-school/" + transfer + "/words"),
                                staffed.lead())
                        .getStatus())
                .isEqualTo(404);
        assertThat(ask(post(parcels() + "/" + transfer + "/again"), staffed.lead())
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    @Keeps({"SGD-8", "INC-26"})
    void aChildWhoLeavesIsFollowedUpUntilTheNextSchoolHasSigned() throws Exception {
        var id = hurt();
        var monday = LocalDate.parse("2026-11-30");
        Tenants.within(
                staffed.school().school(),
                () -> people.partWith(
                        new Actor.Somebody(
                                staffed.school().school(),
                                staffed.head().person(),
                                staffed.head().name(),
                                staffed.head().roles(),
                                null),
                        staffed.priya().person(),
                        Role.PUPIL,
                        monday));

        assertThat(mine(staffed.lead())).singleElement().satisfies(action -> {
            assertThat(action.due()).as("five school days after a Monday").isEqualTo("2026-12-07");
            assertThat(action.what()).contains("Priya Nair");
        });
        assertThat(ask(get("/actions"), staffed.lead()).getContentAsString()).contains(parcels());
        assertThat(ask(get(parcels()), staffed.lead()).getContentAsString()).contains("Monday 7 December");

        ask(parcel(id), staffed.deputy());
        assertThat(mine(staffed.deputy())).as("one is enough").isEmpty();
        var visit = parcelOpened();
        ask(post("/handover/folder"), visit);
        assertThat(mine(staffed.lead())).as("fetched is not signed for").hasSize(1);
        ask(post("/handover/receipt").param("name", "Mr Bose"), visit);
        assertThat(mine(staffed.lead())).isEmpty();
    }

    /** All that can be of one child on a case of two: a sanction, a letter home, a thing, a search, a file that was fetched. */
    private CaseId allOfItToms() throws Exception {
        var id = opened(staffed.coordinator(), "misuse-seen", Part.VICTIM);
        var tom = staffed.tom().person();
        var picture = new EvidenceId[1];
        Tenants.within(staffed.school().school(), () -> {
            var coordinator = staffed.coordinator();
            cases.addPerson(coordinator, id, tom, Part.INSTIGATOR);
            parentOfTom();
            go(
                    id,
                    "what",
                    Map.of("account", "x", "at", "2026-11-19T09:00:00Z", "place", "in school", "evidence", "A game"));
            go(id, "told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person"));
            go(id, "who", Map.of("answer", "pupil"));
            go(id, "pupil-rule", Map.of("answer", "behaviour"));
            var until = roster.today().plusDays(3).toString();
            go(id, "sanction", Map.of("rung", "access off", "reason", "Sanction of his", "until", until));
            sanctions
                    .all(coordinator)
                    .ahead()
                    .forEach(one -> sanctions.write(coordinator, one.sanction().id(), "Letter of his."));
            things.take(
                    coordinator,
                    id,
                    new CaseThings.Taking("Watch of his", "tom ellis", "Mr Hale", "", NOON, "The safe"));
            var searched = searches.record(
                    coordinator,
                    id,
                    new DeviceSearch.Wish(
                            new DeviceSearchId(UUID.randomUUID()),
                            tom,
                            "Tablet of his",
                            DeviceSearch.Ground.DISRUPTION,
                            "It rang",
                            "A game",
                            NOON,
                            searches.desk(coordinator, id)
                                    .authorisers()
                                    .getFirst()
                                    .id(),
                            "Mr Hale",
                            "Miss Farrow",
                            "",
                            DeviceSearch.Result.LEFT,
                            "A game",
                            "",
                            DeviceSearch.Parents.TOLD,
                            "By telephone",
                            false,
                            "The safe"));
            assertThat(searched).isInstanceOf(DeviceSearches.Outcome.Kept.class);
            var brought = new CaseEvidence.Brought(Evidence.Kind.SCREENSHOT, "What was written", "", NOON, true);
            picture[0] = ((Bringing.Kept)
                            evidence.bring(coordinator, id, brought, org.schoolgate.documents.Files.png()))
                    .id();
            transfers.send(
                    staffed.lead(),
                    id,
                    new Transfers.Wish(tom, "Hilltop", "dsl@riverside.example", "Mr Bose", "1", List.of(picture[0])));
        });
        var visit = opened(id);
        assertThat(files(ask(post("/handover/folder"), visit).getContentAsByteArray()))
                .containsKey("evidence/01-screenshot.png");
        assertThat(ask(post("/handover/receipt").param("name", "Mr Bose of Hilltop"), visit)
                        .getStatus())
                .isEqualTo(200);
        return id;
    }

    private void go(CaseId id, String step, Map<String, String> said) {
        assertThat(cases.answer(
                        staffed.coordinator(), id, 1, step, said, staffed.tom().person()))
                .as(step)
                .isInstanceOf(Saying.WentOn.class);
    }

    private void parentOfTom() {
        var office = new Actor.Schoolgate(staffed.school().school(), "The office");
        var day = AcademicYear.of(roster.today()).firstDay();
        var dan = people.join(office, NewPerson.called("", "Dan", "Ellis", "dan@home.example"), Role.PARENT, day);
        guardianships.put(
                office,
                staffed.tom().person(),
                dan,
                new GuardianFacts(Relation.FATHER, Responsibility.HELD, 1, null, Caution.NONE, ""),
                Source.HAND,
                day);
    }

    @Test
    @Keeps("SGD-8")
    void whatIsOfOneChildAloneIsInNoPaperAndNoChronologyOfAnotherOnTheCase() throws Exception {
        var id = allOfItToms();
        var export =
                post("/cases/" + id + "/export").param("purpose", "A referral").param("recipient", "The council");
        var priya = staffed.priya().person().toString();
        var tom = staffed.tom().person().toString();

        var hers = new HashMap<>(
                files(ask(export.param("child", priya), staffed.lead()).getContentAsByteArray()));
        ask(parcel(id), staffed.lead());
        files(ask(post("/handover/folder"), parcelOpened()).getContentAsByteArray())
                .forEach((name, bytes) -> hers.put("parcel/" + name, bytes));
        assertThat(hers).hasSize(11);
        for (var file : hers.entrySet()) {
            var said = file.getKey().endsWith(".pdf") ? text(file.getValue()) : new String(file.getValue(), UTF_8);
            assertThat(said).as(file.getKey()).doesNotContain(TOMS);
        }
        assertThat(ask(get("/people/" + priya + "/chronology"), staffed.lead()).getContentAsString())
                .contains("A case was opened")
                .doesNotContain(TOMS);

        var his = files(ask(
                        post("/cases/" + id + "/export")
                                .param("purpose", "A referral")
                                .param("recipient", "The council")
                                .param("child", tom),
                        staffed.lead())
                .getContentAsByteArray());
        assertThat(text(bytes(his, "case.pdf")))
                .as("it is there to be left out")
                .contains(TOMS);
        assertThat(ask(get("/people/" + tom + "/chronology"), staffed.lead()).getContentAsString())
                .contains("Sanction of his", "Letter of his", "Watch of his", "Tablet of his", "Hilltop");
        assertThat(ask(get("/people/" + tom + "/chronology?kind=beside"), staffed.lead())
                        .getContentAsString())
                .contains("Watch of his")
                .doesNotContain("Sanction of his");
    }

    private List<FollowUp.Action> mine(Actor.Somebody of) {
        return Tenants.within(staffed.school().school(), () -> followUps.mine(of));
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
