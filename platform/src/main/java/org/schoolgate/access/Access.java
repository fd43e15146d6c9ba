package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.agreements.Agreements;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Grant;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Belonging;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether people may use something now, for the other modules. Whoever asks has asked their own access policy before:
 * these are answers to the program, not to people.
 */
@Component
@Transactional(readOnly = true)
public class Access {
    private static final int DAYS_AFTER_LEAVING = 30;

    private final Roster roster;
    private final Agreements agreements;
    private final HoldStore holds;
    private final SupervisedTimeStore sessions;
    private final PermissionRegister permissions;
    private final Settings settings;

    Access(
            Roster roster,
            Agreements agreements,
            HoldStore holds,
            SupervisedTimeStore sessions,
            PermissionRegister permissions,
            Settings settings) {
        this.roster = roster;
        this.agreements = agreements;
        this.holds = holds;
        this.sessions = sessions;
        this.permissions = permissions;
        this.settings = settings;
    }

    /** Whether one person may use this at that moment, and until when; or every reason why not. */
    public AccessDecision decide(SchoolId school, PersonId person, Service service, Instant at) {
        var day = LocalDate.ofInstant(at, LONDON);
        var enrolled = Enrolled.on(day, roster.memberships(school, person));
        var kind = ReaderKind.of(
                enrolled.roles(),
                roster.pupil(school, person, day).flatMap(Pupil::knownPhase).orElse(null));
        var classes = roster.classesOf(school, person, day).stream()
                .map(SchoolClass::id)
                .toList();
        var facts = new Facts(
                kind,
                enrolled.enrolment(),
                agreements.inForce(school, person, at).orElse(null),
                holds.ahead(school, person, at),
                AccessSettings.supervised(settings, school).contains(kind),
                later(
                        SupervisedTime.until(sessions.open(school, at), classes),
                        ownTime(school, at).get(person)));
        return AccessRules.decide(facts, service, at);
    }

    /**
     * Everybody who may have access to the internet, with whether they do at that moment: who is on the roll, is about to
     * be, or left a short while ago. A handful of statements, however many people there are.
     */
    public List<ReaderAccess> readers(SchoolId school, Instant at) {
        var day = LocalDate.ofInstant(at, LONDON);
        return readers(school, at, day, roster.belonging(school, ReaderKind.ROLES, day));
    }

    /** The same for those of them who are among these people. */
    public List<ReaderAccess> readers(SchoolId school, Collection<PersonId> people, Instant at) {
        var day = LocalDate.ofInstant(at, LONDON);
        return readers(school, at, day, roster.belonging(school, people, ReaderKind.ROLES, day));
    }

    private List<ReaderAccess> readers(SchoolId school, Instant at, LocalDate day, List<Belonging> people) {
        var everything = new Whole(
                day,
                agreements.inForce(school, people, at),
                holds.ahead(school, at),
                AccessSettings.supervised(settings, school),
                sessions.open(school, at),
                ownTime(school, at));
        return people.stream()
                .flatMap(one -> everything.reader(one, at).stream())
                .toList();
    }

    /** All that decides about everybody of a school on one day. */
    private record Whole(
            LocalDate day,
            Map<PersonId, AgreementInForce> agreements,
            Map<PersonId, List<Hold>> holds,
            Set<ReaderKind> supervised,
            List<SupervisedSession> sessions,
            Map<PersonId, Instant> ownTime) {
        Optional<ReaderAccess> reader(Belonging one, Instant at) {
            var enrolled = Enrolled.on(day, one.memberships());
            if (!enrolled.isReader() || isLongGone(enrolled.enrolment())) {
                return Optional.empty();
            }
            var kind = ReaderKind.of(enrolled.roles(), one.phase());
            var agreement = agreements.get(one.id());
            var facts = new Facts(
                    kind,
                    enrolled.enrolment(),
                    agreement,
                    holds.getOrDefault(one.id(), List.of()),
                    supervised.contains(kind),
                    later(SupervisedTime.until(sessions, one.classes()), ownTime.get(one.id())));
            return Optional.of(new ReaderAccess(
                    one.id(),
                    one.name(),
                    kind,
                    one.classes(),
                    audiences(kind, one.yearGroup(), one.classes()),
                    agreement,
                    AccessRules.decide(facts, Service.INTERNET, at)));
        }

        private boolean isLongGone(Enrolment enrolment) {
            return enrolment instanceof Enrolment.Days days
                    && days.lastDay() != null
                    && days.lastDay().isBefore(day.minusDays(DAYS_AFTER_LEAVING));
        }
    }

    /** Until when pupils whom an adult let on by themselves may be (ACC-18). */
    private Map<PersonId, Instant> ownTime(SchoolId school, Instant at) {
        return permissions.inForce(school, GoOnlineKind.KEY).stream()
                .filter(permission -> permission.isInForce(at))
                .collect(Collectors.toMap(
                        permission -> permission.request().by(),
                        permission -> permission.grant().map(Grant::until).orElse(Instant.MIN),
                        (one, other) -> later(one, other)));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    /** To whom rules for such a reader are addressed. */
    private static Set<String> audiences(ReaderKind kind, @Nullable Integer yearGroup, Collection<ClassId> classes) {
        var audiences = new HashSet<String>();
        kind.phase().map(ForWhom::ref).ifPresent(audiences::add);
        if (kind.isPupil() && yearGroup != null) {
            audiences.add(ForWhom.ofYear(yearGroup));
        }
        classes.stream().map(ForWhom::ref).forEach(audiences::add);
        if (kind == ReaderKind.STAFF) {
            audiences.add(ForWhom.STAFF);
        }
        return audiences;
    }
}
