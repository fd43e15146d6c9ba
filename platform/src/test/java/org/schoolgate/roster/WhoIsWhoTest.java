package org.schoolgate.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

@PageTest
class WhoIsWhoTest {
    private final Cast cast;
    private final Roster roster;
    private final People people;
    private final WhoIsWho who;
    private final RosterFurniture furniture;

    WhoIsWhoTest(Cast cast, Roster roster, People people, WhoIsWho who, RosterFurniture furniture) {
        this.cast = cast;
        this.roster = roster;
        this.people = people;
        this.who = who;
        this.furniture = furniture;
    }

    @Test
    @Keeps("ACC-21")
    void somebodyIsWhatTheyAreTodayAndNobodyOnceTheyHaveLeft() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var priya = kingfishers.pupil(0).person();

            assertThat(who.find(school.school(), priya))
                    .contains(new Actor.Somebody(school.school(), priya, "Priya N", Set.of(Role.PUPIL), Phase.KS2));
            assertThat(who.withRole(school.school(), Role.TEACHER))
                    .extracting(Actor.Somebody::name)
                    .containsExactly("Mr Hale");
            people.leave(school.head(), priya, Role.PUPIL, roster.today().minusDays(1), LeavingReason.BY_HAND);
            assertThat(who.find(school.school(), priya)).isEmpty();
        });
    }

    @Test
    void aPupilWithoutAYearIsTreatedAsTheYoungest() {
        var school = cast.greenfield();
        school.within(() -> {
            var kit = people.join(school.head(), NewPerson.called("Kit", "Lowe"), Role.PUPIL, roster.today());

            assertThat(who.find(school.school(), kit).map(Actor.Somebody::phase))
                    .contains(Phase.EYFS);
        });
    }

    @Test
    void aClassHasItsPupilsAndAdults() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);

            assertThat(who.classes(school.school())).singleElement().satisfies(list -> {
                assertThat(list.name()).isEqualTo("Kingfishers");
                assertThat(list.pupils())
                        .hasSize(3)
                        .contains(kingfishers.pupil(0).person());
                assertThat(list.adults()).containsExactly(kingfishers.teacher().person());
            });
        });
    }

    @Test
    void postGoesToWhoeverIsHereAndHasAnAddress() {
        var school = cast.greenfield();
        school.within(() -> {
            var dan = people.join(
                    school.head(),
                    new NewPerson(PersonName.of("Dan", "Ellis"), null, "Dan@home.example", "07700 900123", null),
                    Role.PARENT,
                    roster.today());
            var ann = people.join(
                    school.head(),
                    NewPerson.called("Mrs", "Ann", "Ellis", "dan@home.example"),
                    Role.PARENT,
                    roster.today());
            var sam = people.join(school.head(), NewPerson.called("Sam", "Price"), Role.TECHNICIAN, roster.today());

            assertThat(who.recipient(school.school(), dan).orElseThrow().name()).isEqualTo("Dan");
            assertThat(who.recipient(school.school(), ann).orElseThrow().name()).isEqualTo("Mrs Ellis");
            assertThat(who.recipient(school.school(), sam)).isEmpty();
            assertThat(who.withAddress(school.school(), "DAN@home.example")).containsExactlyInAnyOrder(dan, ann);
            people.leave(school.head(), dan, Role.PARENT, roster.today().minusDays(1), LeavingReason.BY_HAND);
            assertThat(who.recipient(school.school(), dan)).isEmpty();
        });
    }

    @Test
    void whoeverReadsAMailboxIsAskedForDigitsThatAreNotInIt() {
        var school = cast.greenfield();
        school.within(() -> {
            var dan = people.join(
                    school.head(),
                    new NewPerson(PersonName.of("Dan", "Ellis"), null, "dan@home.example", "07700 900123", null),
                    Role.PARENT,
                    roster.today());
            var ann = people.join(
                    school.head(),
                    NewPerson.called("Mrs", "Ann", "Ellis", "dan@home.example"),
                    Role.PARENT,
                    roster.today());
            var fact = who.about(school.school(), dan).orElseThrow();

            assertThat(fact.isRight().test(" 0123 ")).isTrue();
            assertThat(fact.isRight().test("0124")).isFalse();
            assertThat(fact.isRight().test("")).isFalse();
            assertThat(who.about(school.school(), ann)).isEmpty();
        });
    }

    @Test
    void pagesSayWhoReadsThemAndWhomToAsk() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            assertThat(furniture.badge(kingfishers.pupil(0)).orElseThrow().line())
                    .isEqualTo("Year 6, Kingfishers");
            assertThat(furniture.badge(kingfishers.teacher()).orElseThrow().line())
                    .isEqualTo("Teacher, Kingfishers");
            assertThat(furniture.badge(school.head()).orElseThrow().line()).isEqualTo("Head teacher");

            people.join(
                    new Actor.Schoolgate(school.school(), "set-up"),
                    NewPerson.called("Ms", "Ada", "Okafor", "okafor@greenfield.example"),
                    Role.SAFEGUARDING_LEAD,
                    roster.today());
            assertThat(furniture.contact(school.parent()).orElseThrow().email()).isEqualTo("okafor@greenfield.example");
        });
    }
}
