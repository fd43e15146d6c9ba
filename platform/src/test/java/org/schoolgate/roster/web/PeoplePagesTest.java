package org.schoolgate.roster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class PeoplePagesTest {
    private final Cast cast;
    private final MockMvcTester mvc;
    private final Roster roster;
    private final People people;
    private final Guardianships guardianships;
    private final AuditTrail audit;

    PeoplePagesTest(
            Cast cast, MockMvcTester mvc, Roster roster, People people, Guardianships guardianships, AuditTrail audit) {
        this.cast = cast;
        this.mvc = mvc;
        this.roster = roster;
        this.people = people;
        this.guardianships = guardianships;
        this.audit = audit;
    }

    @Test
    @Keeps("DAT-9")
    void aTeacherSeesTheirOwnClassAndNoOther() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var swifts = Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ivy Lowe");

            assertThat(get(kingfishers.teacher(), "/classes"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Kingfishers")
                    .doesNotContain("Swifts");
            assertThat(get(kingfishers.teacher(), "/classes/" + kingfishers.id()))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Kingfishers, 3 pupils", "Nair, Priya", "With Mr Hale");
            assertThat(get(kingfishers.teacher(), "/classes/" + swifts.id())).hasStatus(404);
            assertThat(get(kingfishers.teacher(), "/classes/" + swifts.id() + "/list.csv"))
                    .hasStatus(404);
            assertThat(get(
                            kingfishers.teacher(),
                            "/people/" + kingfishers.pupil(0).person()))
                    .hasStatusOk();
            assertThat(get(kingfishers.teacher(), "/people/" + swifts.pupil(0).person()))
                    .hasStatus(404);
            assertThat(get(kingfishers.teacher(), "/people?q=a")).hasStatus(403);
            assertThat(get(school.head(), "/classes")).bodyText().contains("Kingfishers", "Swifts");
            assertThat(get(school.governor(), "/classes")).hasStatus(403);
        });
    }

    @Test
    void aListForASpreadsheetRunsNothingAndIsOnTheRecord() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var odd = people.join(
                    school.head(),
                    NewPerson.called("=cmd|'/c calc'!A1", "Tables, \"Bobby\""),
                    Role.PUPIL,
                    roster.today());
            people.place(
                    school.head(), odd, kingfishers.id(), ClassPart.PUPIL, Source.HAND, new Span(roster.today(), null));
            var list = get(school.head(), "/classes/" + kingfishers.id() + "/list.csv");

            assertThat(list)
                    .hasStatusOk()
                    .hasHeader("Content-Disposition", "attachment; filename=\"class.csv\"")
                    .bodyText()
                    .startsWith("\uFEFF\"Family name\",\"Given name\",\"Known as\",\"Year\",\"Class\"\r\n")
                    .contains("\"Nair\",\"Priya\",\"\",\"Year 6\",\"Kingfishers\"\r\n")
                    .contains(
                            "\"Tables, \"\"Bobby\"\"\",\"'=cmd|'/c calc'!A1\",\"\",\"no year group\",\"Kingfishers\"");
            assertThat(audit.newest(school.head(), "list.taken", Long.MAX_VALUE, 5))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.subject()).isEqualTo("class:" + kingfishers.id());
                        assertThat(entry.facts().orElseThrow()).containsEntry("list", "class");
                    });
        });
    }

    @Test
    void peopleAreFoundAndThePageOfOneNamesNobodyInItsTitle() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);

            assertThat(get(school.technician(), "/people?q=nair"))
                    .bodyText()
                    .contains("One person", "Nair, Priya", "Year 6, Kingfishers");
            assertThat(get(school.technician(), "/people?q=zzz")).bodyText().contains("Nobody is called “zzz” here");
            assertThat(get(school.technician(), "/people?q=%3Cscript%3E"))
                    .bodyText()
                    .doesNotContain("<script>alert", "“<script>");
            assertThat(get(school.head(), "/people/" + kingfishers.pupil(0).person()))
                    .bodyText()
                    .contains("<title>A person", "Priya Nair");
            assertThat(get(school.head(), "/people/" + PersonId.random())).hasStatus(404);
        });
    }

    @Test
    void aCourtOrderIsSeenByWhoTeachesAndReadByWhoDecides() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var priya = kingfishers.pupil(0).person();
            var anil = people.join(
                    school.head(),
                    NewPerson.called("Mr", "Anil", "Nair", "anil@home.example"),
                    Role.PARENT,
                    roster.today());
            guardianships.put(
                    school.head(),
                    priya,
                    anil,
                    new GuardianFacts(
                            Relation.FATHER, Responsibility.NOT_HELD, 1, false, Caution.COURT_ORDER, "Order of 3 May"),
                    Source.HAND,
                    roster.today());

            assertThat(get(kingfishers.teacher(), "/people/" + priya))
                    .bodyText()
                    .contains("Court order", "Mr Anil Nair")
                    .doesNotContain("Order of 3 May");
            assertThat(get(school.technician(), "/people/" + priya)).bodyText().doesNotContain("Anil");
            assertThat(audit.newest(school.head(), "roster.caution-read", Long.MAX_VALUE, 5))
                    .isEmpty();
            assertThat(get(school.lead(), "/people/" + priya))
                    .bodyText()
                    .contains("Court order", "Say what you read it for")
                    .doesNotContain("Order of 3 May");
            assertThat(notes(school.lead(), priya, "")).bodyText().doesNotContain("Order of 3 May");
            assertThat(notes(kingfishers.teacher(), priya, "CONCERN")).hasStatus(403);
            assertThat(notes(school.technician(), priya, "CONCERN")).hasStatus(403);
            assertThat(audit.newest(school.head(), "roster.caution-read", Long.MAX_VALUE, 5))
                    .isEmpty();
            assertThat(notes(school.lead(), priya, "COLLECTING")).bodyText().contains("Order of 3 May");
            assertThat(audit.newest(school.head(), "roster.caution-read", Long.MAX_VALUE, 5))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.facts().orElseThrow()).containsEntry("purpose", "COLLECTING"));
        });
    }

    @Test
    void peopleAreFoundByNameClassAndNumberAPageAtATime() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            people.knowAs(school.head(), kingfishers.pupil(0).person(), IdSource.UPN, "H801200001001");
            for (int i = 0; i < 27; i++) {
                people.join(
                        school.head(), NewPerson.called("Kit", "Lowe" + (char) ('A' + i)), Role.PUPIL, roster.today());
            }

            assertThat(get(school.technician(), "/people?q=KINGFISHERS"))
                    .bodyText()
                    .contains("4 people", "Nair, Priya", "Ellis, Tom", "Hale, Mr")
                    .doesNotContain("Lowe");
            assertThat(get(school.technician(), "/people?q=h801200001001"))
                    .bodyText()
                    .contains("One person", "Nair, Priya");
            assertThat(get(school.technician(), "/people?q=h8012")).bodyText().contains("Nobody is called");
            assertThat(get(school.technician(), "/people?q=kit lowe"))
                    .bodyText()
                    .contains("27 people", "LoweA, Kit", "/people?q=kit+lowe&amp;page=2")
                    .doesNotContain("LoweZ, Kit");
            assertThat(get(school.technician(), "/people?q=kit lowe&page=2"))
                    .bodyText()
                    .contains("LoweZ, Kit")
                    .doesNotContain("LoweA, Kit");
            assertThat(get(school.technician(), "/people?q=kit lowe&page=x")).hasStatusOk();
        });
    }

    @Test
    void whoWasFoundIsTakenAsASpreadsheetThatRunsNothing() {
        var school = cast.greenfield();
        school.within(() -> {
            Classroom.kingfishers(school, people, roster);
            people.join(school.head(), NewPerson.called(" =1+1", "Nair"), Role.PUPIL, roster.today());

            assertThat(get(school.head(), "/people.csv?q=nair"))
                    .hasStatusOk()
                    .bodyText()
                    .contains("\"Nair\",\"Priya\",\"\",\"Pupil\",\"Year 6\",\"Kingfishers\"")
                    .contains("\"' =1+1\"")
                    .doesNotContain("Ellis");
            assertThat(audit.newest(school.head(), "list.taken", Long.MAX_VALUE, 5))
                    .singleElement()
                    .satisfies(taken -> assertThat(taken.facts().orElseThrow())
                            .containsOnly(entry("list", "people"), entry("search", "nair"), entry("rows", "2")));
            assertThat(get(school.teacher(), "/people.csv?q=nair")).hasStatus(403);
        });
    }

    @Test
    void everythingThatAReaderMayKnowOfAChildStandsInOnePlace() {
        var school = cast.greenfield();
        school.within(() -> {
            var kingfishers = Classroom.kingfishers(school, people, roster);
            var swifts = Classroom.of(school, people, roster, "Swifts", 3, "Farrow", "Ivy Lowe");
            var priya = "/people/" + kingfishers.pupil(0).person();

            assertThat(get(school.head(), priya))
                    .bodyText()
                    .contains(
                            "Going online",
                            "Not yet",
                            "Agreement",
                            "Not in force",
                            "No agreement in force",
                            "/holds/new?person=",
                            "Add a guardian");
            assertThat(get(kingfishers.teacher(), priya))
                    .bodyText()
                    .contains("Going online", "Agreement")
                    .doesNotContain("Put details right", "Add a guardian");
            assertThat(get(swifts.teacher(), priya)).hasStatus(404);
            var assistant = school.somebody("Kit", Role.TEACHING_ASSISTANT);
            assertThat(get(assistant, priya)).hasStatus(404);
        });
    }

    private MvcTestResult notes(Actor actor, PersonId pupil, String purpose) {
        return mvc.post()
                .uri("/people/" + pupil + "/notes")
                .param("purpose", purpose)
                .with(Cast.as(actor))
                .exchange();
    }

    @Test
    void anotherSchoolsPeopleAreNotThere() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var priya = theirs(theirs);

        assertThat(get(ours.head(), "/people/" + priya.person())).hasStatus(404);
        assertThat(get(ours.head(), "/people?q=nair")).bodyText().contains("Nobody is called");
    }

    private Actor.Somebody theirs(Greenfield school) {
        var found = new Actor.Somebody[1];
        school.within(
                () -> found[0] = Classroom.kingfishers(school, people, roster).pupil(0));
        return found[0];
    }

    @Test
    void rolesAreGivenAndTakenOnTheirPage() {
        var school = cast.greenfield();
        school.within(() -> {
            var farrow = people.join(
                    school.head(),
                    NewPerson.called("Miss", "Jo", "Farrow", "f@x.example"),
                    Role.TEACHER,
                    roster.today().minusDays(3));
            give(school.head(), farrow, "ONLINE_SAFETY_COORDINATOR");

            assertThat(roster.roles(school.school(), farrow, roster.today()))
                    .containsExactlyInAnyOrder(Role.TEACHER, Role.ONLINE_SAFETY_COORDINATOR);
            assertThat(get(school.head(), "/staff"))
                    .bodyText()
                    .contains("One adult has a role here", "Teacher, Online safety co-ordinator");
            assertThat(mvc.post()
                            .uri("/people/" + farrow + "/roles")
                            .param("role", "HEAD")
                            .with(Cast.as(school.technician())))
                    .hasStatus(403);
            mvc.post()
                    .uri("/people/" + farrow + "/roles/end")
                    .param("role", "ONLINE_SAFETY_COORDINATOR")
                    .with(Cast.as(school.head()))
                    .exchange();
            assertThat(roster.roles(school.school(), farrow, roster.today())).containsExactly(Role.TEACHER);
        });
    }

    private void give(Actor actor, PersonId to, String role) {
        assertThat(mvc.post()
                        .uri("/people/" + to + "/roles")
                        .param("role", role)
                        .with(Cast.as(actor)))
                .hasStatus3xxRedirection();
    }

    private MvcTestResult get(Actor actor, String page) {
        return mvc.get().uri(page).with(Cast.as(actor)).exchange();
    }
}
