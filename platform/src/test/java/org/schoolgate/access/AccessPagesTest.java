package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Yes;
import org.schoolgate.ui.Dates;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PageTest
class AccessPagesTest {
    private final Greenfield greenfield;
    private final AuditTrail audit;
    private final MockMvc mvc;
    private final People people;
    private final Roster roster;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Signatures signatures;

    AccessPagesTest(
            Cast cast,
            AuditTrail audit,
            MockMvc mvc,
            People people,
            Roster roster,
            Guardianships guardianships,
            AgreementTexts texts,
            Signatures signatures) {
        this.greenfield = cast.greenfield();
        this.audit = audit;
        this.mvc = mvc;
        this.people = people;
        this.roster = roster;
        this.guardianships = guardianships;
        this.texts = texts;
        this.signatures = signatures;
    }

    private record Robins(ClassId id, Actor.Somebody adeyemi) {}

    private Robins robins() {
        return Tenants.within(greenfield.school(), () -> {
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
            for (var name : new String[] {"Tom Whitlock", "=1+1 Formula"}) {
                var child = people.join(
                        office,
                        NewPerson.called(name.split(" ", 2)[0], name.split(" ", 2)[1]),
                        Role.PUPIL,
                        year.firstDay());
                people.setYear(office, child, year, 1, year.firstDay());
                people.place(office, child, id, ClassPart.PUPIL, Source.HAND, span);
            }
            return new Robins(
                    id, new Actor.Somebody(greenfield.school(), teacher, "Miss Adeyemi", Set.of(Role.TEACHER), null));
        });
    }

    @Test
    @Keeps("ACC-17")
    void aTeacherOpensASessionForTheirClassAndClosesIt() throws Exception {
        var robins = robins();
        var page = answer(get("/classes/" + robins.id() + "/today"), robins.adeyemi());
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString())
                .contains("0 of 2 may go online", "Tom W: there is no agreement in force to sign", "Open a session");

        var wrong = answer(post("/classes/" + robins.id() + "/session").param("minutes", "600"), robins.adeyemi());
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString())
                .contains("<title>Error:", "<a href=\"#minutes\">Choose between 1 and 60 minutes.</a>");

        var opened = answer(
                post("/classes/" + robins.id() + "/session")
                        .param("minutes", "45")
                        .param("about", "Weather"),
                robins.adeyemi());
        assertThat(opened.getRedirectedUrl()).isEqualTo("/classes/" + robins.id() + "/today");
        assertThat(answer(get("/classes/" + robins.id() + "/today"), robins.adeyemi())
                        .getContentAsString())
                .contains("Session open", "Weather", "Miss Adeyemi is the adult in the room", "Close it now");
    }

    @Test
    void anotherTeachersClassIsNotThere() throws Exception {
        assertThat(answer(get("/classes/" + robins().id() + "/today"), greenfield.teacher())
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    @Keeps({"ACC-1", "ACC-22", "RPT-5"})
    void theRegisterSaysWhoMayAndWhyNotAndCanBeTakenAwayWithoutAFormula() throws Exception {
        robins();
        assertThat(answer(get("/register").param("q", "whit"), greenfield.head())
                        .getContentAsString())
                .contains("Whitlock, Tom", "Robins", "No text in force")
                .doesNotContain("Adeyemi");
        var file = answer(get("/register.csv"), greenfield.head());
        assertThat(file.getContentType()).startsWith("text/csv");
        assertThat(file.getContentAsString(StandardCharsets.UTF_8))
                .startsWith("\uFEFF\"Name\",\"Kind\",\"Class\",\"State\",\"Why\"")
                .contains("\"Whitlock, Tom\",\"Year 1 or 2\",\"Robins\"")
                .contains("\"Formula, =1+1\"");
    }

    @Test
    @Keeps({"ACC-1", "RPT-5"})
    void whoMayStandsThereWithSinceWhenOnWhichAgreementAndForWhat() throws Exception {
        greenfield.within(() -> Yes.forAll(
                greenfield,
                Classroom.kingfishers(greenfield, people, roster),
                people,
                guardianships,
                roster,
                texts,
                signatures));
        var file = answer(get("/register.csv"), greenfield.head());
        assertThat(file.getContentAsString(StandardCharsets.UTF_8))
                .contains("\"Name\",\"Kind\",\"Class\",\"State\",\"Why\",\"Since\",\"Basis\",\"Services\"")
                .contains("\"Nair, Priya\",\"Year 3 to 6\",\"Kingfishers\",\"May go online\",\"\",\""
                        + Dates.day(roster.today())
                        + "\",\"Agreement version 1\",\"Internet\"");
    }

    @Test
    void whoeverTakesTheRegisterAwayIsOnTheRecordWithWhatTheyTook() throws Exception {
        var robins = robins().id().toString();
        answer(get("/register").param("q", "whit"), greenfield.head());
        answer(get("/register.csv").param("q", " whit ").param("class", robins), greenfield.head());

        assertThat(Tenants.within(
                        greenfield.school(), () -> audit.newest(greenfield.head(), "list.taken", Long.MAX_VALUE, 5)))
                .singleElement()
                .satisfies(taken -> {
                    assertThat(taken.actorName()).isEqualTo(greenfield.head().name());
                    assertThat(taken.facts().orElseThrow())
                            .containsOnly(
                                    entry("list", "register"),
                                    entry("search", "whit"),
                                    entry("class", robins),
                                    entry("rows", "1"));
                });
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
