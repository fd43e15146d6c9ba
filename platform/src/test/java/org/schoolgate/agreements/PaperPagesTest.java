package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.testing.Cast.as;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class PaperPagesTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Agreements agreements;
    private final PaperReturns papers;
    private final Receipts receipts;
    private final Settings settings;
    private final MockMvcTester mvc;

    PaperPagesTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Agreements agreements,
            PaperReturns papers,
            Receipts receipts,
            Settings settings,
            MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.agreements = agreements;
        this.papers = papers;
        this.receipts = receipts;
        this.settings = settings;
        this.mvc = mvc;
    }

    private September september() {
        var september = new September(cast, people, guardianships, texts);
        september.on(September.FIRST, september::textsInForce);
        return september;
    }

    private static byte[] picture() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 60, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(as(actor)).exchange();
    }

    private MvcTestResult send(
            Actor actor, Actor.Somebody child, byte[] scan, String answer, Actor.Somebody... signers) {
        var request = mvc.post()
                .uri("/agreements/papers/" + child.person())
                .multipart()
                .file(new MockMultipartFile("file", "scan.png", "image/png", scan))
                .with(as(actor))
                .param("answer", answer)
                .param("signedOn", "6 September 2026");
        for (var signer : signers) {
            request = request.param("signers", signer.person().toString());
        }
        return request.exchange();
    }

    private boolean inForce(September at, Actor.Somebody child) {
        return agreements
                .inForce(
                        at.greenfield.school(),
                        child.person(),
                        SEVENTH.atTime(12, 0).toInstant(ZoneOffset.UTC))
                .orElseThrow()
                .isYes();
    }

    @Test
    @Keeps({"AGR-20", "UX-4"})
    void theOfficeEntersFivePapersOneAfterAnother() {
        var at = september();
        at.on(SEVENTH, () -> {
            var more = List.of("Ann", "Bea", "Cal", "Deb").stream()
                    .map(name -> at.pupil(at.head, name, "Whitlock", 1, at.robins))
                    .toList();
            more.forEach(child -> at.stands(
                    at.dan,
                    child,
                    org.schoolgate.roster.Relation.FATHER,
                    1,
                    org.schoolgate.roster.Responsibility.HELD,
                    org.schoolgate.roster.Caution.NONE));
            assertThat(get(at.office, "/agreements/papers?q=whit"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Ann Whitlock")
                    .contains("Tom Whitlock");
            for (var child : java.util.stream.Stream.concat(java.util.stream.Stream.of(at.tom), more.stream())
                    .toList()) {
                assertThat(get(at.office, "/agreements/papers/" + child.person()))
                        .hasStatusOk()
                        .bodyText()
                        .contains("Dan Whitlock")
                        .contains("in force: version 1");
                assertThat(send(at.office, child, picture(), "yes", child, at.dan))
                        .hasStatus(302)
                        .redirectedUrl()
                        .as("the next one begins with the same day")
                        .isEqualTo("/agreements/papers?day=2026-09-06");
                assertThat(inForce(at, child)).isTrue();
            }
            assertThat(papers.newest(at.office)).hasSize(5);
            assertThat(get(at.office, "/agreements/papers")).bodyText().contains("Yes, signed by");
        });
    }

    @Test
    void whatIsMissingIsSaidBesideItsField() {
        var at = september();
        at.on(
                SEVENTH,
                () -> assertThat(mvc.post()
                                .uri("/agreements/papers/" + at.tom.person())
                                .multipart()
                                .with(as(at.office))
                                .exchange())
                        .hasStatus(422)
                        .bodyText()
                        .contains("<title>Error: ")
                        .contains("<a href=\"#signers\">Choose whose signature stands on the paper</a>")
                        .contains("<a href=\"#answer\">Choose what the paper says</a>")
                        .contains("<a href=\"#signedOn\">Write the date as a day")
                        .contains("<a href=\"#file\">Choose the file with the scan</a>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><script>", "%PDF-1.7 cut off", "GIF89a", "\u0089PNG\r\n\u001a\n and nothing more"})
    @Keeps("AGR-20")
    void aScanIsWhatItsBytesSayAndNotWhatItIsCalled(String bytes) {
        var at = september();
        at.on(
                SEVENTH,
                () -> assertThat(send(at.office, at.tom, bytes.getBytes(StandardCharsets.ISO_8859_1), "yes", at.dan))
                        .hasStatus(422)
                        .bodyText()
                        .contains("This is no whole PDF, JPEG or PNG"));
    }

    @Test
    void aScanOfMoreThanEightMegabytesIsRefused() {
        var large = Arrays.copyOf(picture(), Scan.MOST_BYTES + 1);
        var at = september();
        at.on(
                SEVENTH,
                () -> assertThat(send(at.office, at.tom, large, "yes", at.dan))
                        .hasStatus(422)
                        .bodyText()
                        .contains("larger than 8 MB"));
    }

    @Test
    void aPaperFromBeforeTheTextIsRefused() {
        var at = new September(cast, people, guardianships, texts);
        at.on(SEVENTH, () -> {
            at.textsInForce();
            assertThat(send(at.office, at.tom, picture(), "yes", at.dan))
                    .hasStatus(422)
                    .bodyText()
                    .contains("there was no agreement in force");
        });
    }

    @Test
    @Keeps({"AGR-11", "AGR-20"})
    void aPaperStandsUnderTheWordsOfItsOwnDay() {
        var at = september();
        at.on(SEVENTH, () -> {
            var draft = texts.draft(at.head, org.schoolgate.agreements.wording.Audience.KS1, Change.MAJOR);
            texts.approve(at.head, draft.id());
            texts.putInForce(at.head, draft.id(), SEVENTH.plusDays(30));

            assertThat(send(at.office, at.tom, picture(), "yes", at.dan)).hasStatus(302);

            assertThat(receipts.history(at.head, at.dan.person()))
                    .filteredOn(receipt ->
                            receipt.signature().under().audience() == org.schoolgate.agreements.wording.Audience.KS1)
                    .singleElement()
                    .satisfies(receipt -> assertThat(receipt.signature().under().number())
                            .as("version 2 came a day after this signature")
                            .hasToString("1"));
        });
    }

    @Test
    @Keeps("AGR-20")
    void whereTheSchoolWantsASecondLookAYesCountsOnlyAfterIt() {
        var at = september();
        at.on(SEVENTH, () -> {
            settings.set(at.head, AgreementsConfiguration.SECOND_LOOK.key(), "yes", "Four eyes");
            assertThat(send(at.office, at.tom, picture(), "yes", at.tom, at.dan))
                    .hasStatus(302);
            assertThat(inForce(at, at.tom))
                    .as("before anybody has looked again")
                    .isFalse();
            var waiting = papers.waiting(at.head).getFirst().paper();
            var look = "/agreements/papers/" + at.tom.person() + "/" + waiting.id();
            assertThat(get(at.office, "/agreements/papers")).bodyText().contains("One paper waits for a second look");

            assertThat(get(at.office, look)).hasStatusOk().bodyText().contains("You entered this paper yourself");
            assertThat(mvc.post()
                            .uri(look)
                            .with(as(at.office))
                            .param("answer", "yes")
                            .exchange())
                    .hasStatus(422);
            assertThat(inForce(at, at.tom))
                    .as("after a look by the same person")
                    .isFalse();
            assertThat(get(at.hale, look)).hasStatus(403);

            assertThat(get(at.head, look))
                    .hasStatusOk()
                    .bodyText()
                    .contains("<img class=\"scan\" src=\"/agreements/scans/" + waiting.scan());
            assertThat(get(at.head, "/agreements/scans/" + waiting.scan()))
                    .hasStatusOk()
                    .hasContentType("image/png")
                    .hasHeader("X-Content-Type-Options", "nosniff")
                    .hasHeader("Cache-Control", "no-store");
            assertThat(mvc.post()
                            .uri(look)
                            .with(as(at.head))
                            .param("answer", "yes")
                            .exchange())
                    .hasStatus(302);

            assertThat(inForce(at, at.tom)).isTrue();
            var proof = (Proof.Paper) receipts.history(at.head, at.dan.person())
                    .getFirst()
                    .signature()
                    .how()
                    .proof();
            assertThat(proof.enteredBy()).isEqualTo(at.office.person());
            assertThat(proof.verifiedBy()).isEqualTo(at.head.person());
            assertThat(receipts.history(at.head, at.dan.person()))
                    .allSatisfy(receipt ->
                            assertThat(receipt.signature().isUntouched()).isTrue());
        });
    }

    @Test
    @Keeps("AGR-20")
    void aPaperThatIsNotAsItWasEnteredNeverCounts() {
        var at = september();
        at.on(SEVENTH, () -> {
            settings.set(at.head, AgreementsConfiguration.SECOND_LOOK.key(), "yes", "Four eyes");
            send(at.office, at.tom, picture(), "yes", at.tom, at.dan);
            var look = "/agreements/papers/" + at.tom.person() + "/"
                    + papers.waiting(at.head).getFirst().paper().id();

            assertThat(mvc.post()
                            .uri(look)
                            .with(as(at.head))
                            .param("answer", "no")
                            .exchange())
                    .hasStatus(422)
                    .bodyText()
                    .contains("Say what is different");
            assertThat(mvc.post()
                            .uri(look)
                            .with(as(at.head))
                            .param("answer", "no")
                            .param("note", "The second name is missing.")
                            .exchange())
                    .hasStatus(302);

            assertThat(inForce(at, at.tom)).isFalse();
            assertThat(get(at.office, "/agreements/papers"))
                    .bodyText()
                    .contains("returned, does not count")
                    .contains("The second name is missing.");
        });
    }

    @Test
    @Keeps("AGR-22")
    void aNoOnPaperCountsBeforeAnybodyHasLookedAgain() {
        var at = september();
        at.on(SEVENTH, () -> {
            send(at.office, at.tom, picture(), "yes", at.tom, at.dan);
            assertThat(inForce(at, at.tom)).isTrue();
            settings.set(at.head, AgreementsConfiguration.SECOND_LOOK.key(), "yes", "Four eyes");

            assertThat(send(at.office, at.tom, picture(), "no", at.dan)).hasStatus(302);

            assertThat(inForce(at, at.tom)).isFalse();
            assertThat(papers.waiting(at.head)).isEmpty();
        });
    }

    @Test
    @Keeps("AGR-20")
    void aTeacherEntersPapersOfTheirOwnPupilsOnly() {
        var at = september();
        at.on(SEVENTH, () -> {
            var other = at.join(at.greenfield.head(), "Mrs", "Eve", "Stone", null, Role.TEACHER);

            assertThat(papers.find(at.hale, "Whitlock"))
                    .extracting(person -> person.name().full())
                    .contains("Tom Whitlock");
            assertThat(send(at.hale, at.tom, picture(), "yes", at.dan)).hasStatus(302);
            assertThat(papers.find(other, "Whitlock")).isEmpty();
            assertThat(send(other, at.tom, picture(), "yes", at.dan)).hasStatus(404);
            assertThat(papers.newest(other)).isEmpty();
        });
    }

    @Test
    void aMemberOfStaffsOwnPaperIsTakenToo() {
        var at = september();
        at.on(SEVENTH, () -> {
            assertThat(send(at.office, at.hale, picture(), "yes", at.hale)).hasStatus(302);
            assertThat(receipts.history(at.head, at.hale.person()))
                    .singleElement()
                    .satisfies(receipt -> {
                        assertThat(receipt.signature().by().capacity()).isEqualTo("TEACHER");
                        assertThat(receipt.signature().isYes()).isTrue();
                    });
        });
    }

    @Test
    void papersOfAnotherSchoolAreNotThere() {
        var at = september();
        var there = september();
        at.on(SEVENTH, () -> send(at.office, at.tom, picture(), "yes", at.dan));
        there.on(SEVENTH, () -> {
            assertThat(get(there.office, "/agreements/papers/" + at.tom.person()))
                    .hasStatus(404);
            assertThat(send(there.office, at.tom, picture(), "yes", at.dan)).hasStatus(404);
            assertThat(papers.find(there.office, "Whitlock"))
                    .extracting(person -> person.id())
                    .doesNotContain(at.tom.person());
            assertThat(papers.newest(there.office)).isEmpty();
        });
    }
}
