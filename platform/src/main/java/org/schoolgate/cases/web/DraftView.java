package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.ProcedureDraft;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.DefinitionText;
import org.schoolgate.cases.procedure.Difference;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.cases.procedure.StepText;
import org.schoolgate.cases.procedure.StepText.AnswerText;
import org.schoolgate.cases.procedure.StepText.FieldText;
import org.schoolgate.ui.Option;

/**
 * A draft for its pages.
 *
 * @param text what stands on the page, which may not be what is kept
 */
public record DraftView(ProcedureDraft draft, String text, List<Fault> faults) {
    /**
     * Something that is wrong.
     *
     * @param line where it is; 0 where it is in no one line
     * @param step the step; empty where it is in no one step
     */
    public record Fault(int line, String step, String sentence) {}

    public DraftView {
        faults = List.copyOf(faults);
    }

    static DraftView of(ProcedureDraft draft, List<Problem> problems) {
        return new DraftView(draft, draft.text(), faults(draft.text(), problems));
    }

    /** What is wrong, by where it stands in the text. */
    static List<Fault> faults(String text, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Fault(
                        problem.step() == null ? 0 : line(text, problem.step()),
                        problem.step() == null ? "" : problem.step(),
                        problem.sentence()))
                .toList();
    }

    private static int line(String text, String step) {
        var lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).matches("\\s*- step: \"?" + Pattern.quote(step) + "\"?\\s*")) {
                return at + 1;
            }
        }
        return 0;
    }

    public String href(String rest) {
        return "/cases/procedures/" + draft.procedure() + "/draft" + rest;
    }

    public String title() {
        return SchoolProcedures.brought(draft.procedure())
                .map(brought -> brought.procedure().title())
                .or(() -> apart().map(DefinitionText::title))
                .orElse(draft.procedure());
    }

    /** Whether the school has it beside those of the program. */
    public boolean isBeside() {
        return SchoolProcedures.brought(draft.procedure()).isEmpty();
    }

    /** Where one comes from: the page of the procedure, where it was ever followed as it comes with the program. */
    public String back() {
        return isBeside() ? "/cases/procedures" : "/cases/procedures/" + draft.procedure();
    }

    /** How it looks; nothing while something is wrong that cannot be drawn. */
    public Optional<Drawing> drawing() {
        return Procedures.ours().read(text) instanceof Reading.Sound(var procedure)
                ? Optional.of(Drawing.of(procedure))
                : Optional.empty();
    }

    /** Its parts; nothing where it can only be written as a text. */
    public Optional<DefinitionText> apart() {
        return DefinitionText.of(text);
    }

    public List<StepText> steps() {
        return apart().map(DefinitionText::steps).orElse(List.of());
    }

    public List<Fault> faultsOf(String step) {
        return faults.stream().filter(fault -> fault.step().equals(step)).toList();
    }

    /** Beside what comes with the program. */
    public Difference difference() {
        return beside(draft.procedure(), text);
    }

    /** Beside nothing where the program brings none of that kind. */
    static Difference beside(String procedure, String text) {
        var brought = SchoolProcedures.brought(procedure)
                .map(Definition::text)
                .map(DefinitionText::setOut)
                .orElse("");
        return Difference.between(brought, DefinitionText.setOut(text));
    }

    public List<Option> doers() {
        return Arrays.stream(Doer.values())
                .map(doer -> Option.of(doer.word(), CaseWords.doer(doer)))
                .toList();
    }

    public List<Option> acts() {
        return StepText.ACTS.stream()
                .map(act -> Option.of(act, say("cases.act." + act.replace(' ', '-'))))
                .toList();
    }

    public List<Option> kinds() {
        return Arrays.stream(Field.Kind.values())
                .map(kind -> Option.of(kind.word(), CaseWords.capital(kind.word())))
                .toList();
    }

    public List<Option> stepOptions() {
        return steps().stream().map(step -> Option.of(step.id(), step.title())).toList();
    }

    public String stepNames() {
        return String.join(", ", steps().stream().map(StepText::id).toList());
    }

    /** The fields of a step with empty rows for more. */
    public List<FieldText> fieldRows(StepText step) {
        return withSpare(step.fields(), FieldText.NONE);
    }

    public List<AnswerText> answerRows(StepText step) {
        return withSpare(step.answers(), AnswerText.NONE);
    }

    private static <T> List<T> withSpare(List<T> rows, T empty) {
        var all = new ArrayList<>(rows);
        Stream.generate(() -> empty).limit(DraftForms.SPARE).forEach(all::add);
        return all;
    }

    /** What stands beside a sort of doing, in a few words; null where nothing does. */
    public static @Nullable String aboutOf(StepText step) {
        return switch (step.act()) {
            case "acknowledge", "decide", "call", "refer", "sanction", "tick" -> say("cases.act.about." + step.act());
            default -> null;
        };
    }
}
