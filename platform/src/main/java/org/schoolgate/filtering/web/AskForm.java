package org.schoolgate.filtering.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.List;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;

/** The form that asks for sites, as it was typed. */
public record AskForm(
        String sites, String forWhom, String until, String reason, String checked, String again, String reach) {
    /** The sites that were typed, each once, in order. */
    List<String> typed() {
        return sites.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    /** What is asked for: those pages, or the sites that they are of. */
    List<String> wanted() {
        return typed().stream().map(site -> Reach.of(site, reach)).distinct().toList();
    }

    /** Whether it has to be said how much of the sites is meant. */
    public boolean asksForReach() {
        return typed().stream().anyMatch(Reach::isAsked);
    }

    public List<Option> reaches() {
        return Reach.options();
    }

    Problems problems() {
        return Problems.none()
                .when(asksForReach() && !Reach.isChosen(reach), "reach", say("filtering.reach.choose"))
                .when(typed().isEmpty(), "sites", say("filtering.site.unreadable"))
                .when(forWhom.isBlank(), "forWhom", say("filtering.ask.for.choose"))
                .when(Dates.read(until).isEmpty(), "until", say("filtering.ask.until.read"));
    }

    /** The end of the day that was chosen. */
    Instant end() {
        return Dates.read(until).orElseThrow().plusDays(1).atStartOfDay(LONDON).toInstant();
    }
}
