package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Holding.Placed;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

@PageTest
class AccessTest {
    private final Greenfield greenfield;
    private final Access access;
    private final Holds holds;
    private final SupervisedTime time;
    private final People people;
    private final Roster roster;
    private final Clock clock;

    AccessTest(Cast cast, Access access, Holds holds, SupervisedTime time, People people, Roster roster, Clock clock) {
        this.greenfield = cast.greenfield();
        this.access = access;
        this.holds = holds;
        this.time = time;
        this.people = people;
        this.roster = roster;
        this.clock = clock;
    }

    /** Robins, Year 1, with Miss Adeyemi and Tom. */
    private record Robins(ClassId id, Actor.Somebody adeyemi, PersonId tom) {}

    private Robins robins() {
        var office = new Actor.Schoolgate(greenfield.school(), "The office");
        var year = AcademicYear.of(roster.today());
        var span = new Span(year.firstDay(), null);
        var id = ClassId.random();
        people.put(office, new SchoolClass(id, year, "Robins", ClassKind.FORM, List.of(1), "", null));
        var teacher = people.join(
                office,
                NewPerson.called("Miss", "Ade", "Adeyemi", "adeyemi@greenfield.example"),
                Role.TEACHER,
                year.firstDay());
        people.place(office, teacher, id, ClassPart.TEACHER, Source.HAND, span);
        var tom = people.join(office, NewPerson.called("Tom", "Whitlock"), Role.PUPIL, year.firstDay());
        people.setYear(office, tom, year, 1, year.firstDay());
        people.place(office, tom, id, ClassPart.PUPIL, Source.HAND, span);
        return new Robins(
                id, new Actor.Somebody(greenfield.school(), teacher, "Miss Adeyemi", Set.of(Role.TEACHER), null), tom);
    }

    @Test
    void oneAndAllGetTheSameAnswer() {
        greenfield.within(() -> {
            var robins = robins();
            holds.place(greenfield.head(), sanction(robins.tom(), Duration.ofDays(3)));
            var now = clock.instant();
            var all = readers(now);
            assertThat(all.keySet()).contains(robins.tom(), robins.adeyemi().person());
            all.forEach((person, reader) -> assertThat(reader.decision())
                    .isEqualTo(access.decide(greenfield.school(), person, Service.INTERNET, now)));
            var tom = Objects.requireNonNull(all.get(robins.tom()));
            assertThat(tom.kind()).isEqualTo(ReaderKind.KS1);
            assertThat(tom.audiences())
                    .containsExactlyInAnyOrder(ForWhom.ref(Phase.KS1), ForWhom.ofYear(1), ForWhom.ref(robins.id()));
            assertThat(words(tom.decision())).containsExactly("held-sanction", "nothing-to-sign", "not-supervised");
        });
    }

    @Test
    @Keeps("ACC-9")
    void whoIsOnlyAParentIsNoReader() {
        greenfield.within(() -> {
            var office = new Actor.Schoolgate(greenfield.school(), "The office");
            var dan = people.join(office, NewPerson.called("Dan", "Whitlock"), Role.PARENT, roster.today());
            assertThat(readers(clock.instant())).doesNotContainKey(dan);
            assertThat(words(access.decide(greenfield.school(), dan, Service.INTERNET, clock.instant())))
                    .containsExactly("not-given");
        });
    }

    @Test
    @Keeps("ACC-17")
    void aSessionOpensForItsClassUntilItClosesByItself() {
        greenfield.within(() -> {
            var robins = robins();
            var opened = (SessionOpening.Open)
                    time.open(robins.adeyemi(), new SupervisedTime.Wish(robins.id(), "Room 2", "Weather", 30));
            var closes = opened.session().closesAt();
            assertThat(wordsOf(robins.tom(), clock.instant())).doesNotContain("not-supervised");
            assertThat(wordsOf(robins.tom(), closes)).contains("not-supervised");
            assertThat(time.open(greenfield.head(), new SupervisedTime.Wish(robins.id(), "", "", 30)))
                    .as("one adult at a time")
                    .isEqualTo(new SessionOpening.HeldByAnother(opened.session()));
            assertThat(time.close(robins.adeyemi(), opened.session().id())).isTrue();
            assertThat(wordsOf(robins.tom(), clock.instant())).contains("not-supervised");
            assertThat(time.close(robins.adeyemi(), opened.session().id())).isFalse();
        });
    }

    @Test
    @Keeps("ACC-17")
    void aSessionLastsAtMostALessonAndExtensionsEndAtTheSchoolsLimit() {
        greenfield.within(() -> {
            var robins = robins();
            assertThat(time.open(robins.adeyemi(), new SupervisedTime.Wish(robins.id(), "", "", 61)))
                    .isInstanceOf(SessionOpening.NotLikeThat.class);
            var session = ((SessionOpening.Open)
                            time.open(robins.adeyemi(), new SupervisedTime.Wish(robins.id(), "", "", 60)))
                    .session();
            for (int minutes : new int[] {80, 100, 120}) {
                session = ((SessionOpening.Open) time.extend(robins.adeyemi(), session.id())).session();
                assertThat(Duration.between(session.openedAt(), session.closesAt()))
                        .hasMinutes(minutes);
            }
            assertThat(time.extend(robins.adeyemi(), session.id())).isEqualTo(new SessionOpening.LongEnough(session));
            var over = session.closesAt();
            var id = session.id();
            assertThat(TestClock.at(over, () -> time.extend(robins.adeyemi(), id)))
                    .isEqualTo(new SessionOpening.Over());
            assertThat(TestClock.at(
                            over, () -> time.open(robins.adeyemi(), new SupervisedTime.Wish(robins.id(), "", "", 5))))
                    .as("what is over stands in nobody's way")
                    .isInstanceOf(SessionOpening.Open.class);
        });
    }

    @Test
    @Keeps("ACC-11")
    void aHoldGivesBackByItselfAndCanBeLiftedBefore() {
        greenfield.within(() -> {
            var robins = robins();
            var hold = ((Placed) holds.place(greenfield.head(), sanction(robins.tom(), Duration.ofDays(3)))).hold();
            assertThat(wordsOf(robins.tom(), clock.instant())).contains("held-sanction");
            assertThat(wordsOf(robins.tom(), Objects.requireNonNull(hold.until())))
                    .doesNotContain("held-sanction");
            assertThat(holds.lift(greenfield.head(), hold.id(), "he put it right"))
                    .isEqualTo(Holds.Lifting.LIFTED);
            assertThat(wordsOf(robins.tom(), clock.instant())).doesNotContain("held-sanction");
            assertThat(holds.lift(greenfield.head(), hold.id(), "again")).isEqualTo(Holds.Lifting.OVER_ALREADY);
            assertThat(holds.of(greenfield.head(), robins.tom())).hasSize(1);
        });
    }

    @Test
    @Keeps("ACC-11")
    void aSanctionHasAReasonAndAnEnd() {
        greenfield.within(() -> {
            var robins = robins();
            var wish = new Holds.Wish(robins.tom(), HoldKind.SANCTION, null, null, " ");
            var answer = (Holding.NotLikeThat) holds.place(greenfield.head(), wish);
            assertThat(answer.problems().all()).containsOnlyKeys("reason", "until");
        });
    }

    @Test
    void nobodyHoldsTheirOwnAccessAndATeacherOnlyThatOfTheirPupils() {
        greenfield.within(() -> {
            var robins = robins();
            var known = new Holds.Wish(robins.tom(), HoldKind.PASSWORD_KNOWN, null, null, "a friend knows it");
            assertThatThrownBy(() -> holds.place(greenfield.teacher(), known)).isInstanceOf(Forbidden.class);
            assertThat(holds.place(robins.adeyemi(), known)).isInstanceOf(Placed.class);
            assertThatThrownBy(() -> holds.place(robins.adeyemi(), sanction(robins.tom(), Duration.ofDays(1))))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> holds.place(
                            greenfield.head(), sanction(greenfield.head().person(), Duration.ofDays(1))))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> holds.place(
                            greenfield.coordinator(), sanction(robins.adeyemi().person(), Duration.ofDays(1))))
                    .as("an adult's access is the head's to decide")
                    .isInstanceOf(Forbidden.class);
            assertThat(holds.place(greenfield.head(), sanction(robins.adeyemi().person(), Duration.ofDays(1))))
                    .isInstanceOf(Placed.class);
        });
    }

    private Holds.Wish sanction(PersonId person, Duration lasting) {
        return new Holds.Wish(person, HoldKind.SANCTION, null, clock.instant().plus(lasting), "sent unkind messages");
    }

    private Map<PersonId, ReaderAccess> readers(Instant at) {
        return access.readers(greenfield.school(), at).stream()
                .collect(Collectors.toMap(ReaderAccess::person, Function.identity()));
    }

    private List<String> wordsOf(PersonId person, Instant at) {
        return words(access.decide(greenfield.school(), person, Service.INTERNET, at));
    }

    private static List<String> words(AccessDecision decision) {
        return ((AccessDecision.Refused) decision)
                .reasons().stream().map(Reason::word).toList();
    }
}
