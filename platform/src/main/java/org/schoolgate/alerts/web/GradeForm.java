package org.schoolgate.alerts.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import org.schoolgate.alerts.Grade;
import org.schoolgate.alerts.Gradings;
import org.schoolgate.alerts.Sort;
import org.schoolgate.ui.Option;

/** A wish to have a sort graded otherwise, as it was typed. */
public record GradeForm(String sort, String grade, String reason) {
    static final GradeForm EMPTY = new GradeForm("", "", "");

    public static List<Option> sorts() {
        return Option.of(Arrays.asList(Sort.values()), Sort::label);
    }

    public static List<Option> grades() {
        return Arrays.stream(Grade.values())
                .map(grade -> new Option(
                        grade.name(),
                        say("alerts.grade." + grade.name()),
                        say("alerts.grade." + grade.name() + ".means")))
                .toList();
    }

    /** What a school said, by the words of today where the sort is still one. */
    public static String said(Gradings.Said said) {
        return say(
                "alerts.grades.said",
                Sort.named(said.sort()).map(Sort::label).orElse(said.sort()),
                say("alerts.grade." + said.grade().name()),
                said.by());
    }
}
