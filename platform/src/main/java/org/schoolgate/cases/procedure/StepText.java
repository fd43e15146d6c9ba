package org.schoolgate.cases.procedure;

import java.util.List;

/**
 * A step as it is written, word for word, whether it makes sense or not. What is not written is empty; where several words
 * can stand, they stand with commas between.
 *
 * @param act what is done: one of {@link #ACTS}
 * @param about what stands beside that: a warning, a question, a body outside, a ladder, a line to tick
 * @param fixed why a school cannot do without it; empty where it can
 * @param urgent whether people are rung when it is late twice
 */
public record StepText(
        String id,
        String by,
        String title,
        String say,
        String warning,
        String fixed,
        String within,
        String afterThat,
        boolean urgent,
        String needs,
        boolean optional,
        String effects,
        String act,
        String about,
        TellText tell,
        List<FieldText> fields,
        List<AnswerText> answers,
        String next,
        String backTo) {
    /** What can be done in a step, as definitions write it. */
    public static final List<String> ACTS = ProcedureReader.ACTS;

    /** Whom a step tells, and how. */
    public record TellText(String whom, String how, String letter, String heldBackBy) {
        public static final TellText NONE = new TellText("", "", "", "");
    }

    /** A field that is written down. */
    public record FieldText(String name, String label, String kind, boolean optional, String of) {
        public static final FieldText NONE = new FieldText("", "", "", false, "");
    }

    /** An answer of a decision. */
    public record AnswerText(
            String id, String label, String means, boolean withReason, String effects, String next, String backTo) {
        public static final AnswerText NONE = new AnswerText("", "", "", false, "", "", "");
    }

    public StepText {
        fields = List.copyOf(fields);
        answers = List.copyOf(answers);
    }

    /** A new one, which does nothing yet but be ticked. */
    static StepText fresh(String id, String next) {
        return new StepText(
                id,
                Doer.ANYONE_ON_THE_CASE.word(),
                id,
                "",
                "",
                "",
                "",
                "",
                false,
                "",
                false,
                "",
                "tick",
                "Done",
                TellText.NONE,
                List.of(),
                List.of(),
                next,
                "");
    }

    public boolean decides() {
        return act.equals("decide");
    }

    public boolean closes() {
        return act.equals("close");
    }

    /** The same where nothing is fixed. */
    StepText free() {
        return new StepText(
                id, by, title, say, warning, "", within, afterThat, urgent, needs, optional, effects, act, about, tell,
                fields, answers, next, backTo);
    }

    StepText leadingTo(String other) {
        return new StepText(
                id, by, title, say, warning, fixed, within, afterThat, urgent, needs, optional, effects, act, about,
                tell, fields, answers, other, "");
    }
}
