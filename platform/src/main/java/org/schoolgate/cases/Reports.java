package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people told. A telling is on disk before its teller is thanked; the people who are to hear of it are e-mailed its
 * kind and a link, and see it on their first screens until one of them takes it.
 */
@Service
public class Reports {
    /** Two presses within this are one: a small child presses until something happens. */
    private static final Duration ONE_PRESS = Duration.ofMinutes(2);

    private static final int LATELY = 50;
    private static final int MOST_TOLD = 10;
    /** How long a child finds again what they told. */
    static final Duration REMEMBERED = Duration.ofDays(60);

    private static final int MOST_FOUND = 12;
    private static final int LONGEST_NAME = 200;

    /** Whom staff pick from the roll: children and who works here, not families. */
    private static final Set<Role> PICKED =
            EnumSet.complementOf(EnumSet.of(Role.PARENT, Role.VISITOR, Role.COMMUNITY_USER, Role.TRUST_OFFICER));

    private final ReportStore store;
    private final DraftStore drafts;
    private final HearingStore hearings;
    private final WhoHears whoHears;
    private final CaseAlarms alarms;
    private final FollowingCases cases;
    private final Roster roster;
    private final Kinds kinds;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reports(
            ReportStore store,
            DraftStore drafts,
            HearingStore hearings,
            WhoHears whoHears,
            CaseAlarms alarms,
            FollowingCases cases,
            Roster roster,
            Kinds kinds,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.drafts = drafts;
        this.hearings = hearings;
        this.whoHears = whoHears;
        this.alarms = alarms;
        this.cases = cases;
        this.roster = roster;
        this.kinds = kinds;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with reports. Which reports is for {@link WhoHears} to say. */
    public enum Operation {
        TELL,
        /** To write a report at length, with drafts, as adults do. */
        DRAFT,
        READ,
        TAKE
    }

    /** Everybody may tell; those may read whom a school may name as hearers. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.TELL, Role.PUPIL, Role.values())
            .allow(
                    Operation.DRAFT,
                    Role.PARENT,
                    EnumSet.complementOf(EnumSet.of(Role.PUPIL)).toArray(Role[]::new))
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SENIOR_LEADER,
                    Role.TEACHER,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(
                    Operation.TAKE,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SENIOR_LEADER,
                    Role.TEACHER,
                    Role.CHAIR_OF_GOVERNORS)
            .done();

    /**
     * Keeps what somebody tells. A child who presses again within two minutes, with nothing new to say, has told once.
     *
     * @param words at most 20,000 characters; more are kept to that length, so that nothing is refused to a child
     * @param teachersToo whether the child's own teachers are to hear of it as well
     * @param page the address that it is about, cut to 2,000 characters; null where none was said
     */
    @Transactional
    public Report tell(Actor.Somebody actor, Matter matter, String words, @Nullable String page, boolean teachersToo) {
        return tell(actor, ReportId.random(), matter, words, page, teachersToo, null);
    }

    /**
     * The same under an id that its page has, so that it is one report however it is sent.
     *
     * @param trusted whom the child chose; nobody where they cannot be chosen
     */
    @Transactional
    public Report tell(
            Actor.Somebody actor,
            ReportId id,
            Matter matter,
            String words,
            @Nullable String page,
            boolean teachersToo,
            @Nullable PersonId trusted) {
        ACCESS.require(actor, Operation.TELL);
        var now = clock.instant();
        var before = store.find(actor.school(), id);
        if (before.filter(report -> report.words().equals(cut(words.strip(), 20_000)))
                .isPresent()) {
            return before.get();
        }
        var again = words.isBlank() ? pressed(actor, now) : Optional.<Report>empty();
        if (again.isPresent()) {
            return again.get();
        }
        var report = new Report(
                before.isEmpty() ? id : ReportId.random(),
                actor.school(),
                actor.person(),
                actor.name(),
                actor.is(Role.PUPIL),
                now,
                matter,
                cut(words.strip(), 20_000),
                page == null ? null : cut(page.strip(), 2_000),
                teachersToo,
                chosen(actor, trusted),
                Details.NONE,
                List.of(),
                new Report.State.Waiting(),
                null,
                null);
        return keep(actor, report);
    }

    /**
     * What a child told while the network was away.
     *
     * @param toldAt when they pressed, as far as that is known
     */
    record Away(
            Matter matter,
            String words,
            String page,
            boolean teachersToo,
            @Nullable PersonId trusted,
            Instant toldAt,
            Report.Arrival arrival) {}

    /** Takes what a device kept, once: what is there under that id, or was pressed within two minutes of it, is it. */
    @Transactional
    Report arrive(Actor.Somebody child, ReportId id, Away away) {
        ACCESS.require(child, Operation.TELL);
        var before = store.find(child.school(), id)
                .or(() -> away.words().isBlank() ? pressed(child, away.toldAt()) : Optional.empty());
        if (before.isPresent()) {
            return before.get();
        }
        var report = new Report(
                id,
                child.school(),
                child.person(),
                child.name(),
                true,
                away.toldAt(),
                away.matter(),
                cut(away.words().strip(), 20_000),
                away.page().isBlank() ? null : cut(away.page().strip(), 2_000),
                away.teachersToo(),
                chosen(child, away.trusted()),
                Details.NONE,
                List.of(),
                new Report.State.Waiting(),
                away.arrival(),
                null);
        return keep(child, report);
    }

    /** A press without words by the same child at nearly that time. */
    private Optional<Report> pressed(Actor.Somebody child, Instant at) {
        return store.pressed(child.school(), child.person(), at.minus(ONE_PRESS), at.plus(ONE_PRESS));
    }

    /** Keeps what an adult tells; sent again as it stands it is the same report, and its draft is gone with it. */
    @Transactional
    public Filing file(Actor.Somebody actor, Statement statement) {
        ACCESS.require(actor, Operation.DRAFT);
        var now = clock.instant();
        var problems = StatementProblems.of(statement, now);
        if (problems.any()) {
            return new Filing.NotLikeThat(problems);
        }
        var before = store.find(actor.school(), statement.id());
        if (before.filter(report -> report.toldBy().equals(actor.person()) && report.says(statement))
                .isPresent()) {
            return new Filing.Kept(before.get());
        }
        var report = new Report(
                before.isEmpty() ? statement.id() : ReportId.random(),
                actor.school(),
                actor.person(),
                actor.name(),
                false,
                now,
                statement.matter(),
                statement.words().strip(),
                statement.page().isBlank() ? null : cut(statement.page().strip(), 2_000),
                false,
                null,
                statement.details().with(people(actor, statement)),
                List.of(),
                new Report.State.Waiting(),
                null,
                null);
        drafts.remove(actor.school(), statement.id(), actor.person());
        return new Filing.Kept(keep(actor, report));
    }

    /** Whom it is about. Who is no member of staff cannot pick from the roll, and names people in words. */
    private List<Details.Involved> people(Actor.Somebody actor, Statement statement) {
        var people = new ArrayList<>(statement.people().stream()
                .map(named -> ofTheSchool(actor, named).or(() -> outsider(named)))
                .flatMap(Optional::stream)
                .toList());
        if (statement.matter() == Matter.ABOUT_THE_HEAD) {
            roster.holders(actor.school(), Set.of(Role.HEAD), roster.today()).stream()
                    .filter(head -> people.stream().noneMatch(one -> head.id().equals(one.person())))
                    .map(head -> new Details.Involved(
                            head.id(), head.name().full(), OnCase.Kind.HEAD, OnCase.Part.INSTIGATOR))
                    .forEach(people::add);
        }
        return people;
    }

    private Optional<Details.Involved> ofTheSchool(Actor.Somebody actor, Statement.Named named) {
        return Optional.ofNullable(named.person())
                .filter(_ -> mayPick(actor))
                .flatMap(person -> roster.person(actor.school(), person))
                .map(person -> new Details.Involved(
                        person.id(), person.name().full(), kinds.of(actor.school(), person.id()), named.part()));
    }

    private static Optional<Details.Involved> outsider(Statement.Named named) {
        return Optional.of(named)
                .filter(one -> !one.name().isBlank())
                .map(one -> new Details.Involved(
                        null, cut(one.name().strip(), LONGEST_NAME), OnCase.Kind.OUTSIDE, one.part()));
    }

    /** People of the school whose name holds {@code part}, for staff who say whom something is about. */
    @Transactional(readOnly = true)
    public List<Person> people(Actor.Somebody actor, String part) {
        return part.isBlank() || !mayPick(actor)
                ? List.of()
                : roster.search(actor.school(), part.strip(), PICKED, MOST_FOUND);
    }

    /** Whether somebody may pick people from the roll. */
    public boolean mayPick(Actor.Somebody actor) {
        return actor.roles().stream().anyMatch(Role::isStaff);
    }

    private Report keep(Actor.Somebody actor, Report report) {
        store.tell(report);
        if (report.matter().rings()) {
            alarms.ring(actor, report);
        }
        var told = whoHears.email(report);
        events.publishEvent(new Telling.Told(
                actor,
                report.id(),
                report.matter(),
                report.toldAt(),
                told.stream().map(PersonId::toString).toList()));
        return report;
    }

    /** The teller says more about what they told. */
    @Transactional
    public Report add(Actor.Somebody actor, ReportId id, Matter matter, String words) {
        var report = own(actor, id);
        store.add(actor.school(), id, new Report.Addition(clock.instant(), matter, cut(words.strip(), 20_000)));
        events.publishEvent(new Telling.Added(actor, id, matter));
        if (matter.rings()) {
            alarms.ring(actor, report);
        }
        return store.find(actor.school(), report.id()).orElseThrow();
    }

    /** What this actor told; somebody else's telling is not there. */
    @Transactional(readOnly = true)
    public Report own(Actor.Somebody actor, ReportId id) {
        ACCESS.require(actor, Operation.TELL);
        return store.find(actor.school(), id)
                .filter(report -> report.toldBy().equals(actor.person()))
                .orElseThrow(() -> new NotFound("report " + id));
    }

    /** What waits for this actor among others, oldest first. Empty for those who hear nothing. */
    @Transactional(readOnly = true)
    public List<Report> waiting(Actor.Somebody actor) {
        if (!ACCESS.allows(actor, Operation.READ)) {
            return List.of();
        }
        return store.waiting(actor.school()).stream()
                .filter(whoHears.heardBy(actor))
                .toList();
    }

    /** How many of them there are, for the menu; where nothing waits for anybody, nothing else is asked. */
    @Transactional(readOnly = true)
    public int count(Actor.Somebody actor) {
        return waiting(actor.school()) == 0 ? 0 : waiting(actor).size();
    }

    /** How many nobody has taken yet, for counts that name nobody. */
    @Transactional(readOnly = true)
    public int waiting(SchoolId school) {
        return store.howManyWait(school);
    }

    /** What was taken lately, by whomever, as far as this actor hears of it; newest first. */
    @Transactional(readOnly = true)
    public List<Report> taken(Actor.Somebody actor) {
        ACCESS.require(actor, Operation.READ);
        var taken = store.taken(actor.school(), LATELY);
        var closed = cases.closed(actor, taken.stream().map(Report::id).toList());
        return taken.stream()
                .filter(whoHears.heardBy(actor))
                .filter(report -> !closed.contains(report.id()))
                .toList();
    }

    /** One report to read, which goes on the record before it is shown; a child reads who has read theirs. */
    @Transactional
    public Report read(Actor.Somebody actor, ReportId id) {
        var report = heard(actor, id, Operation.READ);
        audit.now(new Telling.Read(actor, id));
        if (report.byChild()) {
            hearings.read(actor.school(), id, actor.person(), actor.name(), clock.instant());
        }
        return report;
    }

    /** This actor has it now, and the others need not look. */
    @Transactional
    public Taking take(Actor.Somebody actor, ReportId id) {
        heard(actor, id, Operation.TAKE);
        if (store.take(actor.school(), id, actor.person(), actor.name(), clock.instant())) {
            events.publishEvent(new Telling.Taken(actor, id));
            return new Taking.Yours();
        }
        var report = store.find(actor.school(), id).orElseThrow();
        return switch (report.state()) {
            case Report.State.Taken(var by, var at) -> new Taking.AlreadyTaken(by, at);
            case Report.State.Waiting() -> throw new IllegalStateException("taken by nobody: report " + id);
        };
    }

    /** Whoever hears it says that somebody is in danger now, and people are rung until one of them answers. */
    @Transactional
    public void isDanger(Actor.Somebody actor, ReportId id) {
        var report = heard(actor, id, Operation.TAKE);
        if (!report.isDanger() && store.grade(actor.school(), id, actor.person(), actor.name(), clock.instant())) {
            events.publishEvent(new Telling.Graded(actor, id));
            alarms.ring(actor, report);
        }
    }

    /** Whoever hears what a child told writes back, and has it from then on where nobody had. */
    @Transactional
    public Answering answer(Actor.Somebody actor, ReportId id, String words) {
        var report = heard(actor, id, Operation.TAKE);
        if (!report.byChild()) {
            throw new NotFound("report by a child " + id);
        }
        var problems = Problems.none()
                .when(words.isBlank(), "words", say("cases.answer.empty"))
                .when(
                        words.strip().length() > Hearing.Answer.LONGEST,
                        "words",
                        say("cases.report.long", Hearing.Answer.LONGEST));
        if (problems.any()) {
            return new Answering.NotLikeThat(problems);
        }
        take(actor, id);
        hearings.answer(
                actor.school(), id, actor.person(), new Hearing.Answer(actor.name(), clock.instant(), words.strip()));
        events.publishEvent(new Telling.Answered(actor, id));
        return new Answering.Kept();
    }

    /** What came back of something, for whoever told it or hears it. */
    @Transactional(readOnly = true)
    public Hearing hearing(Actor.Somebody actor, ReportId id) {
        ACCESS.require(actor, Operation.TELL);
        return store.find(actor.school(), id)
                .filter(report -> report.toldBy().equals(actor.person())
                        || (ACCESS.allows(actor, Operation.READ)
                                && whoHears.heardBy(actor).test(report)))
                .map(report -> hearings.find(actor.school(), id))
                .orElseThrow(() -> new NotFound("report " + id));
    }

    /** What a child told lately, and what came back of it, the newest first. */
    @Transactional(readOnly = true)
    public List<Heard> told(Actor.Somebody child) {
        ACCESS.require(child, Operation.TELL);
        return store.told(child.school(), child.person(), clock.instant().minus(REMEMBERED), MOST_TOLD).stream()
                .map(report -> new Heard(report, hearings.find(child.school(), report.id())))
                .toList();
    }

    /** The child has the answers before it. */
    @Transactional
    public void seen(Actor.Somebody child, ReportId id) {
        own(child, id);
        hearings.seen(child.school(), id, clock.instant());
    }

    /** Whom a child may still choose after it was told: nobody twice, and nobody who hears it anyway. */
    @Transactional(readOnly = true)
    public List<Person> choices(Actor.Somebody child, Report report) {
        if (!report.byChild() || report.trusted() != null) {
            return List.of();
        }
        var hearing = whoHears.hearing(report);
        return whoHears.choices(child).stream()
                .filter(person -> !hearing.contains(person.id()))
                .toList();
    }

    /** The child chooses one more adult after it was told. Whoever cannot be chosen is nobody. */
    @Transactional
    public void trust(Actor.Somebody child, ReportId id, @Nullable PersonId person) {
        var report = own(child, id);
        if (person != null
                && choices(child, report).stream().anyMatch(one -> one.id().equals(person))
                && store.trust(child.school(), id, person, clock.instant())) {
            whoHears.email(report, person);
            events.publishEvent(new Telling.Trusted(child, id, person.toString()));
        }
    }

    /** How the adult is called whom a child chose; nothing where it chose nobody. */
    @Transactional(readOnly = true)
    public Optional<String> trusted(Report report) {
        return Optional.ofNullable(report.trusted())
                .flatMap(person -> roster.person(report.school(), person))
                .map(person -> person.name().shown());
    }

    /** Whom a child may choose to hear it besides those who must: their teachers, and who the school lets be chosen. */
    @Transactional(readOnly = true)
    public List<Person> choices(Actor.Somebody child) {
        return whoHears.choices(child);
    }

    private @Nullable PersonId chosen(Actor.Somebody child, @Nullable PersonId trusted) {
        return trusted != null
                        && whoHears.choices(child).stream()
                                .anyMatch(person -> person.id().equals(trusted))
                ? trusted
                : null;
    }

    /** Who reads something that this actor told. */
    @Transactional(readOnly = true)
    public List<String> readers(Actor.Somebody actor, Report report) {
        return report.byChild() ? whoHears.names(actor) : whoHears.names(report);
    }

    /** Who will read what this actor tells, by name, for the words beside the button. */
    @Transactional(readOnly = true)
    public List<String> readers(Actor.Somebody actor) {
        return whoHears.names(actor);
    }

    private Report heard(Actor.Somebody actor, ReportId id, Operation operation) {
        ACCESS.require(actor, operation);
        return store.find(actor.school(), id)
                .filter(whoHears.heardBy(actor))
                .filter(_ -> !cases.close(actor, id))
                .orElseThrow(() -> new NotFound("report " + id));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
