package org.schoolgate.cases;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** Looks people up for {@link CasePolicy}. */
@Component
class Viewers {
    private final Roster roster;
    private final PhoneLadders ladders;
    private final Settings settings;
    private final Clock clock;

    Viewers(Roster roster, PhoneLadders ladders, Settings settings, Clock clock) {
        this.roster = roster;
        this.ladders = ladders;
        this.settings = settings;
        this.clock = clock;
    }

    Viewer of(Actor.Somebody actor) {
        var school = actor.school();
        return viewer(school, actor.person(), actor.roles(), staff(school));
    }

    /** Everybody for whom one of these steps waits now. */
    Set<PersonId> forWhom(CaseFacts facts, List<Waiting> steps) {
        return among(
                facts.file().school(),
                viewer -> steps.stream().anyMatch(step -> CasePolicy.isTheirs(viewer, facts, step)));
    }

    /** Everybody for whom something waits now that did not before: it has begun, or it has come into their hands. */
    Set<PersonId> forWhomNew(CaseFacts before, CaseFacts now) {
        var passed = now.isInOtherHandsThan(before);
        var steps = now.waiting().stream()
                .filter(step -> passed || before.waiting().stream().noneMatch(step::isAsReadyAs))
                .toList();
        if (steps.isEmpty()) {
            return Set.of();
        }
        return among(
                now.file().school(),
                viewer -> steps.stream()
                        .filter(step -> CasePolicy.isTheirs(viewer, now, step))
                        .anyMatch(step -> before.waiting().stream()
                                .filter(step::isAsReadyAs)
                                .noneMatch(was -> CasePolicy.isTheirs(viewer, before, was))));
    }

    private Set<PersonId> among(SchoolId school, Predicate<Viewer> wanted) {
        var staff = staff(school);
        return staff.roles().entrySet().stream()
                .map(one -> viewer(school, one.getKey(), one.getValue(), staff))
                .filter(wanted)
                .map(Viewer::person)
                .collect(Collectors.toSet());
    }

    /** Everybody who reads a case now, for what they are or because they were named. */
    Set<PersonId> readers(CaseFacts facts) {
        return among(facts.file().school(), viewer -> CasePolicy.reads(viewer, facts));
    }

    /** Everybody who may let this asker know who wrote what a case follows from. */
    Set<PersonId> releasers(CaseFacts facts, PersonId asker) {
        return among(facts.file().school(), viewer -> CasePolicy.releases(viewer, facts, asker));
    }

    /** The doers for whom everybody is away today. */
    Set<Doer> away(SchoolId school) {
        return CasePolicy.away(staff(school));
    }

    /** How many of those who come next have their turn at a step by now, whether as it is late or as others are away. */
    int turns(CaseFacts facts, Waiting step) {
        return CasePolicy.turns(staff(facts.file().school()), facts, step, clock.instant());
    }

    private Viewer.Staff staff(SchoolId school) {
        var roles = EnumSet.copyOf(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ));
        Map<PersonId, Set<Role>> held = roster.held(school, roles, roster.today());
        return new Viewer.Staff(
                held,
                pupil -> roster.teaching(school, pupil, roster.today()),
                ladders.away(school),
                Doing.of(settings, school));
    }

    /** Whom they teach is looked up for those pupils alone that a rule asks about. */
    private Viewer viewer(SchoolId school, PersonId person, Set<Role> roles, Viewer.Staff staff) {
        var today = roster.today();
        return new Viewer(person, roles, pupil -> roster.teaches(school, person, pupil, today), staff, clock.instant());
    }
}
