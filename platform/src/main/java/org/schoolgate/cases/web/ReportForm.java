package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Matter;
import org.schoolgate.ui.Problems;

/**
 * What an adult told, as it was typed.
 *
 * @param matter the name of a {@link Matter}
 */
public record ReportForm(
        @Nullable String matter,
        @Nullable String words,
        @Nullable String page) {
    static ReportForm empty(@Nullable String page) {
        return new ReportForm("", "", page);
    }

    public Problems problems() {
        return new Problems()
                .when(
                        Matter.OFFERED_TO_ADULTS.stream()
                                .noneMatch(one -> one.name().equals(matter)),
                        "matter",
                        say("cases.report.matter.choose"))
                .when(said().isBlank(), "words", say("cases.report.words.write"));
    }

    public String said() {
        return words == null ? "" : words;
    }

    public String chosen() {
        return matter == null ? "" : matter;
    }

    public String address() {
        return page == null ? "" : page;
    }
}
