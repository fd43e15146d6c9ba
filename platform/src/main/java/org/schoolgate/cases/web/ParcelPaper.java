package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.Parcel;
import org.schoolgate.cases.Taken;
import org.schoolgate.ui.Dates;

/** The first paper of a child's file: what is in it, and what happened across its cases. This child alone is named. */
public final class ParcelPaper {
    private final Parcel parcel;
    private final ChronologyView chronology;
    private final Map<String, String> digests;

    /**
     * @param digests of the files of the cases, by their names
     */
    ParcelPaper(Parcel parcel, ChronologyView chronology, Map<String, String> digests) {
        this.parcel = parcel;
        this.chronology = chronology;
        this.digests = digests;
    }

    public String title() {
        return say("cases.parcel.paper", parcel.child().name().full());
    }

    public String school() {
        return parcel.school();
    }

    public List<CasePaper.Line> cover() {
        var sent = parcel.transfer();
        var lines = new ArrayList<CasePaper.Line>();
        var born = parcel.child().born();
        if (born != null) {
            lines.add(new CasePaper.Line(say("cases.parcel.born"), Dates.day(born)));
        }
        lines.add(new CasePaper.Line(
                say("cases.export.recipient"), say("cases.export.by", sent.toSchool(), sent.contact())));
        lines.add(new CasePaper.Line(say("cases.parcel.sent-by"), sent.sentByName()));
        lines.add(new CasePaper.Line(say("cases.export.made"), Dates.exact(parcel.at())));
        lines.add(new CasePaper.Line(say("cases.export.named"), say("cases.export.named.one")));
        return lines;
    }

    /** Each case that is in it, as what the child is on it, and how far it is. */
    public List<CasePaper.Line> cases() {
        return parcel.cases().stream()
                .map(taken -> new CasePaper.Line(
                        say("cases.number", taken.one().file().number().toString()),
                        say("cases.parcel.case", CaseWords.kind(taken.one().file()), part(taken), state(taken))))
                .toList();
    }

    private String part(Taken taken) {
        return taken.one()
                .person(parcel.child().id())
                .map(OnCase::part)
                .map(part -> say("cases.part." + part.name()))
                .orElse("");
    }

    private static String state(Taken taken) {
        var closed = taken.one().file().closedAt();
        return closed == null ? say("cases.tag.open") : say("cases.export.closed", Dates.exact(closed));
    }

    /** All that happened, the oldest first, as people read a file. */
    public List<ChronologyView.Event> story() {
        return chronology.events().reversed();
    }

    /** When it happened, who wrote it and when, and in which case it stands. */
    public String written(ChronologyView.Event event) {
        return event.by().isEmpty()
                ? say("cases.export.by", event.when(), event.source())
                : say("cases.parcel.written", event.when(), event.writing(), event.source());
    }

    public Map<String, String> digests() {
        return digests;
    }
}
