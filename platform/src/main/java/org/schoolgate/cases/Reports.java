package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Alarms;
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

    private final ReportStore store;
    private final WhoHears whoHears;
    private final Alarms alarms;
    private final FollowingCases cases;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reports(
            ReportStore store,
            WhoHears whoHears,
            Alarms alarms,
            FollowingCases cases,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.whoHears = whoHears;
        this.alarms = alarms;
        this.cases = cases;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with reports. Which reports is for {@link WhoHears} to say. */
    public enum Operation {
        TELL,
        READ,
        TAKE
    }

    /** Everybody may tell; those may read whom a school may name as hearers. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.TELL, Role.PUPIL, Role.values())
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SENIOR_LEADER,
                    Role.TEACHER)
            .allow(
                    Operation.TAKE,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SENIOR_LEADER,
                    Role.TEACHER)
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
        ACCESS.require(actor, Operation.TELL);
        var now = clock.instant();
        var again = words.isBlank()
                ? store.pressed(actor.school(), actor.person(), now.minus(ONE_PRESS))
                : Optional.<Report>empty();
        if (again.isPresent()) {
            return again.get();
        }
        var report = new Report(
                ReportId.random(),
                actor.school(),
                actor.person(),
                actor.name(),
                actor.is(Role.PUPIL),
                now,
                matter,
                cut(words.strip(), 20_000),
                page == null ? null : cut(page.strip(), 2_000),
                teachersToo,
                List.of(),
                new Report.State.Waiting());
        store.tell(report);
        if (matter == Matter.SOMEBODY_IN_DANGER) {
            alarms.begin(actor, CaseAlarms.about(report.id()), "/reports/" + report.id());
        }
        var told = whoHears.email(report);
        events.publishEvent(new Telling.Told(
                actor,
                report.id(),
                matter,
                now,
                told.stream().map(PersonId::toString).toList()));
        return report;
    }

    /** The teller says more about what they told. */
    @Transactional
    public Report add(Actor.Somebody actor, ReportId id, Matter matter, String words) {
        var report = own(actor, id);
        store.add(actor.school(), id, new Report.Addition(clock.instant(), matter, cut(words.strip(), 20_000)));
        events.publishEvent(new Telling.Added(actor, id, matter));
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

    /** How many nobody has taken yet, for counts that name nobody. */
    @Transactional(readOnly = true)
    public int waiting(SchoolId school) {
        return store.waiting(school).size();
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

    /** One report to read, which goes on the record before it is shown. */
    @Transactional
    public Report read(Actor.Somebody actor, ReportId id) {
        var report = heard(actor, id, Operation.READ);
        audit.now(new Telling.Read(actor, id));
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

    /** Who will read what this actor tells, by name, for the words beside the button. */
    @Transactional(readOnly = true)
    public List<String> readers(Actor.Somebody actor) {
        return whoHears.names(actor);
    }

    /** Who reads one that this actor told. */
    @Transactional(readOnly = true)
    public List<String> readers(Actor.Somebody actor, Report report) {
        return report.matter().isForTheHeadAlone() ? whoHears.head(actor.school()) : whoHears.names(actor);
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
