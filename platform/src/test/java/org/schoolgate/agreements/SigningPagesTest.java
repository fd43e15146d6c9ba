package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.schoolgate.testing.Cast.as;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.People;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class SigningPagesTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Rounds rounds;
    private final Roll roll;
    private final AuditTrail audit;
    private final MockMvcTester mvc;

    SigningPagesTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Rounds rounds,
            Roll roll,
            AuditTrail audit,
            MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.rounds = rounds;
        this.roll = roll;
        this.audit = audit;
        this.mvc = mvc;
    }

    private September september() {
        var september = new September(cast, people, guardianships, texts);
        september.adults().forEach(adult -> roll.put(adult, "somebody@mail.example"));
        september.on(September.FIRST, september::textsInForce);
        return september;
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(as(actor)).exchange();
    }

    private static String fingerprint(MvcTestResult page, String name) {
        var found = Pattern.compile("name=\"" + name + "\" value=\"([0-9a-f]{64})\"")
                .matcher(body(page));
        assertThat(found.find())
                .as("the fingerprint of the words that were shown")
                .isTrue();
        return found.group(1);
    }

    private static String body(MvcTestResult page) {
        try {
            return page.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    @Keeps({"AGR-6", "AGR-15", "AGR-16", "AGR-17", "AGR-24", "COM-4"})
    void aParentReadsAndSigns() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.priya.person();
            assertThat(get(at.anil, "/agreements/mine"))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo(href);
            assertThat(get(at.anil, href))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Hello Anil. We need your answer before Priya goes online at school.")
                    .contains("for Priya Nair, Year 5");
            assertThat(get(at.anil, href + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Read the rules with Priya")
                    .contains("For parents and carers: what the school sees")
                    .contains("For parents and carers: if a rule is not kept")
                    .contains("For parents and carers: what the school cannot promise")
                    .contains("an adult supervises")
                    .contains("any electronic device of our own that my child is allowed to bring to school");
            var form = get(at.anil, href + "/sign");
            assertThat(form).hasStatusOk().bodyText().contains("You sign as the father of Priya.");

            var empty = mvc.post().uri(href + "/sign").with(as(at.anil)).exchange();
            assertThat(empty)
                    .hasStatus(422)
                    .bodyText()
                    .contains("<title>Error: ")
                    .contains("<a href=\"#name\">Write your full name, as the school knows it</a>");
            var signed = mvc.post()
                    .uri(href + "/sign")
                    .with(as(at.anil))
                    .param("name", "Anil Nair")
                    .param("agree-KS2", "true")
                    .param("words-KS2", fingerprint(form, "words-KS2"))
                    .param("agree-PARENT", "true")
                    .param("words-PARENT", fingerprint(form, "words-PARENT"))
                    .exchange();
            assertThat(signed).hasStatus(302).redirectedUrl().isEqualTo(href);
            assertThat(get(at.anil, href))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Thank you, Anil. Your part is done.")
                    .contains("Anil Nair, father");
        });
    }

    @Test
    @Keeps("AGR-22")
    void noIsAsNearAsYes() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.priya.person();
            assertThat(get(at.anil, href + "/sign")).bodyText().contains("Say no, or not now");
            assertThat(mvc.post()
                            .uri(href + "/no")
                            .with(as(at.anil))
                            .param("paper", "KS2")
                            .param("why", "not yet")
                            .exchange())
                    .hasStatus(302);
            assertThat(get(at.anil, href + "/no")).hasStatusOk().bodyText().contains("No is a fine answer");
        });
    }

    @Test
    @Keeps("AGR-22")
    void aNoToOneOfTwoPapersCountsIsSaidAndIsAsEasilyChanged() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.priya.person();
            mvc.post()
                    .uri(href + "/no")
                    .with(as(at.anil))
                    .param("paper", "KS2")
                    .param("why", "not before Christmas")
                    .exchange();
            assertThat(get(at.anil, href))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Thank you, Anil. We have what you said. One answer is still open.")
                    .contains("Priya does not go online at school for now", "not before Christmas")
                    .contains("You said no on 7 September 2026", "It stands by itself")
                    .contains(href + "/sign?paper=KS2")
                    .doesNotContain("We need your answer before Priya");

            var own = get(at.anil, href + "/sign");
            assertThat(own).bodyText().contains("words-PARENT").doesNotContain("words-KS2");
            assertThat(signOne(at, href, "PARENT", own)).hasStatus(302);
            assertThat(get(at.anil, href))
                    .bodyText()
                    .contains("Thank you, Anil. We have your answer.", "not left out of lessons", "Anil Nair, father");

            var after = get(at.anil, href + "/sign?paper=KS2");
            assertThat(after).bodyText().contains("words-KS2").doesNotContain("words-PARENT");
            assertThat(signOne(at, href, "KS2", after)).hasStatus(302);
            assertThat(get(at.anil, href)).bodyText().contains("Thank you, Anil. Your part is done.");
        });
    }

    private MvcTestResult signOne(September at, String href, String paper, MvcTestResult form) {
        return mvc.post()
                .uri(href + "/sign")
                .with(as(at.anil))
                .param("paper", paper)
                .param("name", "Anil Nair")
                .param("agree-" + paper, "true")
                .param("words-" + paper, fingerprint(form, "words-" + paper))
                .exchange();
    }

    @Test
    void aPupilOfKs2SignsInTheirOwnWords() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.priya.person();
            assertThat(get(at.priya, href + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("<body class=\"pupil k2\">")
                    .contains("I ask a teacher before I go online.");
            var form = get(at.priya, href + "/sign");
            assertThat(mvc.post()
                            .uri(href + "/sign")
                            .with(as(at.priya))
                            .param("name", "Priya")
                            .param("agree-KS2", "true")
                            .param("words-KS2", fingerprint(form, "words-KS2"))
                            .exchange())
                    .hasStatus(302);
            assertThat(get(at.priya, href)).bodyText().contains("Thank you, Priya. Your part is done.");
            assertThat(get(at.priya, "/agreements/mine/" + at.tom.person())).hasStatus(404);
        });
    }

    @Test
    @Keeps({"AGR-19", "UX-1"})
    void eachAgeReadsWordsAndPagesOfItsOwn() {
        var at = september();
        at.on(SEVENTH, () -> {
            var leo = at.pupil(at.head, "Leo", "Ode", 0, at.robins);
            assertThat(get(leo, "/agreements/mine/" + leo.person() + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("<body class=\"pupil\">")
                    .contains("I ask a grown-up first.");
            assertThat(get(at.tom, "/agreements/mine/" + at.tom.person() + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("<body class=\"pupil\">")
                    .contains("I ask a grown-up before I use a computer or tablet.");
            assertThat(get(at.priya, "/agreements/mine/" + at.priya.person() + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("<body class=\"pupil k2\">")
                    .contains("I ask a teacher before I go online.");
            assertThat(get(at.hale, "/agreements/mine/" + at.hale.person() + "/read"))
                    .hasStatusOk()
                    .bodyText()
                    .doesNotContain("<body class=\"pupil")
                    .contains("I use technology sensibly, professionally and within the law.");
        });
    }

    @Test
    @Keeps({"AGR-20", "UX-2"})
    void theYoungestPressBeforeTheirTeachersEyes() {
        var at = september();
        at.on(SEVENTH, () -> {
            var circle = "/agreements/classes/" + at.robins;
            assertThat(get(at.hale, "/agreements/classes"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Robins");
            assertThat(get(at.hale, circle)).hasStatusOk().bodyText().contains("0 of 1 have said yes.");
            var child = get(at.hale, circle + "/" + at.tom.person());
            assertThat(child)
                    .hasStatusOk()
                    .bodyText()
                    .contains("Hello Tom. These are your rules.")
                    .contains("data-say=");
            assertThat(mvc.post()
                            .uri(circle + "/" + at.tom.person())
                            .with(as(at.hale))
                            .param("words", fingerprint(child, "words"))
                            .exchange())
                    .hasStatus(302);
            assertThat(get(at.hale, circle)).bodyText().contains("1 of 1 have said yes.");
            assertThat(get(at.dan, circle)).hasStatus(403);
        });
    }

    @Test
    @Keeps({"AGR-2", "AGR-21"})
    void aRoundIsStartedWatchedAndClosed() {
        var at = september();
        at.on(SEVENTH, () -> {
            assertThat(get(at.head, "/agreements/rounds"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("No round yet");
            assertThat(get(at.head, "/agreements/rounds/new")).hasStatusOk();
            assertThat(mvc.post().uri("/agreements/rounds").with(as(at.head)).exchange())
                    .hasStatus(422)
                    .bodyText()
                    .contains("Give the round a name");
            var started = mvc.post()
                    .uri("/agreements/rounds")
                    .with(as(at.head))
                    .param("name", "September 2026")
                    .param("audiences", "KS1", "KS2", "STAFF", "PARENT")
                    .param("answerBy", "30 September 2026")
                    .param("remindEvery", "5")
                    .exchange();
            assertThat(started).hasStatus(302);
            var href = String.valueOf(started.getResponse().getRedirectedUrl());
            rounds.writeSome(at.greenfield.school(), 100);

            assertThat(get(at.head, href))
                    .hasStatusOk()
                    .bodyText()
                    .contains("0 of 6 have agreed")
                    .contains("Whitlock, Tom");
            assertThat(get(at.governor, href))
                    .hasStatusOk()
                    .bodyText()
                    .contains("0 of 6 have agreed")
                    .doesNotContain("Whitlock");
            assertThat(get(at.head, href + "/chase.csv"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("\"Robins\",\"Whitlock, Tom\",\"Whitlock, Dan\"");
            assertThat(audit.newest(at.head, "list.taken", Long.MAX_VALUE, 5))
                    .singleElement()
                    .satisfies(taken -> {
                        assertThat(taken.subject()).isEqualTo("round:" + href.substring(href.lastIndexOf('/') + 1));
                        assertThat(taken.facts().orElseThrow())
                                .containsOnly(entry("list", "chase"), entry("rows", "10"));
                    });
            assertThat(mvc.post().uri(href + "/close").with(as(at.head)).exchange())
                    .hasStatus(302);
            assertThat(get(at.head, "/agreements/rounds")).bodyText().contains("closed");
        });
    }

    @Test
    @Keeps({"AGR-21", "RPT-8"})
    void aRoundSaysWhoHasAgreedWhoSaidNoAndWhoIsStillToAnswer() {
        var at = september();
        at.on(SEVENTH, () -> {
            var opening = (RoundOpening.Opened) rounds.open(
                    at.head,
                    "September 2026",
                    September.YEAR,
                    Set.of(Audience.KS2, Audience.STAFF),
                    SEVENTH.plusDays(20),
                    5);
            var mine = "/agreements/mine/" + at.hale.person();
            var words = fingerprint(get(at.hale, mine + "/sign"), "words-STAFF");
            assertThat(signAsStaff(at, mine, words, "")).hasStatus(302);
            assertThat(mvc.post()
                            .uri("/agreements/mine/" + at.priya.person() + "/no")
                            .with(as(at.anil))
                            .param("paper", "KS2")
                            .exchange())
                    .hasStatus(302);

            assertThat(get(at.head, "/agreements/rounds/" + opening.round().id()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("1 of 5 have agreed")
                    .contains("1 have agreed, 3 to come, 1 no, 0 that cannot be answered yet")
                    .contains("Anil Nair: said no")
                    .doesNotContain("Mr Hale:");
        });
    }

    @Test
    @Keeps("AGR-21")
    void aTeacherSeesTheirOwnClassesOnly() {
        var at = september();
        at.on(SEVENTH, () -> {
            var opening = (RoundOpening.Opened) rounds.open(
                    at.head,
                    "September 2026",
                    September.YEAR,
                    Set.of(Audience.KS1, Audience.KS2, Audience.STAFF),
                    SEVENTH.plusDays(20),
                    5);
            var other = at.join(at.greenfield.head(), "Mrs", "Eve", "Stone", null, Role.TEACHER);

            assertThat(get(at.hale, "/agreements/rounds/" + opening.round().id()))
                    .bodyText()
                    .contains("Whitlock, Tom")
                    .doesNotContain("Lindqvist");
            assertThat(get(other, "/agreements/rounds/" + opening.round().id()))
                    .bodyText()
                    .doesNotContain("Whitlock");
        });
    }

    @Test
    @Keeps({"AGR-9", "AGR-26", "AGR-8", "AGR-25", "TRN-14"})
    void theSignerKeepsACopyOfTheExactWordsThatAnybodyCanCheck() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.hale.person();
            var form = get(at.hale, href + "/sign");
            mvc.post()
                    .uri(href + "/sign")
                    .with(as(at.hale))
                    .param("name", "Ben Hale")
                    .param("agree-STAFF", "true")
                    .param("words-STAFF", fingerprint(form, "words-STAFF"))
                    .exchange();
            var done = body(get(at.hale, href));
            var link =
                    Pattern.compile("/agreements/mine/receipts/[0-9a-f-]{36}").matcher(done);
            assertThat(link.find()).isTrue();
            var number = Pattern.compile("([0-9a-f]{4} ){4}[0-9a-f]{4}").matcher(done);
            assertThat(number.find()).isTrue();

            var pdf = get(at.hale, link.group());
            assertThat(pdf).hasStatusOk().hasContentType("application/pdf");
            assertThat(text(pdf.getResponse().getContentAsByteArray()))
                    .contains("Greenfield Primary: receipt for an agreement")
                    .contains("Ben Hale, teacher")
                    .contains(number.group())
                    .contains("I have read, understood and agree to this agreement.")
                    .contains("I understand my responsibilities for the equipment, systems and information that I use.")
                    .contains("I understand that not keeping to it may lead to disciplinary action.")
                    .contains("the rules of any other network I use, and to the terms of any site I enter")
                    .contains("I am a good example to pupils.");
            assertThat(get(at.dan, link.group())).hasStatus(404);

            assertThat(mvc.get().uri("/receipts").param("q", number.group()).exchange())
                    .hasStatusOk()
                    .bodyText()
                    .contains("This receipt is true")
                    .doesNotContain("Hale");
            assertThat(get(at.head, "/agreements/people/" + at.hale.person()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Ben Hale: yes, about Mr Ben Hale");
        });
    }

    @Test
    @Keeps("AGR-8")
    void staffNameTheDeviceThatTheyWereLentAndTheOfficeNotesThatItIsBack() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.hale.person();
            var form = get(at.hale, href + "/sign");
            assertThat(form).bodyText().contains("Serial number of the laptop or tablet");
            var words = fingerprint(form, "words-STAFF");
            assertThat(signAsStaff(at, href, words, "??"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#serial\">A serial number has letters and numbers");
            assertThat(signAsStaff(at, href, words, "c02-xk77 9")).hasStatus(302);

            var people = "/agreements/people/" + at.hale.person();
            var shown = body(get(at.office, people));
            assertThat(shown).contains("C02-XK77 9").contains("lent, named on 7 September 2026");
            var form2 = Pattern.compile("(" + people + "/devices/[0-9a-f-]{36}/returned)")
                    .matcher(shown);
            assertThat(form2.find()).isTrue();
            assertThat(giveBack(at.office, form2.group(1), "8 September 2026"))
                    .as("a day to come")
                    .hasStatus(422);
            assertThat(giveBack(at.coordinator, form2.group(1), "7 September 2026"))
                    .hasStatus(403);
            assertThat(giveBack(at.office, form2.group(1), "7 September 2026")).hasStatus(302);
            assertThat(get(at.office, people)).bodyText().contains("back on 7 September 2026");
        });
    }

    @Test
    @Keeps("AGR-10")
    void whoWasLentADeviceSignsTheAddendumBesideTheAgreementWhileTheyHaveIt() {
        var at = september();
        at.on(SEVENTH, () -> {
            var href = "/agreements/mine/" + at.hale.person();
            var own = fingerprint(get(at.hale, href + "/sign"), "words-STAFF");
            assertThat(signAsStaff(at, href, own, "")).hasStatus(302);
            assertThat(get(at.hale, href))
                    .bodyText()
                    .contains("Your part is done.", "I was lent a laptop or tablet")
                    .doesNotContain("Addendum for staff");
            assertThat(name(at, href, "?")).hasStatus(422).bodyText().contains("<a href=\"#serial\">");
            assertThat(name(at, href, "c02-xk77")).hasStatus(302);

            assertThat(get(at.hale, href)).bodyText().contains("sign the addendum for the device that you were lent");
            assertThat(get(at.hale, href + "/read"))
                    .as("both are read together")
                    .bodyText()
                    .contains("Online safety agreement for staff", "Addendum for staff who were lent")
                    .contains("added to your online safety agreement and replaces nothing in it");
            var form = get(at.hale, href + "/sign");
            assertThat(form).bodyText().contains("words-DEVICE").doesNotContain("words-STAFF");
            assertThat(mvc.post()
                            .uri(href + "/sign")
                            .with(as(at.hale))
                            .param("name", "Ben Hale")
                            .param("agree-DEVICE", "true")
                            .param("words-DEVICE", fingerprint(form, "words-DEVICE"))
                            .exchange())
                    .hasStatus(302);
            assertThat(body(get(at.hale, href)))
                    .contains("Your part is done.", "Online safety agreement for staff", "Addendum for staff");

            var shown = body(get(at.office, "/agreements/people/" + at.hale.person()));
            var device = Pattern.compile("(/agreements/people/[^\"]+/returned)").matcher(shown);
            assertThat(device.find()).isTrue();
            assertThat(giveBack(at.office, device.group(1), "7 September 2026")).hasStatus(302);
            assertThat(get(at.hale, href)).bodyText().doesNotContain("Addendum for staff");
            assertThat(get(at.office, "/agreements/people/" + at.hale.person()))
                    .as("what was signed stays")
                    .bodyText()
                    .contains("Addendum for staff");
        });
    }

    private MvcTestResult name(September at, String href, String serial) {
        return mvc.post()
                .uri(href + "/device")
                .with(as(at.hale))
                .param("serial", serial)
                .exchange();
    }

    private MvcTestResult signAsStaff(September at, String href, String words, String serial) {
        return mvc.post()
                .uri(href + "/sign")
                .with(as(at.hale))
                .param("name", "Ben Hale")
                .param("serial", serial)
                .param("agree-STAFF", "true")
                .param("words-STAFF", words)
                .exchange();
    }

    private MvcTestResult giveBack(Actor actor, String path, String day) {
        return mvc.post().uri(path).with(as(actor)).param("day", day).exchange();
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Keeps({"AGR-1", "AGR-27"})
    void aTextIsPreparedApprovedAndPutInForceOnPages() {
        var at = new September(cast, people, guardianships, texts);
        at.on(SEVENTH, () -> {
            assertThat(get(at.head, "/agreements/texts"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Nothing is in force yet");
            var created = mvc.post()
                    .uri("/agreements/texts")
                    .with(as(at.coordinator))
                    .param("audience", "KS1")
                    .exchange();
            var href = String.valueOf(created.getResponse().getRedirectedUrl());
            assertThat(get(at.coordinator, href)).hasStatusOk().bodyText().contains("Choose the rules");
            assertThat(mvc.post()
                            .uri(href + "/words")
                            .with(as(at.coordinator))
                            .param("title", "Robins go online")
                            .param("introduction", "We read this together.")
                            .param("line PUPIL ask-first", "I ask Mr Hale first.")
                            .exchange())
                    .hasStatus(302);
            assertThat(mvc.post()
                            .uri(href + "/rules")
                            .with(as(at.coordinator))
                            .param("rules", "ask-first")
                            .exchange())
                    .hasStatus(422)
                    .bodyText()
                    .contains("Leave something to declare");
            assertThat(mvc.post()
                            .uri(href + "/approve")
                            .with(as(at.coordinator))
                            .exchange())
                    .hasStatus(403);
            assertThat(mvc.post().uri(href + "/approve").with(as(at.head)).exchange())
                    .hasStatus(302);
            assertThat(mvc.post().uri(href + "/in-force").with(as(at.head)).exchange())
                    .hasStatus(302);
            assertThat(get(at.head, href)).bodyText().contains("in force").contains("I ask Mr Hale first.");
        });
    }

    @Test
    void whoHasNotSignedReadsKindlyWhatToDo() {
        assertThat(mvc.get().uri("/agreement-needed").exchange())
                .hasStatusOk()
                .bodyText()
                .contains("You did nothing wrong.");
    }
}
