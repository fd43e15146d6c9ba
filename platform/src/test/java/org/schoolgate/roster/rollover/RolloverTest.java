package org.schoolgate.roster.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.access.Service;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.roster.rollover.Rollover.Outcome;
import org.schoolgate.roster.rollover.Rollover.State;
import org.schoolgate.roster.rollover.RolloverPreview.Fate;
import org.schoolgate.roster.rollover.RolloverPreview.Line;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

@PageTest
class RolloverTest {
    private static final AcademicYear YEAR = new AcademicYear(2026);
    private static final LocalDate FIRST = YEAR.firstDay();
    private static final LocalDate NEXT = YEAR.next().firstDay();
    private static final Instant JULY = Instant.parse("2027-07-05T09:00:00Z");
    /** Midnight in London, when the clocks there are an hour ahead. */
    private static final Instant MIDNIGHT = Instant.parse("2027-08-31T23:00:00Z");

    private final Rollovers rollovers;
    private final RolloverWork work;
    private final RolloverStore store;
    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final Roster roster;
    private final Access access;
    private final AuditTrail audit;

    RolloverTest(
            Rollovers rollovers,
            RolloverWork work,
            RolloverStore store,
            Cast cast,
            People people,
            Guardianships guardianships,
            Roster roster,
            Access access,
            AuditTrail audit) {
        this.rollovers = rollovers;
        this.work = work;
        this.store = store;
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.roster = roster;
        this.access = access;
        this.audit = audit;
    }

    @Test
    void theClassesStayWithTheirYearsAndThePupilsMoveOn() {
        in(JULY, cast.greenfield(), school -> {
            sparrowsSwiftsAndOspreys(school);
            var preview = preview(school);

            assertThat(preview.into()).isEqualTo(YEAR.next());
            assertThat(preview.effective()).isEqualTo(NEXT);
            assertThat(preview.lines())
                    .extracting(line -> line.name().given(), Line::fate, Line::year, Line::formName)
                    .containsExactlyInAnyOrder(
                            tuple("Oscar", Fate.MOVES, 3, "Swifts"),
                            tuple("Ivy", Fate.MOVES, 4, null),
                            tuple("Priya", Fate.FINISHES, null, null));
            assertThat(preview.those(Line::changesPhase))
                    .extracting(line -> line.name().given())
                    .containsExactly("Oscar");
            assertThat(preview.classes())
                    .extracting(PlannedClass::name, one -> one.teachers().size(), PlannedClass::exists)
                    .containsExactly(
                            tuple("Sparrows", 0, false), tuple("Swifts", 1, false), tuple("Ospreys", 0, false));
        });
    }

    @Test
    @Keeps("ACC-21")
    void aSchoolGoesIntoItsNewYearAtMidnightInLondonAndOnce() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            var everybody = roster.census(school.school(), NEXT).people().size();
            assertThat(rollovers.tell(school.head(), NEXT, preview(school).fingerprint()))
                    .isEqualTo(new Outcome.Planned(NEXT));
            assertThat(rollovers.show(school.head()).state()).isInstanceOf(State.Planned.class);

            at(MIDNIGHT.minusSeconds(1), () -> work.run(school.school()));
            assertThat(past(school)).isEmpty();
            at(MIDNIGHT, () -> work.run(school.school()));
            at(MIDNIGHT.plusSeconds(60), () -> work.run(school.school()));

            assertThat(past(school))
                    .singleElement()
                    .satisfies(one -> assertThat(one.result()).isEqualTo(new Rollover.Result(2, 0, 1, 0, 1, 1, 3)));
            var last = NEXT.minusDays(1);
            assertThat(pupil(school, cast.oscar(), last))
                    .extracting(Pupil::phase, Pupil::formName)
                    .containsExactly(Phase.KS1, "Sparrows");
            assertThat(pupil(school, cast.oscar(), NEXT))
                    .extracting(Pupil::phase, Pupil::formName)
                    .containsExactly(Phase.KS2, "Swifts");
            assertThat(roster.isActive(school.school(), cast.priya(), last)).isTrue();
            assertThat(roster.isActive(school.school(), cast.priya(), NEXT)).isFalse();
            assertThat(roster.isActive(school.school(), cast.anil(), NEXT))
                    .as("her father, who has no other child here")
                    .isFalse();
            assertThat(roster.classes(school.school(), NEXT))
                    .extracting(SchoolClass::name, SchoolClass::year)
                    .containsExactlyInAnyOrder(
                            tuple("Sparrows", YEAR.next()),
                            tuple("Swifts", YEAR.next()),
                            tuple("Ospreys", YEAR.next()));
            assertThat(roster.classesOf(school.school(), cast.farrow(), NEXT))
                    .singleElement()
                    .satisfies(one -> assertThat(one.year()).isEqualTo(YEAR.next()));
            assertThat(roster.census(school.school(), NEXT).people()).hasSize(everybody);
            assertThat(audit.newest(school.head(), "roster.rolled-over", Long.MAX_VALUE, 5))
                    .hasSize(1);
        });
    }

    @Test
    @Keeps("ACC-21")
    void accessFollowsThePhaseAndEndsForWhoHasFinished() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            rollovers.tell(school.head(), NEXT, preview(school).fingerprint());
            at(MIDNIGHT, () -> work.run(school.school()));

            assertThat(kind(school, cast.oscar(), MIDNIGHT.minusSeconds(1))).isEqualTo(ReaderKind.KS1);
            assertThat(kind(school, cast.oscar(), MIDNIGHT)).isEqualTo(ReaderKind.KS2);
            assertThat(words(school, cast.priya(), MIDNIGHT.minusSeconds(1))).doesNotContain("left");
            assertThat(words(school, cast.priya(), MIDNIGHT)).contains("left");
        });
    }

    @Test
    void classesBesideEachOtherAreFollowedByLetterThenByPlaceAndElseSomebodyHasToSay() {
        in(JULY, cast.greenfield(), school -> {
            child(school, "Ann", "One", 1, form(school, "1A", 1));
            child(school, "Bea", "Two", 1, form(school, "1B", 1));
            form(school, "2B", 2);
            form(school, "2A", 2);
            child(school, "Cat", "Three", 4, form(school, "Owls", 4));
            child(school, "Dee", "Four", 4, form(school, "Kestrels", 4));
            form(school, "Herons", 5);
            form(school, "Egrets", 5);
            child(school, "Eve", "Five", 0, form(school, "Ducklings", 0));
            child(school, "Fay", "Six", 2, form(school, "2C", 2));

            assertThat(preview(school).lines())
                    .extracting(line -> line.name().given(), Line::formName)
                    .containsExactlyInAnyOrder(
                            tuple("Ann", "2A"),
                            tuple("Bea", "2B"),
                            tuple("Cat", "Herons"),
                            tuple("Dee", "Egrets"),
                            tuple("Eve", null),
                            tuple("Fay", null));
        });
    }

    @Test
    void whatSomebodySaysGoesBeforeTheRule() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            var sparrows = planned(school, "Sparrows").id();
            var ospreys = planned(school, "Ospreys").id();
            assertThat(rollovers.choose(school.head(), cast.oscar(), Choice.placed(2, sparrows)))
                    .isEqualTo(new Outcome.Done());
            rollovers.choose(school.head(), cast.priya(), Choice.placed(6, ospreys));
            rollovers.send(
                    school.head(), Map.of(preview(school).groups().getFirst().key(), Optional.of(ospreys)));
            rollovers.change(
                    school.head(),
                    planned(school, "Swifts").id(),
                    new Rollovers.Wanted("Swallows", List.of(3, 4), "Room 9", null),
                    false);
            assertThat(rollovers.add(school.head(), new Rollovers.Wanted("swallows", List.of(4), "", cast.farrow())))
                    .isEqualTo(new Outcome.NameTaken());
            rollovers.add(school.head(), new Rollovers.Wanted("Owls", List.of(4), "", cast.farrow()));

            assertThat(preview(school).lines())
                    .extracting(line -> line.name().given(), Line::fate, Line::year, Line::formName)
                    .containsExactlyInAnyOrder(
                            tuple("Oscar", Fate.STAYS, 2, "Sparrows"),
                            tuple("Ivy", Fate.MOVES, 4, "Ospreys"),
                            tuple("Priya", Fate.STAYS, 6, "Ospreys"));
            assertThat(preview(school).open())
                    .extracting(PlannedClass::name, PlannedClass::room)
                    .containsExactly(
                            tuple("Sparrows", ""),
                            tuple("Swallows", "Room 9"),
                            tuple("Owls", ""),
                            tuple("Ospreys", ""));
            rollovers.choose(school.head(), cast.oscar(), Choice.leaving());
            rollovers.choose(school.head(), cast.priya(), null);
            assertThat(preview(school).those(Line::goes))
                    .extracting(Line::fate)
                    .containsExactlyInAnyOrder(Fate.LEAVES, Fate.FINISHES);
        });
    }

    @Test
    void aClassThatIsLeftOutIsNotMadeAndItsPupilsWaitForAPlace() {
        in(JULY, cast.greenfield(), school -> {
            sparrowsSwiftsAndOspreys(school);
            var swifts = planned(school, "Swifts");
            rollovers.change(school.head(), swifts.id(), new Rollovers.Wanted("Swifts", List.of(3), "", null), true);

            assertThat(preview(school).open()).extracting(PlannedClass::name).doesNotContain("Swifts");
            assertThat(preview(school).those(Line::hasNoPlace)).hasSize(2);
        });
    }

    @Test
    void itIsDoneAsItWasLookedAtOrNotAtAll() {
        in(JULY, cast.greenfield(), school -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            var seen = preview(school).fingerprint();
            people.leaveWithGuardians(school.head(), cast.oscar(), FIRST.plusDays(3), LeavingReason.BY_HAND);

            assertThat(rollovers.tell(school.head(), NEXT, seen)).isEqualTo(new Outcome.LookAgain());
            assertThat(rollovers.tell(
                            school.head(), NEXT.minusDays(1), preview(school).fingerprint()))
                    .isEqualTo(new Outcome.TooEarly(NEXT));
            assertThat(rollovers.takeBack(school.head())).isEqualTo(new Outcome.LookAgain());
        });
    }

    @Test
    void aPlanIsTakenBackAndWhatWasPreparedStays() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            rollovers.choose(school.head(), cast.oscar(), Choice.leaving());
            rollovers.tell(school.head(), NEXT, preview(school).fingerprint());
            assertThat(rollovers.takeBack(school.head())).isEqualTo(new Outcome.Done());
            at(MIDNIGHT, () -> work.run(school.school()));

            assertThat(past(school)).isEmpty();
            assertThat(preview(school).count(Fate.LEAVES)).isEqualTo(1);
            assertThat(audit.newest(school.head(), "roster.rollover-", Long.MAX_VALUE, 5))
                    .hasSize(2);
        });
    }

    @Test
    void whoeverJoinsAfterThePlanMovesUpWithTheirClass() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            rollovers.tell(school.head(), NEXT, preview(school).fingerprint());
            var zoe = child(school, "Zoë", "Late", 2, cast.sparrows());
            at(MIDNIGHT, () -> work.run(school.school()));

            assertThat(pupil(school, zoe, NEXT).formName()).isEqualTo("Swifts");
        });
    }

    @Test
    void whoIsInTheNewYearAlreadyStaysThere() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            var cast = sparrowsSwiftsAndOspreys(school);
            var made = ClassId.random();
            people.put(
                    school.head(),
                    new SchoolClass(made, YEAR.next(), "Swifts", ClassKind.FORM, List.of(3), "Hall", null));
            people.setYear(school.head(), cast.oscar(), YEAR.next(), 3, NEXT);
            people.place(school.head(), cast.oscar(), made, ClassPart.PUPIL, Source.FILE, new Span(NEXT, null));

            assertThat(preview(school).count(Fate.SETTLED)).isEqualTo(1);
            assertThat(preview(school).open().stream().filter(PlannedClass::exists))
                    .extracting(PlannedClass::name)
                    .containsExactly("Swifts");
            rollovers.tell(school.head(), NEXT, preview(school).fingerprint());
            at(MIDNIGHT, () -> work.run(school.school()));
            assertThat(roster.classes(school.school(), NEXT))
                    .filteredOn(one -> one.name().equals("Swifts"))
                    .extracting(SchoolClass::id)
                    .containsExactly(made);
        });
    }

    @Test
    void whatAProcessLeftInTheMiddleIsDoneByTheNext() {
        var school = cast.greenfield();
        in(JULY, school, _ -> {
            sparrowsSwiftsAndOspreys(school);
            rollovers.tell(school.head(), NEXT, preview(school).fingerprint());
            at(MIDNIGHT, () -> {
                store.claim(school.school(), YEAR.next(), NEXT, MIDNIGHT, MIDNIGHT.minusSeconds(120));
                work.run(school.school());
                assertThat(past(school)).as("somebody else is at it").isEmpty();
            });
            at(MIDNIGHT.plusSeconds(180), () -> work.run(school.school()));
            assertThat(past(school)).hasSize(1);
        });
    }

    @Test
    void aSchoolThatIsLateGoesAtOnceHoweverOftenSomebodyPresses() throws InterruptedException {
        var school = cast.greenfield();
        var late = Instant.parse("2027-09-06T08:00:00Z");
        in(JULY, school, _ -> sparrowsSwiftsAndOspreys(school));
        in(late, school, _ -> {
            var preview = preview(school);
            assertThat(preview.into()).isEqualTo(YEAR.next());
            assertThat(rollovers.tell(school.head(), NEXT, preview.fingerprint()))
                    .isEqualTo(new Outcome.Done());
            assertThat(rollovers.tell(school.head(), NEXT, preview.fingerprint()))
                    .isNotEqualTo(new Outcome.Done());
        });
        for (int i = 0; i < 500 && noneYet(school, late); i++) {
            Thread.sleep(20);
        }
        in(late, school, _ -> {
            assertThat(past(school)).hasSize(1);
            assertThat(rollovers.show(school.head()).into())
                    .isEqualTo(YEAR.next().next());
        });
    }

    @Test
    void aPupilWhoseYearNobodyKnowsIsNamedAndMovesNowhere() {
        in(JULY, cast.greenfield(), school -> {
            sparrowsSwiftsAndOspreys(school);
            var kit = people.join(school.head(), NewPerson.called("Kit", "Lowe"), Role.PUPIL, FIRST);

            assertThat(preview(school).those(Line::hasNoPlace))
                    .extracting(Line::id)
                    .contains(kit);
        });
    }

    private boolean noneYet(Greenfield school, Instant when) {
        return TestClock.at(
                when, () -> Tenants.within(school.school(), () -> past(school).isEmpty()));
    }

    /** The people of one test. */
    private record Children(PersonId oscar, PersonId priya, PersonId anil, PersonId farrow, ClassId sparrows) {}

    /** Sparrows of Year 2, Swifts of Year 3 with Miss Farrow, Ospreys of Year 6, a child in each. */
    private Children sparrowsSwiftsAndOspreys(Greenfield school) {
        var sparrows = form(school, "Sparrows", 2);
        var swifts = form(school, "Swifts", 3);
        var ospreys = form(school, "Ospreys", 6);
        var oscar = child(school, "Oscar", "Tate", 2, sparrows);
        child(school, "Ivy", "Lowe", 3, swifts);
        var priya = child(school, "Priya", "Nair", 6, ospreys);
        var anil = people.join(school.head(), NewPerson.called("Anil", "Nair"), Role.PARENT, FIRST);
        guardianships.put(
                school.head(),
                priya,
                anil,
                new GuardianFacts(Relation.FATHER, Responsibility.HELD, 1, null, Caution.NONE, ""),
                Source.HAND,
                FIRST);
        var farrow = people.join(school.head(), NewPerson.called("Jo", "Farrow"), Role.TEACHER, FIRST);
        people.place(school.head(), farrow, swifts, ClassPart.TEACHER, Source.HAND, new Span(FIRST, null));
        return new Children(oscar, priya, anil, farrow, sparrows);
    }

    private ClassId form(Greenfield school, String name, int year) {
        var id = ClassId.random();
        people.put(school.head(), new SchoolClass(id, YEAR, name, ClassKind.FORM, List.of(year), "", null));
        return id;
    }

    private PersonId child(Greenfield school, String given, String family, int year, ClassId form) {
        var id = people.join(school.head(), NewPerson.called(given, family), Role.PUPIL, FIRST);
        people.setYear(school.head(), id, YEAR, year, FIRST);
        people.place(school.head(), id, form, ClassPart.PUPIL, Source.HAND, new Span(FIRST, null));
        return id;
    }

    private RolloverPreview preview(Greenfield school) {
        return ((State.Open) rollovers.show(school.head()).state()).preview();
    }

    private List<Rollover.Past> past(Greenfield school) {
        return rollovers.show(school.head()).past();
    }

    private PlannedClass planned(Greenfield school, String name) {
        return preview(school).classes().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Pupil pupil(Greenfield school, PersonId id, LocalDate day) {
        return roster.pupil(school.school(), id, day).orElseThrow();
    }

    private ReaderKind kind(Greenfield school, PersonId id, Instant at) {
        return access.readers(school.school(), at).stream()
                .filter(reader -> reader.person().equals(id))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    private List<String> words(Greenfield school, PersonId id, Instant at) {
        return access.decide(school.school(), id, Service.INTERNET, at) instanceof AccessDecision.Refused refused
                ? refused.reasons().stream().map(reason -> reason.word()).toList()
                : List.of();
    }

    private static void at(Instant moment, Runnable what) {
        TestClock.at(moment, what);
    }

    private static void in(Instant moment, Greenfield school, Consumer<Greenfield> what) {
        TestClock.at(moment, () -> school.within(() -> what.accept(school)));
    }
}
