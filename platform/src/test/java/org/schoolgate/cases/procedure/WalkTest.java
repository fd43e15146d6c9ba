package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Outcome.WentOn;

/** The rules of a walk, on the small procedure of the found phone. */
class WalkTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Who HEAD = new Who(UUID.randomUUID(), "Ms Adeyemi");
    private static final Who TEACHER = new Who(UUID.randomUUID(), "Mr Hale");
    private static final Map<String, String> PLACE = Map.of("at", "2026-11-30T11:50:00Z", "where", "Hall");
    private static final Map<String, String> TOLD = Map.of("at", "2026-11-30T12:10:00Z", "how", "by phone");
    private static final Map<String, String> NOTHING = Map.of();
    private static final Map<String, String> CLOSING = Map.of("outcome", "It is back", "policy-review", "no");

    private final Walk begun = Walk.begin(Written.foundPhone(), NOON);

    @Test
    void itBeginsWithOneStepOpen() {
        assertThat(open(begun)).containsExactly("found");
        assertThat(begun.notReached())
                .extracting(Step::id)
                .doesNotContain("found")
                .hasSize(7);
        assertThat(begun.done()).isEmpty();
        assertThat(begun.effects()).containsExactly(Effect.Mark.SEAL);
    }

    @Test
    void whatIsDoneLeadsToTheNextSteps() {
        var on = (WentOn) begun.answer("found", TEACHER, NOON.plusSeconds(60), PLACE);

        assertThat(on.begun()).extracting(Step::id).containsExactly("office", "asked");
        assertThat(open(on.walk())).containsExactly("office", "asked");
        assertThat(on.walk().open().getFirst().since()).isEqualTo(NOON.plusSeconds(60));
        assertThat(on.walk().done())
                .containsExactly(
                        new Walk.Done(step("found"), new Entry.Said("found", TEACHER, NOON.plusSeconds(60), PLACE)));
    }

    @Test
    void whatIsNotOpenCannotBeAnswered() {
        assertThat(begun.answer("owner", HEAD, NOON, Map.of("answer", "yes"))).isEqualTo(new Outcome.NotOpen("owner"));
        assertThat(begun.answer("nowhere", HEAD, NOON, NOTHING)).isEqualTo(new Outcome.NotOpen("nowhere"));
        assertThat(found().answer("found", TEACHER, NOON, PLACE)).isEqualTo(new Outcome.NotOpen("found"));
    }

    @Test
    void emptyFieldsAreNamed() {
        assertThat(begun.answer("found", TEACHER, NOON, Map.of("where", "   ", "colour", "red")))
                .isEqualTo(new Outcome.Missing(List.of("at", "where")));
    }

    @Test
    void whatCannotStandInAFieldIsNamed() {
        assertThat(begun.answer(
                        "found",
                        TEACHER,
                        NOON,
                        Map.of("at", "noon", "where", "Hall", "colour", "pink", "shape", "flat")))
                .isEqualTo(new Outcome.WrongAnswer(List.of("at", "colour", "shape")));
    }

    @Test
    void everyKindOfFieldHasItsForm() {
        assertThat(field(Field.Kind.DAY).accepts("2026-11-30")).isTrue();
        assertThat(field(Field.Kind.DAY).accepts("30 November")).isFalse();
        assertThat(field(Field.Kind.NUMBER).accepts("12")).isTrue();
        assertThat(field(Field.Kind.NUMBER).accepts("a dozen")).isFalse();
        assertThat(field(Field.Kind.YES_NO).accepts("yes")).isTrue();
        assertThat(field(Field.Kind.YES_NO).accepts("perhaps")).isFalse();
        assertThat(field(Field.Kind.PERSON).accepts("Priya")).isTrue();
        assertThat(field(Field.Kind.TEXT).accepts("a".repeat(301))).isFalse();
        assertThat(field(Field.Kind.LONG_TEXT).accepts("a".repeat(10_001))).isFalse();
    }

    @Test
    void anAnswerThatNobodyOfferedIsWrong() {
        assertThat(asked().answer("owner", HEAD, NOON, Map.of("answer", "perhaps")))
                .isEqualTo(new Outcome.WrongAnswer(List.of("answer")));
    }

    @Test
    void anAnswerThatNeedsAReasonIsNotTakenWithout() {
        assertThat(asked().answer("owner", HEAD, NOON, Map.of("answer", "no"))).isEqualTo(new Outcome.ReasonMissing());
        assertThat(asked().answer("owner", HEAD, NOON, Map.of("answer", "no", "reason", "All were asked")))
                .isInstanceOf(WentOn.class);
    }

    @Test
    void aRefusalChangesNothing() {
        var before = asked();
        before.answer("owner", HEAD, NOON, Map.of("answer", "perhaps"));
        assertThat(before).isEqualTo(asked());
    }

    @Test
    void aStepWaitsForWhatItNeedsThoughItIsOpen() {
        var walk = after(asked(), "owner", Map.of("answer", "yes"));

        assertThat(open(walk)).containsExactly("office", "back");
        assertThat(walk.open().getLast().waitsFor()).containsExactly(step("office"));
        assertThat(walk.answer("back", TEACHER, NOON, NOTHING))
                .isEqualTo(new Outcome.NeedsFirst(List.of(step("office"))));
        assertThat(after(walk, "office", TOLD).answer("back", TEACHER, NOON, NOTHING))
                .isInstanceOf(WentOn.class);
    }

    @Test
    void theCaseClosesOnlyWhenEveryBranchThatBeganIsDone() {
        var walk = after(asked(), "owner", Map.of("answer", "no", "reason", "All were asked"));
        walk = after(walk, "shelf", NOTHING);

        assertThat(open(walk)).containsExactly("office", "close");
        assertThat(walk.mayClose()).isFalse();
        assertThat(walk.inTheWay()).containsExactly(step("office"));
        assertThat(walk.answer("close", HEAD, NOON, CLOSING))
                .isEqualTo(new Outcome.NeedsFirst(List.of(step("office"))));

        walk = after(walk, "office", TOLD);
        assertThat(walk.mayClose()).isTrue();
        assertThat(after(walk, "close", CLOSING).isClosed()).isTrue();
    }

    @Test
    void whatIsClosedStaysClosed() {
        var walk = closed();

        assertThat(walk.open()).isEmpty();
        assertThat(walk.mayClose()).isFalse();
        assertThat(walk.inTheWay()).isEmpty();
        assertThat(walk.answer("close", HEAD, NOON, CLOSING)).isEqualTo(new Outcome.NotOpen("close"));
    }

    @Test
    void anOptionalStepIsLeftOutWithAReasonAndAName() {
        var walk = after(asked(), "owner", Map.of("answer", "no", "reason", "All were asked"));

        assertThat(walk.leaveOut("shelf", HEAD, NOON, " ")).isEqualTo(new Outcome.ReasonMissing());
        var on = (WentOn) walk.leaveOut("shelf", HEAD, NOON, "No shelf here");
        assertThat(on.entry()).isEqualTo(new Entry.NotNecessary("shelf", HEAD, NOON, "No shelf here"));
        assertThat(on.begun()).containsExactly(step("close"));
    }

    @Test
    void noOtherStepIsLeftOut() {
        assertThat(begun.leaveOut("found", HEAD, NOON, "No time"))
                .isEqualTo(new Outcome.AlwaysNecessary(step("found")));
        assertThat(begun.leaveOut("shelf", HEAD, NOON, "No time")).isEqualTo(new Outcome.NotOpen("shelf"));
    }

    @Test
    void tellingIsHeldBackWithAReasonWhereSomebodyMay() {
        assertThat(found().answer("office", HEAD, NOON, Map.of("held-back", "yes")))
                .isEqualTo(new Outcome.ReasonMissing());
        assertThat(found().answer("office", HEAD, NOON, Map.of("held-back", "yes", "reason", "A surprise")))
                .isInstanceOf(WentOn.class);
    }

    @Test
    void aStepThatIsNeverHeldBackAsksNothingOfTheSort() {
        var always = new Act.Tell(Told.HEAD, Set.of(Manner.BY_PHONE), null, null);
        assertThat(always.fields(Map.of("held-back", "yes")))
                .extracting(Field::name)
                .containsExactly("at", "how", "note");
    }

    @Test
    void noSanctionIsADecisionWithAReason() {
        var walk = after(after(after(asked(), "owner", Map.of("answer", "yes")), "office", TOLD), "back", NOTHING);

        assertThat(walk.answer("sanction", HEAD, NOON, Map.of("rung", "none"))).isEqualTo(new Outcome.ReasonMissing());
        assertThat(walk.answer("sanction", HEAD, NOON, Map.of("rung", "discipline")))
                .isEqualTo(new Outcome.WrongAnswer(List.of("rung")));
        assertThat(walk.answer("sanction", HEAD, NOON, Map.of("rung", "access off", "until", "2026-12-04")))
                .isInstanceOf(WentOn.class);
    }

    @Test
    void whereBranchesMeetAStepBeginsOnce() {
        var meeting = Written.sound(Written.FOUND_PHONE.replace("next: nothing", "next: [asked, close]"));
        var walk = after(after(Walk.begin(meeting, NOON), "found", PLACE), "asked", NOTHING);
        walk = after(walk, "office", TOLD);
        assertThat(open(walk)).containsExactly("owner", "close");

        var since = walk.open().getLast().since();
        walk = after(walk, "owner", Map.of("answer", "no", "reason", "All were asked"));
        var on = (WentOn) walk.answer("shelf", TEACHER, NOON.plusSeconds(9), NOTHING);
        assertThat(on.begun()).isEmpty();
        assertThat(on.walk().open().getLast().since()).isEqualTo(since);
    }

    @Test
    void goingBackTakesUpTheStepsBetweenAndLeavesTheOthersAlone() {
        var walk = after(after(asked(), "office", TOLD), "owner", Map.of("answer", "again"));

        assertThat(open(walk)).containsExactly("asked");
        assertThat(walk.done()).extracting(done -> done.step().id()).containsExactly("found", "office");
        assertThat(walk.notReached()).extracting(Step::id).contains("owner");
        assertThat(walk.entries()).hasSize(4);
        assertThat(open(after(walk, "asked", NOTHING))).containsExactly("owner");
    }

    @Test
    void aStepThatGoesBackToItselfIsOpenAnew() {
        var patient = Written.sound(Written.FOUND_PHONE.replace("back to: asked", "back to: owner"));
        var walk = after(after(Walk.begin(patient, NOON), "found", PLACE), "asked", NOTHING);
        var on = (WentOn) walk.answer("owner", HEAD, NOON.plusSeconds(9), Map.of("answer", "again"));

        assertThat(on.begun()).extracting(Step::id).containsExactly("owner");
        assertThat(on.walk().open().getLast().since()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void effectsComeWithTheirStepOrAnswerAndStay() {
        var on = (WentOn) asked().answer("owner", HEAD, NOON, Map.of("answer", "yes"));
        assertThat(on.effects()).containsExactly(Effect.Mark.SUSPEND_ACCESS);
        assertThat(closed().effects())
                .containsExactly(Effect.Mark.SEAL, Effect.Mark.SUSPEND_ACCESS, Effect.Mark.WARN_OF_MAIL_DEADLINE);
    }

    @Test
    void whatIsLeftOutHasNoEffects() {
        var yaml = Written.FOUND_PHONE.replace("tick: It is there.", "tick: It is there.\n    effects: refuse images");
        var walk = after(after(Walk.begin(Written.sound(yaml), NOON), "found", PLACE), "asked", NOTHING);
        walk = after(walk, "owner", Map.of("answer", "no", "reason", "All were asked"));

        assertThat(after(walk, "shelf", NOTHING).effects()).contains(Effect.Mark.REFUSE_IMAGES);
        var on = (WentOn) walk.leaveOut("shelf", HEAD, NOON, "No shelf here");
        assertThat(on.effects()).isEmpty();
        assertThat(on.walk().effects()).containsExactly(Effect.Mark.SEAL);
    }

    @Test
    void aDeadlineCountsFromWhenTheStepBegan() {
        var walk = after(asked(), "owner", Map.of("answer", "yes"));
        var due = NOON.plus(Duration.ofHours(2));

        assertThat(walk.open().getLast().due()).isEqualTo(due);
        assertThat(walk.overdue(due.minusMillis(1))).isEmpty();
        assertThat(walk.overdue(due)).containsExactly(new Walk.Overdue(step("back"), due, Doer.SENIOR_LEADER));
    }

    @Test
    void aDeadlineCanCountFromTheBeginningOfTheCase() {
        var yaml = Written.FOUND_PHONE.replace("within: 2 hours", "within: 2 hours from the beginning");
        var walk = Walk.begin(Written.sound(yaml), NOON.minus(Duration.ofHours(3)));
        walk = after(after(walk, "found", PLACE), "asked", NOTHING);
        walk = after(walk, "owner", Map.of("answer", "yes"));

        assertThat(walk.overdue(NOON)).extracting(Walk.Overdue::due).containsExactly(NOON.minus(Duration.ofHours(1)));
    }

    @Test
    void whenTheTimeIsOverAgainItIsTheNextOnesTurnAndTheLastKeepsIt() {
        var walk = after(asked(), "owner", Map.of("answer", "yes"));

        assertThat(turnAfter(walk, Duration.ofHours(4).minusMillis(1))).isEqualTo(Doer.SENIOR_LEADER);
        assertThat(turnAfter(walk, Duration.ofHours(4))).isEqualTo(Doer.HEAD);
        assertThat(turnAfter(walk, Duration.ofDays(400))).isEqualTo(Doer.HEAD);
    }

    @Test
    void whoDidALateStepIsThereForTheOthersOfItsDoer() {
        var walk = Walk.begin(
                Written.sound(Written.FOUND_PHONE.replace(
                        "    title: Write down where it was\n",
                        "    title: Write down where it was\n    within: 1 hour\n    after that: [office, head]\n")),
                NOON);

        assertThat(inPlace(walk, Duration.ofHours(1).minusMillis(1))).isEmpty();
        assertThat(inPlace(walk, Duration.ofHours(1))).containsExactly(HEAD.id());
    }

    /** Who is there for the teacher's next step where the head did the first so late. */
    private static Set<UUID> inPlace(Walk walk, Duration late) {
        var on = (WentOn) walk.answer("found", HEAD, NOON.plus(late), PLACE);
        assertThat(Walk.retrace(walk.procedure(), NOON, on.walk().entries(), SchoolDays.WEEKDAYS)
                        .open())
                .isEqualTo(on.walk().open());
        return on.walk().open().getFirst().inPlace();
    }

    @Test
    void aWalkIsReadAgainFromWhatWasSaid() {
        var walk = closed();
        assertThat(Walk.retrace(walk.procedure(), walk.begun(), walk.entries(), SchoolDays.WEEKDAYS))
                .isEqualTo(walk);
    }

    @Test
    void whatDoesNotFitIsNotReadAgain() {
        var entry = new Entry.Said("owner", HEAD, NOON, Map.of("answer", "yes"));
        assertThatThrownBy(() -> Walk.retrace(Written.foundPhone(), NOON, List.of(entry), SchoolDays.WEEKDAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry 1 does not fit found-phone, version 1: NotOpen[step=owner]");
    }

    @Test
    void timesAreKeptToTheMicrosecondAsTheDatabaseDoes() {
        var on = (WentOn) Walk.begin(Written.foundPhone(), NOON.plusNanos(1_999))
                .answer("found", TEACHER, NOON.plusNanos(2_001), PLACE);

        assertThat(on.walk().begun()).isEqualTo(NOON.plusNanos(1_000));
        assertThat(on.entry().at()).isEqualTo(NOON.plusNanos(2_000));
    }

    @Test
    void aCaseStaysOnTheVersionWithWhichItBegan() {
        var newer = Written.sound(Written.FOUND_PHONE
                .replace("version: 1", "version: 2")
                .replace("  - step: office", "  - step: reception")
                .replace("[asked, office]", "[asked, reception]")
                .replace("needs: office", "needs: reception"));
        var older = found();

        assertThat(open(older)).containsExactly("office", "asked");
        assertThat(open(after(Walk.begin(newer, NOON), "found", PLACE))).containsExactly("reception", "asked");
    }

    private Walk found() {
        return after(begun, "found", PLACE);
    }

    private Walk asked() {
        return after(found(), "asked", NOTHING);
    }

    private Walk closed() {
        var walk = after(after(after(asked(), "owner", Map.of("answer", "yes")), "office", TOLD), "back", NOTHING);
        return after(after(walk, "sanction", Map.of("rung", "parents told")), "close", CLOSING);
    }

    private static Walk after(Walk walk, String step, Map<String, String> values) {
        return switch (walk.answer(step, TEACHER, NOON, values)) {
            case WentOn on -> on.walk();
            case Outcome other -> throw new AssertionError(step + ": " + other);
        };
    }

    private static List<String> open(Walk walk) {
        return walk.open().stream().map(open -> open.step().id()).toList();
    }

    private static Doer turnAfter(Walk walk, Duration time) {
        return walk.overdue(NOON.plus(time)).getFirst().turn();
    }

    private static Step step(String id) {
        return Written.foundPhone().step(id).orElseThrow();
    }

    private static Field field(Field.Kind kind) {
        return new Field("a", "A", true, kind, List.of());
    }
}
