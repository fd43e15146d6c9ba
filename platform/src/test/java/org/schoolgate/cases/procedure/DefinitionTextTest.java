package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A text taken apart and put together again says what it said. */
class DefinitionTextTest {
    @Test
    void eachOfOursSaysTheSameOnceItIsWrittenAgain() {
        assertThat(Procedures.ours().all()).hasSizeGreaterThan(30).allSatisfy(procedure -> {
            var text =
                    Procedures.ours().definition(procedure.id()).orElseThrow().text();
            var again = DefinitionText.of(text).orElseThrow().written();
            assertThat(Written.sound(again)).isEqualTo(procedure);
            assertThat(again.lines().findFirst()).isEqualTo(text.lines().findFirst());
            assertThat(DefinitionText.of(again).orElseThrow().written()).isEqualTo(again);
        });
    }

    @Test
    void wordsThatMeanSomethingToYamlStayWords() {
        var before = DefinitionText.of(Written.FOUND_PHONE).orElseThrow();
        var step = before.step("asked").orElseThrow();
        for (var hard :
                new String[] {"- a: b", "yes: no", "it's # not", "\"quoted\" \\ words", "null", "12", "@all & *more"}) {
            var changed = new StepText(
                    step.id(),
                    step.by(),
                    hard,
                    hard,
                    hard,
                    "",
                    "",
                    "",
                    false,
                    "",
                    false,
                    "",
                    "tick",
                    hard,
                    step.tell(),
                    step.fields(),
                    step.answers(),
                    step.next(),
                    "");
            var again = Written.sound(before.with("asked", changed).written())
                    .step("asked")
                    .orElseThrow();
            assertThat(again.title()).isEqualTo(hard);
            assertThat(again.say()).isEqualTo(hard);
            assertThat(again.act()).isEqualTo(new Act.Tick(hard));
        }
    }

    @Test
    void aStepIsAddedBetweenTwo() {
        var more = DefinitionText.of(Written.FOUND_PHONE).orElseThrow().adding("asked", "poster");
        var procedure = Written.sound(
                more.with("poster", said(more.step("poster").orElseThrow())).written());
        assertThat(procedure.step("asked").orElseThrow().next()).isEqualTo(new Way.On(List.of("poster")));
        assertThat(procedure.step("poster").orElseThrow().next()).isEqualTo(new Way.On(List.of("owner")));
    }

    private static StepText said(StepText step) {
        return new StepText(
                step.id(),
                step.by(),
                "Put up a poster",
                "At the door.",
                "",
                "",
                "",
                "",
                false,
                "",
                false,
                "",
                step.act(),
                step.about(),
                step.tell(),
                step.fields(),
                step.answers(),
                step.next(),
                step.backTo());
    }

    @Test
    void whatHasNoPlaceInTheFormsIsLeftToTheText() {
        assertThat(DefinitionText.of(Written.FOUND_PHONE.replace("say: Leave it locked.", "say: A\n    note: B")))
                .isEmpty();
        assertThat(DefinitionText.of(Written.FOUND_PHONE.replace("step: shelf", "step: asked")))
                .isEmpty();
        assertThat(DefinitionText.of("steps: [")).isEmpty();
        assertThat(DefinitionText.of("")).isEmpty();
        assertThat(DefinitionText.of("- 1")).isEmpty();
    }
}
