package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Explained;
import org.schoolgate.access.Hold;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseWalk;
import org.schoolgate.cases.Chronology;
import org.schoolgate.cases.Happening;
import org.schoolgate.cases.Report;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.web.CaseStory.Line;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** All that happened around somebody, by the time at which it happened, the newest first. */
public record ChronologyView(Chronology chronology, Filter filter, List<Event> all) {
    /** What sort of thing happened. */
    public enum Kind {
        TOLD,
        CASE,
        DECISION,
        SANCTION,
        ACCESS,
        STEP,
        NOTE,
        /** A thing that was taken, a search, a letter home, their file to another school. */
        BESIDE
    }

    /**
     * What is shown of it.
     *
     * @param kind empty for all kinds
     * @param from the first day; null for all that was before
     * @param until the last day; null for all that came after
     * @param fresh only what was written since the reader looked the last time
     */
    public record Filter(
            String kind, @Nullable LocalDate from, @Nullable LocalDate until, boolean fresh) {
        /** All of it. */
        static final Filter OPEN = new Filter("", null, null, false);

        boolean takes(Event event) {
            var day = LocalDate.ofInstant(event.at(), AcademicYear.LONDON);
            return (kind.isEmpty() || event.kind().name().equals(kind.toUpperCase(Locale.ROOT)))
                    && (from == null || !day.isBefore(from))
                    && (until == null || !day.isAfter(until))
                    && (!fresh || event.fresh());
        }

        /** Whether it leaves nothing out. */
        public boolean isOpen() {
            return kind.isEmpty() && from == null && until == null && !fresh;
        }

        public static String day(@Nullable LocalDate day) {
            return day == null ? "" : Dates.iso(day);
        }
    }

    /**
     * Something that happened.
     *
     * @param at when it happened
     * @param written when it was written down
     * @param by who wrote it
     * @param source where it stands, as it is called and its address
     * @param fresh whether it was written since the reader looked the last time
     */
    public record Event(
            Instant at,
            Instant written,
            String by,
            Kind kind,
            String title,
            List<Line> lines,
            String source,
            String href,
            boolean fresh) {
        public Event {
            lines = List.copyOf(lines);
        }

        public String when() {
            return Dates.moment(at);
        }

        /** Who wrote it, and when where that was later. */
        public String writing() {
            return CaseStory.written(by, at, written);
        }
    }

    static ChronologyView of(Chronology chronology, Filter filter, CaseStories stories) {
        var events = new ArrayList<Event>();
        chronology.told().forEach(report -> events.add(told(chronology, report)));
        var beside = new HashSet<String>();
        chronology
                .cases()
                .forEach(one -> new Told(chronology, one, OtherNames.on(one, chronology.person()))
                        .add(
                                stories.concerning(one, chronology.person().id()).stream()
                                        .filter(happening -> beside.add(happening.id()))
                                        .toList(),
                                events));
        chronology
                .lost()
                .forEach(file -> events.add(new Event(
                        file.openedAt(),
                        file.openedAt(),
                        file.openedByName(),
                        Kind.CASE,
                        say("cases.chronology.lost", file.title()),
                        List.of(),
                        say("cases.number", file.number().toString()),
                        "/cases/" + file.id(),
                        isFresh(chronology, file.openedAt()))));
        chronology.holds().forEach(one -> events.add(held(chronology, one)));
        chronology.holds().stream()
                .flatMap(one -> lifted(chronology, one).stream())
                .forEach(events::add);
        chronology.withdrawn().forEach(one -> events.add(withdrawn(chronology, one)));
        events.sort(
                Comparator.comparing(Event::at).thenComparing(Event::written).reversed());
        return new ChronologyView(chronology, filter, List.copyOf(events));
    }

    /** What the reader wants to see of it. */
    public List<Event> events() {
        return all.stream().filter(filter::takes).toList();
    }

    /** How much was written since the reader looked the last time. */
    public long fresh() {
        return all.stream().filter(Event::fresh).count();
    }

    public List<Option> kinds() {
        var kinds = new ArrayList<Option>();
        kinds.add(Option.of("", say("cases.chronology.kind.all")));
        Arrays.stream(Kind.values())
                .map(kind ->
                        Option.of(kind.name().toLowerCase(Locale.ROOT), say("cases.chronology.kind." + kind.name())))
                .forEach(kinds::add);
        return kinds;
    }

    public String address() {
        return "/people/" + chronology.person().id() + "/chronology";
    }

    private static Event told(Chronology chronology, Report report) {
        return new Event(
                report.toldAt(),
                report.toldAt(),
                report.name(),
                Kind.TOLD,
                say(
                        "cases.chronology.told",
                        say("cases.matter." + report.latestMatter().name())),
                List.of(),
                say("cases.chronology.report"),
                "/reports/" + report.id(),
                isFresh(chronology, report.toldAt()));
    }

    private static Event held(Chronology chronology, HoldRegister.Shown one) {
        var hold = one.hold();
        var lines = new ArrayList<Line>();
        if (one.reason() != null) {
            lines.add(new Line(say("cases.chronology.held.why"), one.reason()));
        }
        lines.add(new Line(
                say("cases.chronology.held.until"),
                hold.until() == null ? say("cases.chronology.held.open") : Dates.moment(hold.until())));
        return access(
                chronology,
                hold.from(),
                hold.placed().at(),
                hold.placed().name(),
                say("cases.chronology.held", Explained.what(hold.scope())),
                lines,
                hold);
    }

    private static Optional<Event> lifted(Chronology chronology, HoldRegister.Shown one) {
        return Optional.ofNullable(one.hold().lifted())
                .map(lifted -> access(
                        chronology,
                        lifted.by().at(),
                        lifted.by().at(),
                        lifted.by().name(),
                        say("cases.chronology.lifted"),
                        one.reason() == null
                                ? List.of()
                                : List.of(new Line(say("cases.chronology.held.why"), lifted.reason())),
                        one.hold()));
    }

    private static Event access(
            Chronology chronology, Instant at, Instant written, String by, String title, List<Line> lines, Hold hold) {
        return new Event(
                at,
                written,
                by,
                Kind.ACCESS,
                title,
                lines,
                say("cases.chronology.hold"),
                "/holds/" + hold.id(),
                isFresh(chronology, written));
    }

    private static Event withdrawn(Chronology chronology, Chronology.Withdrawn one) {
        return new Event(
                one.at(),
                one.at(),
                one.byName(),
                Kind.ACCESS,
                say("cases.chronology.withdrawn"),
                one.why().isEmpty() ? List.of() : List.of(new Line(say("cases.chronology.held.why"), one.why())),
                say("cases.chronology.agreements"),
                "/agreements/people/" + chronology.person().id(),
                isFresh(chronology, one.at()));
    }

    private static boolean isFresh(Chronology chronology, Instant written) {
        return chronology.before() != null && written.isAfter(chronology.before());
    }

    /** One case, told as part of one person's chronology. */
    private record Told(Chronology chronology, Case one, OtherNames others) {
        void add(List<Happening> beside, List<Event> events) {
            var file = one.file();
            events.add(event(
                    file.openedAt(),
                    file.openedAt(),
                    file.openedByName(),
                    Kind.CASE,
                    say("cases.chronology.opened", CaseWords.kind(file)),
                    List.of()));
            one.person(chronology.person().id())
                    .ifPresent(person -> events.add(event(
                            person.addedAt(),
                            person.addedAt(),
                            person.addedByName(),
                            Kind.CASE,
                            say(
                                    "cases.chronology.person",
                                    say("cases.part." + person.part().name())),
                            List.of())));
            one.walks().forEach(walk -> entries(walk, events));
            one.notes()
                    .forEach(note -> events.add(event(
                            note.happenedAt(),
                            note.writtenAt(),
                            note.writtenByName(),
                            Kind.NOTE,
                            say(note.corrects() == null ? "cases.story.note" : "cases.chronology.correction"),
                            NoteForm.lines(note.boxes()))));
            beside.forEach(happening -> events.add(new Event(
                    happening.at(),
                    happening.written(),
                    happening.by(),
                    Kind.BESIDE,
                    others.in(happening.title()),
                    lines(happening.lines().stream()
                            .map(line -> new Line(line.name(), line.text()))
                            .toList()),
                    say("cases.number", file.number().toString()),
                    "/cases/" + file.id() + "#" + CaseStory.anchor(happening.id()),
                    isFresh(chronology, happening.written()))));
            var closed = file.closedAt();
            if (closed != null) {
                events.add(event(
                        closed,
                        closed,
                        "",
                        Kind.CASE,
                        say("cases.chronology.closed", CaseWords.kind(file)),
                        List.of()));
            }
        }

        private void entries(CaseWalk walk, List<Event> events) {
            var place = 0;
            for (var entry : walk.walk().entries()) {
                place++;
                var step = walk.walk().procedure().step(entry.step()).orElseThrow();
                if (!CaseStory.concerns(
                        step, walk.about().get(place), chronology.person().id())) {
                    continue;
                }
                events.add(event(
                        CaseStory.happened(step, entry),
                        entry.at(),
                        entry.by().name(),
                        kind(step.act(), entry),
                        step.title(),
                        CaseStory.lines(step, entry)));
            }
        }

        private static Kind kind(Act act, Entry entry) {
            if (entry instanceof Entry.NotNecessary) {
                return Kind.STEP;
            }
            return switch (act) {
                case Act.Decide _ -> Kind.DECISION;
                case Act.Sanction _ -> Kind.SANCTION;
                case Act.Acknowledge _, Act.WriteDown _, Act.Call _, Act.Refer _, Act.Tell _, Act.Tick _, Act.Close _ ->
                    Kind.STEP;
            };
        }

        private Event event(Instant at, Instant written, String by, Kind kind, String title, List<Line> lines) {
            var file = one.file();
            return new Event(
                    at,
                    written,
                    by,
                    kind,
                    title,
                    lines(lines),
                    say("cases.number", file.number().toString()),
                    "/cases/" + file.id(),
                    isFresh(chronology, written));
        }

        private List<Line> lines(List<Line> written) {
            return written.stream()
                    .map(line -> new Line(others.in(line.name()), others.in(line.text())))
                    .toList();
        }
    }
}
