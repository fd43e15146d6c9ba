package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.cases.procedure.Written.FOUND_PHONE;
import static org.schoolgate.cases.procedure.Written.said;
import static org.schoolgate.cases.procedure.Written.saidWith;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Deadline.Since;

/** What a definition says, and what is said about one with a mistake in it. */
class ProcedureReaderTest {
    @Test
    void everythingThatIsWrittenIsRead() {
        var procedure = Written.foundPhone();

        assertThat(procedure.id()).isEqualTo("found-phone");
        assertThat(procedure.version()).isEqualTo(1);
        assertThat(procedure.effects()).containsExactly(Effect.Mark.SEAL);
        assertThat(procedure.steps())
                .extracting(Step::id)
                .containsExactly("found", "office", "asked", "owner", "back", "shelf", "sanction", "close");
        assertThat(step("found").act())
                .isEqualTo(new Act.WriteDown(List.of(
                        new Field("at", "When?", true, Field.Kind.TIME, List.of()),
                        new Field("where", "Where?", true, Field.Kind.TEXT, List.of()),
                        new Field("colour", "Which colour?", false, Field.Kind.CHOICE, List.of("red", "black")))));
        assertThat(step("office").act())
                .isEqualTo(new Act.Tell(Told.OFFICE, Set.of(Manner.IN_PERSON, Manner.BY_PHONE), null, Doer.HEAD));
        assertThat(step("owner").answers())
                .containsExactly(
                        new Answer(
                                "yes",
                                "The owner is known",
                                null,
                                false,
                                new Way.On(List.of("back")),
                                List.of(Effect.Mark.SUSPEND_ACCESS)),
                        new Answer(
                                "no",
                                "Nobody knows",
                                "Everybody was asked, and nobody misses it.",
                                true,
                                new Way.On(List.of("shelf")),
                                List.of()),
                        new Answer("again", "Ask again", null, false, new Way.Back("asked"), List.of()));
        assertThat(step("back").deadline())
                .isEqualTo(new Deadline(
                        new Span.Time(Duration.ofHours(2)),
                        Since.THE_STEP,
                        List.of(Doer.SENIOR_LEADER, Doer.HEAD),
                        false));
        assertThat(step("back").needs()).containsExactly("office");
        assertThat(step("shelf").optional()).isTrue();
        assertThat(step("office").next()).isEqualTo(new Way.On(List.of()));
    }

    @Test
    void whatIsNotYamlIsSaidWithItsLine() {
        assertThat(said("id: [a, b\nversion: 1"))
                .containsExactly("Line 2 cannot be read (expected ',' or ']', but got :); "
                        + "look at its spaces, colons and quotation marks.");
        assertThat(saidWith("title: Ask around", "title: Ask: around"))
                .containsExactly("Line 35 cannot be read (mapping values are not allowed here); "
                        + "look at its spaces, colons and quotation marks.");
    }

    @Test
    void aKeyThatIsThereTwiceIsSaidWithItsLine() {
        assertThat(saidWith("version: 1", "version: 1\nversion: 2"))
                .containsExactly("Line 3 has a key that was there before: \"version\".");
    }

    @Test
    void aSecondDocumentIsNotReadOver() {
        assertThat(said(FOUND_PHONE + "---\nid: another\n"))
                .singleElement()
                .asString()
                .matches("Line \\d+ begins a second procedure; a text holds one\\.");
    }

    @Test
    void textWithoutKeysIsNoProcedure() {
        assertThat(said("Ask the head.")).contains("The procedure is not written as keys with values.");
        assertThat(said("")).contains("The procedure is not written as keys with values.");
    }

    @Test
    void aProcedureIsNotLongerThanABook() {
        assertThat(said(FOUND_PHONE + "#".repeat(100_000)))
                .containsExactly("The procedure is longer than 100000 characters.");
    }

    @Test
    void deepNestingIsRefusedBeforeItHurts() {
        assertThat(said("id: " + "[".repeat(50_000))).containsExactly("The procedure is nested too deeply.");
    }

    @Test
    void itHasAVersionOfOneOrMore() {
        assertThat(saidWith("version: 1", "version: 0")).containsExactly("The procedure needs a version of 1 or more.");
        assertThat(saidWith("version: 1", "version: new"))
                .containsExactly("The procedure needs a whole number under “version”.");
    }

    @Test
    void itSaysWithWhichStepItBegins() {
        assertThat(saidWith("begin: found\n", "")).containsExactly("The procedure does not say “begin”.");
    }

    @Test
    void itHasStepsInAList() {
        assertThat(said("id: a\nversion: 1\ntitle: A\nabout: A\nbegin: a\nsteps: none\n"))
                .containsExactly("The procedure needs a list under “steps”.");
        assertThat(said("id: a\nversion: 1\ntitle: A\nabout: A\nbegin: a\nsteps: [one]\n"))
                .contains("The procedure has something under “steps” that is not keys with values.");
    }

    @Test
    void itHasAHundredStepsAtMost() {
        var steps = IntStream.rangeClosed(0, 100)
                .mapToObj("  - {step: s%d, by: head, title: A, say: A, tick: A, next: nothing}\n"::formatted)
                .collect(Collectors.joining());
        assertThat(said("id: a\nversion: 1\ntitle: A\nabout: A\nbegin: s0\nsteps:\n" + steps))
                .containsExactly("The procedure has more than 100 under “steps”.");
    }

    @Test
    void aStepHasAName() {
        assertThat(saidWith("  - step: shelf\n    by: office", "  - by: office"))
                .contains("Number 6 under “steps” does not say “step”.");
        assertThat(saidWith("step: shelf", "step: The Shelf"))
                .contains("Step “The Shelf” is named “The Shelf”; a name has small letters, figures and hyphens only.");
    }

    @Test
    void aStepSaysWhoDoesIt() {
        assertThat(saidWith("by: head\n    title: Say", "title: Say"))
                .containsExactly("Step “owner” does not say “by”.");
    }

    @Test
    void onlyKnownPeopleDoIt() {
        assertThat(saidWith("by: head\n    title: Say", "by: the boss\n    title: Say"))
                .singleElement()
                .asString()
                .startsWith(
                        "Step “owner” says “the boss” under “by”; known are: reporter, anyone on the case, whoever receives complaints, teacher,");
    }

    @Test
    void onlyKnownAgenciesAreCalled() {
        assertThat(saidWith("tick: It is there.", "call: the army"))
                .singleElement()
                .asString()
                .startsWith("Step “shelf” says “the army” under “call”; known are: provider, police,");
        assertThat(saidWith("tick: It is there.", "refer: the army"))
                .singleElement()
                .asString()
                .startsWith("Step “shelf” says “the army” under “refer”; known are: provider, police,");
    }

    @Test
    void onlyKnownEffectsAreHad() {
        assertThat(saidWith("effects: suspend access", "effects: ring the bell"))
                .containsExactly("Answer “yes” of step “owner” says “ring the bell” under “effects”; known are: "
                        + "seal the case, refuse images, keep evidence shut, suspend access, about staff, about the head, keep the safeguarding lead, "
                        + "warn of the mail deadline, ring until somebody answers.");
    }

    @Test
    void aKeyThatNobodyKnowsIsRefused() {
        assertThat(saidWith("    optional: yes\n    tick: It is there.", "    optimal: yes\n    tick: It is there."))
                .singleElement()
                .asString()
                .startsWith("Step “shelf” has the key “optimal”, which nobody knows; known are: step, by, title, say,");
        assertThat(saidWith("version: 1", "version: 1\nauthor: me"))
                .singleElement()
                .asString()
                .startsWith("The procedure has the key “author”, which nobody knows;");
    }

    @Test
    void aTimeLimitIsWrittenAsPeopleSayIt() {
        assertThat(saidWith("within: 2 hours", "within: soon"))
                .containsExactly(
                        "Step “back” says “soon” under “within”; write it like 2 hours, 1 day or 3 school days.");
    }

    @Test
    void aTimeLimitLeadsToSomebody() {
        assertThat(saidWith("    after that: [senior leader, head]\n", ""))
                .containsExactly("Step “back” has a time limit, but does not say whose turn it is “after that”.");
        assertThat(saidWith("    within: 2 hours\n", ""))
                .containsExactly("Step “back” says whose turn it is “after that”, but not “within” which time.");
        assertThat(saidWith("    within: 2 hours\n", "    urgent: yes\n"))
                .containsExactly(
                        "Step “back” is “urgent”, but does not say “within” which time.",
                        "Step “back” says whose turn it is “after that”, but not “within” which time.");
    }

    @Test
    void aStepDoesOneThing() {
        assertThat(saidWith("    tick: It is there.\n", ""))
                .containsExactly(
                        "Step “shelf” has to do one of these: acknowledge, write down, decide, call, refer, tell, "
                                + "sanction, tick, close.");
        assertThat(saidWith("tick: It is there.", "tick: It is there.\n    call: police"))
                .contains("Step “shelf” has to do one of these: acknowledge, write down, decide, call, refer, tell, "
                        + "sanction, tick, close.");
    }

    @Test
    void aStepSaysWhatComesNext() {
        assertThat(saidWith("tick: It is there.\n    next: close", "tick: It is there."))
                .containsExactly("Step “shelf” does not say what is “next”; where its branch ends, write nothing.");
    }

    @Test
    void onwardAndBackAtOnceIsRefused() {
        assertThat(saidWith("back to: asked", "back to: asked\n        next: close"))
                .containsExactly("Answer “again” of step “owner” says both “next” and “back to”.");
    }

    @Test
    void aClosingStepOnlyCloses() {
        assertThat(saidWith("close: yes", "close: no"))
                .containsExactly("Step “close” says something other than yes under “close”.");
    }

    @Test
    void twoAnswersHaveTwoNames() {
        assertThat(saidWith("answer: again", "answer: no")).containsExactly("Step “owner” has two answers named “no”.");
    }

    @Test
    void twoFieldsHaveTwoNames() {
        assertThat(saidWith("field: where", "field: at")).containsExactly("Step “found” has two fields named “at”.");
    }

    @Test
    void somethingIsWrittenDown() {
        assertThat(saidWith("tick: It is there.", """
                        write down: []
                        """.strip()))
                .containsExactly("Step “shelf” has nothing to write down.");
    }

    @Test
    void aChoiceHasOptionsAndNothingElseHas() {
        assertThat(saidWith("        of: [red, black]\n", ""))
                .containsExactly(
                        "Field “colour” of step “found” has to say “of” what it is a choice, and only a choice does.");
        assertThat(saidWith("kind: time", "of: [now]"))
                .containsExactly(
                        "Field “at” of step “found” has to say “of” what it is a choice, and only a choice does.");
    }

    @Test
    void whoeverIsToldIsToldSomehow() {
        assertThat(saidWith("      how: [in person, by phone]\n", ""))
                .containsExactly("Step “office” does not say how they are told.");
        assertThat(saidWith("whom: office", "whom: nobody"))
                .singleElement()
                .asString()
                .startsWith("Step “office” says “nobody” under “whom”; known are: reporter, pupil, parents,");
        assertThat(saidWith("whom: office", "who: office")).contains("Step “office” does not say “whom”.");
    }

    @Test
    void yesAndNoAreWrittenSo() {
        assertThat(saidWith("    optional: yes\n    tick", "    optional: perhaps\n    tick"))
                .containsExactly("Step “shelf” says “perhaps” under “optional”, where only yes or no can stand.");
    }

    @Test
    void textHasAnEnd() {
        assertThat(saidWith("title: Ask around", "title: " + "a".repeat(161)))
                .containsExactly("Step “asked” says more than 160 characters under “title”.");
        assertThat(saidWith("title: Ask around", "title:"))
                .containsExactly("Step “asked” has nothing written under “title”.");
    }

    @Test
    void listsAreOfWordsAndHaveAnEnd() {
        assertThat(saidWith("needs: office", "needs: [[office]]"))
                .contains("Step “back” has something under “needs” that is not a word.");
        assertThat(saidWith("needs: office", "needs: []"))
                .containsExactly("Step “back” has nothing written under “needs”.");
        assertThat(saidWith("needs: office", "needs: [" + "office, ".repeat(10) + "office]"))
                .containsExactly("Step “back” has more than 10 under “needs”.");
    }

    @Test
    void everyMistakeIsSaidAtOnce() {
        assertThat(said(FOUND_PHONE.replace("by: head", "by: boss").replace("within: 2 hours", "within: soon")))
                .hasSize(5);
    }

    @Test
    void aMistakeKnowsItsStep() {
        var reading = ProcedureReader.read(FOUND_PHONE.replace("within: 2 hours", "within: soon"));
        assertThat(((Reading.Faulty) reading).problems())
                .extracting(Problem::step)
                .containsExactly("back");
    }

    private static Step step(String id) {
        return Written.foundPhone().step(id).orElseThrow();
    }
}
