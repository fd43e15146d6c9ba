package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.cases.Report;
import org.schoolgate.ui.Dates;

/** What an adult told besides what happened, each under its name. */
public final class ReportLines {
    private ReportLines() {}

    public static List<CaseStory.Line> of(Report report) {
        var details = report.details();
        var lines = new ArrayList<CaseStory.Line>();
        details.people()
                .forEach(person -> add(
                        lines,
                        say("cases.part." + person.part().name()),
                        say(
                                "cases.show.person",
                                person.name(),
                                say("cases.kind." + person.kind().name()))));
        add(lines, say("cases.show.happened"), details.happenedAt() == null ? "" : Dates.moment(details.happenedAt()));
        add(lines, say("cases.show.heard"), details.heardAt() == null ? "" : Dates.moment(details.heardAt()));
        add(
                lines,
                say("cases.report.place"),
                details.place() == null
                        ? ""
                        : say("cases.place." + details.place().name()));
        add(lines, say("cases.report.account"), details.account());
        add(lines, say("cases.report.station"), details.station());
        add(lines, say("cases.show.not-known"), details.notKnown() ? say("cases.show.not-known.text") : "");
        details.injuries()
                .forEach(injury -> add(
                        lines,
                        say(
                                "cases.show.injury",
                                say("cases.region." + injury.region().name())),
                        injury.words().isEmpty() ? say("cases.show.injury.marked") : injury.words()));
        lines.addAll(NoteForm.lines(details.boxes()));
        return lines;
    }

    /** How it came, where it was told while the network was away. */
    public static String arrival(Report report) {
        var arrival = report.arrival();
        if (arrival == null) {
            return "";
        }
        var clock = arrival.deviceClock();
        return arrival.timeIsKnown()
                ? say("cases.show.away", Dates.moment(report.toldAt()), Dates.moment(arrival.arrivedAt()))
                : say(
                        "cases.show.away-unknown",
                        Dates.moment(arrival.arrivedAt()),
                        clock == null ? say("cases.show.no-clock") : Dates.moment(clock));
    }

    private static void add(List<CaseStory.Line> lines, String name, String text) {
        if (!text.isEmpty()) {
            lines.add(new CaseStory.Line(name, text));
        }
    }
}
