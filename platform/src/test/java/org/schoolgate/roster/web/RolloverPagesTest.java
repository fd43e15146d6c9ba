package org.schoolgate.roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.rollover.Rollover.State;
import org.schoolgate.roster.rollover.Rollovers;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class RolloverPagesTest {
    private static final Instant JULY = Instant.parse("2027-07-05T09:00:00Z");

    private final Cast cast;
    private final MockMvcTester mvc;
    private final Roster roster;
    private final People people;
    private final Rollovers rollovers;

    RolloverPagesTest(Cast cast, MockMvcTester mvc, Roster roster, People people, Rollovers rollovers) {
        this.cast = cast;
        this.mvc = mvc;
        this.roster = roster;
        this.people = people;
        this.rollovers = rollovers;
    }

    @Test
    void whoGoesWhereIsSeenBeforeItHappens() {
        inJuly(school -> {
            Classroom.kingfishers(school, people, roster);
            Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ivy Lowe");

            assertThat(get(school.head(), "/roster/rollover"))
                    .hasStatusOk()
                    .bodyText()
                    .contains(
                            "Into 2027/28",
                            "3 pupils leave",
                            "One pupil has no class yet",
                            "Lowe, Ivy",
                            "Year 3, Swifts: one pupil to Year 4",
                            "Classes of 2027/28",
                            "Mr Farrow",
                            "name=\"fingerprint\"");
            assertThat(get(school.teacher(), "/roster/rollover")).hasStatus(403);
        });
    }

    @Test
    void aDayThatIsNoneOrTooEarlyIsSaidBesideTheField() {
        inJuly(school -> {
            Classroom.kingfishers(school, people, roster);
            assertThat(apply(school, "2027-07-20"))
                    .hasStatus(422)
                    .bodyText()
                    .contains(
                            "<a href=\"#on\">Choose 1 September 2027 or a later day: the new school year begins then.</a>",
                            "id=\"on-error\"");
            assertThat(apply(school, "soon"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Write the day as day, month and year.");
        });
    }

    @Test
    void aPlanIsMadeShownAndTakenBack() {
        inJuly(school -> {
            Classroom.kingfishers(school, people, roster);
            assertThat(apply(school, "2027-09-01")).hasStatus3xxRedirection();
            assertThat(get(school.technician(), "/roster/rollover"))
                    .bodyText()
                    .contains("Into 2027/28 on 1 September 2027", "Planned by Mrs Lindqvist", "Take the plan back");
            assertThat(mvc.post().uri("/roster/rollover/taking-back").with(Cast.as(school.head())))
                    .hasStatus3xxRedirection();
            assertThat(get(school.head(), "/roster/rollover")).bodyText().contains("Nothing has changed yet.");
        });
    }

    @Test
    void onePupilAndOneClassAreChangedOnTheirPages() {
        inJuly(school -> {
            var swifts = Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ivy Lowe");
            var ivy = "/roster/rollover/pupils/" + swifts.pupil(0).person();
            assertThat(get(school.head(), ivy)).hasStatusOk().bodyText().contains("Ivy Lowe", "Now Year 3, Swifts");
            assertThat(mvc.post().uri(ivy).param("what", "").with(Cast.as(school.head())))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#what\">Say what happens to this pupil.</a>");
            var one = ((State.Open) rollovers.show(school.head()).state())
                    .preview()
                    .classes()
                    .getFirst();
            var form = "/roster/rollover/classes/" + one.id();
            assertThat(get(school.head(), form)).hasStatusOk().bodyText().contains("Swifts", "Do not make this class");
            assertThat(mvc.post().uri(form).param("name", "Swifts").with(Cast.as(school.head())))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#years\">Choose the year groups of the class.</a>");
            assertThat(mvc.post()
                            .uri(form)
                            .param("name", "Swifts")
                            .param("years", "3", "4")
                            .with(Cast.as(school.head())))
                    .hasStatus3xxRedirection();
            assertThat(mvc.post()
                            .uri(ivy)
                            .param("what", "place")
                            .param("year", "4")
                            .param("form", one.id().toString())
                            .with(Cast.as(school.head())))
                    .hasStatus3xxRedirection();
            assertThat(get(school.head(), "/roster/rollover"))
                    .bodyText()
                    .contains("One pupil goes another way", "Year 3, Swifts: Year 4, Swifts");
        });
    }

    private MvcTestResult apply(Greenfield school, String on) {
        var seen = ((State.Open) rollovers.show(school.head()).state()).preview();
        return mvc.post()
                .uri("/roster/rollover/application")
                .param("on", on)
                .param("fingerprint", seen.fingerprint())
                .with(Cast.as(school.head()))
                .exchange();
    }

    private MvcTestResult get(Actor actor, String page) {
        return mvc.get().uri(page).with(Cast.as(actor)).exchange();
    }

    private void inJuly(Consumer<Greenfield> what) {
        var school = cast.greenfield();
        TestClock.at(JULY, () -> school.within(() -> what.accept(school)));
    }
}
