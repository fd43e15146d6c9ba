package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.signin.DeviceSchool;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.Picto;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What comes back to a child who told something, and whom the child may choose to hear it. */
@PageTest
class AnswersTest {
    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final Reports reports;
    private final ClassSignIns classes;
    private final AnswerWords words;
    private final AuditTrail audit;
    private final MockMvcTester mvc;

    AnswersTest(
            Cast cast,
            People people,
            Roster roster,
            Reports reports,
            ClassSignIns classes,
            AnswerWords words,
            AuditTrail audit,
            MockMvcTester mvc) {
        this.classes = classes;
        this.words = words;
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.reports = reports;
        this.audit = audit;
        this.mvc = mvc;
    }

    private Staffed staffed() {
        return Staffed.of(cast, people, roster);
    }

    private Report told(Actor.Somebody child) {
        return reports.tell(child, Matter.NOT_SAID, "Somebody asked where I live", null, false);
    }

    @Test
    void theChildFindsWhoReadItAndWhatTheyWroteUntilItIsSeen() {
        var at = staffed();
        at.school().within(() -> {
            var told = told(at.priya());
            assertThat(reports.hearing(at.priya(), told.id())).isEqualTo(Hearing.NOTHING);

            reports.read(at.lead(), told.id());
            reports.read(at.lead(), told.id());
            reports.answer(at.lead(), told.id(), " Well done for telling. I come at lunch. ");

            var heard = reports.told(at.priya()).getFirst().hearing();
            assertThat(heard.read()).extracting(Hearing.Reading::name).containsExactly("Ms Okafor");
            assertThat(heard.answers())
                    .extracting(Hearing.Answer::words)
                    .containsExactly("Well done for telling. I come at lunch.");
            assertThat(heard.isNew()).isTrue();
            reports.seen(at.priya(), told.id());
            assertThat(reports.hearing(at.priya(), told.id()).isNew()).isFalse();
        });
    }

    @Test
    void anAnswerStandsOnTheFirstScreenAndIsReadOnItsPage() {
        var at = staffed();
        var tom = new Actor.Somebody(
                at.school().school(), at.tom().person(), "Tom", at.tom().roles(), Phase.KS1);
        var told = new Report[1];
        at.school().within(() -> {
            told[0] = told(tom);
            reports.answer(at.lead(), told[0].id(), "Well done, we talk at lunch");
        });

        assertThat(mvc.get().uri("/").with(Cast.as(tom)))
                .hasStatusOk()
                .bodyText()
                .contains("Ms Okafor wrote to you")
                .doesNotContain("Well done, we talk at lunch");
        assertThat(mvc.get().uri("/tell/" + told[0].id()).with(Cast.as(tom)))
                .hasStatusOk()
                .bodyText()
                .contains("Well done, we talk at lunch")
                .contains("data-say=\"Ms Okafor wrote to you: Well done, we talk at lunch\"");
        assertThat(mvc.get().uri("/").with(Cast.as(tom))).bodyText().doesNotContain("wrote to you");
    }

    @Test
    @Keeps({"INC-2", "INC-24"})
    void anOlderChildFindsTheAnswerByTheCardOfTheClassAndThreeWordsWithoutSigningIn() throws Exception {
        var at = staffed();
        var told = Tenants.within(at.school().school(), () -> told(at.priya()));
        assertThat(mvc.get().uri("/tell/" + told.id()).with(Cast.as(at.priya())))
                .as("without a card words lead nowhere")
                .bodyText()
                .doesNotContain("Your three words");
        var card = card(at.teacher(), at.kingfishers());
        var three = words.of(told.id());
        assertThat(mvc.get().uri("/tell/" + told.id()).with(Cast.as(at.priya())))
                .bodyText()
                .contains("Your three words: " + three);
        assertThat(look(at.school(), "192.0.2.40", card, three))
                .hasStatusOk()
                .bodyText()
                .contains("Nobody has read it yet.");
        at.school().within(() -> reports.answer(at.lead(), told.id(), "Well done, we talk at lunch"));

        var form = UUID.randomUUID();
        var found = look(at.school(), "192.0.2.40", card, " " + three.toUpperCase(Locale.UK) + ". ", form);
        assertThat(found)
                .hasStatusOk()
                .bodyText()
                .contains("Ms Okafor wrote to you", "Well done, we talk at lunch")
                .as("who told and what, nobody reads over a shoulder")
                .doesNotContain("Priya", "where I live", three);
        assertThat(found.getResponse().getHeader("Cache-Control")).contains("no-store");
        assertThat(look(at.school(), "192.0.2.40", card, three, form))
                .as("the next child at the tablet goes back and sends the page again")
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/tell/answer");
        at.school()
                .within(() -> assertThat(audit.newest(at.head(), "report.found-again", Long.MAX_VALUE, 5))
                        .hasSize(2)
                        .allMatch(entry -> entry.subject().equals("report:" + told.id())));
    }

    @Test
    @Keeps("INC-24")
    void wordsAreGuessedByNobodyAndOpenNothingBesideAnotherCard() {
        var at = staffed();
        var elsewhere = staffed();
        var told = Tenants.within(at.school().school(), () -> told(at.priya()));
        var three = words.of(told.id());
        var card = card(at.teacher(), at.kingfishers());
        var wrens = Tenants.within(
                at.school().school(),
                () -> Classroom.of(at.school(), people, roster, "Wrens", 5, "Reed", "Ava Cole", "Ben Shah"));
        var hers = card(wrens.teacher(), wrens);
        var nowhere = card(elsewhere.teacher(), elsewhere.kingfishers());

        for (var wrong : List.of(
                look(at.school(), "192.0.2.41", hers, three),
                look(elsewhere.school(), "192.0.2.41", nowhere, three),
                look(at.school(), "192.0.2.41", card, "otter otter otter"),
                look(at.school(), "192.0.2.41", card, three.substring(0, three.lastIndexOf(' '))),
                look(at.school(), "192.0.2.41", card, "Priya Nair"))) {
            assertThat(wrong)
                    .hasStatus(422)
                    .bodyText()
                    .contains("This card and these words do not lead to an answer.")
                    .doesNotContain("Priya", three);
        }
        for (int tries = 0; tries < 8; tries++) {
            look(at.school(), "192.0.2." + (50 + tries), card, "otter otter otter");
        }
        assertThat(look(at.school(), "192.0.2.60", card, three))
                .as("from wherever it is tried")
                .hasStatus(429)
                .bodyText()
                .contains("Too many words were tried.");
        assertThat(look(at.school(), "192.0.2.60", hers, "otter otter otter"))
                .as("another class is not kept out by it")
                .hasStatus(422);
    }

    private String card(Actor.Somebody teacher, Classroom room) {
        return Tenants.within(teacher.school(), () -> {
            classes.makeCards(teacher, room.id().value());
            return classes.cards(teacher, room.id().value()).card().stream()
                    .map(Picto::name)
                    .collect(Collectors.joining(","));
        });
    }

    private MvcTestResult look(Cast.Greenfield school, String address, String card, String three) {
        return look(school, address, card, three, UUID.randomUUID());
    }

    private MvcTestResult look(Cast.Greenfield school, String address, String card, String three, UUID form) {
        return mvc.post()
                .uri("/tell/answer")
                .with(csrf())
                .with(asked -> {
                    asked.setRemoteAddr(address);
                    return asked;
                })
                .cookie(new Cookie(DeviceSchool.COOKIE.name(), school.school().toString()))
                .param("so", card)
                .param("form", form.toString())
                .param("words", three)
                .exchange();
    }

    @Test
    void whoeverAnswersHasItAndTheRecordSaysSo() {
        var at = staffed();
        at.school().within(() -> {
            var told = told(at.priya());
            reports.answer(at.deputy(), told.id(), "I read it");

            assertThat(reports.waiting(at.lead())).isEmpty();
            assertThat(audit.newest(at.head(), "report.answered", Long.MAX_VALUE, 10))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.actorName()).isEqualTo("Mr Osei"));
        });
    }

    @Test
    void nobodyAnswersWhoDoesNotHearItAndNobodyElseReadsTheAnswer() {
        var at = staffed();
        at.school().within(() -> {
            var told = told(at.priya());
            assertThatThrownBy(() -> reports.answer(at.teacher(), told.id(), "Hello"))
                    .isInstanceOf(NotFound.class);
            for (var other : List.of(at.tom(), at.teacher(), at.school().parent())) {
                assertThatThrownBy(() -> reports.hearing(other, told.id())).isInstanceOf(NotFound.class);
            }
            var byAnAdult = reports.tell(at.teacher(), Matter.ABOUT_A_CHILD, "A worry", null, false);
            assertThatThrownBy(() -> reports.answer(at.lead(), byAnAdult.id(), "Hello"))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    void anEmptyAnswerSaysWhatToDo() {
        var at = staffed();
        var told = new Report[1];
        at.school().within(() -> told[0] = told(at.priya()));

        assertThat(mvc.post().uri("/reports/" + told[0].id() + "/answer").with(Cast.as(at.lead())))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#words\">Write something to the child.</a>");
    }

    @Test
    @Keeps("INC-24")
    void whomAChildChoosesHearsItBesidesThoseWhoMust() {
        var at = staffed();
        at.school().within(() -> {
            assertThat(reports.choices(at.priya()))
                    .extracting(Person::id)
                    .containsExactly(
                            at.teacher().person(),
                            at.head().person(),
                            at.senior().person());

            var forTheTeacher = reports.tell(
                    at.priya(),
                    ReportId.random(),
                    Matter.NOT_SAID,
                    "For Mr Hale",
                    null,
                    false,
                    at.teacher().person());

            assertThat(reports.waiting(at.teacher())).extracting(Report::id).containsExactly(forTheTeacher.id());
            assertThat(reports.waiting(at.lead())).extracting(Report::id).containsExactly(forTheTeacher.id());
            assertThat(reports.waiting(at.senior())).isEmpty();
        });
    }

    @Test
    void whoCannotBeChosenHearsNothingByIt() {
        var at = staffed();
        at.school().within(() -> {
            for (var nobody : List.of(at.technician().person(), at.tom().person(), PersonId.random())) {
                var told = reports.tell(
                        at.priya(), ReportId.random(), Matter.NOT_SAID, "For " + nobody, null, false, nobody);
                assertThat(told.trusted()).isNull();
            }
        });
    }

    @Test
    @Keeps({"INC-2", "INC-24"})
    void theYoungestChooseOneMoreAdultAfterTheyToldOnceAndNobodyElseHears() {
        var at = staffed();
        var tom = new Actor.Somebody(
                at.tom().school(), at.tom().person(), at.tom().name(), at.tom().roles(), Phase.KS1);
        var told = Tenants.within(tom.school(), () -> reports.tell(tom, Matter.NOT_SAID, "", null, true));
        assertThat(mvc.get().uri("/tell/" + told.id()).with(Cast.as(tom)))
                .hasStatusOk()
                .bodyText()
                .contains("Who else may know?", "Mr Orme")
                .as("the class teacher and the lead hear it anyway")
                .doesNotContain("value=\"" + at.teacher().person())
                .doesNotContain("value=\"" + at.lead().person());
        assertThatThrownBy(() -> at.school().within(() -> reports.read(at.senior(), told.id())))
                .isInstanceOf(NotFound.class);

        for (var person : List.of(at.technician(), at.senior(), at.head())) {
            assertThat(mvc.post()
                            .uri("/tell/" + told.id() + "/trusted")
                            .param("person", person.person().toString())
                            .with(Cast.as(tom)))
                    .hasStatus3xxRedirection();
        }

        at.school().within(() -> {
            assertThat(reports.own(tom, told.id()).trusted())
                    .isEqualTo(at.senior().person());
            assertThat(reports.read(at.senior(), told.id()).id()).isEqualTo(told.id());
            assertThat(audit.newest(at.head(), "report.trusted", Long.MAX_VALUE, 5))
                    .hasSize(1);
        });
        assertThat(mvc.get().uri("/tell/" + told.id()).with(Cast.as(tom)))
                .bodyText()
                .contains("Mr Orme hears it too.")
                .doesNotContain("Who else may know?");
        assertThat(mvc.post()
                        .uri("/tell/" + told.id() + "/trusted")
                        .param("person", at.head().person().toString())
                        .with(Cast.as(at.priya())))
                .hasStatus(404);
    }

    @Test
    @Keeps("INC-24")
    void whoeverHearsItReadsWhoElseTheChildWantsToKnowBeforeTheyOpenACase() {
        var at = staffed();
        at.school().within(() -> {
            var alone = told(at.priya());
            var chosen = reports.tell(
                    at.priya(),
                    ReportId.random(),
                    Matter.NOT_SAID,
                    "And again",
                    null,
                    false,
                    at.senior().person());
            var all = reports.tell(at.tom(), Matter.NOT_SAID, "", null, true);

            assertThat(page(at.lead(), alone)).contains("The child wants nobody else to know.");
            assertThat(page(at.lead(), chosen)).contains("The child wants Mr Orme to know as well, and nobody else.");
            assertThat(page(at.lead(), all)).doesNotContain("nobody else");
        });
    }

    private String page(Actor.Somebody reader, Report report) {
        try {
            return mvc.get()
                    .uri("/reports/" + report.id())
                    .with(Cast.as(reader))
                    .exchange()
                    .getMvcResult()
                    .getResponse()
                    .getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
