package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PageTest
class FeedbackPagesTest {
    private final Cast cast;
    private final Greenfield greenfield;
    private final MockMvc mvc;

    FeedbackPagesTest(Cast cast, MockMvc mvc) {
        this.cast = cast;
        this.greenfield = cast.greenfield();
        this.mvc = mvc;
    }

    @Test
    @Keeps("FIL-20")
    void aTeacherSaysWhatIsWrongAndTheCoordinatorSeesItByMonthWithoutAName() throws Exception {
        TestClock.at(Instant.parse("2026-10-08T10:00:00Z"), () -> give("https://Maps.example/x", "TOO_MUCH"));
        TestClock.at(Instant.parse("2026-11-09T10:00:00Z"), () -> give("maps.example", "TOO_MUCH"));
        TestClock.at(Instant.parse("2026-11-10T10:00:00Z"), () -> give("blockcraft.example", "TOO_LITTLE"));
        var page = TestClock.at(Instant.parse("2026-11-20T10:00:00Z"), () -> page(greenfield.coordinator()));
        assertThat(page)
                .contains(
                        "3 times in a year", "maps.example", "we need it for rivers (9 November 2026)", "October 2026")
                .doesNotContain("Hale");
        assertThat(page.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .contains("November 2026 1 1", "October 2026 1 0", "September 2026 0 0");
        assertThat(page(cast.greenfield().coordinator())).contains("Nobody has said that the filter is wrong");
    }

    @Test
    void aBlockPagesLinkLeadsThroughTheDoorToTheFormWithTheAddressInIt() throws Exception {
        var link = "/filter/feedback/new?kind=TOO_MUCH&site=maps.example";

        var door = mvc.perform(get(link)).andReturn().getResponse().getRedirectedUrl();
        assertThat(door).startsWith("/sign-in?to=").contains("maps.example");
        assertThat(mvc.perform(get(java.net.URI.create(door)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("name=\"to\" value=\"/filter/feedback/new?kind=TOO_MUCH&amp;site=maps.example\"");

        assertThat(answer(get(link), greenfield.teacher()).getContentAsString())
                .contains("value=\"maps.example\"")
                .containsPattern("value=\"TOO_MUCH\"[^>]* checked");
    }

    @Test
    void whatIsMissingStandsBesideItsFieldAndNoPupilGivesFeedback() throws Exception {
        var empty = answer(post("/filter/feedback").param("site", "co.uk"), greenfield.teacher());
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(empty.getContentAsString())
                .contains("<title>Error:", "id=\"site-error\"", "id=\"kind-error\"", "id=\"words-error\"");
        assertThat(answer(get("/filter/feedback/new").param("site", "maps.example"), greenfield.teacher())
                        .getContentAsString())
                .contains("maps.example");
        assertThat(answer(
                                post("/filter/feedback")
                                        .param("site", "games.example")
                                        .param("kind", "TOO_MUCH")
                                        .param("words", "open it"),
                                greenfield.pupil())
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(get("/filter/feedback"), greenfield.teacher()).getStatus())
                .isEqualTo(403);
    }

    private MockHttpServletResponse give(String site, String kind) throws Exception {
        var given = answer(
                post("/filter/feedback")
                        .param("site", site)
                        .param("kind", kind)
                        .param("words", "we need it for rivers"),
                greenfield.teacher());
        assertThat(given.getRedirectedUrl()).isEqualTo("/");
        return given;
    }

    private String page(Actor actor) throws Exception {
        return answer(get("/filter/feedback"), actor).getContentAsString();
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
