package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseNote.Boxes;
import org.schoolgate.ui.Dates;

/**
 * A note as it was typed.
 *
 * @param happened when it happened
 * @param corrects the note that it corrects; empty where it is none
 */
public record NoteForm(String happened, Map<String, String> boxes, String corrects) {
    /** The boxes, in their order; each has its words. */
    public static final List<String> BOXES =
            List.of("fact", "concern", "risk", "action", "justification", "childs-words");

    public NoteForm {
        boxes = Map.copyOf(boxes);
    }

    static NoteForm empty(Instant now, String corrects) {
        return new NoteForm(Dates.isoMoment(now), Map.of(), corrects);
    }

    public String box(String name) {
        return boxes.getOrDefault(name, "").strip();
    }

    @Nullable
    Instant happenedAt() {
        return Dates.readMoment(happened).orElse(null);
    }

    Boxes written() {
        return new Boxes(
                box("fact"), box("concern"), box("risk"), box("action"), box("justification"), box("childs-words"));
    }

    /** What stands in the boxes of a note, each under its name. */
    static List<CaseStory.Line> lines(Boxes boxes) {
        return Stream.of(
                        new CaseStory.Line(say("cases.box.fact"), boxes.fact()),
                        new CaseStory.Line(say("cases.box.concern"), boxes.concern()),
                        new CaseStory.Line(say("cases.box.risk"), boxes.risk()),
                        new CaseStory.Line(say("cases.box.action"), boxes.action()),
                        new CaseStory.Line(say("cases.box.justification"), boxes.justification()),
                        new CaseStory.Line(say("cases.box.childs-words"), boxes.childsWords()))
                .filter(line -> !line.text().isEmpty())
                .toList();
    }
}
