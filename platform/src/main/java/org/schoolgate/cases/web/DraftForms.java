package org.schoolgate.cases.web;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.schoolgate.cases.procedure.StepText;
import org.schoolgate.cases.procedure.StepText.AnswerText;
import org.schoolgate.cases.procedure.StepText.FieldText;
import org.schoolgate.cases.procedure.StepText.TellText;

/** What the forms of a draft send back. */
final class DraftForms {
    /** Empty rows below those that are filled in, for more. */
    static final int SPARE = 2;

    private static final int MOST_ROWS = 24;

    private DraftForms() {}

    /** A step as it was typed; what a form of that sort of step does not show stays as it was. */
    static StepText step(StepText before, Map<String, String> typed) {
        return new StepText(
                before.id(),
                get(typed, "by"),
                get(typed, "title"),
                get(typed, "say"),
                get(typed, "warning"),
                before.fixed(),
                get(typed, "within"),
                get(typed, "after-that"),
                typed.containsKey("urgent"),
                get(typed, "needs"),
                typed.containsKey("optional"),
                get(typed, "effects"),
                get(typed, "act"),
                typed.containsKey("act-about") ? get(typed, "act-about") : before.about(),
                typed.containsKey("tell-whom")
                        ? new TellText(
                                get(typed, "tell-whom"),
                                get(typed, "tell-how"),
                                get(typed, "tell-letter"),
                                get(typed, "tell-held-back-by"))
                        : before.tell(),
                typed.containsKey("field-0-name")
                        ? rows().mapToObj(row -> new FieldText(
                                        name(get(typed, "field-" + row + "-name")),
                                        get(typed, "field-" + row + "-label"),
                                        get(typed, "field-" + row + "-kind"),
                                        typed.containsKey("field-" + row + "-optional"),
                                        get(typed, "field-" + row + "-of")))
                                .filter(field -> !field.name().isEmpty()
                                        || !field.label().isEmpty())
                                .toList()
                        : before.fields(),
                typed.containsKey("answer-0-id")
                        ? rows().mapToObj(row -> new AnswerText(
                                        name(get(typed, "answer-" + row + "-id")),
                                        get(typed, "answer-" + row + "-label"),
                                        get(typed, "answer-" + row + "-means"),
                                        typed.containsKey("answer-" + row + "-reason"),
                                        get(typed, "answer-" + row + "-effects"),
                                        get(typed, "answer-" + row + "-next"),
                                        get(typed, "answer-" + row + "-back")))
                                .filter(answer -> !answer.id().isEmpty()
                                        || !answer.label().isEmpty())
                                .toList()
                        : before.answers(),
                get(typed, "next"),
                get(typed, "back-to"));
    }

    private static IntStream rows() {
        return IntStream.range(0, MOST_ROWS);
    }

    private static String get(Map<String, String> typed, String key) {
        return line(typed.getOrDefault(key, ""));
    }

    static String line(String typed) {
        return typed.strip().replaceAll("\\s+", " ");
    }

    /** A name as definitions write it: “Tell the office” becomes “tell-the-office”. */
    static String name(String typed) {
        return line(typed).toLowerCase(Locale.UK).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
    }
}
