package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class TellPagesTest {
    private final Cast cast;
    private final MockMvcTester mvc;

    TellPagesTest(Cast cast, MockMvcTester mvc) {
        this.cast = cast;
        this.mvc = mvc;
    }

    private static Actor.Somebody ofPhase(Actor.Somebody pupil, Phase phase) {
        return new Actor.Somebody(pupil.school(), pupil.person(), pupil.name(), pupil.roles(), phase);
    }

    @Test
    @Keeps("INC-2")
    void forTheYoungestThePressItselfTells() {
        var tom = ofPhase(cast.greenfield().pupil(), Phase.KS1);
        var told = mvc.post().uri("/tell").with(Cast.as(tom)).exchange();

        assertThat(told).hasStatus3xxRedirection();
        var page = Objects.requireNonNull(told.getMvcResult().getResponse().getRedirectedUrl());
        assertThat(mvc.get().uri(page).with(Cast.as(tom)))
                .hasStatusOk()
                .bodyText()
                .contains("You are not in trouble")
                .contains("I saw something bad")
                .doesNotContain("<textarea");
    }

    @Test
    void anOlderChildReadsWhoReadsItBeforeWriting() {
        var priya = cast.greenfield().pupil();

        assertThat(mvc.get().uri("/tell?page=http://clips.example/").with(Cast.as(priya)))
                .hasStatusOk()
                .bodyText()
                .contains("reads this today")
                .contains("clips.example")
                .contains("Childline");
    }

    @Test
    @Keeps("INC-2")
    void anOlderChildReadsThatTellingKeepsOthersSafeToo() {
        var priya = cast.greenfield().pupil();
        var told = mvc.post()
                .uri("/tell")
                .param("words", "Somebody asked where I live")
                .with(Cast.as(priya))
                .exchange();
        var page = Objects.requireNonNull(told.getMvcResult().getResponse().getRedirectedUrl());

        assertThat(mvc.get().uri(page).with(Cast.as(priya)))
                .hasStatusOk()
                .bodyText()
                .contains("Telling is the right thing to do. It keeps other children safe too.")
                .contains("These people read it: ");
    }

    @Test
    void anAddressThatHoldsMarkupIsShownAsText() {
        var priya = cast.greenfield().pupil();

        assertThat(mvc.get()
                        .uri("/tell?page={page}", "\"><script>alert(1)</script>")
                        .with(Cast.as(priya)))
                .bodyText()
                .doesNotContain("<script>alert");
    }

    @Test
    void anEmptyFormSaysWhatToWrite() {
        assertThat(mvc.post()
                        .uri("/report")
                        .param("words", "")
                        .with(Cast.as(cast.greenfield().teacher())))
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ")
                .contains("<a href=\"#matter\">Choose what it is about.</a>")
                .contains("<a href=\"#words\">Write what happened, even if it is one line.</a>");
    }

    @Test
    void theTitleOfAReportNamesNobody() {
        var school = cast.greenfield();
        var told = mvc.post()
                .uri("/tell")
                .param("words", "It was about Sam")
                .with(Cast.as(school.pupil()))
                .exchange();
        var id = Objects.requireNonNull(told.getMvcResult().getResponse().getRedirectedUrl())
                .replace("/tell/", "");

        assertThat(mvc.get().uri("/reports/" + id).with(Cast.as(school.lead())))
                .hasStatusOk()
                .bodyText()
                .contains("It was about Sam")
                .contains("<title>What somebody told");
    }
}
