package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Outcome;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.ui.Problems;

/** What is wrong with what was said about a step, field by field. */
final class StepProblems {
    private StepProblems() {}

    /** What speaks against something said about a step; nothing where it is not what was said that does. */
    static Problems of(Step step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.WrongAnswer(var fields) -> wrong(step, fields);
            case Outcome.Missing(var fields) -> missing(step, fields);
            case Outcome.ReasonMissing() -> Problems.of(Act.REASON, say("cases.step.no-reason"));
            case Outcome.AlwaysNecessary _ -> Problems.of(Act.REASON, say("cases.step.always"));
            case Outcome.WentOn _, Outcome.NotOpen _, Outcome.NeedsFirst _ -> Problems.none();
        };
    }

    private static Problems missing(Step step, List<String> fields) {
        var problems = Problems.none();
        fields.forEach(field -> problems.add(
                field,
                field.equals(Act.REASON)
                        ? say("cases.step.no-reason")
                        : say("cases.step.missing", label(step, field))));
        return problems;
    }

    private static Problems wrong(Step step, List<String> fields) {
        var problems = Problems.none();
        fields.forEach(field -> problems.add(field, say("cases.step.wrong", label(step, field))));
        return problems;
    }

    private static String label(Step step, String name) {
        return step.act().fields().stream()
                .filter(field -> field.name().equals(name))
                .map(Field::label)
                .findFirst()
                .orElse(name);
    }
}
