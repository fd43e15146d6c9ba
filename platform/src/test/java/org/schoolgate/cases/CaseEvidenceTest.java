package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CaseEvidence.Brought;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.documents.Destroying;
import org.schoolgate.documents.Documents;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.documents.FileType;
import org.schoolgate.documents.Files;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** Evidence of cases on a real database and over HTTP: what comes in, who sees it, and how it goes. */
@PageTest
class CaseEvidenceTest {
    private static final Instant NINE = Instant.parse("2026-09-07T08:00:00Z");

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseEvidence evidence;
    private final Documents documents;
    private final Reports reports;
    private final AuditTrail audit;
    private final Settings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CaseEvidenceTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseEvidence evidence,
            Documents documents,
            Reports reports,
            AuditTrail audit,
            Settings settings,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.evidence = evidence;
        this.documents = documents;
        this.reports = reports;
        this.audit = audit;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private void within(Runnable work) {
        staffed.school().within(work);
    }

    private CaseId open(Actor.Somebody by, String kind) {
        return Tenants.within(
                staffed.school().school(),
                () -> ((Opening.Opened) cases.open(by, kind, null)).file().id());
    }

    private static Brought brought(String title, String place) {
        return new Brought(Evidence.Kind.SCREENSHOT, title, place, NINE, true);
    }

    private EvidenceId keep(Actor.Somebody by, CaseId id, byte @Nullable [] bytes) {
        return Tenants.within(
                staffed.school().school(),
                () -> ((Bringing.Kept)
                                evidence.bring(by, id, brought("The post", bytes == null ? "A safe" : ""), bytes))
                        .id());
    }

    private Evidence of(CaseId id, EvidenceId piece) {
        return documents.of(staffed.school().school(), id.subject()).stream()
                .filter(one -> one.id().equals(piece))
                .findFirst()
                .orElseThrow();
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private MockHttpServletResponse bring(CaseId id, Actor.Somebody by, String name, byte[] bytes, boolean confirmed)
            throws Exception {
        var form =
                multipart("/cases/" + id + "/evidence").file(new MockMultipartFile("file", name, "text/plain", bytes));
        form.param("kind", "SCREENSHOT").param("title", "The post").param("captured", "2026-11-18T16:05");
        if (confirmed) {
            form.param("confirmed", "true");
        }
        return mvc.perform(form.with(Cast.as(by))).andReturn().getResponse();
    }

    private long files() {
        return count("document");
    }

    private long count(String from) {
        return Objects.requireNonNull(Tenants.within(
                staffed.school().school(),
                () -> transaction.execute(_ -> jdbc.sql("select count(*) from " + from)
                        .query(Long.class)
                        .single())));
    }

    private List<String> record(String kind) {
        return Tenants.within(
                staffed.school().school(),
                () -> audit.newest(staffed.head(), kind, Long.MAX_VALUE, 50).stream()
                        .map(entry -> entry.kind() + " " + entry.actorName())
                        .toList());
    }

    @Test
    @Keeps({"INC-13", "CMP-10"})
    void whatIsBroughtIsKeptWithItsTimesItsDigestAndWhoBroughtIt() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");

        var answer = bring(id, staffed.coordinator(), "post.png", Files.png(), true);
        assertThat(answer.getRedirectedUrl()).isEqualTo("/cases/" + id);

        within(() -> {
            var one = documents.of(staffed.school().school(), id.subject()).getFirst();
            assertThat(one.capturedAt()).isEqualTo("2026-11-18T16:05:00Z");
            assertThat(one.keptAt()).isNotEqualTo(one.capturedAt());
            assertThat(one.keptByName()).isEqualTo("Miss Farrow");
            assertThat(one.file())
                    .isEqualTo(new Evidence.File(digest(Files.png()), FileType.PNG, Files.png().length, true, null));
            assertThat(one.custody()).extracting(Evidence.Custody::step).containsExactly(Evidence.Step.RECEIVED);
        });
        assertThat(record("evidence.")).containsExactly("evidence.kept Miss Farrow");
        assertThat(ask(get("/cases/" + id), staffed.coordinator()).getContentAsString())
                .contains("1. The post", "A screenshot of words, 18 November 2026 at 16:05", "/cover");
    }

    @Test
    @Keeps({"SGD-1", "SEC-18"})
    void aCaseThatTakesNoPicturesTakesNoneWhateverItIsCalled() throws Exception {
        var id = open(staffed.lead(), "concerning-image");
        assertThat(ask(get("/cases/" + id + "/evidence/new"), staffed.lead()).getContentAsString())
                .contains("This case takes no pictures", "Where does it lie?")
                .doesNotContain("type=\"file\"");

        for (var file : List.of(Files.png(), Files.pdf(), Files.message(), Files.picture("jpg", 9, 9))) {
            var answer = bring(id, staffed.lead(), "notes.txt", file, true);
            assertThat(answer.getStatus()).isEqualTo(422);
            assertThat(answer.getContentAsString()).contains("give the device to the safeguarding lead");
        }
        assertThat(files()).isZero();
        assertThat(record("evidence.")).hasSize(4).allMatch(entry -> entry.equals("evidence.refused Ms Okafor"));

        keep(staffed.lead(), id, null);
        assertThat(ask(get("/cases/" + id), staffed.lead()).getContentAsString())
                .contains("1. The post");
    }

    @Test
    @Keeps("SEC-18")
    void noFileIsTakenBeforeSomebodySaysThatItIsNoIndecentImage() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");

        var answer = bring(id, staffed.coordinator(), "post.png", Files.png(), false);

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("Say that it is no indecent image of a child.", "The post");
        assertThat(files()).isZero();
    }

    @Test
    @Keeps("INC-9")
    void whatHasToStayShutIsOpenedByNobodyAndItsPlaceIsWrittenDown() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        var piece = keep(staffed.coordinator(), id, Files.png());
        within(() -> transaction.executeWithoutResult(_ -> jdbc.sql("""
                insert into case_walk (school_id, case_id, walk, procedure, version, begun_at)
                values (:school, :id, 2, 'illegal-content', 1, now())
                """)
                .param("school", staffed.school().school().value())
                .param("id", id.value())
                .update()));

        for (var reader : List.of(staffed.head(), staffed.lead(), staffed.coordinator())) {
            var href = "/cases/" + id + "/evidence/" + piece;
            assertThat(ask(post(href + "/open"), reader).getRedirectedUrl()).isEqualTo(href);
            assertThat(ask(get(href + "/cover"), reader).getStatus()).isEqualTo(404);
            assertThat(ask(get(href), reader).getContentAsString())
                    .contains("Evidence stays shut.")
                    .doesNotContain(href + "/open", href + "/cover");
        }
        assertThat(record("evidence.stayed-shut")).hasSize(3);
        keep(staffed.coordinator(), id, null);
    }

    @Test
    @Keeps({"SEC-18", "INC-13"})
    void noByteOfAPictureLeavesAndWhoOpensItIsOnTheRecordFirst() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        var marked = new ByteArrayOutputStream();
        marked.writeBytes(Files.png());
        marked.writeBytes(Files.words("<script>hidden</script>"));
        var piece = keep(staffed.coordinator(), id, marked.toByteArray());
        var href = "/cases/" + id + "/evidence/" + piece;

        for (var answer :
                List.of(ask(get(href + "/cover"), staffed.lead()), ask(post(href + "/open"), staffed.lead()))) {
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContentType()).isEqualTo("image/png");
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.getHeader("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
            assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(new String(answer.getContentAsByteArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("hidden");
        }
        assertThat(record("evidence.opened")).containsExactly("evidence.opened Ms Okafor");
        within(() -> assertThat(of(id, piece).custody())
                .extracting(one -> one.step() + " " + one.byName())
                .containsExactly("RECEIVED Miss Farrow", "VIEWED Ms Okafor"));
    }

    @Test
    void wordsAreShownAsWordsAndADocumentIsHandedOver() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        var words = keep(staffed.coordinator(), id, Files.words("<html><script>alert(1)</script></html>"));
        var paper = Files.pdf();
        var pdf = keep(staffed.coordinator(), id, paper);

        var shown = ask(post("/cases/" + id + "/evidence/" + words + "/open"), staffed.coordinator());
        assertThat(shown.getContentType()).isEqualTo("text/plain;charset=UTF-8");
        var saved = ask(post("/cases/" + id + "/evidence/" + pdf + "/open"), staffed.coordinator());
        assertThat(saved.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"evidence.pdf\"");
        assertThat(saved.getContentAsByteArray()).isEqualTo(paper);
    }

    @Test
    void whoReadsTheWholeCaseOpensItAndWhomItIsAboutNever() {
        var id = open(staffed.coordinator(), "misuse-seen");
        var piece = keep(staffed.coordinator(), id, Files.png());
        within(() -> {
            for (var reader : List.of(
                    staffed.head(), staffed.lead(), staffed.deputy(), staffed.coordinator(), staffed.senior())) {
                assertThat(evidence.open(reader, id, piece)).isInstanceOf(Revealing.Open.class);
            }
            for (var other : List.of(staffed.teacher(), staffed.technician(), staffed.chair())) {
                assertThatThrownBy(() -> evidence.open(other, id, piece)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> evidence.cover(other, id, piece)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> evidence.look(other, id, piece)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> evidence.bring(other, id, brought("x", "y"), null))
                        .isInstanceOf(NotFound.class);
            }
            cases.addPerson(staffed.head(), id, staffed.lead().person(), Part.INSTIGATOR);
            assertThatThrownBy(() -> evidence.open(staffed.lead(), id, piece)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    void whoeverIsAskedForAScreenshotBringsItAndSeesNothingElse() throws Exception {
        var report = Tenants.within(
                staffed.school().school(),
                () -> reports.tell(staffed.teacher(), Matter.ABOUT_ONLINE_SAFETY, "A post", null, false)
                        .id());
        var id = Tenants.within(
                staffed.school().school(),
                () -> ((Opening.Opened) cases.open(staffed.coordinator(), "social-derogatory", report))
                        .file()
                        .id());
        assertThat(ask(get("/cases/" + id), staffed.teacher()).getContentAsString())
                .contains("/cases/" + id + "/evidence/new")
                .doesNotContain("Who is on it");

        assertThat(bring(id, staffed.teacher(), "post.png", Files.png(), true).getStatus())
                .isEqualTo(302);
        within(() -> {
            var piece = documents.of(staffed.school().school(), id.subject()).getFirst();
            assertThatThrownBy(() -> evidence.open(staffed.teacher(), id, piece.id()))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("INC-13")
    void thePageThatAChildWasOnBecomesEvidenceOfTheCase() {
        within(() -> {
            var told = reports.tell(staffed.priya(), Matter.NOT_SAID, "", "games.example/chat", false);
            var id = ((Opening.Opened) cases.open(staffed.coordinator(), "misuse-seen", told.id()))
                    .file()
                    .id();

            var kept = documents.of(staffed.school().school(), id.subject());
            assertThat(kept).singleElement().satisfies(one -> {
                assertThat(one.kind()).isEqualTo(Evidence.Kind.SIGNAL);
                assertThat(one.capturedAt()).isEqualTo(told.toldAt());
            });
            var opened = (Revealing.Open)
                    evidence.open(staffed.coordinator(), id, kept.getFirst().id());
            assertThat(new String(opened.contents().bytes(), StandardCharsets.UTF_8))
                    .contains("Page: games.example/chat\n", "Told by: Priya");
        });
    }

    @Test
    @Keeps({"INC-13", "SEC-18"})
    void aFileIsDestroyedByTwoAndItsDigestItsReasonAndItsWayStay() {
        var id = open(staffed.coordinator(), "misuse-seen");
        var other = open(staffed.coordinator(), "misuse-seen");
        var piece = keep(staffed.coordinator(), id, Files.png());
        var same = keep(staffed.senior(), other, Files.png());
        within(() -> {
            assertThatThrownBy(() -> evidence.askForDestruction(staffed.coordinator(), id, piece, "wrong child"))
                    .isInstanceOf(Forbidden.class);
            assertThat(evidence.destroy(staffed.coordinator(), id, piece)).isEqualTo(Destroying.NOT_ASKED);
            assertThat(evidence.askForDestruction(staffed.head(), id, piece, " ")
                            .any())
                    .isTrue();
            assertThat(evidence.askForDestruction(staffed.head(), id, piece, "It shows another child")
                            .any())
                    .isFalse();
            assertThat(evidence.destroy(staffed.head(), id, piece)).isEqualTo(Destroying.SAME_PERSON);
            assertThatThrownBy(() -> evidence.destroy(staffed.technician(), id, piece))
                    .isInstanceOf(NotFound.class);
            assertThat(evidence.open(staffed.lead(), id, piece)).isInstanceOf(Revealing.Open.class);

            assertThat(evidence.destroy(staffed.coordinator(), id, piece)).isEqualTo(Destroying.DESTROYED);

            assertThat(evidence.open(staffed.lead(), id, piece)).isInstanceOf(Revealing.Nothing.class);
            var gone = of(id, piece);
            assertThat(Objects.requireNonNull(gone.file()).digest()).isEqualTo(digest(Files.png()));
            assertThat(gone.custody().getLast().words()).isEqualTo("It shows another child");
            assertThat(gone.custody().getLast().step()).isEqualTo(Evidence.Step.DESTROYED);
            var elsewhere = of(other, same);
            assertThat(elsewhere.hasBytes()).isFalse();
            assertThat(elsewhere.custody().getLast().step()).isEqualTo(Evidence.Step.DESTROYED);
            assertThat(elsewhere.custody().getLast().words()).isEmpty();
            assertThat(audit.verify(staffed.head()).faults()).isEmpty();

            assertThat(evidence.bring(staffed.lead(), id, brought("Again", ""), Files.png()))
                    .isInstanceOfSatisfying(
                            Bringing.NotLikeThat.class,
                            not -> assertThat(not.problems().with("file")).contains("destroyed here before"));
        });
        assertThat(count("document where bytes is not null or cover is not null"))
                .isZero();
    }

    @Test
    @Keeps("INC-13")
    void whatIsKeptCannotBeExchangedInTheDatabase() {
        var id = open(staffed.coordinator(), "misuse-seen");
        keep(staffed.coordinator(), id, Files.png());

        for (var change : Set.of(
                "update document set bytes = 'x'",
                "update document set size = 1",
                "delete from document",
                "update evidence set captured_at = now()",
                "update evidence_custody set words = ''",
                "delete from evidence_custody")) {
            assertThatThrownBy(() -> within(() -> transaction.executeWithoutResult(
                            _ -> jdbc.sql(change).update())))
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** A scanner that speaks as clamd does and knows one bad word. */
    private static void scanner(ServerSocket listening) {
        scanner(listening, () -> {});
    }

    /** One in whose time something else happens. */
    private static void scanner(ServerSocket listening, Runnable meanwhile) {
        try (var socket = listening.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            assertThat(new String(in.readNBytes(10), StandardCharsets.US_ASCII)).isEqualTo("zINSTREAM\0");
            var got = new ByteArrayOutputStream();
            for (var length = in.readInt(); length > 0; length = in.readInt()) {
                got.writeBytes(in.readNBytes(length));
            }
            meanwhile.run();
            var bad = got.toString(StandardCharsets.UTF_8).contains("bad word");
            socket.getOutputStream()
                    .write((bad ? "stream: Test.Bad.Word FOUND\0" : "stream: OK\0")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Keeps("SEC-18")
    void whatTheSchoolsScannerFindsIsNotTakenAndTheFindingIsOnTheRecord() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        try (var listening = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            within(() -> settings.set(
                    staffed.head(), "documents.virus-scanner", "127.0.0.1:" + listening.getLocalPort(), "we have one"));
            var scanner = Thread.startVirtualThread(() -> {
                scanner(listening);
                scanner(listening);
            });
            assertThat(bring(id, staffed.coordinator(), "a.txt", Files.words("A good word"), true)
                            .getStatus())
                    .isEqualTo(302);
            assertThat(bring(id, staffed.coordinator(), "b.txt", Files.words("A bad word"), true)
                            .getContentAsString())
                    .contains("The virus scanner finds something in this file");
            scanner.join();
        }
        assertThat(bring(id, staffed.coordinator(), "c.txt", Files.words("Nobody looks"), true)
                        .getContentAsString())
                .contains("The virus scanner does not answer");
        assertThat(files()).isEqualTo(1);
        within(() -> assertThat(audit.newest(staffed.head(), "evidence.refused", Long.MAX_VALUE, 5)
                        .getFirst()
                        .facts()
                        .orElseThrow())
                .containsEntry("why", "Test.Bad.Word")
                .containsEntry("digest", digest(Files.words("A bad word"))));
    }

    @Test
    void whileAFileIsLookedAtOthersGoOnWithTheCase() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        try (var listening = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            within(() -> settings.set(
                    staffed.head(), "documents.virus-scanner", "127.0.0.1:" + listening.getLocalPort(), "we have one"));
            var scanner = Thread.startVirtualThread(() -> scanner(
                    listening,
                    () -> within(() ->
                            cases.addPerson(staffed.senior(), id, staffed.tom().person(), Part.OTHER))));
            assertThat(bring(id, staffed.coordinator(), "a.txt", Files.words("A good word"), true)
                            .getStatus())
                    .isEqualTo(302);
            scanner.join();
        }
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void theSameFileIsKeptOnce() {
        var id = open(staffed.coordinator(), "misuse-seen");
        keep(staffed.coordinator(), id, Files.png());
        keep(staffed.senior(), id, Files.png());

        assertThat(files()).isEqualTo(1);
        within(() -> assertThat(documents.of(staffed.school().school(), id.subject()))
                .extracting(Evidence::number)
                .containsExactly(1, 2));
    }

    @Test
    void toWhomItWasGivenStandsWithIt() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        var href = "/cases/" + id + "/evidence/" + keep(staffed.coordinator(), id, Files.png());

        assertThat(ask(post(href + "/handed").param("at", "2026-11-18T17:00"), staffed.lead())
                        .getStatus())
                .isEqualTo(422);
        ask(post(href + "/handed").param("at", "2026-11-18T17:00").param("to", "PC 1234, by hand"), staffed.lead());

        assertThat(ask(get(href), staffed.coordinator()).getContentAsString())
                .contains("Given to", "PC 1234, by hand (Ms Okafor)", "18 November 2026 at 17:00");
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedStays() throws Exception {
        var id = open(staffed.coordinator(), "misuse-seen");
        var answer = ask(
                post("/cases/" + id + "/evidence")
                        .param("kind", "PAPER")
                        .param("title", "A letter")
                        .param("captured", "2026-11-18T17:00"),
                staffed.coordinator());

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("<a href=\"#file\">Choose a file, or write where it lies.</a>", "value=\"A letter\"");
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
