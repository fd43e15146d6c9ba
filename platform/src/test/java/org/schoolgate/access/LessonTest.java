package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.testing.TestClock;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A lesson of the youngest from the adult's phone: opened, who is in, closed, forgotten. */
@PageTest
class LessonTest {
    private final Greenfield greenfield;
    private final Classroom robins;
    private final Classroom kestrels;
    private final MockMvc mvc;
    private final Sessions sessions;
    private final SupervisedTime time;
    private final Roll roll;

    LessonTest(
            Cast cast, MockMvc mvc, People people, Roster roster, Sessions sessions, SupervisedTime time, Roll roll) {
        this.greenfield = cast.greenfield();
        this.robins = Tenants.within(
                greenfield.school(),
                () -> Classroom.of(
                        greenfield, people, roster, "Robins", 1, "Adeyemi", "Tom Ellis", "Ava Brook", "Mia Lund"));
        this.kestrels = Tenants.within(
                greenfield.school(),
                () -> Classroom.of(greenfield, people, roster, "Kestrels", 4, "Cover", "Zac Dunn"));
        this.mvc = mvc;
        this.sessions = sessions;
        this.time = time;
        this.roll = roll;
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }

    private UUID opened() throws Exception {
        answer(post("/classes/" + robins.id() + "/session").param("minutes", "45"), robins.teacher());
        return Tenants.within(greenfield.school(), () -> time.of(greenfield.school(), robins.id()))
                .orElseThrow()
                .id();
    }

    private String signIn(int number, UUID lesson) {
        var pupil = robins.pupil(number);
        roll.put(pupil);
        return Tenants.within(
                        greenfield.school(),
                        () -> sessions.begin(
                                pupil,
                                Way.PICTURE,
                                new Where("10.1.4." + number, "tablet-" + number, "Chrome"),
                                lesson))
                .secret();
    }

    @Test
    @Keeps("ACC-17")
    void theAdultSeesWhoIsInAndClosingPutsEverybodyOutAtOnce() throws Exception {
        var lesson = opened();
        var tom = signIn(0, lesson);
        signIn(1, lesson);

        assertThat(answer(get("/classes/" + robins.id() + "/who-is-in"), robins.teacher())
                        .getContentAsString())
                .contains("2 of 3 are signed in", "hx-get=\"/classes/" + robins.id() + "/who-is-in\"");
        assertThat(answer(get("/classes/" + robins.id() + "/today"), robins.teacher())
                        .getContentAsString())
                .contains("2 of 3 are signed in", "The class’s card and pictures");
        assertThat(sessions.known(tom)).isInstanceOf(Sessions.Known.Live.class);

        long pressed = System.nanoTime();
        answer(post("/classes/" + robins.id() + "/session/" + lesson + "/closing"), robins.teacher());

        assertThat(sessions.known(tom)).isInstanceOf(Sessions.Known.Nobody.class);
        assertThat(Duration.ofNanos(System.nanoTime() - pressed)).isLessThan(Duration.ofSeconds(1));
        assertThat(answer(get("/classes/" + robins.id() + "/who-is-in"), robins.teacher())
                        .getContentAsString())
                .doesNotContain("signed in");
    }

    @Test
    @Keeps("ACC-17")
    void aLessonThatIsForgottenEndsByItselfAndPutsEverybodyOut() throws Exception {
        var lesson = opened();
        var tom = signIn(0, lesson);
        var over = Instant.now().plus(Duration.ofMinutes(46));

        assertThat(TestClock.at(over, () -> sessions.known(tom))).isInstanceOf(Sessions.Known.Nobody.class);
        TestClock.at(over, () -> greenfield.within(() -> time.closeOverdue(greenfield.school())));
        var closed = Tenants.within(greenfield.school(), () -> time.of(greenfield.school(), robins.id()));
        assertThat(closed).isEmpty();
    }

    @Test
    void whoIsInIsForTheAdultsOfTheClassOnly() throws Exception {
        var page = "/classes/" + robins.id() + "/who-is-in";
        assertThat(answer(get(page), kestrels.teacher()).getStatus()).isEqualTo(404);
        assertThat(answer(get(page), robins.pupil(0)).getStatus()).isEqualTo(403);
        assertThat(answer(get(page), greenfield.head()).getStatus()).isEqualTo(200);
    }

    @Test
    void whatWasTypedIsStillThereWhenTheMinutesAreWrong() throws Exception {
        var wrong = answer(
                post("/classes/" + robins.id() + "/session")
                        .param("minutes", "900")
                        .param("about", "The weather"),
                robins.teacher());

        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("value=\"The weather\"", "value=\"900\"");
    }
}
