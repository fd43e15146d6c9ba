package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.cases.Taken;
import org.schoolgate.documents.Evidence;
import org.schoolgate.ui.Dates;

/** A case on paper, for somebody who is not of the school: nobody is named in it who is not to be. */
public final class CasePaper {
    private final Taken taken;
    private final List<CaseStory.Event> story;
    private final Names names;
    private final List<CaseBundle.Attached> attached;
    private final String recordDigest;

    CasePaper(
            Taken taken,
            List<CaseStory.Event> story,
            Names names,
            List<CaseBundle.Attached> attached,
            String recordDigest) {
        this.taken = taken;
        this.story = story;
        this.names = names;
        this.attached = attached;
        this.recordDigest = recordDigest;
    }

    /** A name with what it says. */
    public record Line(String name, String text) {}

    public String title() {
        return say("cases.export.paper", taken.one().file().number().toString());
    }

    public String school() {
        return taken.school();
    }

    /** What it is, how it came about, and why it goes out. */
    public List<Line> cover() {
        var file = taken.one().file();
        var lines = new ArrayList<Line>();
        lines.add(new Line(say("cases.export.kind"), CaseWords.kind(file)));
        lines.add(new Line(
                say("cases.export.opened"), say("cases.export.by", Dates.exact(file.openedAt()), file.openedByName())));
        lines.add(new Line(
                say("cases.export.state"),
                file.closedAt() == null
                        ? say("cases.tag.open")
                        : say("cases.export.closed", Dates.exact(file.closedAt()))));
        lines.add(new Line(say("cases.export.purpose"), taken.wish().purpose()));
        lines.add(new Line(say("cases.export.recipient"), taken.wish().recipient()));
        lines.add(new Line(say("cases.export.made"), say("cases.export.by", Dates.exact(taken.at()), taken.by())));
        lines.add(new Line(
                say("cases.export.named"),
                say(taken.wish().only() == null ? "cases.export.named.all" : "cases.export.named.one")));
        return lines;
    }

    public List<Line> people() {
        return taken.one().people().stream()
                .map(person -> new Line(
                        names.in(person.name()),
                        say(
                                "cases.person",
                                say("cases.part." + person.part().name()),
                                say("cases.kind." + person.kind().name()))))
                .toList();
    }

    /** Something that happened: what, when and by whom it was written, and what was written. */
    public record Happened(String title, String written, List<Line> lines) {
        public Happened {
            lines = List.copyOf(lines);
        }
    }

    /** All that happened, the oldest first, as people read a file. */
    public List<Happened> story() {
        return story.reversed().stream()
                .map(event -> new Happened(
                        names.in(event.title()),
                        say("cases.export.by", event.when(), names.in(event.written())),
                        event.lines().stream()
                                .map(line -> new Line(names.in(line.name()), names.in(line.text())))
                                .toList()))
                .toList();
    }

    public List<Evidence> evidence() {
        return taken.evidence();
    }

    public String title(Evidence piece) {
        return say("cases.evidence.numbered", String.valueOf(piece.number()), names.in(piece.title()));
    }

    /** What is known of a piece, its digest and its way. */
    public List<Line> facts(Evidence piece) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(say("cases.evidence.captured.at"), Dates.exact(piece.capturedAt())));
        lines.add(new Line(
                say("cases.evidence.kept.at"),
                say("cases.export.by", Dates.exact(piece.keptAt()), names.in(piece.keptByName()))));
        if (!piece.place().isEmpty()) {
            lines.add(new Line(say("cases.evidence.lies"), names.in(piece.place())));
        }
        var file = piece.file();
        if (file != null) {
            lines.add(new Line(say("cases.evidence.is"), EvidenceWords.file(file)));
            lines.add(new Line(
                    say("cases.export.in-bundle"),
                    attached.stream()
                            .filter(one -> one.piece().id().equals(piece.id()))
                            .findFirst()
                            .map(CaseBundle.Attached::name)
                            .orElseGet(() -> say("cases.export.stays-here"))));
        }
        return lines;
    }

    /** The digest of its file; empty where it is none. */
    public String digest(Evidence piece) {
        return piece.file() == null ? "" : piece.file().digest();
    }

    /** Its way; where one child alone is named, not to whom copies went, as that may have been for another. */
    public List<String> custody(Evidence piece) {
        return piece.custody().stream()
                .filter(step -> taken.wish().only() == null || step.step() != Evidence.Step.EXPORTED)
                .map(step -> say(
                        "cases.export.custody",
                        Dates.exact(step.at()),
                        EvidenceWords.step(step),
                        names.in(
                                step.words().isEmpty()
                                        ? step.byName()
                                        : say("cases.evidence.by", step.words(), step.byName()))))
                .toList();
    }

    /** The digest of the extract of the record that goes along. */
    public String recordDigest() {
        return recordDigest;
    }
}
