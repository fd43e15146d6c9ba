package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.cases.procedure.Written.said;
import static org.schoolgate.cases.procedure.Written.saidWith;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A definition that could not be walked to its end is refused, with the step at which it goes wrong. */
class SoundnessTest {
    @Test
    void twoStepsHaveTwoNames() {
        assertThat(saidWith("step: shelf", "step: asked")).contains("There are two steps named “asked”.");
    }

    @Test
    void itBeginsWithAStepThatIsThere() {
        assertThat(saidWith("begin: found", "begin: finding"))
                .containsExactly("The procedure begins with “finding”, and there is no such step.");
    }

    @Test
    void aStepLeadsToOneThatIsThere() {
        assertThat(saidWith("next: shelf", "next: attic"))
                .containsExactly("Step “owner” leads to “attic”, and there is no such step.");
    }

    @Test
    void aStepGoesBackToOneThatIsThere() {
        assertThat(saidWith("back to: asked", "back to: asking"))
                .containsExactly("Step “owner” goes back to “asking”, and there is no such step.");
    }

    @Test
    void aStepNeedsOneThatIsThere() {
        assertThat(saidWith("needs: office", "needs: reception"))
                .containsExactly("Step “back” needs “reception”, and there is no such step.");
    }

    @Test
    void aDecisionHasAnswers() {
        assertThat(said("""
                        id: a
                        version: 1
                        title: A
                        about: A
                        begin: ask
                        steps:
                          - {step: ask, by: head, title: A, say: A, decide: What now?, answers: []}
                          - {step: close, by: head, title: A, say: A, close: yes}
                        """)).containsExactly("Step “ask” asks a question without answers.");
    }

    @Test
    void whatDecidesOrClosesIsNeverLeftOut() {
        assertThat(saidWith("close: yes", "close: yes\n    optional: yes"))
                .containsExactly("Step “close” decides or closes, so it cannot be optional.");
        assertThat(saidWith("decide: Is the owner known?", "decide: Is the owner known?\n    optional: yes"))
                .containsExactly("Step “owner” decides or closes, so it cannot be optional.");
    }

    @Test
    void oneStepClosesTheCase() {
        assertThat(saidWith("close: yes", "tick: Done\n    next: nothing")).containsExactly("No step closes the case.");
        assertThat(saidWith("tick: It is there.\n    next: close", "close: yes").stream()
                        .filter(sentence -> sentence.contains("closes"))
                        .toList())
                .contains("Step “close” closes the case, and another step does too.");
    }

    @Test
    void aTimeThatIsCountedFromAFieldIsKnownByThen() {
        assertThat(saidWith("within: 2 hours", "within: 2 hours from at")).isEmpty();
        assertThat(saidWith("within: 2 hours", "within: 2 hours from where"))
                .containsExactly("Step “back” counts its time from “where”,"
                        + " and no step that is always done before it asks for that time.");
    }

    @Test
    void somethingLeadsToEveryStep() {
        assertThat(saidWith("next: shelf", "next: close")).containsExactly("Nothing leads to step “shelf”.");
    }

    @Test
    void onlyGoingBackMakesALoop() {
        assertThat(saidWith("back to: asked", "next: asked"))
                .containsExactly(
                        "Step “asked” leads on to itself in the end; where a step is taken up again, write “back to”.");
    }

    @Test
    void everyWayComesToTheClose() {
        assertThat(saidWith("tick: It is there.\n    next: close", "tick: It is there.\n    next: nothing"))
                .containsExactly("From step “shelf” there is a way on which the case is never closed.");
    }

    @Test
    void aDecisionDoesNotGoBackWithEveryAnswer() {
        assertThat(said(small(
                        "- {step: a, by: head, title: A, say: A, tick: A, next: [b, d]}",
                        """
                        - step: b
                            by: head
                            title: B
                            say: B
                            decide: Again?
                            answers:
                              - {answer: yes, label: Again, back to: a}\
                        """,
                        "- {step: d, by: head, title: D, say: D, tick: D, next: close}")))
                .containsExactly("Step “b” goes back with every answer.");
    }

    @Test
    void aBranchThatEndsByItselfIsNoFaultWhereAnotherGoesOn() {
        assertThat(saidWith("next: [asked, office]", "next: [office, asked]")).isEmpty();
    }

    @Test
    void goingBackIsToAStepThatWasDone() {
        assertThat(saidWith("back to: asked", "back to: office"))
                .containsExactly("Step “owner” goes back to “office”, but “owner” can be reached without it.");
    }

    @Test
    void whatLiesBetweenIsReachedThroughTheStepGoneBackToOnly() {
        assertThat(saidWith("next: [asked, office]", "next: [asked, owner, office]"))
                .contains("Step “owner” goes back to “asked”, but “owner” can be reached without it.");
    }

    @Test
    void aNeedComesBefore() {
        assertThat(saidWith("needs: office", "needs: sanction"))
                .containsExactly("Step “back” needs “sanction”, which can only be done after it.");
        assertThat(saidWith("needs: office", "needs: close"))
                .containsExactly("Step “back” needs “close”, which can only be done after it.");
        assertThat(saidWith("needs: office", "needs: back"))
                .containsExactly("Step “back” needs “back”, which can only be done after it.");
    }

    @Test
    void aNeedIsNotOnAnotherWay() {
        assertThat(saidWith("needs: office", "needs: shelf"))
                .containsExactly("Step “back” needs “shelf”, but there is a way on which “shelf” is never done.");
    }

    @Test
    void whatBeginsSideBySideMayBeNeededInAnyOrder() {
        assertThat(said(small(
                        "- {step: a, by: head, title: A, say: A, tick: A, next: [b, c, d]}",
                        "- {step: b, by: head, title: B, say: B, tick: B, needs: c, next: close}",
                        "- {step: c, by: head, title: C, say: C, tick: C, needs: d, next: nothing}",
                        "- {step: d, by: head, title: D, say: D, tick: D, needs: a, next: nothing}")))
                .isEmpty();
        assertThat(said(small(
                        "- {step: a, by: head, title: A, say: A, tick: A, next: [b, c, d]}",
                        "- {step: b, by: head, title: B, say: B, tick: B, needs: a, next: close}",
                        "- {step: c, by: head, title: C, say: C, tick: C, needs: b, next: nothing}",
                        "- {step: d, by: head, title: D, say: D, tick: D, needs: c, next: nothing}")))
                .isEmpty();
    }

    @Test
    void aNeedThatWaitsOnOneOfSeveralWaysIsFound() {
        assertThat(said(small(
                        "- {step: a, by: head, title: A, say: A, decide: A?, answers: ["
                                + "{answer: x, label: X, next: b}, {answer: y, label: Y, next: c}]}",
                        "- {step: b, by: head, title: B, say: B, tick: B, next: [c, d]}",
                        "- {step: c, by: head, title: C, say: C, tick: C, needs: d, next: d}",
                        "- {step: d, by: head, title: D, say: D, tick: D, next: close}")))
                .containsExactly("Step “c” needs “d”, but there is a way on which “d” is never done.");
    }

    @Test
    void twoStepsDoNotWaitForEachOther() {
        assertThat(said(small(
                        "- {step: a, by: head, title: A, say: A, tick: A, next: [b, c]}",
                        "- {step: b, by: head, title: B, say: B, tick: B, needs: c, next: close}",
                        "- {step: c, by: head, title: C, say: C, tick: C, needs: b, next: nothing}")))
                .containsExactly(
                        "Step “b” needs “c”, which can only be done after it.",
                        "Step “c” needs “b”, which can only be done after it.");
    }

    @Test
    void noUnsoundProcedureComesIntoBeing() {
        var steps = Written.foundPhone().steps();
        assertThatThrownBy(() -> new Procedure("a", 1, "A", "A", "found", List.of(), steps.subList(0, 3), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Step “asked” leads to “owner”, and there is no such step.");
    }

    private static String small(String... steps) {
        return "id: a\nversion: 1\ntitle: A\nabout: A\nbegin: a\nsteps:\n  " + String.join("\n  ", steps)
                + "\n  - {step: close, by: head, title: Close, say: Close, close: yes}\n";
    }
}
