package org.schoolgate.filtering.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.List;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;

/** The form that asks for sites, as it was typed. */
public record AskForm(String sites, String forWhom, String until, String reason, String checked, String again) {
    /** The sites that were typed, each once, in order. */
    List<String> typed() {
        return sites.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    Problems problems() {
        return Problems.none()
                .when(typed().isEmpty(), "sites", say("filtering.site.unreadable"))
                .when(forWhom.isBlank(), "forWhom", say("filtering.ask.for.choose"))
                .when(Dates.read(until).isEmpty(), "until", say("filtering.ask.until.read"));
    }

    /** The end of the day that was chosen. */
    Instant end() {
        return Dates.read(until).orElseThrow().plusDays(1).atStartOfDay(LONDON).toInstant();
    }
}
