package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.time.LocalDate;
import org.schoolgate.roster.Span;
import org.schoolgate.ui.Problems;

/** The fields for the first day of a role, and for the last one where it is known. */
final class SpanFields {
    private SpanFields() {}

    static void check(Typed form, Problems problems) {
        var until = form.day("until");
        problems.when(!form.text("until").isEmpty() && until.isEmpty(), "until", say("roster.form.until"))
                .when(
                        until.filter(last -> last.isBefore(form.day("from").orElse(LocalDate.MIN)))
                                .isPresent(),
                        "until",
                        say("roster.form.until.before"));
    }

    static Span span(Typed form) {
        return new Span(form.day("from").orElseThrow(), form.day("until").orElse(null));
    }
}
