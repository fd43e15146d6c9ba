package org.schoolgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.Words;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class SettingsPagesTest {
    private static final String DAYS = "permissions.review-days";

    private final Cast cast;
    private final MockMvcTester mvc;
    private final List<DeclaredSettings> declared;
    private final Settings settings;

    SettingsPagesTest(Cast cast, MockMvcTester mvc, List<DeclaredSettings> declared, Settings settings) {
        this.cast = cast;
        this.mvc = mvc;
        this.declared = declared;
        this.settings = settings;
    }

    private MvcTestResult set(Actor actor, String key, String reason, String... values) {
        return mvc.post()
                .uri("/settings/{key}", key)
                .param("value", values)
                .param("reason", reason)
                .with(Cast.as(actor))
                .exchange();
    }

    @Test
    void everyDeclaredSettingHasWords() {
        assertThat(declared).isNotEmpty().allSatisfy(module -> {
            assertThat(Words.keys()).contains("settings.module." + module.module());
            assertThat(Words.keys())
                    .containsAll(module.settings().stream()
                            .map(setting -> "settings." + setting.key())
                            .toList());
        });
    }

    @Test
    void aSettingHoldsFromTheMomentItIsDecidedAndKeepsWhatHeldBefore() {
        var school = cast.greenfield();

        assertThat(set(school.head(), DAYS, "Governors asked for it", "14")).hasRedirectedUrl("/settings/" + DAYS);
        assertThat(set(school.head(), DAYS, "Too often", "21")).hasRedirectedUrl("/settings/" + DAYS);

        assertThat(mvc.get().uri("/settings/{key}", DAYS).with(Cast.as(school.technician())))
                .hasStatusOk()
                .bodyText()
                .contains("<b>21</b>")
                .containsSubsequence("Mrs Lindqvist: Too often", "Mrs Lindqvist: Governors asked for it")
                .doesNotContain("<textarea");
        assertThat(mvc.get().uri("/settings").with(Cast.as(school.head())))
                .hasStatusOk()
                .bodyText()
                .contains("Your school has decided one thing for itself", "<b>21</b>", "Mrs Lindqvist");
    }

    @Test
    void aGovernorReadsWhatWasDecidedButNoNames() {
        var school = cast.greenfield();
        set(school.head(), DAYS, "Governors asked for it", "14");

        assertThat(mvc.get().uri("/settings/{key}", DAYS).with(Cast.as(school.governor())))
                .hasStatusOk()
                .bodyText()
                .contains("<b>14</b>", "Governors asked for it")
                .doesNotContain("Mrs Lindqvist");
        assertThat(mvc.get().uri("/settings").with(Cast.as(school.governor())))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Mrs Lindqvist");
    }

    @Test
    void whatCannotBeSoComesBackWithWhatToWrite() {
        var school = cast.greenfield();

        assertThat(set(school.head(), DAYS, "Because", "never"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "<title>Error: ",
                        "<a href=\"#value\">Write a whole number from 1 to 365.</a>",
                        "value=\"never\"");
        assertThat(set(school.head(), DAYS, " ", "366"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "<a href=\"#value\">Write a whole number from 1 to 365.</a>",
                        "<a href=\"#reason\">Write why, in one sentence.</a>");
        assertThat(set(school.head(), DAYS, "Because", "28"))
                .hasStatus(422)
                .bodyText()
                .contains("That is how it is already");
        school.within(() -> assertThat(settings.history(school.head(), DAYS)).isEmpty());
    }

    @Test
    void anAnswerIsChosenWhereThereAreAFewToChooseFrom() {
        var school = cast.greenfield();

        assertThat(set(school.head(), "agreements.paper", "Because"))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#value\">Choose one.</a>");
        assertThat(set(school.head(), "agreements.paper", "Everybody has a telephone", "no"))
                .hasStatus3xxRedirection();
        assertThat(set(school.head(), "agreements.children-sign", "The youngest do not write", "ks1", "ks2"))
                .hasStatus3xxRedirection();

        assertThat(mvc.get().uri("/settings").with(Cast.as(school.head())))
                .bodyText()
                .contains("<b>KS1, KS2</b>", "<b>no</b>");
    }

    @Test
    void aCommaInWhatIsWrittenStaysAsItIs() {
        var school = cast.greenfield();
        set(school.head(), "messages.reply-to", "A shared mailbox", "a,b@greenfield.example");

        assertThat(mvc.get().uri("/settings").with(Cast.as(school.head())))
                .bodyText()
                .contains("<b>a,b@greenfield.example</b>");
    }

    @Test
    void anotherSchoolKnowsNothingOfIt() {
        set(cast.greenfield().head(), DAYS, "Governors asked for it", "14");

        assertThat(mvc.get().uri("/settings").with(Cast.as(cast.greenfield().head())))
                .bodyText()
                .contains("Everything is as Schoolgate comes");
    }

    @Test
    void whatIsNoSettingIsNotThere() {
        assertThat(mvc.get()
                        .uri("/settings/colour")
                        .with(Cast.as(cast.greenfield().head())))
                .hasStatus(404);
    }
}
