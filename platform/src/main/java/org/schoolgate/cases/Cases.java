package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Hold;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Outcome;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.cases.procedure.Who;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.Signal;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from a worry: a case that goes through a written procedure, step by step, by whoever the procedure names. It
 * is closed by the closing steps of its procedures and in no other way, one case at a time.
 */
@Service
public class Cases {
    private static final int LONGEST_NAME = 200;

    /** The procedure that a complaint from outside goes through. */
    private static final String COMPLAINT = "complaint";

    /** The procedure that follows a search which somebody has made. */
    private static final String SEARCHED = "device-searched";

    private static final List<String> TAKING =
            List.of(Act.WHAT, Act.NAME, Act.SITES, Act.FROM, Act.UNTIL, Act.UNTIL_TIME);

    private final CaseStore store;
    private final ProcedureStore procedures;
    private final CaseDoor door;
    private final CaseRegister register;
    private final CaseHolds holds;
    private final Sanctions sanctions;
    private final Ladders ladders;
    private final CaseLetters letters;
    private final CaseEvidence evidence;
    private final CaseAlarms alarms;
    private final CaseRequests requests;
    private final FollowUps followUps;
    private final Viewers viewers;
    private final Reports reports;
    private final Roster roster;
    private final Kinds kinds;
    private final OpenDays openDays;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cases(
            CaseStore store,
            ProcedureStore procedures,
            CaseDoor door,
            CaseRegister register,
            CaseHolds holds,
            Sanctions sanctions,
            Ladders ladders,
            CaseLetters letters,
            CaseEvidence evidence,
            CaseAlarms alarms,
            CaseRequests requests,
            FollowUps followUps,
            Viewers viewers,
            Reports reports,
            Roster roster,
            Kinds kinds,
            OpenDays openDays,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.procedures = procedures;
        this.door = door;
        this.register = register;
        this.holds = holds;
        this.sanctions = sanctions;
        this.ladders = ladders;
        this.letters = letters;
        this.evidence = evidence;
        this.alarms = alarms;
        this.requests = requests;
        this.followUps = followUps;
        this.viewers = viewers;
        this.reports = reports;
        this.roster = roster;
        this.kinds = kinds;
        this.openDays = openDays;
        this.events = events;
        this.clock = clock;
    }

    /** Opens a case of a kind, from what somebody told or from nothing that was told here. */
    @Transactional
    public Opening open(Actor.Somebody actor, String kind, @Nullable ReportId from) {
        CasePolicy.ACCESS.require(actor, Operation.OPEN);
        var now = clock.instant();
        var inForce = procedures.inForce(actor.school(), now);
        var procedure = inForce.find(kind);
        if (procedure.isEmpty() || procedures.retired(actor.school()).containsKey(kind)) {
            return new Opening.NoSuchKind();
        }
        var report = from == null ? null : reports.read(actor, from);
        if (report != null) {
            reports.take(actor, report.id());
            var before = store.of(actor.school(), report.id());
            if (before.isPresent()) {
                return new Opening.OpenAlready(
                        register.following(actor, report.id()).orElse(null));
            }
        }
        var file = cover(actor, procedure.get(), report, now);
        var one = new Case(file, List.of(), List.of(), List.of(), List.of(), List.of());
        store.open(file);
        events.publishEvent(new CaseEvent(
                actor,
                file.id(),
                What.OPENED,
                Map.of(
                        "kind",
                        kind,
                        "number",
                        file.number().toString(),
                        "report",
                        report == null ? "" : report.id().toString())));
        if (report != null) {
            evidence.keepSignal(actor, file, report);
        }
        for (var person : people(actor, report, now)) {
            store.add(file, person);
            one = one.with(person);
        }
        var kept = keep(actor, CaseFacts.ofNothing(file), begin(actor, one, inForce, kind, now), now);
        return new Opening.Opened(kept.file(), door.sight(actor, kept));
    }

    /** Whom a report brings onto its case: the child who told it, and those whom its teller named, with their parts. */
    private List<OnCase> people(Actor.Somebody actor, @Nullable Report report, Instant now) {
        if (report == null) {
            return List.of();
        }
        var named = report.details().people().stream()
                .map(person -> OnCase.of(person.person(), person.name(), person.kind(), person.part(), actor, now));
        var teller = report.byChild()
                ? Stream.of(
                        OnCase.of(report.toldBy(), wholeName(report), OnCase.Kind.PUPIL, OnCase.Part.OTHER, actor, now))
                : Stream.<OnCase>empty();
        return Stream.concat(teller, named).toList();
    }

    private String wholeName(Report report) {
        return roster.person(report.school(), report.toldBy())
                .map(person -> person.name().full())
                .orElse(report.name());
    }

    /**
     * Opens the case of something that the program noticed.
     *
     * @param what its id, which stands where the person would who opened it, as long as nobody did
     */
    CaseFile openFromSignal(Actor by, UUID what, Signal signal) {
        var now = clock.instant();
        var own = procedures.inForce(by.school(), now);
        var inForce = own.find(signal.kind()).isPresent() ? own : Procedures.ours();
        var procedure = inForce.find(signal.kind()).orElseThrow();
        var who = new Who(by.personId().map(PersonId::value).orElse(what), by.name());
        var about = Optional.ofNullable(signal.about())
                .flatMap(person -> roster.person(by.school(), person))
                .map(person -> noticed(by, who, person, signal.atRisk(), now));
        var aboutStaff = about.filter(OnCase::isSubject).isPresent();
        var file = cover(by.school(), who, procedure, null, aboutStaff, now);
        store.open(file);
        events.publishEvent(new CaseEvent(
                by,
                file.id(),
                What.OPENED,
                Map.of(
                        "kind",
                        signal.kind(),
                        "number",
                        file.number().toString(),
                        "report",
                        "",
                        "signal",
                        signal.subject())));
        signal.proofs().forEach(proof -> evidence.keepSignal(by, file.id(), what, proof));
        var one = new Case(file, List.of(), List.of(), List.of(), List.of(), List.of());
        if (about.isPresent()) {
            store.add(file, about.get());
            one = one.with(about.get());
        }
        var kept = keep(by, CaseFacts.ofNothing(file), begin(by, one, inForce, signal.kind(), now), now);
        if (signal.rings()) {
            alarms.ring(by, kept.file());
        }
        return kept.file();
    }

    /** Whom something is about that was noticed: who works here never reads it, whatever it is. */
    private OnCase noticed(Actor by, Who who, Person person, boolean atRisk, Instant now) {
        var kind = kinds.of(by.school(), person.id());
        var part = switch (kind) {
            case STAFF, HEAD -> OnCase.Part.INSTIGATOR;
            case PUPIL, ADULT, OUTSIDE -> atRisk ? OnCase.Part.VICTIM : OnCase.Part.OTHER;
        };
        return new OnCase(person.id(), person.name().full(), kind, part, now, new PersonId(who.id()), who.name());
    }

    /** Opens the case of what somebody wrote from outside, as far along its way as what they chose says. */
    CaseId openFromOutside(
            Actor.Schoolgate by, ConcernId from, Concern.Kind kind, Map<String, String> received, Instant now) {
        // nobody of the school opened it: the id is that of the telling
        var nobody = new Who(from.value(), by.name());
        var said = new LinkedHashMap<>(Map.of("received", received));
        var route = kind.route();
        if (route != null) {
            said.put("route", Map.of(Act.ANSWER, route));
        }
        var own = procedures.inForce(by.school(), now);
        var inForce = leads(own, kind, nobody, said, now) ? own : Procedures.ours();
        var complaint = inForce.find(COMPLAINT).orElseThrow();
        var aboutStaff = kind == Concern.Kind.STAFF || kind == Concern.Kind.HEAD;
        var file = cover(by.school(), nobody, complaint, null, aboutStaff, now);
        store.open(file);
        events.publishEvent(new CaseEvent(
                by,
                file.id(),
                What.OPENED,
                Map.of("kind", COMPLAINT, "number", file.number().toString(), "report", "")));
        var one = new Case(file, List.of(), List.of(), List.of(), List.of(), List.of());
        one = begin(by, one, inForce, COMPLAINT, now);
        for (var step : said.entrySet()) {
            one = told(by, one, nobody, step.getKey(), step.getValue(), now);
        }
        keep(by, CaseFacts.ofNothing(file), one, now);
        return file.id();
    }

    /** Opens the case of a device that was searched; what was there is the answer to its first step. */
    CaseFile openSearched(Actor.Somebody by, OnCase child, DeviceSearch.Result result, Instant now) {
        var who = new Who(by.person().value(), by.name());
        var answer = Map.of(Act.ANSWER, result.answer());
        var own = procedures.inForce(by.school(), now);
        var inForce = bites(own, who, answer, now) ? own : Procedures.ours();
        var procedure = inForce.find(SEARCHED).orElseThrow();
        var file = cover(by, procedure, null, now);
        store.open(file);
        events.publishEvent(new CaseEvent(
                by,
                file.id(),
                What.OPENED,
                Map.of("kind", SEARCHED, "number", file.number().toString(), "report", "")));
        var added = OnCase.of(child.person(), child.name(), child.kind(), child.part(), by, now);
        store.add(file, added);
        var one = new Case(file, List.of(), List.of(), List.of(), List.of(), List.of()).with(added);
        one = begin(by, one, inForce, SEARCHED, now);
        one = told(by, one, who, "searched", answer, now);
        return keep(by, CaseFacts.ofNothing(file), one, now).file();
    }

    /** Whether the school's own text takes what was there as seriously as the program's; else the program's own holds. */
    private static boolean bites(Procedures own, Who who, Map<String, String> answer, Instant now) {
        var ours =
                Walk.begin(Procedures.ours().find(SEARCHED).orElseThrow(), now).answer("searched", who, now, answer);
        return ours instanceof Outcome.WentOn must
                && Walk.begin(own.find(SEARCHED).orElseThrow(), now).answer("searched", who, now, answer)
                        instanceof Outcome.WentOn does
                && does.walk().effects().containsAll(must.walk().effects());
    }

    /** Whether what was chosen outside leads to the right people by the school's own text; else the program's own holds. */
    private static boolean leads(
            Procedures own, Concern.Kind kind, Who who, Map<String, Map<String, String>> said, Instant now) {
        var walk = Walk.begin(own.find(COMPLAINT).orElseThrow(), now);
        for (var step : said.entrySet()) {
            if (!(walk.answer(step.getKey(), who, now, step.getValue()) instanceof Outcome.WentOn on)) {
                return false;
            }
            walk = on.walk();
        }
        return walk.effects().containsAll(kind.effects());
    }

    /** A step of its first walk that is done by what was told. */
    private Case told(Actor by, Case one, Who who, String step, Map<String, String> values, Instant now) {
        var walk = one.walks().getFirst();
        if (!(walk.walk().answer(step, who, now, values) instanceof Outcome.WentOn on)) {
            throw new IllegalStateException("what was told does not fit the step " + step);
        }
        var said = new CaseWalk(walk.number(), on.walk(), walk.about());
        return keep(by, one.with(said), said, on.entry(), on.effects(), now);
    }

    private CaseFile cover(Actor.Somebody actor, Procedure procedure, @Nullable Report report, Instant now) {
        return cover(
                actor.school(),
                new Who(actor.person().value(), actor.name()),
                procedure,
                report,
                report != null && report.isAboutStaff(),
                now);
    }

    private CaseFile cover(
            SchoolId school, Who by, Procedure procedure, @Nullable Report report, boolean aboutStaff, Instant now) {
        var year = AcademicYear.at(now).startYear();
        return new CaseFile(
                CaseId.random(),
                school,
                new CaseNumber(year, store.nextNumber(school, year)),
                procedure.id(),
                procedure.title(),
                now,
                new PersonId(by.id()),
                by.name(),
                report == null ? null : report.id(),
                report == null ? null : report.toldBy(),
                aboutStaff,
                Circle.ORDINARY,
                false,
                null,
                now,
                null);
    }

    /** Says what was done in a step, by the names of its fields; {@code whom} it is about where it may take access away. */
    @Transactional
    public Saying answer(
            Actor.Somebody actor, CaseId id, int walk, String step, Map<String, String> said, @Nullable PersonId whom) {
        return move(
                actor,
                id,
                walk,
                step,
                whom,
                (on, by, now) -> on.answer(step, by, now, withWhatItTakes(actor.school(), said, whom)));
    }

    /** A rung of the school's own takes what its ladder says, whatever was sent with it, and where that is nothing, for no time. */
    private Map<String, String> withWhatItTakes(SchoolId school, Map<String, String> said, @Nullable PersonId whom) {
        var own = said.get(Act.OWN);
        if (own == null) {
            return said;
        }
        var takes = whom == null
                ? Optional.<Taken>empty()
                : ladders.of(school, whom).takes(own);
        var with = new HashMap<>(said);
        if (takes.isPresent()) {
            with.put(Act.WHAT, takes.get().word());
        } else {
            TAKING.forEach(with::remove);
        }
        return with;
    }

    /** Marks a step as not necessary, where its procedure lets it be. */
    @Transactional
    public Saying leaveOut(Actor.Somebody actor, CaseId id, int walk, String step, String reason) {
        return move(actor, id, walk, step, null, (on, by, now) -> on.leaveOut(step, by, now, reason));
    }

    private interface Move {
        Outcome on(Walk walk, Who by, Instant now);
    }

    private Saying move(Actor.Somebody actor, CaseId id, int number, String step, @Nullable PersonId whom, Move move) {
        var seen = door.lock(actor, id);
        var walk = seen.one().walk(number).orElseThrow(() -> CaseDoor.notThere(id));
        var open = walk.open(step);
        if (open.isEmpty()) {
            return new Saying.NotOpen();
        }
        if (seen.isWhole() && !open.get().waitsFor().isEmpty()) {
            return new Saying.NeedsFirst(open.get().waitsFor());
        }
        if (!door.mayAnswer(actor, seen, number, open.get())) {
            throw new Forbidden(actor, "ANSWER_STEP");
        }
        var awaited = open.get().step().closes() ? requests.awaited(seen.one().file()) : null;
        if (awaited != null) {
            return new Saying.NotLikeThat(awaited);
        }
        var now = clock.instant();
        var outcome = move.on(walk.walk(), new Who(actor.person().value(), actor.name()), now);
        return switch (outcome) {
            case Outcome.WentOn on ->
                wentOn(
                        actor,
                        seen.one(),
                        new CaseWalk(number, on.walk(), walk.about()),
                        on.entry(),
                        on.effects(),
                        whom,
                        now);
            case Outcome.NotOpen _ -> new Saying.NotOpen();
            case Outcome.NeedsFirst(var first) -> new Saying.NeedsFirst(first);
            case Outcome.WrongAnswer _, Outcome.Missing _, Outcome.ReasonMissing _, Outcome.AlwaysNecessary _ ->
                new Saying.NotLikeThat(StepProblems.of(open.get().step(), outcome));
        };
    }

    private Saying wentOn(
            Actor.Somebody actor,
            Case before,
            CaseWalk walk,
            Entry entry,
            List<Effect> effects,
            @Nullable PersonId whom,
            Instant now) {
        var step = walk.walk().procedure().step(entry.step()).orElseThrow();
        var about = whom != null && before.person(whom).isPresent() ? whom : null;
        var said = about == null ? walk : walk.about(about);
        var one = before.with(said);
        if (about == null
                && entry instanceof Entry.Said chosen
                && chosen.values().containsKey(Act.OWN)) {
            return new Saying.NotLikeThat(Problems.of("whom", say("cases.sanction.whom")));
        }
        if (isOffTheLadder(actor, step, entry, about)) {
            return new Saying.NotLikeThat(Problems.of(Act.RUNG, say("cases.sanction.not-on-ladder")));
        }
        if (entry instanceof Entry.Said words) {
            var missing = Referral.problems(step.act(), words.values());
            if (missing.any()) {
                return new Saying.NotLikeThat(missing);
            }
        }
        Hold taken = null;
        if (CaseHolds.takesAccess(step, entry)) {
            switch (holds.sanction(actor, one, (Entry.Said) entry, about)) {
                case CaseHolds.Sanctioning.Held(var held, var hold) -> {
                    one = one.with(held);
                    taken = hold;
                }
                case CaseHolds.Sanctioning.NotLikeThat(var problems) -> {
                    return new Saying.NotLikeThat(problems);
                }
            }
        }
        one = keep(actor, one, said, entry, effects, now);
        requests.follow(actor, before.file(), walk.walk().procedure(), step, entry);
        followUps.follow(actor, before.file(), step, entry);
        if (step.act() instanceof Act.Sanction sanction && entry instanceof Entry.Said words && about != null) {
            sanctions.decided(actor, one, sanction, words, about, taken);
        }
        var kept = keep(actor, before.facts(), one, now);
        return new Saying.WentOn(kept.file(), door.sight(actor, kept));
    }

    /** Whether something was chosen that the school does not do to people like this one. */
    private boolean isOffTheLadder(Actor actor, Step step, Entry entry, @Nullable PersonId about) {
        return step.act() instanceof Act.Sanction
                && entry instanceof Entry.Said said
                && about != null
                && Rung.of(said.values().get(Act.RUNG))
                        .filter(rung -> !isOn(
                                ladders.of(actor.school(), about),
                                rung,
                                said.values().get(Act.OWN)))
                        .isPresent();
    }

    private static boolean isOn(Ladder ladder, Rung rung, @Nullable String own) {
        return own == null ? ladder.has(rung) : ladder.has(own);
    }

    /** Keeps what was said about a step of a case, and begins what follows from it. */
    private Case keep(Actor actor, Case one, CaseWalk said, Entry entry, List<Effect> effects, Instant now) {
        store.say(one.file(), said);
        events.publishEvent(new CaseEvent(
                actor,
                one.file().id(),
                entry instanceof Entry.Said ? What.STEP_DONE : What.STEP_LEFT_OUT,
                Map.of("step", said.number() + "." + entry.step())));
        var more = one;
        for (var effect : effects) {
            if (effect instanceof Effect.Starts(var procedure)) {
                more = begin(actor, more, procedures.inForce(actor.school(), now), procedure, now);
            }
        }
        return more;
    }

    /** Begins a procedure in a case, with those that it starts itself; a case goes through each once. */
    private Case begin(Actor actor, Case one, Procedures inForce, String id, Instant now) {
        if (one.walks(id)) {
            return one;
        }
        var definition = inForce.definition(id).orElseThrow();
        var procedure = definition.procedure();
        var walk =
                new CaseWalk(one.walks().size() + 1, Walk.begin(procedure, now, openDays.of(actor.school())), Map.of());
        store.begin(one.file(), walk, definition);
        events.publishEvent(new CaseEvent(
                actor, one.file().id(), What.PROCEDURE_BEGUN, Map.of("procedure", id, "text", definition.digest())));
        var more = one.with(walk);
        for (var effect : procedure.effects()) {
            if (effect instanceof Effect.Starts(var other)) {
                more = begin(actor, more, inForce, other, now);
            }
        }
        return more;
    }

    /** Keeps what a case has come to, and tells those for whom something waits now that did not before. */
    private Case keep(Actor actor, CaseFacts before, Case one, Instant now) {
        var held = holds.suspend(actor, one);
        var kept = held.with(held.standing(now));
        store.keep(kept.file(), kept.waiting());
        if (kept.file().sealed() && !one.file().sealed()) {
            events.publishEvent(CaseEvent.of(actor, one.file().id(), What.SEALED));
        }
        if (kept.file().isClosed()) {
            events.publishEvent(CaseEvent.of(actor, one.file().id(), What.CLOSED));
        }
        alarms.follow(actor, kept);
        letters.begun(before, kept.facts(), actor.personId().orElse(null));
        kept.waiting().stream()
                .filter(step -> before.waiting().stream().noneMatch(step::isAsReadyAs))
                .forEach(step -> toldOfTurns(kept, step));
        return kept;
    }

    /** Whose turn has come with the beginning of a step, as others are away, has had the letter of its beginning. */
    private void toldOfTurns(Case one, Waiting step) {
        var turns = viewers.turns(one.facts(), step);
        if (step.ready() && turns > 0) {
            store.told(one.file(), step, turns);
        }
    }

    /** Puts somebody of the school on a case, or says that they are on it as something else. */
    @Transactional
    public Adding addPerson(Actor.Somebody actor, CaseId id, PersonId person, OnCase.Part part) {
        var found = roster.person(actor.school(), person).orElseThrow(() -> new NotFound("person " + person));
        return add(actor, id, person, found.name().full(), kinds.of(actor.school(), person), part);
    }

    /** Puts somebody from outside on a case, by name. */
    @Transactional
    public Adding addOutsider(Actor.Somebody actor, CaseId id, String name, OnCase.Part part) {
        var cut = name.strip();
        return add(
                actor,
                id,
                null,
                cut.length() <= LONGEST_NAME ? cut : cut.substring(0, LONGEST_NAME),
                OnCase.Kind.OUTSIDE,
                part);
    }

    private Adding add(
            Actor.Somebody actor,
            CaseId id,
            @Nullable PersonId person,
            String name,
            OnCase.Kind kind,
            OnCase.Part part) {
        var one = door.lockWhole(actor, id).one();
        if (one.file().isClosed()) {
            return new Adding.Closed();
        }
        var now = clock.instant();
        var added = OnCase.of(person, name, kind, part, actor, now);
        store.add(one.file(), added);
        events.publishEvent(new CaseEvent(
                actor,
                id,
                What.PERSON_ADDED,
                Map.of("person", person == null ? "" : person.toString(), "as", part.name())));
        var kept = keep(actor, one.facts(), one.with(added), now);
        return new Adding.Added(door.sight(actor, kept));
    }

    /** Names somebody to read a case that not everybody of its roles reads, the deputy whom the head appoints too. */
    @Transactional
    public Naming nameReader(Actor.Somebody actor, CaseId id, PersonId person) {
        var seen = door.lockWhole(actor, id);
        var one = seen.one();
        if (one.file().circle() == Circle.ORDINARY) {
            return Naming.OPEN_TO_ITS_ROLES;
        }
        if (!CasePolicy.namesReaders(seen.viewer(), seen.facts())) {
            throw new Forbidden(actor, "NAME_READER");
        }
        if (seen.facts().isSubject(person)) {
            return Naming.SUBJECT;
        }
        var roles = roster.roles(actor.school(), person, roster.today());
        var found = roster.person(actor.school(), person)
                .filter(_ -> roles.stream().anyMatch(CasePolicy.ACCESS.rolesFor(Operation.READ)::contains));
        if (found.isEmpty()) {
            return Naming.NOBODY_OF_STAFF;
        }
        var reader = new CaseReader(person, found.get().name().full(), clock.instant(), actor.person(), actor.name());
        if (!store.add(one.file(), reader)) {
            return Naming.READS_ALREADY;
        }
        events.publishEvent(new CaseEvent(actor, id, What.READER_NAMED, Map.of("person", person.toString())));
        return Naming.NAMED;
    }

    /** Writes something down beside the steps; {@code corrects} an older note, which stays as it is. */
    @Transactional
    public Noting note(
            Actor.Somebody actor, CaseId id, Instant happenedAt, CaseNote.Boxes boxes, @Nullable CaseNoteId corrects) {
        var one = door.lockWhole(actor, id).one();
        if (corrects != null && one.notes().stream().noneMatch(note -> note.id().equals(corrects))) {
            throw new NotFound("note " + corrects);
        }
        var now = clock.instant();
        var problems = Problems.none()
                .when(happenedAt.isAfter(now), "happened", say("cases.note.to-come"))
                .when(boxes.isEmpty(), "fact", say("cases.note.empty"))
                .when(boxes.isTooLong(), "fact", say("cases.note.long", CaseNote.Boxes.LONGEST));
        if (problems.any()) {
            return new Noting.NotLikeThat(problems);
        }
        var note = new CaseNote(CaseNoteId.random(), happenedAt, now, actor.person(), actor.name(), boxes, corrects);
        store.add(one.file(), note);
        events.publishEvent(new CaseEvent(
                actor,
                id,
                corrects == null ? What.NOTE_ADDED : What.NOTE_CORRECTED,
                Map.of("note", note.id().toString())));
        return new Noting.Kept(note.id());
    }
}
