package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.SchoolProcedures.Beginning;
import org.schoolgate.cases.SchoolProcedures.Source;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A procedure that a school has beside those of the program: begun by one, approved by another, and then a kind of case. */
@PageTest
class OwnKindsTest {
    private static final String TRIPS = "own-phones-on-school-trips";

    private final SchoolProcedures procedures;
    private final Routes routes;
    private final Cases cases;
    private final CaseRegister register;
    private final Reports reports;
    private final MockMvcTester mvc;
    private final Staffed at;
    private final Staffed elsewhere;

    OwnKindsTest(
            Cast cast,
            People people,
            Roster roster,
            SchoolProcedures procedures,
            Routes routes,
            Cases cases,
            CaseRegister register,
            Reports reports,
            MockMvcTester mvc) {
        this.procedures = procedures;
        this.routes = routes;
        this.cases = cases;
        this.register = register;
        this.reports = reports;
        this.mvc = mvc;
        this.at = Staffed.of(cast, people, roster);
        this.elsewhere = Staffed.of(cast, people, roster);
    }

    private <T> T here(Supplier<T> work) {
        return Tenants.within(at.school().school(), work::get);
    }

    private Beginning begin(Actor.Somebody by, String title, String from) {
        return here(() -> procedures.begin(by, title, from));
    }

    private String text(String id) {
        return here(() -> procedures.written(at.lead(), id)).text();
    }

    private void adopted(String id) {
        assertThat(here(() -> procedures.ask(at.lead(), id, "We need it for trips", null)))
                .isInstanceOf(Proposing.Done.class);
        var stamp = here(() -> procedures.written(at.head(), id)).stamp();
        assertThat(here(() -> procedures.approve(at.lead(), id, stamp))).isInstanceOf(Proposing.NeedsAnother.class);
        assertThat(here(() -> procedures.approve(at.head(), id, stamp))).isInstanceOf(Proposing.Done.class);
    }

    @Test
    @Keeps("INC-3")
    void whatOneWroteFromAnEmptyPageAndTheHeadApprovedIsAKindOfCase() {
        var begun = mvc.post()
                .uri("/cases/procedures")
                .param("title", "Phones on school trips")
                .with(Cast.as(at.lead()))
                .exchange();
        assertThat(begun).hasStatus3xxRedirection();
        assertThat(begun.getMvcResult().getResponse().getRedirectedUrl())
                .isEqualTo("/cases/procedures/" + TRIPS + "/draft");
        for (var page : new String[] {"/draft", "/draft/text", "/draft/trial", "/draft/steps/what"}) {
            assertThat(mvc.get().uri("/cases/procedures/" + TRIPS + page).with(Cast.as(at.lead())))
                    .as(page)
                    .hasStatusOk()
                    .bodyText()
                    .contains("Phones on school trips");
        }
        assertThat(mvc.get().uri("/cases/procedures").with(Cast.as(at.lead())))
                .bodyText()
                .contains("Being written, and not followed yet");
        assertThat(mvc.get().uri("/cases/procedures").with(Cast.as(at.teacher())))
                .bodyText()
                .doesNotContain("Phones on school trips");
        assertThat(mvc.get().uri("/cases/new").with(Cast.as(at.coordinator())))
                .bodyText()
                .doesNotContain(TRIPS);
        assertThat(here(() -> cases.open(at.coordinator(), TRIPS, null))).isInstanceOf(Opening.NoSuchKind.class);

        adopted(TRIPS);

        assertThat(mvc.get().uri("/cases/new").with(Cast.as(at.coordinator())))
                .bodyText()
                .contains(TRIPS);
        assertThat(mvc.get().uri("/cases/procedures/" + TRIPS).with(Cast.as(at.teacher())))
                .hasStatusOk()
                .bodyText()
                .contains("Decide how to go on");
        assertThat(here(() -> procedures.one(at.teacher(), TRIPS)).source()).isEqualTo(Source.OWN);
    }

    @Test
    @Keeps("INC-3")
    void aCaseOfItIsCalledAsTheSchoolCallsItAndIsWalkedToItsEnd() {
        begin(at.lead(), "Phones on school trips", "");
        adopted(TRIPS);
        here(() -> routes.change(at.head(), Matter.PHONE_BREACH, Set.of(Role.SENIOR_LEADER), TRIPS, "On trips"));
        var told = here(() -> reports.tell(at.teacher(), Matter.PHONE_BREACH, "On the coach", null, false));
        assertThat(mvc.get().uri("/reports/" + told.id()).with(Cast.as(at.coordinator())))
                .bodyText()
                .contains("kind=" + TRIPS);

        var id = here(() -> (Opening.Opened) cases.open(at.coordinator(), TRIPS, told.id()))
                .file()
                .id();
        var desk = new CaseDesk(cases, register);
        here(() -> {
            desk.goOn(at.teacher(), id, "what", Map.of("at", "2026-11-19T09:00:00Z", "what", "A call"));
            desk.goOn(at.coordinator(), id, "look", CaseDesk.answer("yes"));
            desk.goOn(at.coordinator(), id, "do", Map.of());
            desk.goOn(at.coordinator(), id, "close", CaseDesk.CLOSED);
            return true;
        });

        assertThat(here(() -> desk.whole(at.coordinator(), id)).file())
                .returns(true, CaseFile::isClosed)
                .returns("Phones on school trips", CaseFile::title);
        assertThat(here(() -> register.find(at.coordinator(), "school trips")))
                .extracting(CaseFile::id)
                .containsExactly(id);
        assertThat(mvc.get().uri("/cases?show=closed").with(Cast.as(at.coordinator())))
                .bodyText()
                .contains("Phones on school trips");
    }

    @Test
    void aCopySaysWhatItWasTakenFromSaysAndNothingInItIsFixed() {
        assertThat(begin(at.coordinator(), "A lost games console", "lost-device"))
                .isEqualTo(new Beginning.Begun("own-a-lost-games-console"));
        var ours = here(() -> procedures.inForce(at.school().school()))
                .find("lost-device")
                .orElseThrow();

        assertThat(here(() -> procedures.problems("own-a-lost-games-console", text("own-a-lost-games-console"))))
                .isEmpty();
        assertThat(text("own-a-lost-games-console"))
                .contains("A lost games console")
                .doesNotContain("fixed:");
        adopted("own-a-lost-games-console");
        assertThat(here(() -> procedures.one(at.teacher(), "own-a-lost-games-console"))
                        .procedure())
                .extracting(Procedure::steps)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSameSizeAs(ours.steps());
    }

    @Test
    void aNameThatIsTakenOrEmptyIsNotTakenAgain() {
        begin(at.lead(), "Phones on school trips", "");
        for (var title : new String[] {
            "",
            "  ",
            "!!!",
            "x".repeat(101),
            "Phones on SCHOOL trips!",
            "A worry about a child",
            "a WORRY about a child"
        }) {
            assertThat(begin(at.lead(), title, "")).as(title).isInstanceOf(Beginning.NotLikeThat.class);
        }
        assertThat(begin(at.lead(), "Something else", "no-such-kind")).isInstanceOf(Beginning.NotLikeThat.class);
        assertThat(mvc.post()
                        .uri("/cases/procedures")
                        .param("title", "Phones on school trips")
                        .param("from", "lost-device")
                        .with(Cast.as(at.lead())))
                .hasStatus(422)
                .bodyText()
                .contains("There is a procedure of that name.", "value=\"Phones on school trips\"")
                .contains("value=\"lost-device\" selected");
    }

    @Test
    @Keeps("SGD-6")
    void theLeadCanHoldBackTellingParentsInItToo() {
        begin(at.lead(), "Phones on school trips", "");
        var telling = text(TRIPS)
                .replace("    tick: It is done.\n", "    tell:\n      whom: parents\n      how: [by phone]\n");

        assertThat(here(() -> procedures.problems(TRIPS, telling)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.sentence()).contains("may be held back by the safeguarding lead"));
        assertThat(here(() -> procedures.problems(TRIPS, text(TRIPS).replace(TRIPS, "own-another"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("it stays “" + TRIPS + "”"));
    }

    @Test
    void nobodyElseBeginsOneAndNoOtherSchoolHasIt() {
        for (var other : new Actor.Somebody[] {at.teacher(), at.senior(), at.technician(), at.deputy()}) {
            assertThatThrownBy(() -> begin(other, "Mine", "")).isInstanceOf(Forbidden.class);
        }
        begin(at.lead(), "Phones on school trips", "");
        adopted(TRIPS);

        assertThat(mvc.get().uri("/cases/procedures/" + TRIPS).with(Cast.as(elsewhere.head())))
                .hasStatus(404);
        assertThatThrownBy(() ->
                        Tenants.within(elsewhere.school().school(), () -> procedures.draft(elsewhere.lead(), TRIPS)))
                .isInstanceOf(NotFound.class);
        assertThat(Tenants.within(elsewhere.school().school(), () -> cases.open(elsewhere.coordinator(), TRIPS, null)))
                .isInstanceOf(Opening.NoSuchKind.class);
    }
}
