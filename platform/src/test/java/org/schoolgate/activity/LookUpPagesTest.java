package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class LookUpPagesTest {
    private final Greenfield school;
    private final Classroom kingfishers;
    private final SeenThings seen;
    private final LocalDate today;
    private final MockMvcTester mvc;
    private final Instant now;

    LookUpPagesTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            MockMvcTester mvc,
            Clock clock) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.seen = new SeenThings(intake, pseudonyms, school.school());
        this.today = Tenants.within(school.school(), roster::today);
        this.mvc = mvc;
        this.now = clock.instant();
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(Cast.as(actor)).exchange();
    }

    private MvcTestResult post(Actor actor, String what, String purpose, String because) {
        return mvc.post()
                .uri("/look-ups")
                .with(Cast.as(actor))
                .param("about", "PERSON")
                .param("what", what)
                .param("purpose", purpose)
                .param("because", because)
                .param("first", today.minusDays(1).toString())
                .param("last", today.toString())
                .exchange();
    }

    @Test
    @Keeps("MON-3")
    void theFormSaysWhatIsMissingAboveAndBesideTheField() {
        var answer = post(school.coordinator(), "Nair", "", " ");

        assertThat(answer)
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ", "<a href=\"#purpose\">Choose the purpose.</a>")
                .contains("<a href=\"#because\">Write why you look.</a>");
        assertThat(get(school.coordinator(), "/look-ups/new"))
                .hasStatusOk()
                .bodyText()
                .contains("go into the school’s record before anything is shown");
    }

    @Test
    void aNameLeadsToThePageOfWhatWasSeen() {
        seen.see(kingfishers.pupil(0).person(), now, "casino.example", "block");

        var asked = post(school.coordinator(), "Nair", "COMPLIANCE", "Report 12");

        assertThat(asked).hasStatus3xxRedirection();
        var to = asked.getMvcResult().getResponse().getRedirectedUrl();
        assertThat(to).startsWith("/look-ups/");
        assertThat(get(school.coordinator(), String.valueOf(to)))
                .hasStatusOk()
                .bodyText()
                .contains("Priya Nair: one request", "casino.example", "closed", "category gambling")
                .doesNotContainPattern("<title>[^<]*Priya");
        assertThat(get(school.technician(), String.valueOf(to))).hasStatus(404);
        assertThat(get(school.head(), "/look-ups"))
                .bodyText()
                .contains("Who looked at what", "Miss Farrow", "Priya Nair", "once");
    }

    @Test
    void anUnknownNameAndANameOfSeveralAreSaidSo() {
        assertThat(post(school.coordinator(), "Zzyzx", "COMPLIANCE", "Report 12"))
                .hasStatus(422)
                .bodyText()
                .contains("Nobody here is called Zzyzx.");
        assertThat(post(school.coordinator(), "n", "COMPLIANCE", "Report 12"))
                .hasStatus(422)
                .bodyText()
                .contains("Several people have that name. Choose one.", "Priya Nair", "Zac Dunn");
    }

    @Test
    void aboutAnAdultTheHeadAgreesOnTheirPage() {
        assertThat(post(school.technician(), "Hale", "COMPLIANCE", "Report 12")).hasStatus3xxRedirection();
        var page = get(school.head(), "/look-ups");
        assertThat(page).bodyText().contains("One look-up waits for you", "Mr Hale", "Report 12");
        var agree =
                java.util.regex.Pattern.compile("/look-ups/[0-9a-f-]{36}/agree").matcher(String.valueOf(body(page)));
        assertThat(agree.find()).isTrue();
        var shut = get(school.technician(), agree.group().replace("/agree", ""));
        assertThat(shut).hasStatusOk().bodyText().contains("Nobody has agreed yet");

        assertThat(mvc.post().uri(agree.group()).with(Cast.as(school.head()))).hasStatus3xxRedirection();

        assertThat(get(school.technician(), agree.group().replace("/agree", "")))
                .bodyText()
                .contains("Mr Hale: nothing seen");
    }

    private static String body(MvcTestResult result) {
        try {
            return result.getMvcResult().getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
