package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.SchoolProcedures.Beginning;
import org.schoolgate.cases.SchoolProcedures.Source;
import org.schoolgate.cases.procedure.Definition;
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
import org.schoolgate.ui.Problems;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** A procedure that a school has beside those of the program: begun by one, approved by another, and then a kind of case. */
@PageTest
class OwnKindsTest {
    private static final String TRIPS = "own-phones-on-school-trips";

    private final SchoolProcedures procedures;
    private final Routes routes;
    private final Cases cases;
    private final CaseRegister register;
    private final Reports reports;
    private final ProcedureStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;
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
            ProcedureStore store,
            TransactionTemplate transaction,
            Clock clock,
            MockMvcTester mvc) {
        this.procedures = procedures;
        this.routes = routes;
        this.cases = cases;
        this.register = register;
        this.reports = reports;
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
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
        walkToTheEnd(at.teacher(), id);

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
    @Keeps("INC-3")
    void oneThatIsRetiredIsOfferedNoMoreWhatHasBegunGoesOnAndItCanBeBroughtBack() {
        begin(at.lead(), "Phones on school trips", "");
        adopted(TRIPS);
        var before = opened();
        here(() -> routes.change(at.head(), Matter.PHONE_BREACH, Set.of(Role.SENIOR_LEADER), TRIPS, "On trips"));
        assertThat(retired("Nobody used it").all().get("why"))
                .as("not while something leads to it")
                .contains("under “Who hears of what”");
        here(() ->
                routes.change(at.head(), Matter.PHONE_BREACH, Set.of(Role.SENIOR_LEADER), "phone-breach", "As it was"));
        assertThat(retired(" ").any()).isTrue();
        assertThat(retired("Nobody used it").any()).isFalse();

        assertThat(here(() -> cases.open(at.coordinator(), TRIPS, null))).isInstanceOf(Opening.NoSuchKind.class);
        assertThat(mvc.get().uri("/cases/new").with(Cast.as(at.coordinator())))
                .bodyText()
                .doesNotContain(TRIPS);
        assertThat(here(() -> routes.change(at.head(), Matter.PHONE_BREACH, Set.of(Role.HEAD), TRIPS, "On trips"))
                        .any())
                .isTrue();
        assertThat(mvc.get().uri("/cases/procedures").with(Cast.as(at.teacher())))
                .bodyText()
                .contains("Phones on school trips", "Retired");
        assertThat(mvc.get().uri("/cases/procedures/" + TRIPS).with(Cast.as(at.teacher())))
                .bodyText()
                .contains("Mrs Lindqvist decided it: Nobody used it")
                .doesNotContain("Bring it back");
        walkToTheEnd(before);

        assertThat(here(() -> procedures.bringBack(at.head(), TRIPS, "There are trips again"))
                        .any())
                .isFalse();
        opened();
    }

    @Test
    void onlyTheHeadRetiresOnlyWhatIsTheSchoolsOwn() {
        begin(at.lead(), "Phones on school trips", "");
        adopted(TRIPS);
        for (var other : new Actor.Somebody[] {at.lead(), at.coordinator(), at.senior(), at.teacher()}) {
            assertThatThrownBy(() -> here(() -> procedures.retire(other, TRIPS, "Mine")))
                    .isInstanceOf(Forbidden.class);
        }
        assertThatThrownBy(() -> here(() -> procedures.retire(at.head(), "bullying", "We have none")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> Tenants.within(
                        elsewhere.school().school(), () -> procedures.retire(elsewhere.head(), TRIPS, "Theirs")))
                .isInstanceOf(NotFound.class);
        assertThat(mvc.post().uri("/cases/procedures/" + TRIPS + "/retired").with(Cast.as(at.head())))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#why\">Write why, for whoever reads the record.</a>");
    }

    @Test
    void oneThatCannotBeReadAnyMoreStandsInTheListWithWhatIsWrongUntilItIsMended() {
        begin(at.lead(), "Phones on school trips", "");
        adopted(TRIPS);
        var good = here(() -> procedures.one(at.lead(), TRIPS)).definition();
        here(() -> routes.change(at.head(), Matter.PHONE_BREACH, Set.of(Role.SENIOR_LEADER), TRIPS, "On trips"));
        var before = opened();
        followed(new Definition(good.procedure(), "id: " + TRIPS + "\nsteps: ["));

        assertThat(mvc.get().uri("/cases/procedures").with(Cast.as(at.teacher())))
                .bodyText()
                .contains("Phones on school trips: cannot be read any more", "This is what is wrong:")
                .doesNotContain("Mend the text");
        assertThat(here(() -> procedures.unfollowed(at.teacher())))
                .singleElement()
                .satisfies(one -> assertThat(one.why()).isNotEmpty());
        assertThat(here(() -> procedures.unfollowed(at.teacher())).getFirst().id())
                .isEqualTo(TRIPS);
        assertThat(Tenants.within(elsewhere.school().school(), () -> procedures.unfollowed(elsewhere.head())))
                .isEmpty();
        assertThat(here(() -> cases.open(at.coordinator(), TRIPS, null))).isInstanceOf(Opening.NoSuchKind.class);
        assertThat(here(() -> routes.kind(at.coordinator(), Matter.PHONE_BREACH)))
                .as("what comes with the program follows meanwhile")
                .isEqualTo("phone-breach");
        walkToTheEnd(before);

        assertThat(mvc.post().uri("/cases/procedures/" + TRIPS + "/draft").with(Cast.as(at.lead())))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/cases/procedures/" + TRIPS + "/draft/text").with(Cast.as(at.lead())))
                .hasStatusOk()
                .bodyText()
                .contains("steps: [");
        var mended = good.text().replace("title: Close", "title: Now close");
        here(() -> procedures.write(
                at.lead(), TRIPS, procedures.written(at.lead(), TRIPS).stamp(), mended));
        adopted(TRIPS);
        assertThat(here(() -> procedures.unfollowed(at.teacher()))).isEmpty();
        opened();
    }

    private Problems retired(String why) {
        return here(() -> procedures.retire(at.head(), TRIPS, why));
    }

    private CaseId opened() {
        return here(() -> (Opening.Opened) cases.open(at.coordinator(), TRIPS, null))
                .file()
                .id();
    }

    private void walkToTheEnd(CaseId id) {
        walkToTheEnd(at.coordinator(), id);
    }

    private void walkToTheEnd(Actor.Somebody teller, CaseId id) {
        var desk = new CaseDesk(cases, register);
        here(() -> {
            desk.goOn(teller, id, "what", Map.of("at", "2026-11-19T09:00:00Z", "what", "A call"));
            desk.goOn(at.coordinator(), id, "look", CaseDesk.answer("yes"));
            desk.goOn(at.coordinator(), id, "do", Map.of());
            desk.goOn(at.coordinator(), id, "close", CaseDesk.CLOSED);
            return true;
        });
    }

    /** Followed from now on, as if an older program had let it in. */
    private void followed(Definition definition) {
        var school = at.school().school();
        var now = clock.instant();
        here(() -> transaction.execute(_ -> {
            store.keep(school, definition, now);
            store.adopt(
                    school,
                    new Adoption(
                            TRIPS,
                            definition.digest(),
                            "",
                            now,
                            "As it was then",
                            at.lead().person(),
                            at.lead().name(),
                            at.head().person(),
                            at.head().name(),
                            now));
            return true;
        }));
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
