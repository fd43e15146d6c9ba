package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Something that is taken from one person for a while, as they are told it. */
    public record Taken(Hold hold, Explained why) {}

    /** What is taken from single people now or soon, and leaves them everything else. */
    public List<Taken> taken(SchoolId school, Instant at) {
        var narrow = holds.narrowAhead(school, at);
        if (narrow.isEmpty()) {
            return List.of();
        }
        var readers = readers(school, narrow.stream().map(Hold::person).collect(Collectors.toSet()), at).stream()
                .collect(Collectors.toMap(ReaderAccess::person, Function.identity()));
        return narrow.stream()
                .flatMap(hold -> Stream.ofNullable(readers.get(hold.person()))
                        .map(one -> new Taken(
                                hold,
                                Explained.taken(
                                        Audience.of(one.kind()),
                                        hold,
                                        one.name().called()))))
                .toList();
    }

    /** What is taken from somebody at that moment and leaves them everything else, the first to end first. */
    public List<Hold> takenFrom(SchoolId school, PersonId person, Instant at) {
        return holds.ahead(school, person, at).stream()
                .filter(hold -> !hold.scope().isEverything() && hold.isInForce(at))
                .sorted(Comparator.comparing(Hold::until, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** What came back to somebody in the last day, by itself or because it was lifted; the newest first. */
    public List<Hold> givenBack(SchoolId school, PersonId person, Instant at) {
        return holds.of(school, person).stream()
                .filter(hold -> hold.kind().isSanction()
                        && !hold.isAhead(at)
                        && hold.from().isBefore(at))
                .filter(hold -> hold.over().isAfter(at.minus(Duration.ofDays(1))))
                .sorted(Comparator.comparing(Hold::over).reversed())
                .toList();
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
            var decision = AccessRules.decide(facts, Service.INTERNET, at);
            return Optional.of(new ReaderAccess(
                    one.id(),
                    one.name(),
                    kind,
                    one.classes(),
                    audiences(kind, one.yearGroup(), one.classes()),
                    agreement,
                    decision,
                    then(facts, decision)));
        }

        /** What a refusal turns into by itself, as far as all that decides now still decides then. */
        private static AccessDecision.@Nullable Allowed then(Facts facts, AccessDecision decision) {
            return decision instanceof AccessDecision.Refused refused
                    ? refused.until()
                            .map(end -> AccessRules.decide(facts, Service.INTERNET, end)
                                                    instanceof AccessDecision.Allowed open
                                            && open.until().isAfter(end)
                                    ? open
                                    : null)
                            .orElse(null)
                    : null;
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
