package org.schoolgate.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class RosterFurnitureTest {
    private final Cast cast;
    private final MockMvcTester mvc;
    private final People people;
    private final Roster roster;

    RosterFurnitureTest(Cast cast, MockMvcTester mvc, People people, Roster roster) {
        this.cast = cast;
        this.mvc = mvc;
        this.people = people;
        this.roster = roster;
    }

    @Test
    @Keeps({"UX-7", "COM-7"})
    void everyPageNamesTheCoordinatorElseTheHead() {
        var school = cast.greenfield();
        school.within(() -> people.join(
                school.head(),
                NewPerson.called("Mrs", "Karin", "Lindqvist", "head@greenfield.example"),
                Role.HEAD,
                roster.today()));

        assertThat(aboutAs(school.teacher())).contains("Ask <a href=\"mailto:head@greenfield.example\">Mrs Lindqvist");

        school.within(() -> people.join(
                school.head(),
                NewPerson.called("Miss", "Jo", "Farrow", "j.farrow@greenfield.example"),
                Role.ONLINE_SAFETY_COORDINATOR,
                roster.today()));

        assertThat(aboutAs(school.teacher()))
                .contains("Ask <a href=\"mailto:j.farrow@greenfield.example\">Miss Farrow")
                .doesNotContain("Lindqvist");
    }

    private String aboutAs(Actor reader) {
        return assertThat(mvc.get().uri("/about").with(Cast.as(reader)))
                .hasStatusOk()
                .bodyText()
                .actual();
    }
}
