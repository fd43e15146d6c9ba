package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.ProcedureEvent.What;
import org.schoolgate.cases.ProcedurePolicy.Operation;
import org.schoolgate.cases.Proposing.Faulty;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.DefinitionText;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.cases.procedure.Outcome;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.cases.procedure.Who;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The procedures by which a school goes: those that come with the program, and the school's own in their place once one
 * person wrote it and another approved it. Cases that have begun are not touched by any of it.
 */
@Service
public class SchoolProcedures {
    /** How long a definition may be. */
    public static final int LONGEST = 100_000;

    private static final int LONGEST_WHY = 1_000;
    private static final int LONGEST_TITLE = 100;

    /** How the name of a kind begins that a school has beside those of the program. */
    private static final String BESIDE = "own-";

    private final ProcedureStore store;
    private final ProcedureDraftStore drafts;
    private final RouteStore routes;
    private final Viewers viewers;
    private final Roster roster;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final OpenDays openDays;
    private final Clock clock;

    SchoolProcedures(
            ProcedureStore store,
            ProcedureDraftStore drafts,
            RouteStore routes,
            Viewers viewers,
            Roster roster,
            Settings settings,
            ApplicationEventPublisher events,
            OpenDays openDays,
            Clock clock) {
        this.store = store;
        this.drafts = drafts;
        this.routes = routes;
        this.viewers = viewers;
        this.roster = roster;
        this.settings = settings;
        this.events = events;
        this.openDays = openDays;
        this.clock = clock;
    }

    /** Whose text a procedure follows. */
    public enum Source {
        /** It comes with the program. */
        BROUGHT,
        /** The school wrote it. */
        OWN,
        /** The school wrote it, and what the program brings has changed since. */
        UPDATE_WAITING,
        /** The school wrote it, and this program cannot read it any more: what it brings is followed instead. */
        UNREAD
    }

    /**
     * A procedure of a school.
     *
     * @param adoption the decision that is in force; null where the school has made none
     * @param draft what is being written; null where nothing is
     * @param retired that no new cases are opened of it; null where they are
     * @param unread why the school's own text is not followed; none where it is, or where there is none
     */
    public record Listed(
            Definition definition,
            Source source,
            @Nullable Adoption adoption,
            @Nullable ProcedureDraft draft,
            @Nullable Retired retired,
            List<String> unread) {
        public Listed {
            unread = List.copyOf(unread);
        }

        public Procedure procedure() {
            return definition.procedure();
        }
    }

    /**
     * A kind that the school has beside those of the program, and whose text this program cannot read any more: no case can
     * be opened of it.
     *
     * @param draft what is being written to mend it; null where nothing is
     */
    public record Unfollowed(
            String id,
            String title,
            List<String> why,
            @Nullable ProcedureDraft draft) {
        public Unfollowed {
            why = List.copyOf(why);
        }
    }

    /**
     * Whose steps are whose at a school today.
     *
     * @param names those who hold the roles; none where the steps fall to those who read the case
     * @param setting under which key the school has decided it; null where it is no school's to decide
     */
    public record Does(
            Doer doer, List<String> names, @Nullable String setting) {
        public Does {
            names = List.copyOf(names);
        }
    }

    /** Who does what procedures give to each role (INC-3). */
    @Transactional(readOnly = true)
    public List<Does> doing(Actor actor) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        var doing = Doing.of(settings, actor.school());
        return Arrays.stream(Doer.values())
                .filter(doer -> doer != Doer.TEACHER
                        && !doing.roles(doer, Circle.ORDINARY).isEmpty())
                .map(doer -> new Does(
                        doer,
                        roster.holders(actor.school(), doing.roles(doer, Circle.ORDINARY), roster.today()).stream()
                                .map(person -> person.name().shown())
                                .toList(),
                        Optional.ofNullable(Doing.SETTINGS.get(doer))
                                .map(Setting::key)
                                .orElse(null)))
                .toList();
    }

    /** What new cases go by. */
    @Transactional(readOnly = true)
    public Procedures inForce(SchoolId school) {
        return store.inForce(school, clock.instant());
    }

    @Transactional(readOnly = true)
    public List<Listed> all(Actor actor) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        var written = drafts.all(actor.school()).stream()
                .collect(Collectors.toMap(ProcedureDraft::procedure, draft -> draft));
        var now = clock.instant();
        var decided = store.newest(actor.school(), now);
        var retired = store.retired(actor.school());
        var unread = store.unread(actor.school(), now);
        var inForce = inForce(actor.school());
        return inForce.all().stream()
                .map(procedure -> new Listed(
                        inForce.definition(procedure.id()).orElseThrow(),
                        source(inForce.definition(procedure.id()).orElseThrow(), decided.get(procedure.id())),
                        decided.get(procedure.id()),
                        written.get(procedure.id()),
                        retired.get(procedure.id()),
                        Optional.ofNullable(unread.get(procedure.id()))
                                .map(ProcedureStore.Unread::why)
                                .orElse(List.of())))
                .toList();
    }

    /** Kinds of the school's own that cannot be followed any more, by their names. */
    @Transactional(readOnly = true)
    public List<Unfollowed> unfollowed(Actor actor) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        return store.unread(actor.school(), clock.instant()).entrySet().stream()
                .filter(one -> brought(one.getKey()).isEmpty())
                .map(one -> new Unfollowed(
                        one.getKey(),
                        DefinitionText.of(one.getValue().text())
                                .map(DefinitionText::title)
                                .orElseGet(() -> called(one.getKey())),
                        one.getValue().why(),
                        drafts.find(actor.school(), one.getKey()).orElse(null)))
                .sorted(Comparator.comparing(Unfollowed::title))
                .toList();
    }

    /** How a kind is called where nothing but its name can be read. */
    private static String called(String id) {
        var words = id.substring(BESIDE.length()).replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /** Of which new cases can be opened. */
    @Transactional(readOnly = true)
    public List<Procedure> offered(SchoolId school) {
        var retired = store.retired(school);
        return inForce(school).all().stream()
                .filter(procedure -> !retired.containsKey(procedure.id()))
                .toList();
    }

    /** Whether new cases can be opened of a kind. */
    @Transactional(readOnly = true)
    public boolean isOffered(SchoolId school, String id) {
        return offered(school).stream().anyMatch(procedure -> procedure.id().equals(id));
    }

    /** Lets no new cases be opened of a kind of the school's own; those that have begun go on. Answers with what is in the way. */
    @Transactional
    public Problems retire(Actor.Somebody actor, String id, String why) {
        ProcedurePolicy.ACCESS.require(actor, Operation.RETIRE);
        var leading = routes.all(actor.school()).values().stream()
                .filter(route -> route.procedure().equals(id))
                .map(route -> say("cases.matter." + route.matter()))
                .sorted()
                .toList();
        var problems =
                reason(why).when(!leading.isEmpty(), "why", say("cases.retire.leads", String.join(", ", leading)));
        return offer(actor, id, false, why, problems);
    }

    /** Lets cases be opened of it again. */
    @Transactional
    public Problems bringBack(Actor.Somebody actor, String id, String why) {
        ProcedurePolicy.ACCESS.require(actor, Operation.RETIRE);
        return offer(actor, id, true, why, reason(why));
    }

    private Problems offer(Actor.Somebody actor, String id, boolean offered, String why, Problems problems) {
        if (brought(id).isPresent() || inForce(actor.school()).find(id).isEmpty()) {
            throw notThere(id);
        }
        if (!problems.any() && store.retired(actor.school()).containsKey(id) == offered) {
            store.offer(actor, id, offered, why.strip(), clock.instant());
            events.publishEvent(new ProcedureEvent(
                    actor, id, offered ? What.BROUGHT_BACK : What.RETIRED, Map.of("why", why.strip())));
        }
        return problems;
    }

    private static Problems reason(String why) {
        return Problems.none()
                .when(why.isBlank(), "why", say("cases.retire.why.missing"))
                .when(why.length() > LONGEST_WHY, "why", say("cases.retire.why.long", LONGEST_WHY));
    }

    @Transactional(readOnly = true)
    public Listed one(Actor actor, String id) {
        return all(actor).stream()
                .filter(one -> one.procedure().id().equals(id))
                .findFirst()
                .orElseThrow(() -> notThere(id));
    }

    private static Source source(Definition definition, @Nullable Adoption adoption) {
        return brought(definition.procedure().id())
                .map(brought -> source(definition, brought, adoption))
                .orElse(Source.OWN);
    }

    private static Source source(Definition definition, Definition brought, @Nullable Adoption adoption) {
        if (adoption == null || adoption.digest() == null) {
            return Source.BROUGHT;
        }
        if (!definition.digest().equals(adoption.digest())) {
            return Source.UNREAD;
        }
        return adoption.brought().equals(brought.digest()) ? Source.OWN : Source.UPDATE_WAITING;
    }

    /** The text that comes with the program; empty where the school has it beside those. */
    public static Optional<Definition> brought(String id) {
        return Procedures.ours().definition(id);
    }

    /** What is being written and was never followed, for those who write or approve it. */
    @Transactional(readOnly = true)
    public List<ProcedureDraft> fresh(Actor actor) {
        if (!ProcedurePolicy.ACCESS.allows(actor, Operation.APPROVE)
                && !ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE)) {
            return List.of();
        }
        var inForce = inForce(actor.school());
        return drafts.all(actor.school()).stream()
                .filter(draft -> inForce.find(draft.procedure()).isEmpty())
                .toList();
    }

    /** What became of the wish to begin a new one. */
    public sealed interface Beginning {
        record Begun(String id) implements Beginning {}

        record NotLikeThat(Problems problems) implements Beginning {}
    }

    /** Begins a procedure that the school has beside those of the program: empty, or as one of those in force. */
    @Transactional
    public Beginning begin(Actor.Somebody actor, String title, String from) {
        ProcedurePolicy.ACCESS.require(actor, Operation.WRITE);
        var called = title.strip().replaceAll("\\s+", " ");
        var name = called.toLowerCase(Locale.UK).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        var id = BESIDE + name;
        var inForce = inForce(actor.school());
        var copied = from.isEmpty()
                ? Optional.of(Procedures.empty())
                : inForce.definition(from).map(Definition::text);
        var text = copied.flatMap(DefinitionText::of);
        var problems = Problems.none()
                .when(
                        name.isEmpty() || called.length() > LONGEST_TITLE,
                        "title",
                        say("cases.beside.called", LONGEST_TITLE))
                .when(
                        inForce.all().stream().anyMatch(one -> one.title().equalsIgnoreCase(called))
                                || !store.history(actor.school(), id).isEmpty()
                                || drafts.find(actor.school(), id).isPresent(),
                        "title",
                        say("cases.beside.there"))
                .when(text.isEmpty(), "from", say("cases.new.choose"));
        if (problems.any() || text.isEmpty()) {
            return new Beginning.NotLikeThat(problems);
        }
        var written = text.get().as(id, called).written();
        drafts.begin(actor, id, written, Definition.digest(written), isHead(actor), clock.instant());
        events.publishEvent(
                new ProcedureEvent(actor, id, What.DRAFTED, Map.of("from", from.isEmpty() ? "nothing" : from)));
        return new Beginning.Begun(id);
    }

    /** Every decision about a kind, the newest first. */
    @Transactional(readOnly = true)
    public List<Adoption> history(Actor actor, String id) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        return store.history(actor.school(), id);
    }

    /** What is being written, or a beginning of it: the text that is in force under the next number, or what cannot be read. */
    @Transactional
    public ProcedureDraft draft(Actor.Somebody actor, String id) {
        ProcedurePolicy.ACCESS.require(actor, Operation.WRITE);
        var before = drafts.find(actor.school(), id);
        if (before.isEmpty()) {
            var inForce = inForce(actor.school()).definition(id);
            var text = inForce.map(one -> next(actor, one)).orElseGet(() -> unread(actor, id));
            var basis = inForce.map(Definition::digest).orElseGet(() -> Definition.digest(text));
            drafts.begin(actor, id, text, basis, isHead(actor), clock.instant());
            events.publishEvent(new ProcedureEvent(actor, id, What.DRAFTED, Map.of("from", basis)));
        }
        return drafts.find(actor.school(), id).orElseThrow();
    }

    /** What cannot be read any more, to be mended as it stands. */
    private String unread(Actor actor, String id) {
        return Optional.ofNullable(store.unread(actor.school(), clock.instant()).get(id))
                .map(ProcedureStore.Unread::text)
                .orElseThrow(() -> notThere(id));
    }

    private String next(Actor actor, Definition definition) {
        return DefinitionText.of(definition.text())
                .orElseThrow()
                .numbered(store.last(actor.school(), definition.procedure()) + 1)
                .written();
    }

    /** What is being written, to read. */
    @Transactional(readOnly = true)
    public ProcedureDraft written(Actor actor, String id) {
        if (!ProcedurePolicy.ACCESS.allows(actor, Operation.APPROVE)) {
            ProcedurePolicy.ACCESS.require(actor, Operation.WRITE);
        }
        return drafts.find(actor.school(), id).orElseThrow(() -> new NotFound("draft of " + id));
    }

    /** What is wrong with a text as the school's own version; nothing where it can be followed. */
    public List<Problem> problems(String id, String text) {
        return switch (reading(id, text)) {
            case Reading.Faulty(var problems) -> problems;
            case Reading.Sound(var procedure) -> LetterTexts.missing(procedure);
        };
    }

    private static Reading reading(String id, String text) {
        return brought(id).isPresent()
                ? Procedures.ours().readOwn(id, text)
                : Procedures.ours().readBeside(id, text);
    }

    /** Keeps a draft as it is now written; {@code stamp} says which text was on the writer's screen. */
    @Transactional
    public Drafting write(Actor.Somebody actor, String id, String stamp, String text) {
        var draft = locked(actor, id);
        if (draft.isAsked()) {
            return new Drafting.Asked(draft);
        }
        if (!draft.stamp().equals(stamp)) {
            return new Drafting.ChangedMeanwhile(draft);
        }
        if (text.length() > LONGEST) {
            return new Drafting.TooLong(LONGEST);
        }
        drafts.write(actor, draft, text, isHead(actor), clock.instant());
        events.publishEvent(new ProcedureEvent(actor, id, What.REWRITTEN, Map.of("text", Definition.digest(text))));
        return new Drafting.Kept(drafts.find(actor.school(), id).orElseThrow());
    }

    /** Asks for approval of a draft as it is. */
    @Transactional
    public Proposing ask(Actor.Somebody actor, String id, String why, @Nullable LocalDate inForceOn) {
        var draft = locked(actor, id);
        var problems = problems(id, draft.text());
        if (!problems.isEmpty()) {
            return new Faulty(problems);
        }
        if (isInForce(actor, id, draft.text())) {
            return new Proposing.SameAsInForce();
        }
        if (why.isBlank() || why.length() > LONGEST_WHY) {
            return new Proposing.WhyMissing();
        }
        if (inForceOn != null && inForceOn.isBefore(roster.today())) {
            return new Proposing.DayIsPast();
        }
        drafts.ask(actor.school(), asking(draft, why.strip(), inForceOn), clock.instant());
        events.publishEvent(
                new ProcedureEvent(actor, id, What.APPROVAL_ASKED, Map.of("text", draft.stamp(), "why", why.strip())));
        return new Proposing.Done();
    }

    /** Whether a text says nothing new. To go back to what the program brings is something new, though it may say the same. */
    private boolean isInForce(Actor.Somebody actor, String id, String text) {
        var inForce = inForce(actor.school()).definition(id).map(Definition::text);
        var back = brought(id).filter(brought -> text.equals(brought.text())).isPresent();
        return inForce.filter(one -> text.equals(one) || (DefinitionText.sayTheSame(text, one) && !back))
                .isPresent();
    }

    private static ProcedureDraft asking(ProcedureDraft draft, String why, @Nullable LocalDate inForceOn) {
        return new ProcedureDraft(
                draft.id(),
                draft.procedure(),
                draft.text(),
                draft.basis(),
                draft.changedAt(),
                draft.writtenBy(),
                draft.writtenByName(),
                draft.hands(),
                draft.byHead(),
                why,
                inForceOn,
                draft.askedAt(),
                draft.answer());
    }

    /** Lets a draft be in force, from its day on; {@code stamp} says which text was read. */
    @Transactional
    public Proposing approve(Actor.Somebody actor, String id, String stamp) {
        ProcedurePolicy.ACCESS.require(actor, Operation.APPROVE);
        var draft = drafts.lock(actor.school(), id).orElseThrow(() -> new NotFound("draft of " + id));
        if (!draft.isAsked() || !draft.stamp().equals(stamp)) {
            return new Proposing.NotAsked();
        }
        if (!ProcedurePolicy.approves(actor, draft)) {
            return new Proposing.NeedsAnother();
        }
        var problems = problems(id, draft.text());
        if (!problems.isEmpty()) {
            return new Faulty(problems);
        }
        var procedure = ((Reading.Sound) reading(id, draft.text())).procedure();
        adopt(actor, draft, new Definition(procedure, draft.text()), clock.instant());
        return new Proposing.Done();
    }

    private void adopt(Actor.Somebody actor, ProcedureDraft draft, Definition definition, Instant now) {
        var brought = brought(draft.procedure()).map(Definition::digest).orElse("");
        var back = definition.digest().equals(brought);
        var day = draft.inForceOn();
        var from = day == null ? now : day.atStartOfDay(AcademicYear.LONDON).toInstant();
        store.keep(actor.school(), definition, now);
        store.adopt(
                actor.school(),
                new Adoption(
                        draft.procedure(),
                        back ? null : definition.digest(),
                        brought,
                        from.isBefore(now) ? now : from,
                        draft.why(),
                        draft.writtenBy(),
                        draft.writtenByName(),
                        actor.person(),
                        actor.name(),
                        now));
        drafts.end(actor.school(), draft, true, now);
        events.publishEvent(new ProcedureEvent(
                actor,
                draft.procedure(),
                What.ADOPTED,
                Map.of(
                        "text", definition.digest(),
                        "written-by", draft.writtenBy().toString(),
                        "from", from.toString(),
                        "why", draft.why())));
    }

    /** Gives a draft back to be written on, with what is to be changed. */
    @Transactional
    public Proposing sendBack(Actor.Somebody actor, String id, String answer) {
        if (!ProcedurePolicy.ACCESS.allows(actor, Operation.APPROVE)) {
            ProcedurePolicy.ACCESS.require(actor, Operation.WRITE);
        }
        var draft = drafts.lock(actor.school(), id).orElseThrow(() -> new NotFound("draft of " + id));
        if (!draft.isAsked()) {
            return new Proposing.NotAsked();
        }
        if (answer.isBlank() || answer.length() > LONGEST_WHY) {
            return new Proposing.WhyMissing();
        }
        drafts.sendBack(actor.school(), draft, answer.strip());
        events.publishEvent(
                new ProcedureEvent(actor, id, What.SENT_BACK, Map.of("text", draft.stamp(), "why", answer.strip())));
        return new Proposing.Done();
    }

    /** Lets a draft go; what is in force stays. */
    @Transactional
    public void drop(Actor.Somebody actor, String id) {
        var draft = locked(actor, id);
        drafts.end(actor.school(), draft, false, clock.instant());
        events.publishEvent(new ProcedureEvent(actor, id, What.DROPPED, Map.of("text", draft.stamp())));
    }

    /**
     * Walks a text as a pretended case that this actor told of. Nothing is kept or sent; what cannot be said any more,
     * since the text was changed, is passed over with all that came after it.
     */
    @Transactional(readOnly = true)
    public Optional<Trial> tryOut(Actor.Somebody actor, String id, List<Trial.Said> said) {
        var text = written(actor, id).text();
        return reading(id, text) instanceof Reading.Sound(var procedure)
                ? Optional.of(tryOut(actor, procedure, said))
                : Optional.empty();
    }

    private Trial tryOut(Actor.Somebody actor, Procedure procedure, List<Trial.Said> said) {
        var now = clock.instant();
        var by = new Who(actor.person().value(), actor.name());
        var walk = Walk.begin(procedure, now, openDays.of(actor.school()));
        int taken = 0;
        var problems = Problems.none();
        for (var one : said) {
            var outcome = one.leftOut()
                    ? walk.leaveOut(one.step(), by, now, one.values().getOrDefault(Act.REASON, ""))
                    : walk.answer(one.step(), by, now, one.values());
            if (!(outcome instanceof Outcome.WentOn on)) {
                problems = procedure
                        .step(one.step())
                        .map(step -> StepProblems.of(step, outcome))
                        .orElseGet(Problems::none);
                break;
            }
            walk = on.walk();
            taken++;
        }
        var circle = Circle.of(
                walk.effects().contains(Mark.SEAL),
                walk.effects().contains(Mark.ABOUT_STAFF),
                walk.effects().contains(Mark.ABOUT_THE_HEAD),
                walk.effects().contains(Mark.KEEP_THE_LEAD));
        return new Trial(procedure, walk, circle, said.subList(0, taken), waits(actor, walk, circle, now), problems);
    }

    private List<Trial.Waits> waits(Actor.Somebody actor, Walk walk, Circle circle, Instant now) {
        var file = pretended(actor, walk, circle, now);
        return walk.open().stream()
                .map(open -> {
                    var waiting = Waiting.of(1, open);
                    var facts = new CaseFacts(file, List.of(), Set.of(), List.of(waiting));
                    return new Trial.Waits(open, names(actor.school(), facts, waiting));
                })
                .toList();
    }

    private List<String> names(SchoolId school, CaseFacts facts, Waiting waiting) {
        return viewers.forWhom(facts, List.of(waiting)).stream()
                .flatMap(person -> roster.person(school, person).stream())
                .map(Person::name)
                .map(name -> name.shown())
                .sorted()
                .toList();
    }

    private static CaseFile pretended(Actor.Somebody actor, Walk walk, Circle circle, Instant now) {
        return new CaseFile(
                CaseId.random(),
                actor.school(),
                new CaseNumber(AcademicYear.at(now).startYear(), 0),
                walk.procedure().id(),
                walk.procedure().title(),
                now,
                actor.person(),
                actor.name(),
                null,
                actor.person(),
                false,
                circle,
                circle != Circle.ORDINARY,
                null,
                now,
                null);
    }

    private ProcedureDraft locked(Actor.Somebody actor, String id) {
        ProcedurePolicy.ACCESS.require(actor, Operation.WRITE);
        return drafts.lock(actor.school(), id).orElseThrow(() -> new NotFound("draft of " + id));
    }

    private static boolean isHead(Actor.Somebody actor) {
        return actor.is(Role.HEAD);
    }

    private static NotFound notThere(String id) {
        return new NotFound("procedure " + id);
    }
}
