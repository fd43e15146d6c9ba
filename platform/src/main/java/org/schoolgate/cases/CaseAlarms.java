package org.schoolgate.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Alarm;
import org.schoolgate.messages.AlarmCause;
import org.schoolgate.messages.Alarms;
import org.schoolgate.roster.Roster;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Rings for cases in which somebody may be in danger, and tells the telephone who must not be rung: whom a case is about,
 * and of a case that is the head's or the chair's alone everybody who does not read it.
 */
@Component
class CaseAlarms implements AlarmCause {
    private static final String CASE = "case:";
    private static final String REPORT = "report:";

    private final CaseStore store;
    private final ReportStore reports;
    private final Alarms alarms;
    private final WhoHears whoHears;
    private final Roster roster;
    private final Viewers viewers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseAlarms(
            CaseStore store,
            ReportStore reports,
            Alarms alarms,
            WhoHears whoHears,
            Roster roster,
            Viewers viewers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.reports = reports;
        this.alarms = alarms;
        this.whoHears = whoHears;
        this.roster = roster;
        this.viewers = viewers;
        this.events = events;
        this.clock = clock;
    }

    private static String about(ReportId report) {
        return REPORT + report;
    }

    private static List<String> subjects(CaseFile file) {
        return Stream.concat(
                        Stream.of(CASE + file.id()),
                        Stream.ofNullable(file.report()).map(CaseAlarms::about))
                .toList();
    }

    /** The alarms of a case, with those of the report that it follows from. */
    List<Alarm> of(CaseFile file) {
        return alarms.about(file.school(), subjects(file));
    }

    /** Begins to ring where a case has come to that and nothing rang for it before, and stops when it is closed. */
    void follow(Actor actor, Case kept) {
        var file = kept.file();
        if (file.isClosed()) {
            subjects(file).forEach(subject -> alarms.callOff(actor, subject));
        } else if (kept.has(Mark.RING) && of(file).isEmpty()) {
            alarms.begin(actor, CASE + file.id(), "/cases/" + file.id());
        }
    }

    /** Begins to ring about a case that follows from something which says so, unless it has rung. */
    void ring(Actor actor, CaseFile file) {
        if (of(file).isEmpty()) {
            alarms.begin(actor, CASE + file.id(), "/cases/" + file.id());
        }
    }

    /** Rings about a case, though it may have rung before: unless people are being rung about it or what it follows from. */
    void ringAgain(Actor actor, CaseFile file) {
        if (of(file).stream().noneMatch(Alarm::isOpen)) {
            alarms.ring(actor, CASE + file.id(), "/cases/" + file.id());
        }
    }

    /**
     * Rings about something that was told, unless people are being rung about it or about the case that follows from it. A
     * child about whom people are being rung is looked for already: what it tells meanwhile rings nobody twice.
     */
    void ring(Actor actor, Report report) {
        var told = report.byChild() ? reports.toldBy(report.school(), report.toldBy()) : List.of(report);
        var subjects = told.stream()
                .flatMap(one -> store.of(one.school(), one.id())
                        .map(file -> subjects(file).stream())
                        .orElse(Stream.of(about(one.id()))))
                .toList();
        if (alarms.about(report.school(), subjects).stream().noneMatch(Alarm::isOpen)) {
            alarms.ring(actor, about(report.id()), "/reports/" + report.id());
        }
    }

    @Override
    public List<Candidate> candidates(SchoolId school) {
        return roster.holders(school, Circle.ORDINARY.roles(), roster.today()).stream()
                .map(person -> new Candidate(person.id(), person.name().shown()))
                .toList();
    }

    @Override
    public Set<PersonId> spared(SchoolId school, String subject) {
        return find(school, subject)
                .map(store::facts)
                .map(this::spared)
                .or(() ->
                        report(subject).flatMap(id -> reports.find(school, id)).map(this::spared))
                .orElse(Set.of());
    }

    /** Before there is a case: whom the report is about, and of one that is for a few alone everybody else. */
    private Set<PersonId> spared(Report report) {
        var hearers = whoHears.alone(report.school(), report);
        return candidates(report.school()).stream()
                .map(Candidate::person)
                .filter(person -> report.details().isAbout(person)
                        || hearers.filter(few -> !few.contains(person)).isPresent())
                .collect(Collectors.toSet());
    }

    private Set<PersonId> spared(CaseFacts facts) {
        var circle = facts.file().circle();
        var readers = viewers.readers(facts);
        return candidates(facts.file().school()).stream()
                .map(Candidate::person)
                .filter(person -> facts.isSubject(person)
                        || (circle != Circle.ORDINARY && circle != Circle.SEALED && !readers.contains(person)))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean movedSince(SchoolId school, String subject, Instant moment) {
        return find(school, subject)
                .map(file -> store.movedSince(file, moment))
                .orElseGet(() -> report(subject)
                        .flatMap(id -> reports.find(school, id))
                        .filter(report ->
                                report.state() instanceof Report.State.Taken(var _, var at) && at.isAfter(moment))
                        .isPresent());
    }

    @Override
    public void hold(SchoolId school, String subject) {
        caseOf(subject).ifPresent(id -> store.hold(school, id));
    }

    /** As long as there is a case there is who was rung about it; what led to none is let go of in its time. */
    @Override
    public boolean keeps(SchoolId school, String subject) {
        return find(school, subject).isPresent();
    }

    /** Whoever has it can read it, whatever their role reads of a sealed case. */
    @Override
    public void acknowledged(Actor.Somebody by, String subject) {
        find(by.school(), subject)
                .map(store::facts)
                .filter(facts -> facts.file().circle() == Circle.SEALED
                        && !facts.isSubject(by.person())
                        && !viewers.readers(facts).contains(by.person()))
                .ifPresent(facts -> name(by, facts.file()));
    }

    private void name(Actor.Somebody by, CaseFile file) {
        var reader = new CaseReader(by.person(), by.name(), clock.instant(), by.person(), by.name());
        if (store.add(file, reader)) {
            events.publishEvent(new CaseEvent(
                    by,
                    file.id(),
                    What.READER_NAMED,
                    Map.of("person", by.person().toString(), "as", "has the alarm")));
        }
    }

    /** The case that it is about, or that followed from the report. */
    private Optional<CaseFile> find(SchoolId school, String subject) {
        return caseOf(subject)
                .flatMap(id -> store.cover(school, id))
                .or(() -> report(subject).flatMap(report -> store.of(school, report)));
    }

    private static Optional<CaseId> caseOf(String subject) {
        return subject.startsWith(CASE) ? Optional.of(CaseId.of(subject.substring(CASE.length()))) : Optional.empty();
    }

    private static Optional<ReportId> report(String subject) {
        return subject.startsWith(REPORT)
                ? Optional.of(new ReportId(UUID.fromString(subject.substring(REPORT.length()))))
                : Optional.empty();
    }
}
