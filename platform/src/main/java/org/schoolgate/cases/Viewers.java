package org.schoolgate.cases;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;

/** Looks people up for {@link CasePolicy}. */
@Component
class Viewers {
    private final Roster roster;
    private final Clock clock;

    Viewers(Roster roster, Clock clock) {
        this.roster = roster;
        this.clock = clock;
    }

    Viewer of(Actor.Somebody actor) {
        return new Viewer(actor.person(), actor.roles(), taughtBy(actor), staff(actor.school()), clock.instant());
    }

    /** Everybody for whom one of these steps waits now. */
    Set<PersonId> forWhom(CaseFacts facts, List<Waiting> steps) {
        var school = facts.file().school();
        var staff = staff(school);
        var now = clock.instant();
        var today = roster.today();
        return staff.roles().entrySet().stream()
                .map(one -> new Viewer(
                        one.getKey(),
                        one.getValue(),
                        pupil -> roster.teaches(school, one.getKey(), pupil, today),
                        staff,
                        now))
                .filter(viewer -> steps.stream().anyMatch(step -> CasePolicy.isTheirs(viewer, facts, step)))
                .map(Viewer::person)
                .collect(Collectors.toSet());
    }

    private Viewer.Staff staff(SchoolId school) {
        var roles = EnumSet.copyOf(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ));
        Map<PersonId, Set<Role>> held = roster.held(school, roles, roster.today());
        return new Viewer.Staff(held);
    }

    private Predicate<PersonId> taughtBy(Actor.Somebody actor) {
        if (!actor.is(Role.TEACHER)) {
            return _ -> false;
        }
        var today = roster.today();
        var school = actor.school();
        var taught = roster.classesOf(school, actor.person(), today).stream()
                .flatMap(one -> roster.pupilsOf(school, one.id(), today).stream())
                .map(Pupil::id)
                .collect(Collectors.toSet());
        return taught::contains;
    }
}
