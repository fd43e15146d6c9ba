package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.testing.Cast.as;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class TranslationPagesTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);
    private static final Pattern TEXTAREA =
            Pattern.compile("<textarea[^>]* name=\"(line\\.[^\"]+)\"[^>]*>([^<]*)</textarea>");

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Receipts receipts;
    private final SealedReceipts sealed;
    private final MockMvcTester mvc;

    TranslationPagesTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Receipts receipts,
            SealedReceipts sealed,
            MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.receipts = receipts;
        this.sealed = sealed;
        this.mvc = mvc;
    }

    private September september() {
        var september = new September(cast, people, guardianships, texts);
        september.on(September.FIRST, september::textsInForce);
        return september;
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(as(actor)).exchange();
    }

    private static String body(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(September at, Audience audience) {
        return "/agreements/texts/"
                + texts.inForce(at.greenfield.school(), audience).orElseThrow().id();
    }

    /** The school's sheet with every piece said in Polish, as far as a test speaks it. */
    private static byte[] filled(String sheet) {
        return sheet.lines()
                .map(row -> row.endsWith(",\"\"") ? row.substring(0, row.length() - 2) + "\"Zażółć gęślą jaźń\"" : row)
                .collect(java.util.stream.Collectors.joining("\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void approvePolish(September at, Audience audience) {
        var href = text(at, audience);
        var sheet = body(get(at.head, href + "/translation.csv"));
        var shown = mvc.post()
                .uri(href + "/translations/sheet")
                .multipart()
                .file(new MockMultipartFile("file", "pl.csv", "text/csv", filled(sheet)))
                .with(as(at.head))
                .exchange();
        assertThat(shown).hasStatusOk().bodyText().contains("Zażółć gęślą jaźń");
        var request = mvc.post().uri(href + "/translations").with(as(at.head)).param("language", "pl");
        var pieces = TEXTAREA.matcher(body(shown));
        int found = 0;
        while (pieces.find()) {
            request = request.param(pieces.group(1), pieces.group(2));
            found++;
        }
        assertThat(found).isGreaterThan(10);
        assertThat(request.exchange()).hasStatus(302).redirectedUrl().isEqualTo(href);
    }

    @Test
    @Keeps({"AGR-26", "UX-2"})
    void aFamilyReadsAndSignsInALanguageOnceTheHeadApprovedItsWords() {
        var at = september();
        at.on(SEVENTH, () -> {
            var mine = "/agreements/mine/" + at.priya.person();
            assertThat(get(at.anil, mine)).bodyText().doesNotContain("polski");
            approvePolish(at, Audience.KS2);
            assertThat(get(at.anil, mine))
                    .as("his other paper is not in Polish yet")
                    .bodyText()
                    .doesNotContain("polski");
            approvePolish(at, Audience.PARENT);

            assertThat(get(at.anil, mine)).bodyText().contains("lang=\"pl\"").contains("polski");
            assertThat(get(at.anil, mine + "/read?lang=pl"))
                    .bodyText()
                    .contains("lang=\"pl\"")
                    .contains("Zażółć gęślą jaźń");
            var form = body(get(at.anil, mine + "/sign?lang=pl"));
            var request = mvc.post()
                    .uri(mine + "/sign")
                    .with(as(at.anil))
                    .param("lang", "pl")
                    .param("name", "Anil Nair");
            var words = Pattern.compile("name=\"words-([A-Z0-9]+)\" value=\"([0-9a-f]{64})\"")
                    .matcher(form);
            while (words.find()) {
                request = request.param("agree-" + words.group(1), "true")
                        .param("words-" + words.group(1), words.group(2));
            }
            assertThat(request.exchange()).hasStatus(302);

            var receipt = receipts.history(at.head, at.anil.person()).getFirst();
            var polish = texts.inForce(
                            at.greenfield.school(), receipt.signature().under().audience())
                    .flatMap(text -> text.in("pl"))
                    .orElseThrow();
            assertThat(receipt.signature().under().language()).isEqualTo("pl");
            assertThat(receipt.signature().under().words()).isEqualTo(polish.fingerprint());
            assertThat(read(sealed.paper(at.anil, receipt.signature().id())))
                    .contains("Zażółć gęślą jaźń")
                    .contains("Polish");
        });
    }

    @Test
    void nothingIsApprovedWhileAPieceIsMissing() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = text(at, Audience.KS2);
            assertThat(mvc.post()
                            .uri(href + "/translations")
                            .with(as(at.head))
                            .param("language", "pl")
                            .param("line.title", "Umowa")
                            .exchange())
                    .hasStatus(422)
                    .bodyText()
                    .contains("Not translated yet: ")
                    .contains(">Umowa</textarea>");
            assertThat(texts.inForce(at.greenfield.school(), Audience.KS2)
                            .orElseThrow()
                            .languages())
                    .containsExactly("en-GB");
            assertThat(get(at.coordinator, href + "/translations")).hasStatus(403);
        });
    }

    @Test
    void aFileThatIsNotTheSheetIsRefused() {
        var at = september();
        at.on(
                SEVENTH,
                () -> assertThat(mvc.post()
                                .uri(text(at, Audience.KS2) + "/translations/sheet")
                                .multipart()
                                .file(new MockMultipartFile(
                                        "file", "pl.csv", "text/csv", new byte[] {(byte) 0xff, 1, 2}))
                                .with(as(at.head))
                                .exchange())
                        .hasStatus(422)
                        .bodyText()
                        .contains("This is not our sheet"));
    }

    @Test
    void textsOfAnotherSchoolAreNotThere() {
        var at = september();
        var there = september();
        var theirs = new String[1];
        there.on(SEVENTH, () -> theirs[0] = text(there, Audience.KS2));
        at.on(
                SEVENTH,
                () -> assertThat(mvc.post()
                                .uri(theirs[0] + "/translations/sheet")
                                .multipart()
                                .file(new MockMultipartFile("file", "pl.csv", "text/csv", new byte[] {'a'}))
                                .with(as(at.head))
                                .exchange())
                        .hasStatus(404));
    }

    private static String read(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
