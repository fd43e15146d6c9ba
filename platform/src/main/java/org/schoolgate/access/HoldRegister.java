package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.springframework.transaction.annotation.Transactional;

/** The holds of a school for the people who may see them, and what somebody would lose by one (ACC-11, ACC-12). */
@org.springframework.stereotype.Service
@Transactional(readOnly = true)
public class HoldRegister {
    private static final Duration OVER_SHOWN = Duration.ofDays(120);
    private static final int MOST_FOUND = 12;

    private final HoldStore store;
    private final FilesDutyStore duties;
    private final HoldPolicy policy;
    private final Access access;
    private final SupervisedTimeStore sessions;
    private final PermissionRegister permissions;
    private final Roster roster;
    private final Clock clock;

    HoldRegister(
            HoldStore store,
            FilesDutyStore duties,
            HoldPolicy policy,
            Access access,
            SupervisedTimeStore sessions,
            PermissionRegister permissions,
            Roster roster,
            Clock clock) {
        this.store = store;
        this.duties = duties;
        this.policy = policy;
        this.access = access;
        this.sessions = sessions;
        this.permissions = permissions;
        this.roster = roster;
        this.clock = clock;
    }

    /**
     * A hold as one reader sees it.
     *
     * @param reason null where it is not for this reader
     * @param files who gets the person's work out; null where nobody has to
     * @param mayLift whether this reader may lift it now
     * @param mayFinish whether this reader may say that the files are out
     */
    public record Shown(
            Hold hold,
            Person person,
            @Nullable String reason,
            @Nullable FilesDuty files,
            boolean mayLift,
            boolean mayFinish,
            Instant at) {
        public boolean isAhead() {
            return hold.isAhead(at);
        }

        public boolean hasBegun() {
            return !at.isBefore(hold.from());
        }
    }

    /** Those that hold now or will, the first to begin first; and those that ended in the last months, newest first. */
    public record Lists(List<Shown> ahead, List<Shown> over) {}

    /**
     * Somebody whose access might be held, and what that would take from them.
     *
     * @param kinds the sorts of reasons for which this reader may; none says that they may not at all
     * @param helpers who could get their work out for them
     * @param self whether this is the reader
     * @param leads whether this is the head, whose conduct is for the governors
     */
    public record Preview(
            Person person,
            @Nullable SchoolClass form,
            boolean isOnline,
            List<HoldKind> kinds,
            List<Hold> already,
            Losing losing,
            List<Person> helpers,
            boolean self,
            boolean leads) {}

    /** What would be out of reach: requests that run, what was opened for them, and lessons online today. */
    public record Losing(List<Permission> waiting, List<Permission> open, List<SupervisedSession> lessons) {
        public boolean isNothing() {
            return waiting.isEmpty() && open.isEmpty() && lessons.isEmpty();
        }
    }

    /** Every hold that the actor may see. */
    public Lists all(Actor actor) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_HOLDS);
        var school = actor.school();
        var now = clock.instant();
        var files = duties.all(school);
        var seen = store.since(school, now.minus(OVER_SHOWN)).stream()
                .filter(hold -> policy.maySee(actor, hold, helps(actor, files.get(hold.id()))))
                .toList();
        var people = roster.persons(
                school, seen.stream().map(Hold::person).distinct().toList());
        var shown = seen.stream()
                .flatMap(hold -> Optional.ofNullable(people.get(hold.person())).stream()
                        .map(person -> shown(actor, hold, person, files.get(hold.id()), now)))
                .toList();
        return new Lists(
                shown.stream()
                        .filter(Shown::isAhead)
                        .sorted(Comparator.comparing((Shown one) -> one.hold().from()))
                        .toList(),
                shown.stream()
                        .filter(one -> !one.isAhead())
                        .sorted(Comparator.comparing((Shown one) -> one.hold().over())
                                .reversed())
                        .toList());
    }

    /** All that there ever were on one person, as far as the actor may see them, the newest first. */
    public List<Shown> of(Actor actor, PersonId id) {
        if (!AccessPolicies.ACCESS.allows(actor, Operation.SEE_HOLDS)) {
            return List.of();
        }
        var school = actor.school();
        var now = clock.instant();
        var seen = store.of(school, id).stream()
                .filter(hold -> policy.maySee(actor, hold, false))
                .toList();
        return seen.isEmpty()
                ? List.of()
                : roster.person(school, id)
                        .map(person -> seen.stream()
                                .map(hold -> shown(actor, hold, person, null, now))
                                .toList())
                        .orElse(List.of());
    }

    /** One, for whoever may see it. */
    public Shown one(Actor actor, HoldId id) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_HOLDS);
        var school = actor.school();
        var duty = duties.of(school, id).orElse(null);
        return store.find(school, id)
                .filter(hold -> policy.maySee(actor, hold, helps(actor, duty)))
                .flatMap(hold -> roster.person(school, hold.person())
                        .map(person -> shown(actor, hold, person, duty, clock.instant())))
                .orElseThrow(() -> new NotFound("hold " + id));
    }

    /** People whose name holds {@code part} and whose access the actor may hold for some reason. */
    public List<Person> find(Actor actor, String part) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        if (part.isBlank()) {
            return List.of();
        }
        var roles = ReaderKind.ROLES.stream()
                .filter(role -> role == Role.PUPIL || role.isStaff() || AccessPolicies.isEverybodys(actor))
                .toList();
        return roster.search(actor.school(), part.strip(), roles, MOST_FOUND * 4).stream()
                .filter(person -> roster.isActive(actor.school(), person.id(), roster.today()))
                .filter(person -> !policy.kinds(actor, person.id()).isEmpty())
                .limit(MOST_FOUND)
                .toList();
    }

    /** What holding somebody's access would mean. Somebody of whom the actor may know nothing is not there. */
    public Preview preview(Actor actor, PersonId id) {
        AccessPolicies.ACCESS.require(actor, Operation.HOLD);
        var school = actor.school();
        var today = roster.today();
        var roles = roster.roles(school, id, today);
        var kinds = policy.kinds(actor, id);
        var person = roster.person(school, id)
                .filter(_ -> !roles.isEmpty())
                .filter(_ -> !kinds.isEmpty() || HoldPolicy.isSelf(actor, id) || roles.contains(Role.HEAD))
                .orElseThrow(() -> new NotFound("person " + id));
        var now = clock.instant();
        return new Preview(
                person,
                roster.classesOf(school, id, today).stream()
                        .filter(_ -> roles.contains(Role.PUPIL))
                        .findFirst()
                        .orElse(null),
                access.decide(school, id, Service.INTERNET, now).isAllowed(),
                kinds,
                store.ahead(school, id, now).stream()
                        .filter(hold -> policy.maySee(actor, hold, false))
                        .toList(),
                kinds.isEmpty() ? new Losing(List.of(), List.of(), List.of()) : losing(school, id, now),
                helpers(school, id),
                HoldPolicy.isSelf(actor, id),
                roles.contains(Role.HEAD));
    }

    /** What the actor has still to get out for others, the first due first. */
    public List<Shown> filesToGet(Actor.Somebody actor) {
        if (!AccessPolicies.ACCESS.allows(actor, Operation.SEE_HOLDS)) {
            return List.of();
        }
        return duties.open(actor.school(), actor.person()).stream()
                .map(duty -> one(actor, duty.hold()))
                .toList();
    }

    /** Who could get this person's work out for them: a pupil's teachers, and the technicians. */
    List<Person> helpers(SchoolId school, PersonId person) {
        var today = roster.today();
        var teachers = roster.classesOf(school, person, today).stream()
                .flatMap(one -> roster.adultsOf(school, one.id(), ClassPart.TEACHER, today).stream());
        var technicians = roster.holders(school, Set.of(Role.TECHNICIAN), today).stream();
        var helpers = new ArrayList<Person>();
        Stream.concat(teachers, technicians)
                .filter(adult -> !adult.id().equals(person))
                .filter(adult -> helpers.stream().noneMatch(other -> other.id().equals(adult.id())))
                .forEach(helpers::add);
        return helpers;
    }

    private Losing losing(SchoolId school, PersonId person, Instant now) {
        var program = new Actor.Schoolgate(school, "holds");
        var today = LocalDate.ofInstant(now, LONDON);
        var classes = roster.classesOf(school, person, today).stream()
                .map(SchoolClass::id)
                .toList();
        var refs = new HashSet<String>();
        refs.add(ForWhom.ref(person));
        classes.stream().map(ForWhom::ref).forEach(refs::add);
        roster.pupil(school, person, today)
                .flatMap(Pupil::knownPhase)
                .map(ForWhom::ref)
                .ifPresent(refs::add);
        return new Losing(
                permissions.about(program, person).stream()
                        .filter(Permission::isWaiting)
                        .toList(),
                permissions.live(program).stream()
                        .filter(one -> one.isInForce(now))
                        .filter(one -> one.request().forWhom().refs().stream().anyMatch(refs::contains))
                        .toList(),
                sessions.since(school, today.atStartOfDay(LONDON).toInstant()).stream()
                        .filter(session -> classes.contains(session.schoolClass()))
                        .toList());
    }

    private Shown shown(Actor actor, Hold hold, Person person, @Nullable FilesDuty files, Instant now) {
        var mayHold = AccessPolicies.ACCESS.allows(actor, Operation.HOLD)
                && policy.mayHold(actor, hold.person(), hold.kind());
        return new Shown(
                hold,
                person,
                policy.mayReadWhy(actor, hold) ? hold.reason() : null,
                files,
                mayHold && hold.isAhead(now),
                files != null && !files.isDone() && (mayHold || helps(actor, files)),
                now);
    }

    private static boolean helps(Actor actor, @Nullable FilesDuty files) {
        return files != null && HoldPolicy.isSelf(actor, files.adult());
    }
}
