package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRule.Made;
import org.schoolgate.filtering.SiteReport.Answer;
import org.schoolgate.filtering.SiteReport.State;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reports of unsuitable sites: found, closed at once, decided, sent on, answered (FIL-8, FIL-9). */
@Service
public class SiteReports {
    private static final int MOST = 200;
    private static final int LONGEST = 2_000;
    private static final Duration REST_AFTER_DISMISSAL = Duration.ofDays(30);

    private final SiteReportStore store;
    private final SchoolRuleStore rules;
    private final RuleCheck check;
    private final Helpdesk helpdesk;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SiteReports(
            SiteReportStore store,
            SchoolRuleStore rules,
            RuleCheck check,
            Helpdesk helpdesk,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.check = check;
        this.helpdesk = helpdesk;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What somebody found, as typed: where, what was to be seen, on which device. */
    public record Finding(String url, String content, String device) {}

    /** What became of a report. */
    public sealed interface Reporting {
        record Reported(SiteReport report) implements Reporting {}

        record NotLikeThat(Problems problems) implements Reporting {}
    }

    /** What became of a decision. */
    public sealed interface Deciding {
        record Decided(SiteReport report) implements Deciding {}

        record AlreadyDecided(SiteReport report) implements Deciding {}

        record NotLikeThat(SiteReport report, Problems problems) implements Deciding {}
    }

    /**
     * Reports a site. A member of staff closes it to all pupils until it is decided, for a day at most; a pupil hides it
     * from themselves. A help line stays open; and what was found suitable a short while ago is looked at again, but not
     * closed.
     */
    @Transactional
    public Reporting report(Actor.Somebody actor, Finding finding) {
        FilteringAccess.ACCESS.require(actor, Operation.REPORT);
        var found = Site.of(finding.url());
        var problems = Problems.none()
                .when(found.isEmpty(), "url", say("filtering.site.unreadable"))
                .when(finding.url().length() > LONGEST, "url", say("filtering.report.too-long"))
                .when(finding.content().length() > LONGEST, "content", say("filtering.report.too-long"));
        if (problems.any()) {
            return new Reporting.NotLikeThat(problems);
        }
        var now = clock.instant();
        var site = found.orElseThrow();
        boolean byPupil = actor.is(Role.PUPIL);
        boolean blocks = !check.isAlwaysOpen(actor.school(), Site.hostOf(site))
                && (byPupil || !store.wasDismissedSince(actor.school(), site, now.minus(REST_AFTER_DISMISSAL)));
        var report = new SiteReport(
                UUID.randomUUID(),
                rules.nextNumber(actor.school(), "report"),
                site,
                finding.url().strip(),
                finding.content().strip(),
                finding.device().strip(),
                actor.person(),
                actor.name(),
                byPupil,
                now,
                blocks,
                byPupil
                        ? null
                        : now.plus(Duration.ofHours(settings.get(actor.school(), FilteringSettings.REPORT_HOURS))),
                new State.Open(),
                null,
                null);
        store.add(actor.school(), report);
        events.publishEvent(new SiteReportEvent.Reported(actor, report));
        return new Reporting.Reported(report);
    }

    /** It is unsuitable: a rule of the school closes it to pupils from now on, and the helpdesk hears of it. */
    @Transactional
    public Deciding confirm(Actor actor, UUID id, String reason) {
        return decide(actor, id, reason, true);
    }

    /** It is suitable: it opens again. */
    @Transactional
    public Deciding dismiss(Actor actor, UUID id, String reason) {
        return decide(actor, id, reason, false);
    }

    private Deciding decide(Actor actor, UUID id, String reason, boolean confirm) {
        requireDecider(actor);
        var report = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("site report " + id));
        if (!report.isOpen()) {
            return new Deciding.AlreadyDecided(report);
        }
        if (reason.isBlank()) {
            return new Deciding.NotLikeThat(report, Problems.of("reason", say("filtering.no-reason")));
        }
        var now = clock.instant();
        store.decide(actor, id, confirm ? "CONFIRMED" : "DISMISSED", now, reason.strip());
        if (confirm && !check.isAlwaysOpen(actor.school(), Site.hostOf(report.site()))) {
            close(actor, report, now, reason.strip());
        }
        helpdesk.tell(actor, report, confirm, reason.strip(), now)
                .ifPresent(to -> store.sent(actor.school(), id, to, now));
        events.publishEvent(new SiteReportEvent.Decided(actor, report, confirm, reason.strip()));
        return new Deciding.Decided(store.find(actor.school(), id).orElseThrow());
    }

    private void close(Actor actor, SiteReport report, Instant now, String reason) {
        rules.add(
                actor.school(),
                new SchoolRule(
                        UUID.randomUUID(),
                        rules.nextNumber(actor.school(), "rule"),
                        Site.hostOf(report.site()),
                        Site.pathOf(report.site()),
                        Effect.BLOCK,
                        RuleBook.PUPILS,
                        say("filtering.report.pupils"),
                        now,
                        null,
                        say("filtering.report.confirmed", report.reference(), reason),
                        new Made(actor.personId().orElse(null), actor.name(), now),
                        null));
    }

    /** Keeps what the helpdesk answered, with its own number. */
    @Transactional
    public void answered(Actor actor, UUID id, String text, String reference) {
        requireDecider(actor);
        var report = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("site report " + id));
        store.answered(actor.school(), id, new Answer(text.strip(), reference.strip(), clock.instant()));
        events.publishEvent(new SiteReportEvent.Answered(actor, report, reference.strip()));
    }

    /** The open ones first, then the newest. */
    @Transactional(readOnly = true)
    public List<SiteReport> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.DECIDE_REPORTS);
        return store.newest(actor.school(), MOST);
    }

    /** How many wait for the actor. */
    @Transactional(readOnly = true)
    public int waiting(Actor actor) {
        return mayDecide(actor)
                ? (int) store.newest(actor.school(), MOST).stream()
                        .filter(SiteReport::isOpen)
                        .count()
                : 0;
    }

    @Transactional(readOnly = true)
    public SiteReport find(Actor actor, UUID id) {
        FilteringAccess.ACCESS.require(actor, Operation.DECIDE_REPORTS);
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("site report " + id));
    }

    /** Whether this school's chain names the actor (CFG-11); the head and the safeguarding lead always may. */
    @Transactional(readOnly = true)
    public boolean mayDecide(Actor actor) {
        var chain = EnumSet.of(Role.HEAD, Role.SAFEGUARDING_LEAD);
        chain.addAll(settings.get(actor.school(), FilteringSettings.REPORT_CHAIN));
        return FilteringAccess.ACCESS.allows(actor, Operation.DECIDE_REPORTS)
                && actor.roles().stream().anyMatch(chain::contains);
    }

    private void requireDecider(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.DECIDE_REPORTS);
        if (!mayDecide(actor)) {
            throw new Forbidden(actor, Operation.DECIDE_REPORTS.name());
        }
    }
}
