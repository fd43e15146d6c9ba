package org.schoolgate.home;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.AccessPolicies;
import org.schoolgate.access.AccessRegister;
import org.schoolgate.access.Audience;
import org.schoolgate.access.ClassToday;
import org.schoolgate.access.Explained;
import org.schoolgate.access.GoingOnline;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.access.Service;
import org.schoolgate.access.SupervisedSession;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.activity.Activity;
import org.schoolgate.activity.LookUps;
import org.schoolgate.activity.Seen;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.Errand;
import org.schoolgate.agreements.Questions;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.SignerState;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CaseQueue;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Circle;
import org.schoolgate.cases.Heard;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Report;
import org.schoolgate.cases.Reports;
import org.schoolgate.cases.SanctionLetterId;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Talks;
import org.schoolgate.filtering.FilterTests;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.SiteReport;
import org.schoolgate.filtering.SiteReports;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Tickets;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What first screens show, asked of the modules that know. Each shows its reader nothing that those would not. */
@Component
@Transactional(readOnly = true)
public class FirstScreens {
    private static final int MOST_FOUND = 12;
    /** The kind of case in which a child is in danger now. */
    private static final String DANGER = "danger";

    private final Access access;
    private final AccessRegister register;
    private final SupervisedTime lessons;
    private final GoingOnline asking;
    private final HoldRegister holds;
    private final Roster roster;
    private final Reports reports;
    private final CaseRegister cases;
    private final Talks talks;
    private final Sanctions sanctions;
    private final PermissionRegister permissions;
    private final SiteReports sites;
    private final FilterTests tests;
    private final LookUps lookUps;
    private final Activity activity;
    private final Questions questions;
    private final Signatures signatures;
    private final Gateways gateways;
    private final Tickets tickets;
    private final Clock clock;

    FirstScreens(
            Access access,
            AccessRegister register,
            SupervisedTime lessons,
            GoingOnline asking,
            HoldRegister holds,
            Roster roster,
            Reports reports,
            CaseRegister cases,
            Talks talks,
            Sanctions sanctions,
            PermissionRegister permissions,
            SiteReports sites,
            FilterTests tests,
            LookUps lookUps,
            Activity activity,
            Questions questions,
            Signatures signatures,
            Gateways gateways,
            Tickets tickets,
            Clock clock) {
        this.access = access;
        this.register = register;
        this.lessons = lessons;
        this.asking = asking;
        this.holds = holds;
        this.roster = roster;
        this.reports = reports;
        this.cases = cases;
        this.talks = talks;
        this.sanctions = sanctions;
        this.permissions = permissions;
        this.sites = sites;
        this.tests = tests;
        this.lookUps = lookUps;
        this.activity = activity;
        this.questions = questions;
        this.signatures = signatures;
        this.gateways = gateways;
        this.tickets = tickets;
        this.clock = clock;
    }

    /**
     * A child of a family, and how it stands with them.
     *
     * @param open how many papers wait for this parent's answer
     * @param taken what the child goes without for a while, of which this parent was written to
     */
    public record Child(Pupil pupil, Standing standing, int open, List<Gone> taken) {}

    /** Something that a child goes without, and the letter that says more. */
    public record Gone(Explained words, SanctionLetterId letter) {}

    /** The school at a glance: pupils by year, and how many of them may go online. */
    public record Glance(List<Year> years) {
        public int online() {
            return years.stream().mapToInt(Year::online).sum();
        }

        public int pupils() {
            return years.stream().mapToInt(Year::pupils).sum();
        }
    }

    /** How the school is, in counts: holds, lessons that are open, and gateways that do not do what they should. */
    public record State(int held, int lessons, int gateways, int unwell) {}

    /** A gateway, and how it is. */
    public record GatewayCard(Gateway gateway, Gateway.State state) {
        public boolean isWell() {
            return state instanceof Gateway.State.Well;
        }
    }

    /** What a technician's search came to. */
    public record Found(List<ReaderAccess> people, List<GatewayCard> gateways) {}

    /** Whether the reader may go online now. */
    public Standing own(Actor.Somebody reader) {
        return standing(
                access.decide(reader.school(), reader.person(), Service.INTERNET, clock.instant()),
                Audience.of(ReaderKind.of(reader.roles(), reader.phase())),
                "");
    }

    /** What is taken from the reader for a while and leaves them everything else, in their words. */
    public List<Explained> taken(Actor.Somebody reader) {
        var audience = Audience.of(ReaderKind.of(reader.roles(), reader.phase()));
        return access.takenFrom(reader.school(), reader.person(), clock.instant()).stream()
                .map(hold -> Explained.taken(audience, hold, reader.name()))
                .toList();
    }

    /** What came back to the reader since yesterday, in their words. */
    public List<Explained> givenBack(Actor.Somebody reader) {
        var audience = Audience.of(ReaderKind.of(reader.roles(), reader.phase()));
        return access.givenBack(reader.school(), reader.person(), clock.instant()).stream()
                .map(hold -> Explained.givenBack(audience, hold))
                .toList();
    }

    /** When the reader's time online ends, if that is today. */
    public Optional<Instant> endsToday(Standing standing) {
        return standing.decision() instanceof AccessDecision.Allowed(var until)
                        && until.isBefore(clock.instant().plus(Duration.ofHours(12)))
                ? Optional.of(until)
                : Optional.empty();
    }

    /** How it stands with a pupil's wish to go online. */
    public GoingOnline.Wanted wanted(Actor.Somebody pupil) {
        return asking.state(pupil);
    }

    /** The lesson that a pupil is in now. */
    public Optional<SupervisedSession> lesson(Actor.Somebody pupil) {
        return roster.classesOf(pupil.school(), pupil.person(), roster.today()).stream()
                .flatMap(one -> lessons.of(pupil.school(), one.id()).stream())
                .findFirst();
    }

    /** What a pupil asked for, newest first. */
    public List<Permission> asked(Actor.Somebody reader) {
        return permissions.mine(reader);
    }

    /** What was just refused to the reader, newest first. */
    public List<Seen> refusedLately(Actor.Somebody reader) {
        return activity.refusedLately(reader);
    }

    /** Whether the filter knows who sits at this computer. */
    public Online online(Actor.Somebody reader, @Nullable Session session, Standing standing) {
        if (session == null || addresses(reader.school()).isEmpty()) {
            return new Online.NotByComputer();
        }
        if (!(standing.decision() instanceof AccessDecision.Allowed(var until)) || !tickets.isBound(session)) {
            return new Online.NotYet();
        }
        return new Online.Here(
                until.isBefore(session.endsAt()) ? until : session.endsAt(),
                reader.roles().stream().anyMatch(Role::isStaff));
    }

    /** The children for whom a parent stands. */
    public List<Child> children(Actor.Somebody parent) {
        var now = clock.instant();
        var open = new HashMap<PersonId, Integer>();
        signatures.mine(parent).forEach(errand -> open.put(errand.subject().id(), open(errand)));
        return roster.childrenOf(parent.school(), parent.person(), roster.today()).stream()
                .map(child -> new Child(
                        child,
                        standing(
                                access.decide(parent.school(), child.id(), Service.INTERNET, now),
                                Audience.PARENT,
                                child.name().called()),
                        open.getOrDefault(child.id(), 0),
                        taken(parent, child)))
                .toList();
    }

    private List<Gone> taken(Actor.Somebody parent, Pupil child) {
        var told = sanctions.told(parent, child.id());
        return access.takenFrom(parent.school(), child.id(), clock.instant()).stream()
                .flatMap(hold -> Optional.ofNullable(told.get(hold.id())).stream()
                        .map(letter -> new Gone(
                                Explained.taken(
                                        Audience.PARENT, hold, child.name().called()),
                                letter)))
                .toList();
    }

    private static int open(Errand errand) {
        return (int) errand.papers().stream()
                .filter(paper -> switch (paper.state()) {
                    case SignerState.NotAsked _, SignerState.Asked _, SignerState.Opened _, SignerState.Expired _ ->
                        true;
                    case SignerState.Question _, SignerState.Signed _, SignerState.Refused _, SignerState.Withdrawn _ ->
                        false;
                })
                .count();
    }

    /**
     * What waits for a member of staff, as far as their roles let them see it: danger first, then the longest wait.
     *
     * @param open their open cases
     */
    public List<Need> needs(Actor.Somebody reader, CaseQueue open) {
        var needs = new ArrayList<Need>();
        reports.waiting(reader).stream().map(FirstScreens::need).forEach(needs::add);
        permissions.waiting(reader).stream().map(this::need).forEach(needs::add);
        if (FilteringAccess.ACCESS.allows(reader, FilteringAccess.Operation.DECIDE_REPORTS)
                && sites.mayDecide(reader)) {
            sites.all(reader).stream()
                    .filter(SiteReport::isOpen)
                    .map(this::need)
                    .forEach(needs::add);
        }
        if (FilteringAccess.ACCESS.allows(reader, FilteringAccess.Operation.TEST)) {
            tests.failed(reader)
                    .ifPresent(test -> needs.add(new Need(
                            "shield",
                            "/filter/test",
                            say("home.need.filter"),
                            say("home.need.filter.line"),
                            test.at(),
                            true)));
        }
        if (Activity.ACCESS.allows(reader, Activity.Operation.AGREE_TO_LOOK_UPS)) {
            lookUps.waiting(reader)
                    .forEach(one -> needs.add(new Need(
                            "search",
                            "/look-ups/" + one.id(),
                            say("home.need.look-up"),
                            say("home.need.look-up.line", one.askedByName(), one.because()),
                            one.askedAt(),
                            false)));
        }
        if (AgreementsAccess.ACCESS.allows(reader, AgreementsAccess.Operation.ANSWER_QUESTIONS)) {
            questions
                    .open(reader)
                    .forEach(one -> needs.add(new Need(
                            "circle-question-mark",
                            "/agreements/questions",
                            say("home.need.question"),
                            say(
                                    "home.need.question.line",
                                    one.asker().name().shown(),
                                    one.question().words()),
                            one.question().at(),
                            false)));
        }
        holds.filesToGet(reader)
                .forEach(one -> needs.add(new Need(
                        "download",
                        "/holds/" + one.hold().id(),
                        say("home.need.files"),
                        say(
                                "home.need.files.line",
                                one.person().name().shown(),
                                one.files() == null ? "" : Dates.day(one.files().due())),
                        one.hold().placed().at(),
                        false)));
        gateways(reader).stream()
                .filter(card -> !card.isWell())
                .filter(card -> !(card.state() instanceof Gateway.State.Revoked))
                .forEach(card -> needs.add(new Need(
                        "circle-x",
                        "/gateways/" + card.gateway().id(),
                        say("home.need.gateway", card.gateway().name()),
                        say(
                                card.state() instanceof Gateway.State.Ailing
                                        ? "home.need.gateway.ailing"
                                        : "home.need.gateway.line"),
                        since(card.state(), clock.instant()),
                        card.state() instanceof Gateway.State.Silent)));
        talks.waiting(reader)
                .forEach(talk -> needs.add(new Need(
                        "message-circle",
                        "/sanctions/" + talk.of(),
                        say("home.need.talk"),
                        say("home.need.talk.line", Dates.moment(talk.at()), talk.place()),
                        talk.arrangedAt(),
                        talk.at(),
                        false)));
        open.waiting().stream().map(this::need).forEach(needs::add);
        needs.sort(Comparator.comparing(Need::danger)
                .reversed()
                .thenComparing(need -> need.due() == null ? Instant.MAX : need.due())
                .thenComparing(Need::since));
        return List.copyOf(needs);
    }

    /** What somebody wrote back to a child who has not seen it, the newest first. */
    public List<Heard> answered(Actor.Somebody child) {
        return reports.told(child).stream()
                .filter(heard -> heard.hearing().isNew())
                .toList();
    }

    /** The open cases of a reader; none for those who read none. */
    public CaseQueue openCases(Actor.Somebody reader) {
        return CasePolicy.ACCESS.allows(reader, CasePolicy.Operation.READ)
                ? cases.queue(reader)
                : CaseQueue.none(clock.instant());
    }

    /** Those cases in which something is late that others have to do. */
    public List<Need> late(CaseQueue open) {
        return open.others().stream()
                .filter(file -> file.isOverdue(open.at()))
                .map(file -> need(file, file.title(), file.touchedAt(), file.nextDue()))
                .toList();
    }

    /** A step of a case. Of one that is not open to all of its roles not even the kind is said on a first screen. */
    private Need need(CaseQueue.Entry entry) {
        return need(entry.file(), entry.step(), entry.since(), entry.due());
    }

    private Need need(CaseFile file, String title, Instant since, @Nullable Instant due) {
        var close = file.circle() != Circle.ORDINARY;
        var number = file.number().toString();
        return new Need(
                close ? "lock" : "folder",
                "/cases/" + file.id(),
                close ? say("home.need.case.close") : title,
                close ? say("cases.number", number) : say("cases.queue.line", number, file.title()),
                since,
                due,
                file.kind().equals(DANGER) || (close && file.isOverdue(clock.instant())));
    }

    private static Need need(Report report) {
        var matter = report.latestMatter();
        return new Need(
                report.byChild() ? "hand" : "flag",
                "/reports/" + report.id(),
                say(report.byChild() ? "home.need.child" : "home.need.adult"),
                say("cases.matter." + matter.name()),
                report.toldAt(),
                (report.byChild() && matter != Matter.PRESSED_BY_MISTAKE)
                        || report.isAboutStaff()
                        || matter.isUrgent());
    }

    private Need need(Permission permission) {
        var request = permission.request();
        return new Need(
                "globe",
                "/requests/queue?at=" + permission.id(),
                permissions.kindOf(permission).title(permission),
                say("home.need.request.line", request.byName(), request.reason()),
                request.at(),
                false);
    }

    private Need need(SiteReport report) {
        return new Need(
                "flag",
                "/site-reports/" + report.id(),
                say("home.need.site", report.site()),
                line(report),
                report.at(),
                false);
    }

    /** Who found it, and what the report does meanwhile. */
    private String line(SiteReport report) {
        if (!report.isBlocking(clock.instant())) {
            return say("home.need.site.open", report.foundByName());
        }
        return report.lapsesAt() == null
                ? say("home.need.site.hidden", report.foundByName())
                : say("home.need.site.closed", report.foundByName(), Dates.moment(report.lapsesAt()));
    }

    private static Instant since(Gateway.State state, Instant now) {
        return switch (state) {
            case Gateway.State.Silent(var since) -> since;
            case Gateway.State.Behind(var since) -> since;
            case Gateway.State.Waiting waiting -> waiting.oldest();
            case Gateway.State.Ailing(var _, var since) -> since;
            case Gateway.State.Revoked(var at) -> at;
            case Gateway.State.New _, Gateway.State.Well _ -> now;
        };
    }

    /** The classes in which an adult teaches or helps, as they are now. */
    public List<ClassCard> classes(Actor.Somebody adult) {
        if (!AccessPolicies.ACCESS.allows(adult, AccessPolicies.Operation.SEE_OWN_CLASSES)) {
            return List.of();
        }
        int minutes = lessons.usualMinutes(adult.school());
        return roster.classesOf(adult.school(), adult.person(), roster.today()).stream()
                .map(one -> card(adult, one, minutes))
                .toList();
    }

    private ClassCard card(Actor.Somebody adult, SchoolClass one, int minutes) {
        var today = register.classToday(adult, one.id());
        return new ClassCard(
                one,
                today.may(),
                today.pupils().size(),
                today.waitsForSession(),
                today.session(),
                asking.waiting(adult, one.id()).size(),
                minutes);
    }

    /** All pupils by year, counts only. {@link Glances} keeps it. */
    Glance glance(SchoolId school) {
        var years = new TreeMap<Integer, Year>();
        var yearOf = new HashMap<PersonId, Integer>();
        roster.pupils(school, roster.today())
                .forEach(pupil ->
                        yearOf.put(pupil.id(), pupil.yearGroup() == null ? Year.NOT_KNOWN : pupil.yearGroup()));
        for (var reader : access.readers(school, clock.instant())) {
            var year = yearOf.get(reader.person());
            if (year != null) {
                // that no lesson is open is the hour's, not the child's
                int online = ClassToday.reason(reader) == null ? 1 : 0;
                years.merge(
                        year,
                        new Year(year, online, 1),
                        (one, other) -> new Year(year, one.online() + other.online(), one.pupils() + other.pupils()));
            }
        }
        return new Glance(List.copyOf(years.values()));
    }

    /** The school's state in counts, for those who lead it. */
    public State state(Actor.Somebody reader) {
        var all = gateways(reader).stream()
                .filter(card -> !(card.state() instanceof Gateway.State.Revoked))
                .toList();
        return new State(
                AccessPolicies.ACCESS.allows(reader, AccessPolicies.Operation.SEE_HOLDS)
                        ? holds.all(reader).ahead().size()
                        : 0,
                AccessPolicies.ACCESS.allows(reader, AccessPolicies.Operation.SUPERVISE)
                        ? lessons.open(reader).size()
                        : 0,
                all.size(),
                (int) all.stream().filter(card -> !card.isWell()).count());
    }

    /** What was seen in the last week, without a name, for those who may see counts. */
    public Optional<Activity.Counts> week(Actor.Somebody reader) {
        var today = roster.today();
        return Activity.ACCESS.allows(reader, Activity.Operation.COUNT)
                ? Optional.of(activity.counts(reader, today.minusDays(6), today))
                : Optional.empty();
    }

    /** The gateways and how they are, for those who may see them. */
    public List<GatewayCard> gateways(Actor.Somebody reader) {
        var now = clock.instant();
        return Gateways.ACCESS.allows(reader, Gateways.Operation.SEE)
                ? gateways.all(reader).stream()
                        .map(gateway -> new GatewayCard(gateway, gateway.state(now)))
                        .toList()
                : List.of();
    }

    /** People and gateways whose name holds {@code part}, for those who see the register. */
    public Found find(Actor.Somebody reader, String part) {
        var people = register.all(reader, part, "");
        var wanted = part.strip().toLowerCase(Locale.UK);
        return part.isBlank()
                ? new Found(List.of(), List.of())
                : new Found(
                        people.stream().limit(MOST_FOUND).toList(),
                        gateways(reader).stream()
                                .filter(card -> card.gateway()
                                        .name()
                                        .toLowerCase(Locale.UK)
                                        .contains(wanted))
                                .toList());
    }

    private List<String> addresses(SchoolId school) {
        return gateways.all(new Actor.Schoolgate(school, "home")).stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .flatMap(gateway -> Optional.ofNullable(gateway.address()).stream())
                .toList();
    }

    private static Standing standing(AccessDecision decision, Audience audience, String name) {
        return switch (decision) {
            case AccessDecision.Allowed allowed -> new Standing(allowed, new Explained("", ""));
            case AccessDecision.Refused refused -> new Standing(refused, Explained.to(audience, refused.first(), name));
        };
    }
}
