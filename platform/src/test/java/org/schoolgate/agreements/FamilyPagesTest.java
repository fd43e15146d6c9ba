package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.testing.Cast.as;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class FamilyPagesTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);
    private static final Pattern CODE = Pattern.compile("([2-9A-HJ-NP-Y]{4}-){3}[2-9A-HJ-NP-Y]{4}");

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Agreements agreements;
    private final Signatures signatures;
    private final Rounds rounds;
    private final Families families;
    private final MockMvcTester mvc;

    FamilyPagesTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Agreements agreements,
            Signatures signatures,
            Rounds rounds,
            Families families,
            MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.agreements = agreements;
        this.signatures = signatures;
        this.rounds = rounds;
        this.families = families;
        this.mvc = mvc;
    }

    private September september() {
        var september = new September(cast, people, guardianships, texts);
        september.on(September.FIRST, september::textsInForce);
        return september;
    }

    private Round round(September at) {
        return ((RoundOpening.Opened) rounds.open(
                        at.head,
                        "September 2026",
                        September.YEAR,
                        Set.of(Audience.KS1, Audience.KS2, Audience.PARENT),
                        SEVENTH.plusDays(20),
                        5))
                .round();
    }

    private void yes(Actor signer, Actor.Somebody child, String name) {
        var errand = signatures.errand(signer, child.person());
        var said = new Said(
                name,
                "en-GB",
                errand.papers().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                paper -> paper.needed().audience(),
                                paper -> paper.text().english().fingerprint())));
        assertThat(signatures.sign(signer, child.person(), said, evidence())).isInstanceOf(Signing.Signed.class);
    }

    private static Evidence evidence() {
        return new Evidence(new Proof.Mailbox(UUID.randomUUID()), "192.0.2.1");
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(as(actor)).exchange();
    }

    private MvcTestResult post(Actor actor, String path, Map<String, String> fields) {
        var request = mvc.post().uri(path).with(as(actor));
        for (var field : fields.entrySet()) {
            request = request.param(field.getKey(), field.getValue());
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
    @Keeps("AGR-6")
    void aSecondCarerIsAskedAndTheirNoStopsTheYes() {
        var at = september();
        at.on(SEVENTH, () -> {
            round(at);
            var family = "/agreements/families/" + at.tom.person();
            assertThat(get(at.head, family))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Dan Whitlock")
                    .contains("Sarah Whitlock");
            assertThat(post(at.head, family + "/ask/" + at.sarah.person(), Map.of()))
                    .hasStatus(302);
            assertThat(families.family(at.head, at.tom.person()).carers())
                    .filteredOn(stand -> stand.guardian().person().id().equals(at.sarah.person()))
                    .singleElement()
                    .satisfies(stand -> assertThat(stand.state()).isInstanceOf(SignerState.Asked.class));

            yes(at.tom, at.tom, "Tom");
            yes(at.dan, at.tom, "Dan Whitlock");
            assertThat(inForce(at, at.tom))
                    .as("one yes is enough here, while nobody says no")
                    .isTrue();
            signatures.decline(at.sarah, at.tom.person(), Audience.KS1, "not yet", evidence());
            assertThat(inForce(at, at.tom)).isFalse();
            assertThat(get(at.head, "/agreements/families"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("One family needs care")
                    .contains("One carer said yes and another no");
        });
    }

    @Test
    void theHeadHearsCarersAndWhatIsWrittenDownActs() {
        var at = september();
        at.on(SEVENTH, () -> {
            yes(at.tom, at.tom, "Tom");
            yes(at.dan, at.tom, "Dan Whitlock");
            signatures.decline(at.sarah, at.tom.person(), Audience.KS1, "not yet", evidence());
            var family = "/agreements/families/" + at.tom.person();

            assertThat(post(at.head, family + "/heard", Map.of()))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#heard\">Choose whom you have heard</a>")
                    .contains("<a href=\"#words\">Write down what they said");
            assertThat(post(at.coordinator, family + "/heard", Map.of())).hasStatus(403);
            assertThat(post(
                            at.head,
                            family + "/heard",
                            Map.of("heard", at.anil.person().toString(), "answer", "yes", "words", "Not theirs")))
                    .as("somebody else's father")
                    .hasStatus(422);
            at.at(SEVENTH.atTime(13, 0).toInstant(ZoneOffset.UTC), () -> {
                assertThat(mvc.post()
                                .uri(family + "/heard")
                                .with(as(at.head))
                                .param("heard", at.dan.person().toString())
                                .param("heard", at.sarah.person().toString())
                                .param("words", "Both agree to a trial until half-term.")
                                .param("answer", "yes")
                                .exchange())
                        .hasStatus(302);
                assertThat(agreements
                                .inForce(
                                        at.greenfield.school(),
                                        at.tom.person(),
                                        SEVENTH.atTime(14, 0).toInstant(ZoneOffset.UTC))
                                .orElseThrow()
                                .isYes())
                        .isTrue();
                assertThat(get(at.head, family))
                        .bodyText()
                        .contains("heard the carers: yes")
                        .contains("Heard: Dan Whitlock, Sarah Whitlock")
                        .contains("Both agree to a trial until half-term.");
                assertThat(families.matters(at.head)).isEmpty();
            });
        });
    }

    @Test
    void aCourtOrderComesToTheHeadsList() {
        var at = september();
        at.on(SEVENTH, () -> {
            at.stands(at.sarah, at.tom, Relation.MOTHER, 2, Responsibility.HELD, Caution.COURT_ORDER);
            assertThat(get(at.head, "/agreements/families")).bodyText().contains("A court order is noted.");
            assertThat(get(at.head, "/agreements/families/" + at.tom.person()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Look at the records")
                    .doesNotContain("/ask/");
            assertThat(get(at.hale, "/agreements/families")).hasStatus(403);
        });
    }

    @Test
    @Keeps({"AGR-3", "UX-4"})
    void aCarerWithoutEmailGetsALetterWhosePictureAndCodeOpenTheSigning() {
        var at = september();
        at.on(SEVENTH, () -> {
            for (var child : java.util.List.of("Leo", "Mia")) {
                var pupil = at.pupil(at.head, child, "Ode", 1, at.robins);
                var carer = people.join(
                        at.head,
                        new NewPerson(new PersonName("", "Ada " + child, "Ode", ""), null, null, null, null),
                        Role.PARENT,
                        September.FIRST);
                at.stands(
                        new Actor.Somebody(at.greenfield.school(), carer, "Ada", Set.of(Role.PARENT), null),
                        pupil,
                        Relation.MOTHER,
                        1,
                        Responsibility.HELD,
                        Caution.NONE);
            }
            var round = round(at);
            rounds.writeSome(at.greenfield.school(), 100);
            var carers = rounds.chase(at.head, round.id()).stream()
                    .flatMap(row -> row.answers().stream())
                    .filter(ChaseRow.Wanted::unreachable)
                    .map(answer -> answer.signer().name().full())
                    .distinct()
                    .toList();
            assertThat(carers).contains("Ada Leo Ode", "Ada Mia Ode");
            assertThat(get(at.office, "/agreements/rounds/" + round.id()))
                    .bodyText()
                    .contains("Print 2 letters for families without e-mail");

            var printed = post(at.office, "/agreements/rounds/" + round.id() + "/letters", Map.of());
            assertThat(printed).hasStatusOk().hasContentType("application/pdf").hasHeader("Cache-Control", "no-store");
            var pdf = printed.getResponse().getContentAsByteArray();
            var text = text(pdf);
            assertThat(text)
                    .contains("Greenfield Primary: we need your answer")
                    .contains("Your answer for Leo Ode")
                    .contains("Your answer for Mia Ode")
                    .contains("I ask a grown-up before I use a computer or tablet.")
                    .contains("Your signature")
                    .contains("The child’s own mark or signature");
            assertThat(CODE.matcher(text).results().map(java.util.regex.MatchResult::group))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(dark(pdf)).as("the picture on the first page").isGreaterThan(2_000);
        });
    }

    @Test
    void aCodeIsTypedAsPeopleType() {
        assertThat(org.schoolgate.messages.OneTimeLink.typed(" kq7f 9d2m-px4r–h8tw "))
                .isEqualTo("KQ7F9D2MPX4RH8TW");
        assertThat(mvc.get().uri("/code").exchange()).hasStatusOk().bodyText().contains("The code on your letter");
        assertThat(mvc.post()
                        .uri("/code")
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("code", "KQ7F-9D2M-PX4R-H8TW")
                        .exchange())
                .hasStatus(422)
                .bodyText()
                .contains("This code opens nothing");
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Black pixels where the letter has the picture of its link. */
    private static long dark(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 72);
            long dark = 0;
            for (int x = 50; x < 170; x++) {
                for (int y = 100; y < 300; y++) {
                    if ((page.getRGB(x, y) & 0xff) < 64) {
                        dark++;
                    }
                }
            }
            return dark;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
