package org.schoolgate.cases;

import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Membership;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;

/** What somebody is to a school, where a report or a case names them. */
@Component
class Kinds {
    private final Roster roster;

    Kinds(Roster roster) {
        this.roster = roster;
    }

    OnCase.Kind of(SchoolId school, PersonId person) {
        var roles = roles(school, person);
        if (roles.contains(Role.PUPIL)) {
            return OnCase.Kind.PUPIL;
        }
        if (roles.contains(Role.HEAD)) {
            return OnCase.Kind.HEAD;
        }
        return roles.stream().anyMatch(Role::worksHere) ? OnCase.Kind.STAFF : OnCase.Kind.ADULT;
    }

    /** What somebody is to the school, or what they were while they were anything. */
    private Set<Role> roles(SchoolId school, PersonId person) {
        var roles = roster.roles(school, person, roster.today());
        return roles.isEmpty()
                ? roster.memberships(school, person).stream()
                        .map(Membership::role)
                        .collect(Collectors.toSet())
                : roles;
    }
}
