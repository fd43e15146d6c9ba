package org.schoolgate.access;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/**
 * Whose access somebody may hold and for which sort of reason, and which holds they may read.
 *
 * <p>Nobody holds their own access. A teacher holds that of the pupils whom they teach. What an adult did is the head's to
 * judge, and what the head did is the governors', who do not do it here. What keeps an account safe (a known password, a
 * lost device, a danger to the school's systems) judges nobody, so it may be held for everybody, the head too: it is lifted
 * with the cause.
 */
@Component
class HoldPolicy {
    private static final Set<Role> GOVERNORS = Set.of(Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.TRUST_OFFICER);
    private static final Set<Role> INVESTIGATORS =
            Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);

    private final Roster roster;
    private final Settings settings;

    HoldPolicy(Roster roster, Settings settings) {
        this.roster = roster;
        this.settings = settings;
    }

    /** Whether the actor may hold this person's access for this sort of reason, and lift such a hold. */
    boolean mayHold(Actor actor, PersonId person, HoldKind kind) {
        if (actor instanceof Actor.Schoolgate) {
            return true;
        }
        if (isSelf(actor, person) || !isFor(actor, kind)) {
            return false;
        }
        var roles = roles(actor.school(), person);
        if (roles.contains(Role.PUPIL)) {
            return kind != HoldKind.PERSONAL_USE && (AccessPolicies.isEverybodys(actor) || teaches(actor, person));
        }
        return kind.judges()
                ? actor.is(Role.HEAD)
                        && !roles.contains(Role.HEAD)
                        && roles.stream().noneMatch(GOVERNORS::contains)
                : AccessPolicies.isEverybodys(actor);
    }

    /** The sorts of reasons for which the actor may hold this person's access; none for whoever may not at all. */
    List<HoldKind> kinds(Actor actor, PersonId person) {
        return Arrays.stream(HoldKind.values())
                .filter(kind -> mayHold(actor, person, kind))
                .toList();
    }

    /** Whether the actor may see that this person's access is held, and by whom. */
    boolean maySee(Actor actor, Hold hold, boolean helps) {
        if (!AccessPolicies.ACCESS.allows(actor, Operation.SEE_HOLDS) || isSelf(actor, hold.person())) {
            return false;
        }
        if (helps || mayReadWhy(actor, hold)) {
            return true;
        }
        return isPupil(actor.school(), hold.person())
                && !hold.kind().equals(HoldKind.INVESTIGATION)
                && (AccessPolicies.isEverybodys(actor) || teaches(actor, hold.person()));
    }

    /** Whether the actor may read the reason, which somebody wrote about a child or a colleague. */
    boolean mayReadWhy(Actor actor, Hold hold) {
        if (!AccessPolicies.ACCESS.allows(actor, Operation.SEE_HOLDS) || isSelf(actor, hold.person())) {
            return false;
        }
        if (actor.personId().filter(person -> person.equals(hold.placed().by())).isPresent()) {
            return true;
        }
        return switch (hold.kind()) {
            case INVESTIGATION -> actor.roles().stream().anyMatch(INVESTIGATORS::contains) && judges(actor, hold);
            case SANCTION, DAMAGE, PERSONAL_USE -> mayKnowOf(actor, hold) && judges(actor, hold);
            case PASSWORD_KNOWN, LOST_DEVICE, SECURITY_RISK -> mayKnowOf(actor, hold);
        };
    }

    private boolean mayKnowOf(Actor actor, Hold hold) {
        return AccessPolicies.isEverybodys(actor)
                || (isPupil(actor.school(), hold.person()) && teaches(actor, hold.person()));
    }

    /** What is said of an adult's conduct is the head's to read. */
    private boolean judges(Actor actor, Hold hold) {
        return actor.is(Role.HEAD) || isPupil(actor.school(), hold.person());
    }

    private boolean isFor(Actor actor, HoldKind kind) {
        return actor.roles().stream()
                .anyMatch(role -> role == Role.HEAD
                        || (kind.isSanction()
                                ? settings.get(actor.school(), AccessSettings.SANCTIONS_DECIDED_BY)
                                        .contains(role)
                                : kind.placedBy().contains(role)));
    }

    private boolean isPupil(SchoolId school, PersonId person) {
        return roles(school, person).contains(Role.PUPIL)
                || roster.memberships(school, person).stream().anyMatch(one -> one.role() == Role.PUPIL);
    }

    private Set<Role> roles(SchoolId school, PersonId person) {
        return roster.roles(school, person, roster.today());
    }

    private boolean teaches(Actor actor, PersonId person) {
        return actor.personId()
                .filter(adult -> roster.teaches(actor.school(), adult, person, roster.today()))
                .isPresent();
    }

    static boolean isSelf(Actor actor, PersonId person) {
        return actor.personId().filter(person::equals).isPresent();
    }
}
