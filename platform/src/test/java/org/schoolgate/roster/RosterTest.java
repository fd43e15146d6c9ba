package org.schoolgate.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

@PageTest
class RosterTest {
    private static final LocalDate SEPTEMBER = LocalDate.of(2026, 9, 7);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 20);
    private static final AcademicYear YEAR = new AcademicYear(2026);

    private final Cast cast;
    private final Roster roster;
    private final People people;
    private final Guardianships guardianships;
    private final AuditTrail audit;
    private final Schools schools;

    RosterTest(
            Cast cast, Roster roster, People people, Guardianships guardianships, AuditTrail audit, Schools schools) {
        this.cast = cast;
        this.roster = roster;
        this.people = people;
        this.guardianships = guardianships;
        this.audit = audit;
        this.schools = schools;
    }

    @Test
    @Keeps("ACC-2")
    void everyKindOfPersonMayBelongToASchool() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            for (var role : Role.values()) {
                var id = people.join(program(greenfield), NewPerson.called("Kit", role.name()), role, SEPTEMBER);

                assertThat(roster.roles(greenfield.school(), id, NOVEMBER)).containsExactly(role);
                assertThat(roster.isActive(greenfield.school(), id, SEPTEMBER.minusDays(1)))
                        .isFalse();
            }
        });
    }

    @Test
    void leavingIsADateAndComingBackIsAnother() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var tom = pupil(greenfield, "Tom", "Whitlock", 5);
            people.leave(greenfield.head(), tom, Role.PUPIL, LocalDate.of(2026, 10, 16), LeavingReason.BY_HAND);
            people.begin(
                    greenfield.head(),
                    tom,
                    new Membership(Role.PUPIL, new Span(LocalDate.of(2026, 11, 2), null), Source.HAND, null));

            assertThat(roster.isActive(greenfield.school(), tom, LocalDate.of(2026, 10, 16)))
                    .isTrue();
            assertThat(roster.isActive(greenfield.school(), tom, LocalDate.of(2026, 10, 17)))
                    .isFalse();
            assertThat(roster.isActive(greenfield.school(), tom, NOVEMBER)).isTrue();
            assertThat(roster.memberships(greenfield.school(), tom)).hasSize(2);
            assertThat(roster.person(greenfield.school(), tom)).isPresent();
        });
    }

    @Test
    void anEndThatHasNotComeCanBeTakenBack() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var tom = pupil(greenfield, "Tom", "Whitlock", 5);
            people.leave(greenfield.head(), tom, Role.PUPIL, LocalDate.of(2026, 12, 18), LeavingReason.BY_HAND);
            people.begin(
                    greenfield.head(), tom, new Membership(Role.PUPIL, new Span(NOVEMBER, null), Source.HAND, null));

            assertThat(roster.isActive(greenfield.school(), tom, LocalDate.of(2027, 3, 1)))
                    .isTrue();
            assertThat(roster.memberships(greenfield.school(), tom)).hasSize(1);
        });
    }

    @Test
    @Keeps("ACC-21")
    void thePhaseFollowsTheYearAndKeepsUntilTheNextIsKnown() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var oscar = pupil(greenfield, "Oscar", "Tate", 2);
            var nextYear = LocalDate.of(2027, 9, 6);

            assertThat(roster.phase(greenfield.school(), oscar, NOVEMBER)).contains(Phase.KS1);
            assertThat(roster.phase(greenfield.school(), oscar, nextYear)).contains(Phase.KS1);
            people.setYear(greenfield.head(), oscar, YEAR.next(), 3, YEAR.next().firstDay());
            assertThat(roster.phase(greenfield.school(), oscar, NOVEMBER)).contains(Phase.KS1);
            assertThat(roster.phase(greenfield.school(), oscar, nextYear)).contains(Phase.KS2);
        });
    }

    @Test
    void aPupilWhoseYearIsNotKnownHasNoPhase() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var kit = people.join(greenfield.head(), NewPerson.called("Kit", "Lowe"), Role.PUPIL, SEPTEMBER);

            assertThat(roster.phase(greenfield.school(), kit, NOVEMBER)).isEmpty();
            assertThat(roster.pupils(greenfield.school(), NOVEMBER)).hasSize(1);
        });
    }

    @Test
    void aClassHasItsPupilsAndItsAdultsDayByDay() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var school = greenfield.school();
            var kingfishers = form(greenfield, "Kingfishers", 6);
            var swifts = form(greenfield, "Swifts", 3);
            var hale = people.join(greenfield.head(), NewPerson.called("Ben", "Hale"), Role.TEACHER, SEPTEMBER);
            var priya = pupil(greenfield, "Priya", "Nair", 6);
            var from = new Span(SEPTEMBER, null);
            people.place(greenfield.head(), hale, kingfishers, ClassPart.TEACHER, Source.HAND, from);
            people.place(greenfield.head(), priya, kingfishers, ClassPart.PUPIL, Source.HAND, from);

            assertThat(roster.pupilsOf(school, kingfishers, NOVEMBER))
                    .extracting(Pupil::id, Pupil::formName)
                    .containsExactly(tuple(priya, "Kingfishers"));
            assertThat(roster.classesOf(school, hale, NOVEMBER))
                    .extracting(SchoolClass::name)
                    .containsExactly("Kingfishers");
            assertThat(roster.adultsOf(school, kingfishers, ClassPart.TEACHER, NOVEMBER))
                    .extracting(Person::id)
                    .containsExactly(hale);
            assertThat(roster.teaches(school, hale, priya, NOVEMBER)).isTrue();

            people.takeOut(greenfield.head(), priya, kingfishers, ClassPart.PUPIL, LocalDate.of(2026, 10, 16));
            people.place(
                    greenfield.head(),
                    priya,
                    swifts,
                    ClassPart.PUPIL,
                    Source.HAND,
                    new Span(LocalDate.of(2026, 10, 17), null));

            assertThat(roster.teaches(school, hale, priya, NOVEMBER)).isFalse();
            assertThat(roster.teaches(school, hale, priya, LocalDate.of(2026, 10, 16)))
                    .isTrue();
            assertThat(roster.pupilsOf(school, kingfishers, NOVEMBER)).isEmpty();
            assertThat(roster.pupil(school, priya, NOVEMBER).orElseThrow().formName())
                    .isEqualTo("Swifts");
        });
    }

    @Test
    void aChildHasSeveralGuardiansInOrderAndAGuardianSeveralChildren() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var school = greenfield.school();
            var priya = pupil(greenfield, "Priya", "Nair", 6);
            var ravi = pupil(greenfield, "Ravi", "Nair", 3);
            var leela = parent(greenfield, "Leela", "Nair");
            var anil = parent(greenfield, "Anil", "Nair");
            put(greenfield, priya, anil, Relation.FATHER, Responsibility.HELD, 2);
            put(greenfield, priya, leela, Relation.MOTHER, Responsibility.HELD, 1);
            put(greenfield, ravi, leela, Relation.MOTHER, Responsibility.HELD, 1);

            assertThat(roster.guardiansOf(school, priya, NOVEMBER))
                    .extracting(guardian -> guardian.person().id())
                    .containsExactly(leela, anil);
            assertThat(roster.childrenOf(school, leela, NOVEMBER))
                    .extracting(Pupil::id)
                    .containsExactly(priya, ravi);
            assertThat(roster.guardiansOf(school, List.of(priya, ravi), NOVEMBER))
                    .hasSize(2);
        });
    }

    @Test
    void aChangedGuardianshipCanBeReadAsItWas() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var school = greenfield.school();
            var priya = pupil(greenfield, "Priya", "Nair", 6);
            var anil = parent(greenfield, "Anil", "Nair");
            put(greenfield, priya, anil, Relation.FATHER, Responsibility.HELD, 1);
            guardianships.put(
                    greenfield.head(),
                    priya,
                    anil,
                    new GuardianFacts(
                            Relation.FATHER,
                            Responsibility.NOT_HELD,
                            1,
                            false,
                            Caution.COURT_ORDER,
                            "Order of 2 October"),
                    Source.HAND,
                    LocalDate.of(2026, 10, 5));

            assertThat(roster.guardian(school, priya, anil, LocalDate.of(2026, 10, 4))
                            .orElseThrow()
                            .mayAgree())
                    .isTrue();
            assertThat(roster.guardian(school, priya, anil, LocalDate.of(2026, 10, 5))
                            .orElseThrow()
                            .mayAgree())
                    .isFalse();
            guardianships.end(greenfield.head(), priya, anil, Source.HAND, LocalDate.of(2026, 11, 1));
            assertThat(roster.guardiansOf(school, priya, NOVEMBER)).isEmpty();
        });
    }

    @Test
    void parentsGoWhenTheirLastChildHasGone() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var school = greenfield.school();
            var priya = pupil(greenfield, "Priya", "Nair", 6);
            var ravi = pupil(greenfield, "Ravi", "Nair", 3);
            var leela = people.join(
                    greenfield.head(),
                    NewPerson.called("Leela", "Nair"),
                    new Membership(Role.PARENT, new Span(SEPTEMBER, null), Source.FILE, null));
            put(greenfield, priya, leela, Relation.MOTHER, Responsibility.HELD, 1);
            put(greenfield, ravi, leela, Relation.MOTHER, Responsibility.HELD, 1);
            var last = LocalDate.of(2026, 10, 16);

            people.leave(greenfield.head(), priya, Role.PUPIL, last, LeavingReason.BY_HAND);
            assertThat(people.partWithParents(greenfield.head(), last)).isZero();
            people.leave(greenfield.head(), ravi, Role.PUPIL, last, LeavingReason.BY_HAND);
            assertThat(people.partWithParents(greenfield.head(), last)).isEqualTo(1);
            assertThat(roster.isActive(school, leela, NOVEMBER)).isFalse();
        });
    }

    @Test
    void peopleAreFoundByAnyPartOfTheirName() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            pupil(greenfield, "Zoë", "O’Neill_Brown", 4);
            var everybody = EnumSet.allOf(Role.class);

            assertThat(roster.search(greenfield.school(), "zoë o", everybody, 10))
                    .hasSize(1);
            assertThat(roster.search(greenfield.school(), "o’neill_brown, Z", everybody, 10))
                    .hasSize(1);
            assertThat(roster.search(greenfield.school(), "%", everybody, 10)).isEmpty();
            assertThat(roster.search(greenfield.school(), "l_b", everybody, 10)).hasSize(1);
            assertThat(roster.search(greenfield.school(), "zoë", EnumSet.of(Role.TEACHER), 10))
                    .isEmpty();
        });
    }

    @Test
    void nobodyButAHeadArrangesTheirOwnRolesAndTheLastHeadStays() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var head = people.join(program(greenfield), NewPerson.called("Karin", "Lindqvist"), Role.HEAD, SEPTEMBER);
            var sam = people.join(program(greenfield), NewPerson.called("Sam", "Price"), Role.TECHNICIAN, SEPTEMBER);
            var asHead = new Actor.Somebody(greenfield.school(), head, "Mrs Lindqvist", EnumSet.of(Role.HEAD), null);
            var asSam = new Actor.Somebody(greenfield.school(), sam, "Sam", EnumSet.of(Role.TECHNICIAN), null);

            assertThat(people.giveRole(asSam, sam, Role.TEACHER, NOVEMBER)).isEqualTo(new RoleOutcome.OwnRole());
            assertThatThrownBy(() -> people.giveRole(asSam, head, Role.TECHNICIAN, NOVEMBER))
                    .isInstanceOf(Forbidden.class);
            assertThat(people.giveRole(asHead, head, Role.SAFEGUARDING_LEAD, NOVEMBER))
                    .isEqualTo(new RoleOutcome.Done());
            assertThat(people.giveRole(asHead, head, Role.SAFEGUARDING_LEAD, NOVEMBER))
                    .isEqualTo(new RoleOutcome.AlreadySo());
            assertThat(people.takeRole(asHead, head, Role.HEAD, NOVEMBER)).isEqualTo(new RoleOutcome.LastHead());
            people.giveRole(asHead, sam, Role.HEAD, NOVEMBER);
            assertThat(people.takeRole(asHead, head, Role.HEAD, NOVEMBER)).isEqualTo(new RoleOutcome.Done());
        });
    }

    /** Who holds that role sees counts of the trust's other schools, which one school cannot give away. */
    @Test
    void noHeadAndNoFileMakesAnOfficerOfTheTrust() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var head = people.join(program(greenfield), NewPerson.called("Karin", "Lindqvist"), Role.HEAD, SEPTEMBER);
            var asHead = new Actor.Somebody(greenfield.school(), head, "Mrs Lindqvist", EnumSet.of(Role.HEAD), null);
            var officer = new Membership(Role.TRUST_OFFICER, new Span(NOVEMBER, null), Source.FILE, null);

            assertThatThrownBy(() -> people.giveRole(asHead, head, Role.TRUST_OFFICER, NOVEMBER))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> people.begin(asHead, head, officer)).isInstanceOf(Forbidden.class);
            assertThatThrownBy(
                            () -> people.join(asHead, NewPerson.called("Wren", "Abbott"), Role.TRUST_OFFICER, NOVEMBER))
                    .isInstanceOf(Forbidden.class);
        });
    }

    @Test
    void headsWhoPartWithEachOtherAtOnceLeaveOneBehind() throws Exception {
        var greenfield = cast.greenfield();
        var heads = Tenants.within(
                greenfield.school(),
                () -> Stream.of("Karin", "Sam", "Jo", "Ben")
                        .map(name -> {
                            var id = people.join(
                                    program(greenfield), NewPerson.called(name, "Lindqvist"), Role.HEAD, SEPTEMBER);
                            return new Actor.Somebody(greenfield.school(), id, name, EnumSet.of(Role.HEAD), null);
                        })
                        .toList());
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, heads.size())
                    .mapToObj(number -> many.submit(() -> Tenants.within(
                            greenfield.school(),
                            () -> people.takeRole(
                                    heads.get(number),
                                    heads.get((number + 1) % heads.size()).person(),
                                    Role.HEAD,
                                    NOVEMBER))))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isInstanceOfAny(RoleOutcome.Done.class, RoleOutcome.LastHead.class);
            }
        }
        greenfield.within(
                () -> assertThat(roster.holders(greenfield.school(), EnumSet.of(Role.HEAD), NOVEMBER.plusDays(1)))
                        .hasSize(1));
    }

    @Test
    void aPupilWorksForNobody() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var priya = pupil(greenfield, "Priya", "Nair", 6);

            assertThat(people.giveRole(greenfield.head(), priya, Role.TEACHER, NOVEMBER))
                    .isEqualTo(new RoleOutcome.IsAPupil());
        });
    }

    @Test
    void aChildIsTheSamePersonInEverySchoolOfTheTrustAndInNoOther() {
        var trust = Tenants.untenanted(() -> schools.foundTrust("Meadow Learning Trust"));
        var oak = Tenants.untenanted(() -> schools.found(trust, "Oakfield Primary"));
        var green = Tenants.untenanted(() -> schools.found(trust, "Greenfield Primary"));
        var elsewhere = cast.greenfield().school();

        var first = joinWithNumber(oak);

        assertThat(joinWithNumber(green)).isEqualTo(first);
        assertThat(joinWithNumber(elsewhere)).isNotEqualTo(first);
        Tenants.within(green, () -> assertThat(roster.memberships(green, first)).hasSize(1));
    }

    @Test
    void everyMoveIsOnTheRecordWithoutAName() {
        var greenfield = cast.greenfield();
        greenfield.within(() -> {
            var priya = pupil(greenfield, "Priya", "Nair", 6);
            people.leave(greenfield.head(), priya, Role.PUPIL, NOVEMBER, LeavingReason.BY_HAND);
            var entries = audit.newest(greenfield.head(), "roster.", Long.MAX_VALUE, 10);

            assertThat(entries)
                    .extracting(entry -> entry.kind())
                    .containsExactly("roster.left", "roster.moved", "roster.joined");
            assertThat(entries).allSatisfy(entry -> {
                assertThat(entry.subject()).isEqualTo("person:" + priya);
                assertThat(entry.facts().toString()).doesNotContain("Nair");
            });
        });
    }

    private PersonId joinWithNumber(SchoolId school) {
        return Tenants.within(
                school,
                () -> people.join(
                        new Actor.Schoolgate(school, "test"),
                        new NewPerson(PersonName.of("Priya", "Nair"), null, null, null, "H801200001001"),
                        Role.PUPIL,
                        SEPTEMBER));
    }

    private static Actor program(Greenfield greenfield) {
        return new Actor.Schoolgate(greenfield.school(), "set-up");
    }

    private PersonId pupil(Greenfield greenfield, String given, String family, int year) {
        var id = people.join(greenfield.head(), NewPerson.called(given, family), Role.PUPIL, SEPTEMBER);
        people.setYear(greenfield.head(), id, YEAR, year, SEPTEMBER);
        return id;
    }

    private PersonId parent(Greenfield greenfield, String given, String family) {
        return people.join(greenfield.head(), NewPerson.called(given, family), Role.PARENT, SEPTEMBER);
    }

    private ClassId form(Greenfield greenfield, String name, int year) {
        var id = ClassId.random();
        people.put(
                greenfield.head(),
                new SchoolClass(id, YEAR, name, ClassKind.FORM, List.of(year), "Room " + year, null));
        return id;
    }

    private void put(
            Greenfield greenfield,
            PersonId pupil,
            PersonId guardian,
            Relation relation,
            Responsibility responsibility,
            int order) {
        guardianships.put(
                greenfield.head(),
                pupil,
                guardian,
                new GuardianFacts(relation, responsibility, order, null, Caution.NONE, ""),
                Source.HAND,
                SEPTEMBER);
    }
}
