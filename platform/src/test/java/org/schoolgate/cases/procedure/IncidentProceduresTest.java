package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.cases.procedure.Outcome.WentOn;
import org.schoolgate.testing.Keeps;

/** What the catalogue asks of single procedures, whichever way they are walked. */
class IncidentProceduresTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Who OKAFOR = new Who(UUID.randomUUID(), "Ms Okafor");

    @Test
    @Keeps("INC-6")
    void ofPupilsTheChildProtectionQuestionIsAskedOnEveryWayAndOfStaffOnNone() {
        assertThat(Paths.of(procedure("pupil-material")))
                .allMatch(walk -> walk.branches().stream()
                        .anyMatch(branch -> branch.step().equals("child-protection")));
        assertThat(procedure("staff-material").step("child-protection")).isEmpty();
    }

    @Test
    @Keeps("INC-10")
    void aChildAtRiskSealsTheCaseAndCallsTheBoardBesideTheOtherSteps() {
        var walk = walk("pupil-material", "leave-alone", "what-was-found", "told", "child-protection=yes");

        assertThat(open(walk)).containsExactly("board", "track");
        assertThat(walk.effects()).contains(Effect.Mark.SEAL, new Effect.Starts("worry"));
        assertThat(step(walk, "board").act()).isEqualTo(new Act.Refer(Agency.SAFEGUARDING_BOARD));
    }

    @Test
    void theParallelBranchIsDoneBeforeThePupilsCaseCloses() {
        var walk = walk(
                "pupil-material",
                "leave-alone",
                "what-was-found",
                "told",
                "child-protection=yes",
                "track=internal",
                "safeguarding",
                "leaders",
                "sanction",
                "parents");

        assertThat(walk.answer(
                        "close", OKAFOR, NOON, Paths.filled(step(walk, "close").act(), Map.of())))
                .isEqualTo(new Outcome.NeedsFirst(List.of(step(walk, "board"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-material", "pupil-material"})
    @Keeps("INC-5")
    void anInternalInvestigationNeedsNoProvider(String id) {
        var internal = Paths.of(procedure(id)).stream()
                .filter(walk -> walk.branches().contains(new Branch("track", "internal"))
                        && !walk.branches().contains(new Branch("track", "further")));
        assertThat(internal)
                .isNotEmpty()
                .allSatisfy(walk -> assertThat(done(walk)).doesNotContain("provider", "findings", "police"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-material", "pupil-material"})
    @Keeps("INC-7")
    void noLogIsLookedAtWithoutConsent(String id) {
        assertThat(Paths.of(procedure(id)))
                .filteredOn(walk -> done(walk).contains("findings"))
                .isNotEmpty()
                .allMatch(walk -> walk.branches().contains(new Branch("consent", "given")));

        var pupil = id.equals("pupil-material") ? "child-protection=no" : "";
        var refused = walk(
                id, "leave-alone", "what-was-found", "told", pupil, "track=further", "provider", "consent=refused");
        assertThat(open(refused)).containsExactly("track");
        assertThat(refused.answer("findings", OKAFOR, NOON, Map.of())).isEqualTo(new Outcome.NotOpen("findings"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-material", "pupil-material"})
    @Keeps("INC-8")
    void illegalAndInappropriateAreExplainedAndNeitherIsPossible(String id) {
        var answers = procedure(id).step("kind").orElseThrow().answers();

        assertThat(answers).extracting(Answer::id).containsExactly("illegal", "inappropriate", "neither");
        assertThat(answers).allMatch(answer -> answer.means() != null);
        assertThat(answers.getLast().withReason()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-material", "pupil-material", "illegal-content", "staff-allegation"})
    @Keeps("INC-11")
    void thePoliceAreCalledAfterTheRightPeopleWereConsulted(String id) {
        var police = procedure(id).step("police").orElseThrow();

        assertThat(police.act()).isEqualTo(new Act.Call(Agency.POLICE));
        assertThat(police.needs()).containsExactly("consulted");
        assertThat(Paths.of(procedure(id)))
                .filteredOn(walk -> done(walk).contains("police"))
                .isNotEmpty()
                .allSatisfy(walk -> assertThat(done(walk)).containsSubsequence("consulted", "police"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"danger", "child", "safety"})
    @Keeps("INC-27")
    void aConcernFromRemoteLearningGoesToTheLeadWithinTheHourAndARoutineQuestionDoesNot(String kind) {
        var walk = walk("remote-learning-risk", "what", "kind=" + kind);
        assertThat(open(walk)).containsExactly("lead");
        assertThat(step(walk, "lead").act())
                .isInstanceOfSatisfying(
                        Act.Tell.class, tell -> assertThat(tell.whom()).isEqualTo(Told.SAFEGUARDING_LEAD));
        assertThat(walk.open().getFirst().due()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(open(walk("remote-learning-risk", "what", "kind=" + kind, "lead")))
                .containsExactly("weigh");

        var routine = walk("remote-learning-risk", "what", "kind=routine");
        assertThat(open(routine)).containsExactly("routine");
        assertThat(step(routine, "routine").by()).isEqualTo(Doer.TECHNICIAN);
    }

    @Test
    @Keeps("SGD-16")
    void theLeadLooksOverRemoteLearningTheHeadHearsOfItAndItComesAgainAsLongAsItLasts() {
        var looked = walk("remote-learning-review", "look");
        assertThat(looked.entries().getFirst())
                .isInstanceOfSatisfying(
                        Entry.Said.class,
                        said -> assertThat(said.values()).containsKeys("at", "calls", "telling", "risks"));
        assertThat(done(walk("remote-learning-review", "look", "change=no", "head")))
                .containsExactly("look", "change", "head");
        var goesOn = walk("remote-learning-review", "look", "change=yes", "changed", "head", "goes-on=yes");
        assertThat(open(goesOn)).containsExactly("again");
        // Monday 30 November and thirty days on which a school without holidays is open
        assertThat(goesOn.open().getFirst().due()).isEqualTo(Instant.parse("2027-01-11T17:00:00Z"));
        assertThat(open(walk("remote-learning-review", "look", "change=no", "head", "goes-on=no")))
                .containsExactly("close");
    }

    @Test
    @Keeps("INC-31")
    void tooMuchAccessIsTakenAwayTheOfficerHearsAtOnceAndABreachBeginsWhereDataWasSeen() {
        var told = walk("over-access", "what", "technician");
        assertThat(open(told)).containsExactly("rights", "officer");
        assertThat(step(told, "officer").act())
                .isInstanceOfSatisfying(
                        Act.Tell.class, tell -> assertThat(tell.whom()).isEqualTo(Told.DATA_PROTECTION_OFFICER));
        var breach = walk("over-access", "what", "technician", "rights", "officer", "data=yes");
        assertThat(breach.effects()).contains(new Effect.Starts("data-breach"));
        var none = walk("over-access", "what", "technician", "rights", "officer", "data=no");
        assertThat(none.effects()).doesNotContain(new Effect.Starts("data-breach"));
    }

    @Test
    void aConcerningImageIsNeverTakenInAndSealedFromTheBeginning() {
        assertThat(Walk.begin(procedure("concerning-image"), NOON).effects())
                .contains(Effect.Mark.SEAL, Effect.Mark.REFUSE_IMAGES, Effect.Mark.BLOCK_EVIDENCE);
        assertThat(procedure("concerning-image").begin()).isEqualTo("do-not-look");
    }

    @Test
    @Keeps("SGD-2")
    void aReferralThatTheLeadDoesNotTakeGoesToTheDeputyAndThenToTheHead() {
        var walk = walk("concerning-image", "do-not-look", "facts", "device");

        assertThat(turn(walk, Duration.ofMinutes(14))).isEmpty();
        assertThat(turn(walk, Duration.ofMinutes(15))).containsExactly(Doer.DEPUTY_SAFEGUARDING_LEAD);
        assertThat(turn(walk, Duration.ofMinutes(30))).containsExactly(Doer.HEAD);
        assertThat(turn(walk, Duration.ofHours(12))).containsExactly(Doer.HEAD);
    }

    @Test
    @Keeps("CMP-8")
    void aComplaintAboutTheHeadIsHandledByTheChairAlone() {
        assertThat(Paths.of(procedure("complaint")))
                .filteredOn(walk -> walk.branches().contains(new Branch("route", "head")))
                .isNotEmpty()
                .allSatisfy(walk -> assertThat(walk.done())
                        .extracting(done -> done.step().by())
                        .doesNotContain(Doer.HEAD, Doer.SENIOR_LEADER));
        assertThat(Paths.of(procedure("complaint")))
                .filteredOn(walk -> walk.branches().contains(new Branch("chair", "yes")))
                .isNotEmpty()
                .allSatisfy(walk -> assertThat(done(walk)).contains("lado"));
    }

    @Test
    @Keeps("CMP-9")
    void whoeverOutsideWroteSomethingIsInvitedBySomebodySeniorAndAskedToRemoveIt() {
        assertThat(procedure("complaint").step("meeting").orElseThrow().by()).isEqualTo(Doer.SENIOR_LEADER);
        assertThat(Paths.of(procedure("complaint")))
                .filteredOn(walk -> walk.branches().contains(new Branch("route", "outsider")))
                .isNotEmpty()
                .allSatisfy(walk -> {
                    assertThat(done(walk)).containsSubsequence("invite", "meeting");
                    assertThat(walk.done())
                            .filteredOn(done -> done.step().id().equals("meeting"))
                            .singleElement()
                            .satisfies(done -> assertThat(((Entry.Said) done.entry()).values())
                                    .containsKeys("came", "asked-to-remove", "agreed"));
                });
    }

    @Test
    void anAllegationAboutTheHeadNeverPassesTheHead() {
        assertThat(Paths.of(procedure("staff-allegation")))
                .filteredOn(walk -> walk.branches().contains(new Branch("whom", "yes")))
                .isNotEmpty()
                .allSatisfy(walk -> {
                    assertThat(walk.done()).extracting(done -> done.step().by()).doesNotContain(Doer.HEAD);
                    assertThat(done(walk)).contains("chair-lado");
                });
    }

    @Test
    void anAllegationThatMayInvolveAChildSuspendsAccessAtOnce() {
        var walk = walk("staff-allegation", "whom=no", "told-head", "facts", "child=yes");
        assertThat(walk.effects()).contains(Effect.Mark.SUSPEND_ACCESS);
        assertThat(open(walk)).containsExactly("lado", "keeper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-breach", "mail-sent-in-error"})
    void theCommissionerHearsOfABreachWithin72HoursOfWhenTheSchoolKnew(String id) {
        var walk = Walk.begin(procedure(id), NOON);
        var knew = id.equals("data-breach") ? NOON.minus(Duration.ofHours(20)) : NOON;
        for (var step : List.of("report", "commissioner")) {
            var deadline = Objects.requireNonNull(step(walk, step).deadline());
            var running = deadline.running(
                    NOON, NOON.plus(Duration.ofHours(50)), _ -> Optional.of(knew), SchoolDays.WEEKDAYS);
            assertThat(running.due()).isEqualTo(knew.plus(Duration.ofDays(3)));
        }
    }

    @Test
    void the72HoursOfABreachCountFromWhenTheSchoolLearntOfItHoweverLateTheCaseBegan() {
        var knew = NOON.minus(Duration.ofHours(30));
        for (var written : List.of(knew, NOON.plus(Duration.ofDays(9)))) {
            var walk = Walk.begin(procedure("data-breach"), NOON);
            for (var step : List.of("happened", "officer", "contain", "head", "assess")) {
                var said =
                        step.equals("happened") ? Map.of("noticed-at", written.toString()) : Map.<String, String>of();
                var outcome = walk.answer(
                        step, OKAFOR, NOON, Paths.filled(step(walk, step).act(), said));
                walk = ((WentOn) outcome).walk();
            }
            assertThat(walk.open())
                    .as("a time that has not come yet gives nobody more of it")
                    .singleElement()
                    .extracting(Walk.Open::due)
                    .isEqualTo((written.equals(knew) ? knew : NOON).plus(Duration.ofDays(3)));
        }
    }

    @Test
    void aSearchThatFindsASignOfACrimeStopsAndDeletesNothing() {
        assertThat(Paths.of(procedure("device-search")))
                .filteredOn(walk -> walk.branches().contains(new Branch("look", "image"))
                        || walk.branches().contains(new Branch("look", "crime")))
                .hasSize(2)
                .allSatisfy(walk -> assertThat(done(walk))
                        .doesNotContain("deleted", "return")
                        .contains("hand-over"));
    }

    private static Procedure procedure(String id) {
        return Procedures.ours().find(id).orElseThrow();
    }

    /** A walk through these steps; what is decided stands after an equals sign. */
    private static Walk walk(String id, String... steps) {
        var walk = Walk.begin(procedure(id), NOON);
        for (var said : Arrays.stream(steps).filter(step -> !step.isEmpty()).toList()) {
            var parts = said.split("=", 2);
            var values = parts.length == 2 ? Map.of(Act.ANSWER, parts[1]) : Map.<String, String>of();
            var filled = Paths.filled(step(walk, parts[0]).act(), values);
            walk = switch (walk.answer(parts[0], OKAFOR, NOON, filled)) {
                case WentOn on -> on.walk();
                case Outcome other -> throw new AssertionError(said + ": " + other);
            };
        }
        return walk;
    }

    private static Step step(Walk walk, String id) {
        return walk.procedure().step(id).orElseThrow();
    }

    private static List<String> open(Walk walk) {
        return walk.open().stream().map(open -> open.step().id()).toList();
    }

    private static List<String> done(Walk walk) {
        return walk.done().stream().map(done -> done.step().id()).toList();
    }

    private static List<Doer> turn(Walk walk, Duration time) {
        return walk.overdue(NOON.plus(time)).stream().map(Walk.Overdue::turn).toList();
    }
}
