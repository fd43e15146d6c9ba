package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.testing.Cast.as;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Messages;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.schoolgate.ui.Picto;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class NewStartersTest {
    private final Cast cast;
    private final Roll roll;
    private final NewStarters starters;
    private final SignIns signIns;
    private final ClassSignIns classes;
    private final Messages messages;
    private final MockMvcTester mvc;

    NewStartersTest(
            Cast cast,
            Roll roll,
            NewStarters starters,
            SignIns signIns,
            ClassSignIns classes,
            Messages messages,
            MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.starters = starters;
        this.signIns = signIns;
        this.classes = classes;
        this.messages = messages;
        this.mvc = mvc;
    }

    private record School(Cast.Greenfield greenfield, Actor.Somebody office, Actor.Somebody tom) {}

    private School school() {
        var school = cast.greenfield();
        var office = school.somebody("Kim Lane", Role.OFFICE);
        var tom = new Actor.Somebody(school.school(), PersonId.random(), "Tom", Set.of(Role.PUPIL), Phase.KS1);
        roll.put(office, "office@" + school.school() + ".example");
        roll.put(school.teacher(), "hale@" + school.school() + ".example");
        roll.put(school.governor());
        roll.put(school.parent(), "dan@mail.example");
        roll.put(school.pupil(), tom);
        roll.put(
                school.school(),
                "Kingfishers",
                List.of(school.pupil().person(), tom.person()),
                List.of(school.teacher().person()));
        return new School(school, office, tom);
    }

    @Test
    void whoeverSignsInAndHasNoAccountIsListedAndNobodyElse() {
        var at = school();
        at.greenfield().within(() -> {
            var groups = starters.waiting(at.office());
            assertThat(groups).extracting(NewStarters.Group::className).containsExactly(null, "Kingfishers");
            assertThat(groups.getFirst().people())
                    .extracting(one -> one.who().name())
                    .contains("Kim Lane", "Mr Hale", "Mr Lowe")
                    .doesNotContain("Dan Ellis", "Priya");
            assertThat(groups.getLast().people())
                    .as("the youngest come by their class's card")
                    .extracting(one -> one.who().name())
                    .containsExactly("Priya");
            assertThatThrownBy(() -> starters.waiting(at.greenfield().teacher()))
                    .isInstanceOf(Forbidden.class);
        });
    }

    @Test
    @Keeps({"ACC-3", "PWD-17"})
    void anAdultGetsALinkAndAPupilAPasswordThatIsShownOnce() {
        var at = school();
        var school = at.greenfield();
        school.within(() -> {
            var page = mvc.post()
                    .uri("/accounts/new")
                    .with(as(at.office()))
                    .param("group", "adults")
                    .param("people", school.teacher().person().toString())
                    .param("people", school.governor().person().toString())
                    .param("people", school.pupil().person().toString())
                    .exchange();
            assertThat(page)
                    .hasStatusOk()
                    .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                    .bodyText()
                    .contains("Mr Hale was sent a link")
                    .contains("Mr Lowe has no e-mail address on record")
                    .contains("These first passwords are shown once");
            assertThat(messages.outbox(school.school(), 5))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.kind()).isEqualTo("signin.welcome-letter"));
            assertThat(starters.waiting(at.office()).stream()
                            .flatMap(group -> group.people().stream())
                            .map(one -> one.who().name()))
                    .contains("Mr Lowe")
                    .doesNotContain("Mr Hale", "Priya");
        });
    }

    @Test
    void thePasswordThatWasGivenWorksAndHasToBeChanged() {
        var at = school();
        var school = at.greenfield();
        var given = new ArrayList<NewStarters.Start.Given>();
        school.within(() -> starters.open(at.office(), Set.of(school.pupil().person()))
                .forEach(one -> given.add((NewStarters.Start.Given) one)));
        var slip = given.getFirst();

        assertThat(signIns.withPassword(
                        java.util.Optional.of(school.school()),
                        slip.name(),
                        slip.password(),
                        new Where("192.0.2.9", "desk", "Chrome")))
                .isInstanceOf(SignIns.Outcome.class)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .isEqualTo("Welcome");
        assertThat(slip.toString()).doesNotContain(slip.password());
    }

    @Test
    void nobodyChosenIsSaid() {
        var at = school();
        at.greenfield()
                .within(() -> assertThat(mvc.post()
                                .uri("/accounts/new")
                                .with(as(at.office()))
                                .exchange())
                        .hasStatus(422)
                        .bodyText()
                        .contains("<a href=\"#people\">Choose at least one person</a>"));
    }

    @Test
    @Keeps("PWD-4")
    void theClassesCardAndEachChildsPictureAreOnOneSheet() {
        var at = school();
        var school = at.greenfield();
        school.within(() -> {
            var list = classes.classesOf(school.teacher()).getFirst();
            classes.makeCards(school.teacher(), list.id());
            var cards = classes.cards(school.teacher(), list.id());
            var sheet = mvc.get()
                    .uri("/class-cards/" + list.id() + "/sheet")
                    .with(as(school.teacher()))
                    .exchange();
            assertThat(sheet)
                    .hasStatusOk()
                    .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                    .bodyText()
                    .contains("<title>Class card to print")
                    .contains("Tom")
                    .contains(cards.card().stream().map(Picto::href).toList())
                    .contains(cards.children().getFirst().secret().orElseThrow().href())
                    .doesNotContain("Priya");
            assertThat(mvc.get()
                            .uri("/class-cards/" + list.id() + "/sheet")
                            .with(as(school.pupil()))
                            .exchange())
                    .hasStatus(403);
        });
    }
}
