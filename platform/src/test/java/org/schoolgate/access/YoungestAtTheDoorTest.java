package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.signin.ClassSignIns.Card;
import org.schoolgate.signin.ClassSignIns.Pressed;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.Picto;

/**
 * What a guessed class card and picture are worth: with the real roll, and the time that a real adult holds open, not a
 * test's own. Robins are of Year 1; Priya of Year 6 helps there.
 */
@PageTest
class YoungestAtTheDoorTest {
    private final Greenfield school;
    private final Classroom robins;
    private final Actor.Somebody priya;
    private final ClassSignIns door;
    private final Sessions sessions;
    private final SupervisedTime time;
    private final PolicyCopies copies;
    private final Pseudonyms pseudonyms;
    private final Where tablet = new Where("10." + UUID.randomUUID(), "tablet", "Chrome");

    YoungestAtTheDoorTest(
            Cast cast,
            People people,
            Roster roster,
            ClassSignIns door,
            Sessions sessions,
            SupervisedTime time,
            PolicyCopies copies,
            Pseudonyms pseudonyms) {
        this.school = cast.greenfield();
        this.robins = Tenants.within(
                school.school(),
                () -> Classroom.of(school, people, roster, "Robins", 1, "Adeyemi", "Tom Whitlock", "Ava Lin"));
        this.priya = Tenants.within(school.school(), () -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            people.place(
                    school.head(),
                    kingfishers.pupil(0).person(),
                    robins.id(),
                    ClassPart.PUPIL,
                    Source.HAND,
                    new Span(roster.today(), null));
            return kingfishers.pupil(0);
        });
        this.door = door;
        this.sessions = sessions;
        this.time = time;
        this.copies = copies;
        this.pseudonyms = pseudonyms;
        school.within(() -> door.makeCards(robins.teacher(), robins.id().value()));
    }

    private ClassSignIns.Cards cards() {
        return Tenants.within(
                school.school(), () -> door.cards(robins.teacher(), robins.id().value()));
    }

    private Picto secret(Actor.Somebody child) {
        return cards().children().stream()
                .filter(one -> one.person().equals(child.person()))
                .findFirst()
                .flatMap(ClassSignIns.ChildCard::secret)
                .orElseThrow();
    }

    private Card pressCard() {
        return door.card(school.school(), cards().card(), tablet);
    }

    private UUID open() {
        var opened = Tenants.within(
                school.school(),
                () -> time.open(robins.teacher(), new SupervisedTime.Wish(robins.id(), "Room 1", "Weather", 30)));
        return ((SessionOpening.Open) opened).session().id();
    }

    @Test
    @Keeps("PWD-4")
    void theRightCardAndPictureOpenNothingUnlessTheTeacherHoldsTheClassOpen() {
        var tom = robins.pupil(0);
        assertThat(pressCard()).isInstanceOf(Card.NotNow.class);
        var held = open();
        var pass = ((Card.Found) pressCard()).pass();
        var in = (Pressed.Welcome) door.press(pass, tom.person(), secret(tom), tablet);
        assertThat(sessions.known(in.begun().secret())).isInstanceOf(Sessions.Known.Live.class);

        school.within(() -> time.close(robins.teacher(), held));

        assertThat(sessions.known(in.begun().secret()))
                .as("what it opened ends with the adult's session")
                .isInstanceOf(Sessions.Known.Nobody.class);
        assertThat(door.press(pass, tom.person(), secret(tom), tablet)).isInstanceOf(Pressed.AskYourTeacher.class);
        assertThat(pressCard()).isInstanceOf(Card.NotNow.class);
    }

    @Test
    void threeGuessesAreAllThenEvenTheRightPictureOpensNothing() {
        open();
        var pass = ((Card.Found) pressCard()).pass();
        var ava = robins.pupil(1);
        var wrong = new ArrayList<>(ClassSignIns.SECRET_PICTURES);
        wrong.remove(secret(ava));
        for (var guess : wrong.subList(0, 3)) {
            assertThat(door.press(pass, ava.person(), guess, tablet)).isInstanceOf(Pressed.NotThat.class);
        }
        assertThat(door.press(pass, ava.person(), secret(ava), tablet)).isInstanceOf(Pressed.AskYourTeacher.class);
    }

    @Test
    void anOlderChildIsGivenNoSecretPicture() {
        assertThatThrownBy(() -> school.within(() -> door.changeSecret(robins.teacher(), priya.person())))
                .isInstanceOf(NotFound.class);
        assertThat(cards().children())
                .extracting(ClassSignIns.ChildCard::person)
                .doesNotContain(priya.person());
    }

    @Test
    void whatItOpensIsTheYoungestsProfileAndNobodyElses() {
        open();
        var pass = ((Card.Found) pressCard()).pass();
        assertThat(cards().children())
                .extracting(ClassSignIns.ChildCard::person)
                .containsExactlyInAnyOrder(
                        robins.pupil(0).person(), robins.pupil(1).person());
        for (var notOfTheYoungest : List.of(priya, robins.teacher())) {
            for (var picture : ClassSignIns.SECRET_PICTURES) {
                assertThat(door.press(pass, notOfTheYoungest.person(), picture, tablet))
                        .isInstanceOf(Pressed.AskYourTeacher.class);
            }
        }
        var tom = robins.pupil(0);
        var in = (Pressed.Welcome) door.press(pass, tom.person(), secret(tom), tablet);
        assertThat(in.who().phase()).isEqualTo(Phase.KS1);
        var reader = Tenants.within(
                school.school(),
                () -> copies.current(school.school())
                        .copy()
                        .readers()
                        .get(pseudonyms.of(school.school(), in.who().person())));
        assertThat(Objects.requireNonNull(reader).profile()).isEqualTo("ks1");
    }
}
