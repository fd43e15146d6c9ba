package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.CaseNote;
import org.schoolgate.cases.CaseNoteId;
import org.schoolgate.cases.CaseWalk;
import org.schoolgate.cases.Happening;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.Shown;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** All that happened in a case by the time at which it happened, the newest first; when it was written stands beside it. */
public final class CaseStory {
    private CaseStory() {}

    /**
     * Something that happened.
     *
     * @param written who wrote it, and when where that was later
     * @param id its name on the page; null where nothing leads to it
     * @param href where there is more of it; empty where there is no more
     * @param note the note that can be corrected; empty for everything else
     * @param kind how its dot is coloured
     */
    public record Event(
            @Nullable String id,
            Instant at,
            String title,
            String written,
            List<Line> lines,
            String href,
            String note,
            String icon,
            String kind) {
        Event(Instant at, String title, String written, List<Line> lines, String note, String icon, String kind) {
            this(null, at, title, written, lines, "", note, icon, kind);
        }

        public Event {
            lines = List.copyOf(lines);
        }

        public String when() {
            return Dates.moment(at);
        }
    }

    /** One thing that was written, under its name. */
    public record Line(String name, String text) {}

    /** With what happened beside its steps, and without what was decided about another than {@code only} one. */
    static List<Event> of(Case one, List<Happening> beside, @Nullable PersonId only) {
        var events = new ArrayList<Event>();
        events.add(opened(one.file()));
        one.walks().forEach(walk -> entries(one, walk, only, events));
        one.people().forEach(person -> events.add(added(person)));
        var numbers = new HashMap<CaseNoteId, Instant>();
        one.notes().forEach(note -> numbers.put(note.id(), note.writtenAt()));
        one.notes().forEach(note -> events.add(note(note, numbers)));
        beside.forEach(happening -> events.add(beside(happening)));
        events.sort(Comparator.comparing(Event::at).reversed());
        return events;
    }

    /** All that is kept, under the names that it has in the database. */
    static List<Event> of(Shown.Unread unread) {
        var events = new ArrayList<Event>();
        events.add(opened(unread.file()));
        unread.entries()
                .forEach(kept -> events.add(new Event(
                        kept.at(), CaseWords.capital(kept.step()), kept.by(), lines(kept.said()), "", "check", "a")));
        unread.people().forEach(person -> events.add(added(person)));
        unread.notes().forEach(note -> events.add(note(note, Map.of())));
        events.sort(Comparator.comparing(Event::at).reversed());
        return events;
    }

    private static List<Line> lines(Map<String, String> said) {
        return said.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new Line(CaseWords.capital(one.getKey()), one.getValue()))
                .toList();
    }

    private static Event opened(CaseFile file) {
        return new Event(
                file.openedAt(),
                say(file.report() == null ? "cases.story.opened" : "cases.story.opened-from"),
                file.openedByName(),
                List.of(),
                "",
                "folder",
                "t");
    }

    private static void entries(Case one, CaseWalk walk, @Nullable PersonId only, List<Event> events) {
        var place = 0;
        for (var entry : walk.walk().entries()) {
            place++;
            var step = walk.walk().procedure().step(entry.step()).orElseThrow();
            if (!concerns(step, walk.about().get(place), only)) {
                continue;
            }
            var lines = new ArrayList<>(lines(step, entry));
            var about = walk.about().get(place);
            if (about != null) {
                one.person(about).ifPresent(person -> lines.addFirst(new Line(say("cases.story.whom"), person.name())));
            }
            var at = happened(step, entry);
            events.add(new Event(
                    at,
                    step.title(),
                    written(entry.by().name(), at, entry.at()),
                    lines,
                    "",
                    entry instanceof Entry.Said ? "check" : "minus",
                    "a"));
        }
    }

    /** Whether what was said in a step has a place in the paper of {@code only} one: a sanction of another has none. */
    static boolean concerns(Step step, @Nullable PersonId about, @Nullable PersonId only) {
        return only == null || about == null || about.equals(only) || !(step.act() instanceof Act.Sanction);
    }

    static List<Line> lines(Step step, Entry entry) {
        return switch (entry) {
            case Entry.NotNecessary left -> List.of(new Line(say("cases.story.left-out"), left.reason()));
            case Entry.Said said -> said(step, said.values());
        };
    }

    private static List<Line> said(Step step, Map<String, String> values) {
        return step.act().fields(values).stream()
                .filter(field -> values.containsKey(field.name()))
                .map(field -> new Line(field.label(), value(step, field, values.getOrDefault(field.name(), ""))))
                .toList();
    }

    private static String value(Step step, Field field, String value) {
        return switch (field.kind()) {
            case TIME -> Dates.moment(Instant.parse(value));
            case DAY -> Dates.day(LocalDate.parse(value));
            case YES_NO -> say("cases." + value);
            case CHOICE ->
                step.answers().stream()
                        .filter(answer -> answer.id().equals(value))
                        .map(answer -> answer.label())
                        .findFirst()
                        .orElseGet(() -> CaseWords.options(field).stream()
                                .filter(option -> option.value().equals(value))
                                .map(Option::text)
                                .findFirst()
                                .orElse(value));
            case TEXT, LONG_TEXT, CLOCK, NUMBER, PERSON -> value;
        };
    }

    /** When a step was done: what its own field says, and where it has none, when it was written down. */
    static Instant happened(Step step, Entry entry) {
        return entry instanceof Entry.Said said
                        && said.values().containsKey(Act.AT)
                        && step.act().fields().stream()
                                .anyMatch(field -> field.name().equals(Act.AT) && field.kind() == Field.Kind.TIME)
                ? Instant.parse(said.values().getOrDefault(Act.AT, ""))
                : entry.at();
    }

    private static Event added(OnCase person) {
        return new Event(
                person.addedAt(),
                say(
                        "cases.story.person",
                        person.name(),
                        say("cases.part." + person.part().name())),
                person.addedByName(),
                List.of(),
                "",
                "user-plus",
                "");
    }

    private static Event note(CaseNote note, Map<CaseNoteId, Instant> written) {
        var corrects = note.corrects();
        var corrected = corrects == null ? null : written.get(corrects);
        return new Event(
                note.happenedAt(),
                corrected == null ? say("cases.story.note") : say("cases.story.correction", Dates.moment(corrected)),
                written(note.writtenByName(), note.happenedAt(), note.writtenAt()),
                NoteForm.lines(note.boxes()),
                note.id().toString(),
                "pencil",
                "");
    }

    private static Event beside(Happening happening) {
        return new Event(
                anchor(happening.id()),
                happening.at(),
                happening.title(),
                written(happening.by(), happening.at(), happening.written()),
                happening.lines().stream()
                        .map(line -> new Line(line.name(), line.text()))
                        .toList(),
                happening.href(),
                "",
                happening.icon(),
                "");
    }

    /** The name on the page of a case of what happened beside its steps. */
    public static String anchor(String id) {
        return "story-" + id;
    }

    static String written(String name, Instant happened, Instant written) {
        return happened.equals(written) ? name : say("cases.story.written", name, Dates.moment(written));
    }
}
