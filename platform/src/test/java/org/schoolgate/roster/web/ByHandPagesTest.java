package org.schoolgate.roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Upn;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class ByHandPagesTest {
    private final Cast cast;
    private final MockMvcTester mvc;
    private final Roster roster;
    private final People people;
    private final AuditTrail audit;

    ByHandPagesTest(Cast cast, MockMvcTester mvc, Roster roster, People people, AuditTrail audit) {
        this.cast = cast;
        this.mvc = mvc;
        this.roster = roster;
        this.people = people;
        this.audit = audit;
    }

    @Test
    void aPupilIsAddedWithYearAndClassAndIsThere() {
        var school = cast.greenfield();
        school.within(() -> {
            var swifts = Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ivy Lowe");

            assertThat(get(school.technician(), "/people/new/pupil"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Add a pupil", "Swifts", "Year 6");
            assertThat(addPupil(
                            school.technician(), "Zac", "Dunn", "", swifts.id().toString(), ""))
                    .hasStatus3xxRedirection();
            var zac = one(school, "Dunn");
            assertThat(roster.pupil(school.school(), zac, roster.today()).orElseThrow())
                    .satisfies(pupil -> {
                        assertThat(pupil.formName()).isEqualTo("Swifts");
                        assertThat(pupil.phase()).isEqualTo(Phase.KS2);
                    });
            assertThat(audit.newest(school.head(), "roster.joined", Long.MAX_VALUE, 1))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.subject()).isEqualTo("person:" + zac));
        });
    }

    @Test
    void whatIsMissingIsSaidOnTopAndBesideTheField() {
        var school = cast.greenfield();
        var page = mvc.post()
                .uri("/people/new/pupil")
                .param("given", "Zac")
                .param("upn", "A801200001001")
                .param("from", "soon")
                .with(Cast.as(school.head()))
                .exchange();

        assertThat(page)
                .hasStatus(422)
                .bodyText()
                .contains(
                        "<title>Error: Add a pupil",
                        "<a href=\"#family\">Write the family name.</a>",
                        "<a href=\"#year\">Choose a year group.</a>",
                        "<a href=\"#from\">Choose a day not more than a year away.</a>",
                        "id=\"family-error\"");
    }

    @Test
    void aWrongOrTakenNumberIsRefusedInWords() {
        var school = cast.greenfield();
        school.within(() -> {
            assertThat(addPupil(school.head(), "Zac", "Dunn", "A801200001001", "", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains("The check letter of this number should be H.");
            assertThat(addPupil(school.head(), "Zac", "Dunn", "12", "", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Write a letter and 12 digits");
            assertThat(addPupil(school.head(), "Zac", "Dunn", "h801200001001", "", ""))
                    .hasStatus3xxRedirection();
            assertThat(addPupil(school.head(), "Mia", "Cole", "H801200001001", "", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Zac Dunn has this number.");
        });
    }

    @Test
    void somebodyLikeAKnownChildIsAskedAboutAndBecomesTwoPeopleOnlyWhenSaid() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var priya = kingfishers.pupil(0).person();
            people.partWith(school.head(), priya, Role.PUPIL, roster.today().minusDays(10));

            assertThat(addPupil(school.head(), "PRIYA", "nair", "", "", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains(
                            "Is this the same person as one of these?",
                            "Yes, Priya Nair",
                            "No, somebody else",
                            "<a href=\"#same\">Say whether this is the same person as Priya Nair.</a>");
            assertThat(addPupil(school.head(), "Priya", "Nair", "", "", priya.toString()))
                    .hasStatus3xxRedirection();
            assertThat(roster.search(school.school(), "Nair", List.of(Role.PUPIL), 5))
                    .hasSize(1);
            assertThat(roster.isActive(school.school(), priya, roster.today())).isTrue();
            assertThat(addPupil(school.head(), "Priya", "Nair", "", "", "new")).hasStatus3xxRedirection();
            assertThat(roster.search(school.school(), "Nair", List.of(Role.PUPIL), 5))
                    .hasSize(2);
        });
    }

    @Test
    @Keeps("ACC-21")
    void leavingIsADayAndCanBeTakenBack() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var priya = kingfishers.pupil(0).person();
            var last = roster.today().plusDays(3);
            post(school.head(), "/people/" + priya + "/leaving", "role", "PUPIL", "lastDay", last.toString());

            assertThat(roster.isActive(school.school(), priya, last)).isTrue();
            assertThat(roster.isActive(school.school(), priya, last.plusDays(1)))
                    .isFalse();
            assertThat(get(school.head(), "/people/" + priya)).bodyText().contains("Stays after all");
            post(
                    school.head(),
                    "/people/" + priya + "/return",
                    "year",
                    "6",
                    "form",
                    kingfishers.id().toString(),
                    "from",
                    roster.today().toString());
            assertThat(roster.isActive(school.school(), priya, last.plusDays(1)))
                    .isTrue();
            assertThat(roster.pupil(school.school(), priya, last.plusDays(1))
                            .orElseThrow()
                            .formName())
                    .isEqualTo("Kingfishers");
        });
    }

    @Test
    void parentsGoWithTheirLastChildAndComeBackWithIt() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            assertThat(addGuardian(school.head(), priya, "Leela", "leela@home.example", "1", ""))
                    .hasStatus3xxRedirection();
            var leela = guardians(school, priya).getFirst().person().id();
            people.partWith(school.head(), priya, Role.PUPIL, roster.today().minusDays(1));
            assertThat(roster.isActive(school.school(), leela, roster.today())).isFalse();

            post(
                    school.head(),
                    "/people/" + priya + "/return",
                    "year",
                    "6",
                    "from",
                    roster.today().toString());
            assertThat(roster.roles(school.school(), leela, roster.today())).containsExactly(Role.PARENT);
        });
    }

    @Test
    void aMoveChangesYearAndClassFromThatDay() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            var swifts = Classroom.of(school, people, roster, "Swifts", 5, "Farrow", "Ivy Lowe");
            post(
                    school.head(),
                    "/people/" + priya + "/place",
                    "year",
                    "5",
                    "form",
                    swifts.id().toString(),
                    "from",
                    roster.today().toString());

            var pupil = roster.pupil(school.school(), priya, roster.today()).orElseThrow();
            assertThat(pupil.yearGroup()).isEqualTo(5);
            assertThat(pupil.formName()).isEqualTo("Swifts");
            assertThat(roster.classesOf(school.school(), priya, roster.today())).hasSize(1);
        });
    }

    @Test
    void namesAndNumbersArePutRightAndAWrongNumberIsNobodysAnyMore() {
        var school = cast.greenfield();
        school.within(() -> {
            addPupil(school.head(), "Zac", "Dun", "H801200001001", "", "");
            var zac = one(school, "Dun");
            var right = number("801200001002");
            post(
                    school.head(),
                    "/people/" + zac + "/details",
                    "given",
                    "Zachary",
                    "family",
                    "Dunn",
                    "knownAs",
                    "Zac",
                    "upn",
                    right);

            assertThat(roster.person(school.school(), zac).orElseThrow().name().full())
                    .isEqualTo("Zac Dunn");
            assertThat(get(school.head(), "/people/" + zac + "/details"))
                    .bodyText()
                    .contains(right)
                    .doesNotContain("H801200001001");
            assertThat(addPupil(school.head(), "Mia", "Cole", "H801200001001", "", ""))
                    .hasStatus3xxRedirection();
        });
    }

    @Test
    void aGuardianIsAddedWithANoteThatEndsAndThatOnlySomeRead() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var priya = kingfishers.pupil(0).person();
            var until = roster.today().plusDays(5);
            var added = mvc.post()
                    .uri("/people/" + priya + "/guardians")
                    .param("title", "Mr")
                    .param("given", "Anil")
                    .param("family", "Nair")
                    .param("relation", "FATHER")
                    .param("responsibility", "HELD")
                    .param("order", "1")
                    .param("caution", "COURT_ORDER")
                    .param("note", "Order of 3 May")
                    .param("cautionUntil", until.toString())
                    .param("from", roster.today().toString())
                    .with(Cast.as(school.lead()))
                    .exchange();
            assertThat(added).hasStatus3xxRedirection();

            assertThat(guardians(school, priya)).extracting(Guardian::caution).containsExactly(Caution.COURT_ORDER);
            assertThat(roster.guardiansOf(school.school(), priya, until.plusDays(1)))
                    .allSatisfy(guardian -> {
                        assertThat(guardian.caution()).isEqualTo(Caution.NONE);
                        assertThat(guardian.note()).isEmpty();
                    });
            assertThat(get(kingfishers.teacher(), "/people/" + priya))
                    .bodyText()
                    .contains("Court order")
                    .doesNotContain("Order of 3 May", "/guardians/");
            var anil = guardians(school, priya).getFirst().person().id();
            assertThat(get(school.technician(), "/people/" + priya + "/guardians/" + anil))
                    .hasStatus(403);
            assertThat(get(school.lead(), "/people/" + priya + "/guardians/" + anil))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Order of 3 May");
            assertThat(audit.newest(school.head(), "roster.caution-read", Long.MAX_VALUE, 5))
                    .hasSize(1);
        });
    }

    @Test
    void aNoteIsAskedForWhereThereIsACautionAndAPlaceInTheOrderIsOnePersons() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            assertThat(addGuardian(school.head(), priya, "Leela", "leela@home.example", "1", "CONFLICT"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#note\">Write what staff must know, in a sentence.</a>");
            addGuardian(school.head(), priya, "Leela", "leela@home.example", "1", "");
            assertThat(addGuardian(school.head(), priya, "Anil", "anil@home.example", "1", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Leela Nair has this place already.");
        });
    }

    @Test
    void twoGuardiansWhoShareAMailboxAreWarnedAbout() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            addGuardian(school.head(), priya, "Leela", "family@home.example", "1", "");
            assertThat(get(school.head(), "/people/" + priya)).bodyText().doesNotContain("share the mailbox");
            assertThat(addGuardian(school.head(), priya, "Anil", "Family@home.example", "2", "")
                            .getResponse()
                            .getStatus())
                    .as("the same name and mailbox is asked about")
                    .isEqualTo(422);
            mvc.post()
                    .uri("/people/" + priya + "/guardians")
                    .param("given", "Anil")
                    .param("family", "Nair")
                    .param("email", "Family@home.example")
                    .param("relation", "PARENT")
                    .param("responsibility", "HELD")
                    .param("order", "2")
                    .param("caution", "NONE")
                    .param("same", "new")
                    .param("from", roster.today().toString())
                    .with(Cast.as(school.head()))
                    .exchange();
            assertThat(get(school.head(), "/people/" + priya))
                    .bodyText()
                    .contains("Leela Nair, Anil Nair share the mailbox family@home.example");
        });
    }

    @Test
    void aSiblingsGuardianIsTheSamePerson() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            var ravi = Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ravi Nair")
                    .pupil(0)
                    .person();
            addGuardian(school.head(), priya, "Leela", "leela@home.example", "1", "");
            var leela = guardians(school, priya).getFirst().person().id();

            assertThat(addGuardian(school.head(), ravi, "Leela", "", "1", ""))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Yes, Leela Nair", leela.toString());
            mvc.post()
                    .uri("/people/" + ravi + "/guardians")
                    .param("given", "Leela")
                    .param("family", "Nair")
                    .param("relation", "MOTHER")
                    .param("responsibility", "HELD")
                    .param("order", "1")
                    .param("caution", "NONE")
                    .param("same", leela.toString())
                    .param("from", roster.today().toString())
                    .with(Cast.as(school.head()))
                    .exchange();
            assertThat(roster.childrenOf(school.school(), leela, roster.today()))
                    .hasSize(2);
        });
    }

    @Test
    void aTechnicianPutsAParentsNameRightButNotWhereTheyAreReached() {
        var school = cast.greenfield();
        school.within(() -> {
            var priya = Classroom.kingfishers(school, people, roster).pupil(0).person();
            addGuardian(school.head(), priya, "Leela", "leela@home.example", "1", "");
            var leela = guardians(school, priya).getFirst().person().id();

            assertThat(get(school.technician(), "/people/" + leela + "/details"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("The office says where parents are reached.")
                    .doesNotContain("leela@home.example");
            post(
                    school.technician(),
                    "/people/" + leela + "/details",
                    "given",
                    "Lila",
                    "family",
                    "Nair",
                    "email",
                    "sam@new.example");
            assertThat(roster.person(school.school(), leela).orElseThrow())
                    .extracting(person -> person.name().given(), Person::email)
                    .containsExactly("Lila", "leela@home.example");
        });
    }

    @Test
    void anAdultIsAddedForSomeDaysByWhoMayGiveTheRole() {
        var school = cast.greenfield();
        school.within(() -> {
            var from = roster.today();
            assertThat(addAdult(school.technician(), "Visitor", "VISITOR", from, from.plusDays(2)))
                    .hasStatus3xxRedirection();
            var visitor = one(school, "Visitor");
            assertThat(roster.isActive(school.school(), visitor, from.plusDays(2)))
                    .isTrue();
            assertThat(roster.isActive(school.school(), visitor, from.plusDays(3)))
                    .isFalse();
            assertThat(addAdult(school.technician(), "Boss", "HEAD", from, null))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Choose a role.");
            assertThat(get(school.somebody("Office", Role.OFFICE), "/people/new/adult"))
                    .hasStatus(403);
        });
    }

    @Test
    void aClassIsMadeNamedStaffedAndClosed() {
        var school = cast.greenfield();
        school.within(() -> {
            var farrow = people.join(
                    school.head(),
                    NewPerson.called("Miss", "Jo", "Farrow", "f@x.example"),
                    Role.TEACHER,
                    roster.today().minusDays(3));
            var made = mvc.post()
                    .uri("/classes/new")
                    .param("name", "Swifts")
                    .param("years", "3", "4")
                    .param("room", "Room 7")
                    .param("kind", "FORM")
                    .param("inYear", "0")
                    .param("teacher", farrow.toString())
                    .with(Cast.as(school.head()))
                    .exchange();
            assertThat(made).hasStatus3xxRedirection();
            var swifts = roster.classes(school.school(), roster.today()).getFirst();
            assertThat(swifts.yearGroups()).containsExactly(3, 4);
            assertThat(roster.isAdultOf(school.school(), farrow, swifts.id(), roster.today()))
                    .isTrue();
            var here = "/classes/" + swifts.id();
            assertThat(get(school.head(), here + "/details"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Miss Jo Farrow");

            post(school.head(), here + "/details", "name", "Swallows", "years", "3", "room", "Room 8");
            post(school.head(), here + "/adults/end", "adult", farrow.toString());
            assertThat(roster.schoolClass(school.school(), swifts.id()).orElseThrow())
                    .extracting(SchoolClass::name, SchoolClass::room)
                    .containsExactly("Swallows", "Room 8");
            assertThat(roster.isAdultOf(school.school(), farrow, swifts.id(), roster.today()))
                    .isFalse();
            assertThat(mvc.post()
                            .uri("/classes/new")
                            .param("name", "swallows")
                            .param("kind", "FORM")
                            .param("inYear", "0")
                            .with(Cast.as(school.head())))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Another class of that year is called so.");
            post(school.head(), here + "/closing", "closing", roster.today().toString());
            assertThat(roster.classes(school.school(), roster.today())).isEmpty();
        });
    }

    @Test
    void roomsAreAddedAndCalledSomethingElse() {
        var school = cast.greenfield();
        school.within(() -> {
            post(school.head(), "/rooms", "name", "Library");
            post(school.head(), "/rooms", "name", "Hall");
            assertThat(mvc.post().uri("/rooms").param("name", "LIBRARY").with(Cast.as(school.head())))
                    .hasStatus(422)
                    .bodyText()
                    .contains("<a href=\"#name\">Another room is called so. Choose another name.</a>");
            var page = get(school.head(), "/rooms");
            assertThat(page).bodyText().contains("2 rooms", "Library", "Hall");
            assertThat(audit.newest(school.head(), "roster.room-named", Long.MAX_VALUE, 5))
                    .hasSize(2);
        });
    }

    @Test
    void anotherSchoolsPeopleAndClassesAreNotThereToBeChanged() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var found = new Classroom[1];
        theirs.within(() -> found[0] = Classroom.kingfishers(theirs, people, roster));
        var priya = found[0].pupil(0).person();

        for (var page : List.of("details", "place", "return", "leaving", "guardians/new")) {
            assertThat(get(ours.head(), "/people/" + priya + "/" + page)).hasStatus(404);
        }
        assertThat(get(ours.head(), "/classes/" + found[0].id() + "/details")).hasStatus(404);
        ours.within(() -> {
            var mine = Classroom.kingfishers(ours, people, roster).pupil(1).person();
            assertThat(mvc.post()
                            .uri("/people/" + mine + "/place")
                            .param("year", "6")
                            .param("form", found[0].id().toString())
                            .param("from", roster.today().toString())
                            .with(Cast.as(ours.head())))
                    .hasStatus(404);
        });
    }

    @Test
    void aCourtOrderThatHasEndedIsNotOnThePageOfTheNextDay() {
        var school = cast.greenfield();
        var end = LocalDate.of(2027, 3, 28);
        TestClock.at(
                end.atTime(23, 30).atZone(AcademicYear.LONDON).toInstant(),
                () -> school.within(() -> {
                    var priya = Classroom.kingfishers(school, people, roster)
                            .pupil(0)
                            .person();
                    addGuardian(school.head(), priya, "Leela", "", "1", "");
                    var leela = guardians(school, priya).getFirst().person().id();
                    post(
                            school.head(),
                            "/people/" + priya + "/guardians/" + leela,
                            "given",
                            "Leela",
                            "family",
                            "Nair",
                            "relation",
                            "MOTHER",
                            "responsibility",
                            "HELD",
                            "order",
                            "1",
                            "caution",
                            "COURT_ORDER",
                            "note",
                            "Order of 3 May",
                            "cautionUntil",
                            end.toString(),
                            "from",
                            end.toString());
                    assertThat(get(school.head(), "/people/" + priya))
                            .bodyText()
                            .contains("Court order");
                    var nextDay =
                            end.plusDays(1).atStartOfDay(AcademicYear.LONDON).toInstant();
                    TestClock.at(
                            nextDay,
                            () -> assertThat(get(school.head(), "/people/" + priya))
                                    .bodyText()
                                    .doesNotContain("Order of 3 May", "Court order"));
                }));
    }

    private PersonId one(Greenfield school, String family) {
        return roster.search(school.school(), family, List.of(Role.values()), 5)
                .getFirst()
                .id();
    }

    private List<Guardian> guardians(Greenfield school, PersonId pupil) {
        return roster.guardiansOf(school.school(), pupil, roster.today());
    }

    private static String number(String rest) {
        return Upn.letterFor(rest) + rest;
    }

    private MvcTestResult addPupil(Actor actor, String given, String family, String upn, String form, String same) {
        return mvc.post()
                .uri("/people/new/pupil")
                .param("given", given)
                .param("family", family)
                .param("upn", upn)
                .param("year", "3")
                .param("form", form)
                .param("same", same)
                .param("from", roster.today().toString())
                .with(Cast.as(actor))
                .exchange();
    }

    private MvcTestResult addAdult(Actor actor, String family, String role, LocalDate from, @Nullable LocalDate until) {
        return mvc.post()
                .uri("/people/new/adult")
                .param("given", "Kit")
                .param("family", family)
                .param("role", role)
                .param("from", from.toString())
                .param("until", until == null ? "" : until.toString())
                .with(Cast.as(actor))
                .exchange();
    }

    private MvcTestResult addGuardian(
            Actor actor, PersonId pupil, String given, String email, String order, String caution) {
        return mvc.post()
                .uri("/people/" + pupil + "/guardians")
                .param("given", given)
                .param("family", "Nair")
                .param("email", email)
                .param("relation", "PARENT")
                .param("responsibility", Responsibility.HELD.name())
                .param("order", order)
                .param("caution", caution.isEmpty() ? "NONE" : caution)
                .param("from", roster.today().toString())
                .with(Cast.as(actor))
                .exchange();
    }

    private void post(Actor actor, String page, String... fields) {
        var request = mvc.post().uri(page).with(Cast.as(actor));
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        assertThat(request.exchange()).hasStatus3xxRedirection();
    }

    private MvcTestResult get(Actor actor, String page) {
        return mvc.get().uri(page).with(Cast.as(actor)).exchange();
    }
}
