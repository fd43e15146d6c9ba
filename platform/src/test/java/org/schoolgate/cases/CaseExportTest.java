package org.schoolgate.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CaseEvidence.Brought;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
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

/** A case that goes out of the house: who takes it, whom it names, and that other programs find it whole. */
@PageTest
class CaseExportTest {
    private static final Instant NINE = Instant.parse("2026-09-07T08:00:00Z");

    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseEvidence evidence;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CaseExportTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseEvidence evidence,
            AuditTrail audit,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.evidence = evidence;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Priya was hurt and Tom did it; a note names both, and there is a picture. */
    private record Hurt(CaseId id, EvidenceId picture) {}

    private Hurt hurt() {
        return Tenants.within(staffed.school().school(), () -> {
            var id = ((Opening.Opened) cases.open(staffed.coordinator(), "misuse-seen", null))
                    .file()
                    .id();
            cases.addPerson(staffed.coordinator(), id, staffed.priya().person(), Part.VICTIM);
            cases.addPerson(staffed.coordinator(), id, staffed.tom().person(), Part.INSTIGATOR);
            var boxes = new CaseNote.Boxes(
                    "Tom Ellis wrote to Priya. TOM said so himself, and Ellis’s brother saw it; tomorrow is another day.",
                    "",
                    "",
                    "",
                    "",
                    "");
            cases.note(staffed.coordinator(), id, NINE, boxes, null);
            var brought = new Brought(Evidence.Kind.SCREENSHOT, "=What Tom wrote", "", NINE, true);
            var kept = (Bringing.Kept)
                    evidence.bring(staffed.coordinator(), id, brought, org.schoolgate.documents.Files.png());
            return new Hurt(id, kept.id());
        });
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, Actor.Somebody by) throws Exception {
        return mvc.perform(request.with(Cast.as(by))).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder form(CaseId id, Actor.@Nullable Somebody only) {
        return post("/cases/" + id + "/export")
                .param("purpose", "A referral")
                .param("recipient", "PC 1234, Greenfield police")
                .param("child", only == null ? "everybody" : only.person().toString());
    }

    private static void unpack(byte[] zip, Path to) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var file = to.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(to)).isTrue();
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
    }

    /** What another program says, and whether it was content. */
    private record Answer(int code, String said) {}

    private static Answer run(Path folder, String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), said);
    }

    private static Answer sums(Path folder) throws Exception {
        return run(folder, "sha256sum", "--strict", "-c", "manifest.sha256");
    }

    private static String text(Path pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    @Keeps({"INC-30", "INC-13"})
    void otherProgramsFindEveryFileOfItWholeAndOneFlippedByteInAny(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        var answer = ask(form(hurt.id(), null).param("files", hurt.picture().toString()), staffed.lead());
        assertThat(answer.getContentType()).isEqualTo("application/zip");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        unpack(answer.getContentAsByteArray(), folder);

        assertThat(sums(folder).code()).isZero();
        assertThat(sums(folder).said())
                .contains("case.pdf: OK", "audit.csv: OK", "manifest.json: OK", "README.txt: OK")
                .contains("evidence/01-screenshot.png: OK");
        assertThat(run(folder, "pdfsig", "case.pdf").said())
                .contains("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached");
        assertThat(Files.readAllBytes(folder.resolve("evidence/01-screenshot.png")))
                .isEqualTo(org.schoolgate.documents.Files.png());
        assertThat(Files.readString(folder.resolve("README.txt")))
                .contains("sha256sum --strict -c manifest.sha256", "pdfsig case.pdf");

        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSize(6);
        for (var file : files) {
            var whole = Files.readAllBytes(file);
            var flipped = whole.clone();
            flipped[whole.length / 2] ^= 1;
            Files.write(file, flipped);
            assertThat(sums(folder).code()).as(file.toString()).isNotZero();
            Files.write(file, whole);
        }
        var pdf = Files.readAllBytes(folder.resolve("case.pdf"));
        pdf[new String(pdf, ISO_8859_1).indexOf("/MediaBox") + "/MediaBox [0".length()] ^= 1;
        Files.write(folder.resolve("case.pdf"), pdf);
        assertThat(run(folder, "pdfsig", "case.pdf").said()).doesNotContain("Signature is Valid.");
    }

    /** Whoever exchanges a file and its line in the list still has the sealed paper against them. */
    @Test
    @Keeps("INC-30")
    void thePaperNamesTheDigestsOfAllThatIsNotWords(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        unpack(
                ask(form(hurt.id(), null).param("files", hurt.picture().toString()), staffed.lead())
                        .getContentAsByteArray(),
                folder);

        assertThat(text(folder.resolve("case.pdf")))
                .contains(digest(Files.readAllBytes(folder.resolve("audit.csv"))))
                .contains(digest(Files.readAllBytes(folder.resolve("evidence/01-screenshot.png"))))
                .contains("A referral", "PC 1234, Greenfield police", "Ms Okafor", "Tom Ellis");
    }

    /** By the words of README.txt alone. */
    @Test
    @Keeps("INC-30")
    void everyHashOfTheRecordCanBeWorkedOutFromItsLine(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        unpack(ask(form(hurt.id(), null), staffed.lead()).getContentAsByteArray(), folder);

        var csv = Files.readString(folder.resolve("audit.csv")).substring(1);
        var rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
        assertThat(rows)
                .extracting(row -> row.get("kind"))
                .contains("case.opened", "case.note-added", "evidence.kept", "case.exported");
        for (var row : rows) {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            var at = Instant.parse(row.get("at"));
            out.writeByte(Integer.parseInt(row.get("version")));
            field(out, row.get("school"));
            out.writeLong(Long.parseLong(row.get("number")));
            field(out, row.get("previous"));
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano() / 1_000);
            for (var name : List.of("actor", "actor name", "kind", "subject", "facts digest")) {
                field(out, row.get(name));
            }
            assertThat(row.get("hash")).isEqualTo(digest(bytes.toByteArray()));
        }
    }

    private static void field(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.getBytes(UTF_8).length);
        out.write(text.getBytes(UTF_8));
    }

    @Test
    void whereOneChildIsNamedTheOtherIsNowhereNotEvenInPart(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        unpack(ask(form(hurt.id(), staffed.priya()), staffed.lead()).getContentAsByteArray(), folder);

        var paper = text(folder.resolve("case.pdf"));
        assertThat(paper)
                .contains("Priya", "another pupil A wrote to Priya. another pupil A said so himself")
                .contains("another pupil A’s brother", "tomorrow is another day")
                .doesNotContainIgnoringCase("Tom Ellis")
                .doesNotContain("Ellis");
        for (var file : List.of("manifest.json", "audit.csv", "README.txt", "manifest.sha256")) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain("Ellis", "Tom ");
        }
        assertThat(folder.resolve("evidence")).doesNotExist();
    }

    @Test
    void noCellOfTheRecordIsAFormula(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        var by = staffed.lead();
        var sly = new Actor.Somebody(by.school(), by.person(), "=HYPERLINK(1)", by.roles(), null);
        unpack(ask(form(hurt.id(), null), sly).getContentAsByteArray(), folder);

        assertThat(Files.readString(folder.resolve("audit.csv"))).contains("\"'=HYPERLINK(1)\"");
    }

    @Test
    @Keeps("INC-9")
    void evidenceThatStaysShutGoesNowhere(@TempDir Path folder) throws Exception {
        var hurt = hurt();
        staffed.school()
                .within(() -> transaction.executeWithoutResult(_ -> jdbc.sql("""
                insert into case_walk (school_id, case_id, walk, procedure, version, begun_at)
                values (:school, :id, 2, 'illegal-content', 1, now())
                """)
                        .param("school", staffed.school().school().value())
                        .param("id", hurt.id().value())
                        .update()));

        assertThat(ask(get("/cases/" + hurt.id() + "/export"), staffed.lead()).getContentAsString())
                .contains("No evidence goes along.");
        unpack(
                ask(form(hurt.id(), null).param("files", hurt.picture().toString()), staffed.lead())
                        .getContentAsByteArray(),
                folder);
        assertThat(folder.resolve("evidence")).doesNotExist();
        assertThat(sums(folder).code()).isZero();
        assertThat(text(folder.resolve("case.pdf"))).contains("It is not in the folder.");
    }

    @Test
    @Keeps("INC-30")
    void itSaysWhatForAndToWhomAndThatIsOnTheRecord() throws Exception {
        var hurt = hurt();
        var answer = ask(post("/cases/" + hurt.id() + "/export"), staffed.lead());
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("<a href=\"#child\">");
        var next = ask(post("/cases/" + hurt.id() + "/export").param("child", "everybody"), staffed.lead());
        assertThat(next.getContentAsString()).contains("<a href=\"#purpose\">", "<a href=\"#recipient\">");

        ask(form(hurt.id(), null).param("files", hurt.picture().toString()), staffed.lead());
        staffed.school().within(() -> {
            var entry = audit.newest(staffed.head(), "case.exported", Long.MAX_VALUE, 5)
                    .getFirst();
            assertThat(entry.actorName()).isEqualTo("Ms Okafor");
            assertThat(entry.facts().orElseThrow())
                    .containsEntry("purpose", "A referral")
                    .containsEntry("recipient", "PC 1234, Greenfield police")
                    .containsEntry("files", "1");
            assertThat(audit.newest(staffed.head(), "evidence.exported", Long.MAX_VALUE, 5))
                    .hasSize(1);
        });
        assertThat(ask(get("/cases/" + hurt.id() + "/evidence/" + hurt.picture()), staffed.lead())
                        .getContentAsString())
                .contains("Copied into an export", "PC 1234, Greenfield police (Ms Okafor)");
    }

    /** A step that waits for a teacher lets them read the case, and take nothing of it away. */
    @Test
    void onlyWhoReadsItForGoodTakesItOut() throws Exception {
        var hurt = hurt();
        for (var reader : List.of(staffed.head(), staffed.lead(), staffed.deputy(), staffed.senior())) {
            assertThat(ask(form(hurt.id(), null), reader).getStatus()).isEqualTo(200);
        }
        for (var other : List.of(staffed.teacher(), staffed.technician(), staffed.chair())) {
            assertThat(ask(form(hurt.id(), null), other).getStatus()).isEqualTo(404);
            assertThat(ask(get("/cases/" + hurt.id() + "/export"), other).getStatus())
                    .isEqualTo(404);
        }
    }

    @Test
    @Keeps("INC-30")
    void whoeverTakesItHasShownALittleWhileAgoWhoTheyAre() throws Exception {
        var path = "/cases/" + hurt().id() + "/export";
        var now = Instant.now();

        for (var request : List.of(get(path), post(path).param("child", "everybody"))) {
            assertThat(mvc.perform(request.with(shownAt(now.minus(Duration.ofHours(1)))))
                            .andReturn()
                            .getResponse()
                            .getRedirectedUrl())
                    .isEqualTo("/sign-in/locked?to=" + path);
        }
        assertThat(mvc.perform(get(path).with(shownAt(now)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(200);
    }

    /** The safeguarding lead by a session of theirs in which they last showed then who they are. */
    private RequestPostProcessor shownAt(Instant then) {
        var session = new Session(
                new SessionId(UUID.randomUUID()),
                staffed.school().school(),
                staffed.lead().person(),
                Way.PASSWORD,
                new Where("192.0.2.7", "device", "a browser"),
                then,
                then,
                then.plus(Duration.ofHours(8)),
                then,
                null,
                true,
                null);
        return request -> csrf().postProcessRequest(
                        authentication(new SignedIn(staffed.lead(), new Entry.ByAccount(session)))
                                .postProcessRequest(request));
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
