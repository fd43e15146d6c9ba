package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CaseEvidence.Brought;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.cases.procedure.Branch;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Paths;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.Files;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;

/** What the catalogue wants of single kinds of incidents, held against the procedures that a case of each goes by. */
@PageTest
class KindsOfCaseTest {
    private final Staffed staffed;
    private final Cases cases;
    private final CaseDesk desk;
    private final CaseEvidence evidence;
    private final Reports reports;
    private final Sanctions sanctions;
    private final ProcedureReadiness readiness;
    private final AuditTrail audit;
    private final MockMvc mvc;
    private final Clock clock;

    KindsOfCaseTest(
            Cast cast,
            Cases cases,
            CaseRegister register,
            CaseEvidence evidence,
            Reports reports,
            Sanctions sanctions,
            ProcedureReadiness readiness,
            AuditTrail audit,
            MockMvc mvc,
            People people,
            Roster roster,
            Clock clock) {
        this.staffed = Staffed.of(cast, people, roster);
        this.cases = cases;
        this.desk = new CaseDesk(cases, register);
        this.evidence = evidence;
        this.reports = reports;
        this.sanctions = sanctions;
        this.readiness = readiness;
        this.audit = audit;
        this.mvc = mvc;
        this.clock = clock;
    }

    private void within(Runnable work) {
        staffed.school().within(work);
    }

    /** Every way through a procedure that takes this branch. */
    private static List<Walk> ways(String procedure, String step, String answer) {
        var ways = Paths.of(Procedures.ours().find(procedure).orElseThrow()).stream()
                .filter(walk -> walk.branches().contains(new Branch(step, answer)))
                .toList();
        assertThat(ways).as("%s %s=%s", procedure, step, answer).isNotEmpty();
        return ways;
    }

    private static List<String> done(Walk walk) {
        return walk.done().stream().map(done -> done.step().id()).toList();
    }

    private static boolean callsPolice(Walk walk) {
        return walk.done().stream()
                .map(done -> done.step().act())
                .anyMatch(act -> act instanceof Act.Call(var agency)
                        && agency == Agency.POLICE
                        && act.fields().stream().map(Field::name).anyMatch("reference"::equals));
    }

    private Filing told(Actor.Somebody by, Matter matter) {
        var details = new Details(null, null, null, "", "", true, Details.NONE.boxes(), List.of(), List.of());
        return reports.file(
                by, new Statement(ReportId.random(), matter, "It stands on the board", "", details, List.of()));
    }

    private Doer doer(CaseId id, String step) {
        return desk.whole(staffed.head(), id).facts().waiting().stream()
                .filter(waiting -> waiting.step().equals(step))
                .findFirst()
                .orElseThrow()
                .doer();
    }

    @Test
    @Keeps("INC-17")
    void aDerogatoryCommentIsKeptAsAPictureAndIsTheHeadsToDecide() {
        within(() -> {
            var id = desk.open(staffed.coordinator(), "social-derogatory");
            assertThat(evidence.bring(
                            staffed.coordinator(),
                            id,
                            new Brought(Evidence.Kind.SCREENSHOT, "The post", "", clock.instant(), true),
                            Files.png()))
                    .isInstanceOf(Bringing.Kept.class);
            desk.goOn(
                    staffed.coordinator(),
                    id,
                    "screenshot",
                    Map.of(
                            "site", "A chat",
                            "account", "somebody",
                            "captured-at", "2026-11-19T09:00:00Z",
                            "no-indecent-image", "yes"));
            desk.goOn(staffed.coordinator(), id, "head", CaseDesk.TOLD);

            assertThat(doer(id, "what")).isEqualTo(Doer.HEAD);
            assertThat(evidence.of(desk.whole(staffed.head(), id))).hasSize(1);
        });
    }

    @Test
    @Keeps("INC-19")
    void aVirusIsHeardByTheHeadAndWaitsForTheTechnician() {
        within(() -> {
            told(staffed.teacher(), Matter.VIRUS);
            assertThat(reports.waiting(staffed.head()))
                    .extracting(Report::latestMatter)
                    .containsExactly(Matter.VIRUS);

            var id = desk.open(staffed.coordinator(), Matter.VIRUS.procedure());
            desk.goOn(staffed.coordinator(), id, "stop", Map.of());
            desk.goOn(
                    staffed.coordinator(),
                    id,
                    "what",
                    Map.of("station", "Library 4", "at", "2026-11-19T09:00:00Z", "seen", "It asks for money"));
            assertThat(doer(id, "technician")).isEqualTo(Doer.TECHNICIAN);
            desk.goOn(staffed.coordinator(), id, "head", CaseDesk.TOLD);
            desk.goOn(staffed.technician(), id, "technician", CaseDesk.answer("fault"));
            assertThat(doer(id, "clean")).isEqualTo(Doer.TECHNICIAN);
        });
    }

    @Test
    @Keeps("INC-21")
    void whatMayBeIllegalGoesToThePoliceOnEveryWayAndAsksForTheirReference() {
        for (var way : List.of(
                ways("illegal-content", "who", "nobody"),
                ways("pupil-material", "kind", "illegal"),
                ways("staff-material", "kind", "illegal"))) {
            assertThat(way).allSatisfy(walk -> {
                assertThat(callsPolice(walk)).isTrue();
                assertThat(done(walk)).containsSubsequence("consulted", "police");
            });
        }
    }

    @Test
    @Keeps("INC-29")
    void eachBreachOfTheRulesTakesATrackThatIsKeptAsItWasChosen() {
        for (var track : List.of("behaviour", "crime", "bullying", "unlisted")) {
            within(() -> {
                var id = desk.misuse(staffed.coordinator(), staffed.tom());
                desk.goOn(staffed.coordinator(), id, "pupil-rule", CaseDesk.answer(track));
                assertThat(desk.whole(staffed.head(), id)
                                .walks()
                                .getFirst()
                                .walk()
                                .branches())
                        .contains(new Branch("pupil-rule", track));
            });
        }
        assertThat(ways("misuse-seen", "staff-track", "discipline"))
                .allSatisfy(walk -> assertThat(done(walk)).contains("discipline"));
        assertThat(ways("misuse-seen", "staff-track", "crime"))
                .allSatisfy(walk -> assertThat(done(walk)).doesNotContain("discipline"));
    }

    @Test
    @Keeps("INC-33")
    void whoeverEncouragedAColleagueIsDecidedAboutByTheSameLadderAndNeverReadsTheCase() {
        var misuse = Procedures.ours().find("misuse-seen").orElseThrow();
        for (var step : List.of("encouraged-sanction", "colleague-discipline")) {
            var same = step.startsWith("encouraged") ? "sanction" : "discipline";
            assertThat(misuse.step(step).orElseThrow().act())
                    .isEqualTo(misuse.step(same).orElseThrow().act());
        }
        assertThat(ways("misuse-seen", "encouraged", "staff"))
                .as("an adult who encouraged a child is the head's")
                .allSatisfy(walk -> {
                    assertThat(done(walk)).containsSubsequence("encouraged", "head", "staff-track");
                    assertThat(walk.effects().toString()).contains("ABOUT_STAFF");
                });
        within(() -> {
            var id = desk.open(staffed.head(), "misuse-seen");
            desk.goOn(staffed.head(), id, "what", CaseDesk.SEEN);
            desk.goOn(staffed.head(), id, "told", CaseDesk.TOLD);
            desk.goOn(staffed.coordinator(), id, "who", CaseDesk.answer("staff"));
            desk.goOn(staffed.head(), id, "head", CaseDesk.TOLD);
            desk.goOn(staffed.head(), id, "staff-track", CaseDesk.answer("incited"));
            desk.goOn(staffed.head(), id, "colleague", Map.of("who", "Miss Farrow", "how", "She gave the password"));
            for (var subject : List.of(staffed.technician(), staffed.coordinator())) {
                cases.addPerson(staffed.head(), id, subject.person(), Part.INSTIGATOR);
            }
            var talk = Map.of("rung", "interview");
            assertThat(cases.answer(
                            staffed.head(),
                            id,
                            1,
                            "colleague-discipline",
                            talk,
                            staffed.coordinator().person()))
                    .isInstanceOf(Saying.WentOn.class);
            assertThat(cases.answer(
                            staffed.head(),
                            id,
                            1,
                            "discipline",
                            talk,
                            staffed.technician().person()))
                    .isInstanceOf(Saying.WentOn.class);
            assertThat(sanctions.of(staffed.head(), id)).hasSize(2);
            assertThatThrownBy(() -> desk.whole(staffed.coordinator(), id)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("INC-32")
    void whatNoRuleSpeaksOfTheHeadDecidesWithAReason() {
        within(() -> {
            var id = desk.misuse(staffed.coordinator(), staffed.tom());
            desk.goOn(staffed.coordinator(), id, "pupil-rule", CaseDesk.answer("unlisted"));
            assertThat(doer(id, "ruling")).isEqualTo(Doer.HEAD);
            assertThat(cases.answer(staffed.head(), id, 1, "ruling", CaseDesk.answer("yes"), null))
                    .as("a judgement without a reason")
                    .isInstanceOf(Saying.NotLikeThat.class);
            desk.goOn(staffed.head(), id, "ruling", CaseDesk.answer("yes", "It made a child cry"));

            assertThat(desk.whole(staffed.head(), id)
                            .walks()
                            .getFirst()
                            .walk()
                            .entries()
                            .getLast()
                            .toString())
                    .contains("It made a child cry");
        });
    }

    @Test
    @Keeps("SGD-10")
    void theHeadTheCoordinatorAndTheLeadSayThatTheyKnowWhatFollowsWhenAColleagueIsAccused() throws Exception {
        var address = "/cases/procedures/staff-allegation";
        for (var reader : List.of(staffed.head(), staffed.coordinator(), staffed.lead())) {
            assertThat(page(address, reader)).contains("I have read it and know what I do in it");
            assertThat(mvc.perform(post(address + "/known").with(Cast.as(reader)))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(302);
            assertThat(page(address, reader)).contains("Knows it since").doesNotContain("I have read it and know");
        }
        within(() -> {
            assertThat(readiness.of(staffed.head(), "staff-allegation"))
                    .filteredOn(ProcedureReadiness.Ready::isReady)
                    .extracting(ProcedureReadiness.Ready::person)
                    .containsExactlyInAnyOrder(
                            staffed.head().person(),
                            staffed.coordinator().person(),
                            staffed.lead().person());
            assertThat(audit.newest(staffed.head(), "procedure.known", Long.MAX_VALUE, 9))
                    .hasSize(3);
        });
        assertThat(mvc.perform(post(address + "/known").with(Cast.as(staffed.teacher())))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .as("who has no step of it")
                .isEqualTo(403);
    }

    private String page(String address, Actor.Somebody by) throws Exception {
        return mvc.perform(get(address).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    @Keeps("SGD-12")
    void anImageThatIsFoundIsReportedOnTheFormForConcernsAndTheLeadHasIt() {
        within(() -> {
            told(staffed.teacher(), Matter.IMAGE_OF_A_CHILD);

            assertThat(reports.waiting(staffed.lead()))
                    .extracting(Report::latestMatter)
                    .containsExactly(Matter.IMAGE_OF_A_CHILD);
            var id = desk.open(staffed.lead(), Matter.IMAGE_OF_A_CHILD.procedure());
            assertThat(evidence.bring(
                            staffed.lead(),
                            id,
                            new Brought(Evidence.Kind.PHOTO, "A picture", "", clock.instant(), true),
                            Files.png()))
                    .as("no picture comes in")
                    .isInstanceOf(Bringing.NotLikeThat.class);
        });
    }

    @Test
    @Keeps("SGD-14")
    void materialOfAnAdultIsTheHeadsAndThePolicesAndTakesTheirAccess() {
        assertThat(ways("staff-material", "kind", "illegal")).allSatisfy(walk -> {
            assertThat(done(walk)).containsSubsequence("told", "track", "police");
            assertThat(callsPolice(walk)).isTrue();
            assertThat(walk.effects().toString()).contains("SUSPEND_ACCESS", "ABOUT_STAFF");
        });
        within(() -> {
            var id = desk.material(staffed.head(), "staff-material");
            assertThat(doer(id, "track")).isEqualTo(Doer.HEAD);
            cases.addPerson(staffed.head(), id, staffed.technician().person(), Part.INSTIGATOR);
            assertThat(desk.whole(staffed.head(), id).file().circle()).isEqualTo(Circle.STAFF);
        });
    }
}
